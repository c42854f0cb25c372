"""Canonical text: the one form in which an article's text is stored, hashed and addressed."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from annotator.text.span import Span

BYTE_ORDER_MARK = "\ufeff"
REPLACEMENT = "\ufffd"
LINE_BREAKS = ("\r\n", "\r", "\u2029")
UNSTORABLE = ("\x00", "\ufdd0", "\ufdd1", "\ufffe", "\uffff")
LINE_ENDS = re.compile(r"[\n\t\v\f\x1c-\x1e\x85\u2028]+")
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A canonical text with the way from offsets of its raw text, all in code points."""

    text: str
    raw_length: int
    stripped: int
    """How many byte order marks were taken from the front."""
    dropped: tuple[int, ...]
    """The raw offsets of each CR that vanished before its LF, ascending."""

    def move(self, offset: int) -> int:
        """The canonical offset of a raw one; the middle of a CRLF moves before its LF.

        Raises ValueError for an offset outside the raw text.
        """
        if not 0 <= offset <= self.raw_length:
            raise ValueError(f"offset {offset} is outside a text of {self.raw_length} code points")
        return max(0, offset - self.stripped - bisect_left(self.dropped, offset))

    def move_span(self, start: int, end: int) -> Span | None:
        """The canonical span of raw `[start, end)`, a line break that it cuts kept whole; None if empty.

        Raises ValueError for an offset outside the raw text.
        """
        moved_start, moved_end = self.move(start), self.move(end)
        nearest = bisect_left(self.dropped, end - 1)
        if self.dropped[nearest : nearest + 1] == (end - 1,):
            moved_end += 1
        return Span(moved_start, moved_end) if moved_start < moved_end else None


def canonical(raw: str) -> str:
    """The canonical text of `raw`: LF line breaks, no byte order mark in front, nothing unstorable.

    Canonical text comes back as it is. Every surrogate counts as a lone one, since a Python string holds a
    whole pair as one code point.
    """
    text = raw.lstrip(BYTE_ORDER_MARK)
    for line_break in LINE_BREAKS:
        text = text.replace(line_break, "\n")
    for unstorable in UNSTORABLE:
        text = text.replace(unstorable, REPLACEMENT)
    return _without_surrogates(text)


def canonical_line(raw: str) -> str:
    """The canonical text of `raw` as one line: line breaks and tabs become spaces, the ends are trimmed."""
    return LINE_ENDS.sub(" ", canonical(raw)).strip()


def canonical_with_offsets(raw: str) -> CanonicalText:
    """The canonical text of `raw`, able to move offsets that were given in `raw` (code points)."""
    text = canonical(raw)
    stripped = len(raw) - len(raw.lstrip(BYTE_ORDER_MARK))
    dropped = tuple(match.start() for match in re.finditer("\r\n", raw)) if "\r\n" in raw else ()
    return CanonicalText(text, len(raw), stripped, dropped)


def text_sha256(text: str) -> str:
    """The SHA-256 of the UTF-8 bytes of a canonical text, as 64 hexadecimal digits."""
    import hashlib  # late: a window that only reads needs none of it

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _without_surrogates(text: str) -> str:
    # Encoding finds a surrogate an order of magnitude faster than a search for the whole range.
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return SURROGATES.sub(REPLACEMENT, text)
    return text
