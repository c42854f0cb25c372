"""Reads the rows of a project file page by page without SQLite, so that damage costs only what it touched.

Nothing of the file is trusted: its schema is never run, and only records that have the shape of one of our rows count.
The layout is that of https://sqlite.org/fileformat2.html, sections 1.3 to 1.6 (pages and cells) and 2.1 (records).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TABLE_LEAF, INDEX_LEAF, INDEX_INNER = 0x0D, 0x0A, 0x02
LARGEST = 1 << 30  # bytes; SQLite takes no longer record
SIZES = (4096, 8192, 1024, 2048, 16384, 32768, 65536, 512)
"""Page sizes to be tried where the file does not tell its own, likely ones first."""

Value = int | float | str | bytes | None
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


class Unreadable(Exception):
    """A number, a cell or a record that cannot be what it should be."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in a page; `row_id` is None in an index. `is_cut` says that its end is missing."""

    page: int
    row_id: int | None
    values: list[Value]
    is_cut: bool = False


class Pages:
    """The pages of a database file whose bytes are in memory (or mapped into it)."""

    def __init__(self, content: bytes | memoryview, page_size: int | None = None) -> None:
        self._content = memoryview(content)
        self.size = page_size or _page_size(self._content)
        reserved = self._content[20] if len(self._content) > 20 and self.has_header else 0
        self._usable = self.size - reserved if reserved <= 64 else self.size
        self.count = len(self._content) // self.size

    def close(self) -> None:
        """Let go of the bytes."""
        self._content.release()

    @property
    def has_header(self) -> bool:
        """Whether the file still begins as a database does."""
        return bytes(self._content[:16]) == b"SQLite format 3\x00"

    def records(self) -> Iterator[Record]:
        """Every record of every page that is in use; cells that make no sense are passed over."""
        free = self._free()
        for number in range(1, self.count + 1):
            if number not in free:
                yield from self._of_page(number)

    def _page(self, number: int) -> memoryview:
        if not 1 <= number <= self.count:
            raise Unreadable(f"there is no page {number}")
        return self._content[(number - 1) * self.size : number * self.size]

    def _free(self) -> set[int]:
        """The pages on the list of those not in use, as far as it can be followed: what stands there is old."""
        free: set[int] = set()
        if not self.has_header or len(self._content) < 100:
            return free
        trunk = _number(self._content, 32, 4)
        while 1 <= trunk <= self.count and trunk not in free:
            free.add(trunk)
            page = self._page(trunk)
            leaves = min(_number(page, 4, 4), self.size // 4 - 2)
            found = {_number(page, 8 + 4 * leaf, 4) for leaf in range(leaves)}
            free |= {leaf for leaf in found if 1 < leaf <= self.count}
            trunk = _number(page, 0, 4)
        return free

    def _of_page(self, number: int) -> Iterator[Record]:
        page = self._page(number)
        head = 100 if number == 1 else 0
        kind = page[head]
        if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INNER):
            return
        first = head + (12 if kind == INDEX_INNER else 8)
        for cell in range(min(_number(page, head + 3, 2), (self.size - first) // 2)):
            place = _number(page, first + 2 * cell, 2)
            try:
                if first <= place < self._usable:
                    yield self._record(number, place, kind)
            except Unreadable:
                continue

    def _record(self, number: int, place: int, kind: int) -> Record:
        page, row_id = self._page(number), None
        if kind == INDEX_INNER:
            place += 4
        length, place = _varint(page, place)
        if kind == TABLE_LEAF:
            row_id, place = _varint(page, place)
            if row_id >= 1 << 63:
                row_id -= 1 << 64
        if not 2 <= length <= LARGEST:
            raise Unreadable("no record is so long")
        payload = self._payload(page, place, length, kind == TABLE_LEAF)
        return Record(number, row_id, _values(payload, length), len(payload) < length)

    def _payload(self, page: memoryview, place: int, length: int, is_table: bool) -> bytes:
        """The bytes of a record, gathered from its cell and the pages it overflows to; cut where these end."""
        usable = self._usable
        local = _local(length, usable, is_table=is_table)
        if local == length:
            return bytes(page[place : place + length])
        parts = [page[place : place + local]]
        missing = length - local
        following = _number(page, place + local, 4)
        for _ in range(missing // (usable - 4) + 1):
            if missing <= 0 or not 1 <= following <= self.count:
                break
            overflow = self._page(following)
            parts.append(overflow[4 : 4 + min(missing, usable - 4)])
            missing -= len(parts[-1])
            following = _number(overflow, 0, 4)
        return b"".join(parts)


def _page_size(content: memoryview) -> int:
    """The page size that the header tells, unless another fits what follows far better."""
    told = int.from_bytes(content[16:18], "big")
    told = 65536 if told == 1 else told
    likeness = {size: _likeness(content, size) for size in SIZES}
    likely = max(SIZES, key=lambda size: likeness[size])
    return told if told in SIZES and 2 * likeness[told] >= likeness[likely] else likely


def _likeness(content: memoryview, size: int) -> float:
    """The share of the file that leaves of tables with sensible cells take, looked for at up to 2,000 places."""
    count = len(content) // size
    places = range(1, count, count // 2_000 + 1)
    good = sum(_begins_a_leaf(content[place * size : (place + 1) * size]) for place in places)
    return good / len(places) if places else 0.0


def _local(length: int, usable: int, *, is_table: bool) -> int:
    """How many bytes of a record stand in its own cell; the rest overflows to other pages."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    return local if local <= most else least


def _begins_a_leaf(page: memoryview) -> bool:
    cells, start = _number(page, 3, 2), _number(page, 5, 2)
    if page[0] != TABLE_LEAF or not 0 < cells <= len(page) // 6 or not 8 + 2 * cells <= start < len(page):
        return False
    places = [_number(page, 8 + 2 * cell, 2) for cell in range(cells)]
    if not all(start <= place < len(page) for place in places):
        return False
    try:
        # Cells fill a page from its end: where the last ends elsewhere, the pages are larger or smaller.
        length, place = _varint(page, max(places))
        _, place = _varint(page, place)
    except Unreadable:
        return False
    local = _local(length, len(page), is_table=True)
    return place + local + (4 if local < length else 0) == len(page)


def _values(payload: bytes, length: int) -> list[Value]:
    """The columns of a record; those whose bytes are missing are left out. Unreadable if its head makes no sense."""
    head, place = _varint(payload, 0)
    if not place <= head <= min(len(payload), length):
        raise Unreadable("the head of a record is too long")
    kinds = []
    while place < head:
        kind = payload[place]
        if kind < 0x80:  # nearly all are, and this is where the time of a salvage goes
            place += 1
        else:
            kind, place = _varint(payload, place)
        kinds.append(kind)
    if head + sum(map(_width, kinds)) != length:
        raise Unreadable("the columns of a record do not fill it")
    values: list[Value] = []
    for kind in kinds:
        width = _width(kind)
        if place + width > len(payload):
            break
        values.append(_value(kind, payload[place : place + width]))
        place += width
    return values


@lru_cache(maxsize=4096)
def _width(kind: int) -> int:
    if kind in (10, 11):
        raise Unreadable("a column has a kind that does not exist")
    return (kind - 12) // 2 if kind >= 12 else _WIDTHS[kind]


def _value(kind: int, content: bytes) -> Value:
    if kind >= 12:
        return content if kind % 2 == 0 else _text(content)
    if kind in (8, 9):
        return kind - 8
    if kind == 0:
        return None
    if kind == 7:
        from struct import unpack

        return float(unpack(">d", content)[0])
    return int.from_bytes(content, "big", signed=True)


def _text(content: bytes) -> Value:
    """A text, or its bytes where they are no UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content


def _number(content: memoryview, place: int, width: int) -> int:
    return int.from_bytes(content[place : place + width], "big")


def _varint(content: bytes | memoryview, place: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and the place behind it."""
    value = 0
    try:
        for count in range(8):
            byte = content[place + count]
            if byte < 0x80:
                return value << 7 | byte, place + count + 1
            value = value << 7 | byte & 0x7F
        return value << 8 | content[place + 8], place + 9
    except IndexError:
        raise Unreadable("a number is cut") from None
