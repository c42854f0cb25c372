"""Every annotation as a row of numbers, so that any filter and any grouping is counted in memory.

1,000,000 annotations take 24 MB. What is made, changed or deleted later is found by its number, and what that adds to
the counts is known without counting the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.records import EVERYTHING, ArticleId, Wanted
from annotator.timeline.arrays import Flags, Whole, summed
from annotator.timeline.counts import coverage_of
from annotator.timeline.tally import Coverage, Entry
from annotator.timeline.view import DateRule, Group

Rows = Sequence[tuple[int, ...]]  # of annotations: number, article, tag, analyst, day of making
ArticleRows = Sequence[tuple[int, int, str, bool]]  # number, day of publication, source, whether it is there
Small = NDArray[np.int32]
GONE = -1  # the tag of an annotation that was deleted
MOST_CELLS = 4_000_000  # days x series up to which counting needs no sorting,
CELLS_A_ROW = 100  # unless there are far fewer annotations than that
ROOM = 1024  # rows; how much more than needed there is at least


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be counted; `articles` are those that hold the words of `wanted.matching`, None where it has none."""

    group: Group = Group.TAG
    dates: DateRule = DateRule.PUBLISHED
    wanted: Wanted = EVERYTHING
    articles: frozenset[ArticleId] | None = None


class Articles:
    """Number, day of publication (an ordinal, 0: undated) and source of each article, in order of the numbers.

    Those that were deleted are among them, so that none ever comes back between two others, whose places are known.
    """

    def __init__(self) -> None:
        self.ids, self.days, self.sources = (np.zeros(0, dtype=np.int64) for _ in range(3))
        self.are_there: Flags = np.zeros(0, dtype=bool)
        self.names: list[str] = []
        self._codes: dict[str, int] = {}

    @property
    def last(self) -> int:
        """The greatest number of an article that is known; -1 where none is."""
        return int(self.ids[-1]) if len(self.ids) else -1

    def take(self, rows: ArticleRows) -> None:
        """Enter articles, or what is new of those that are known."""
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        missing = np.setdiff1d(ids, self.ids)
        places = np.searchsorted(self.ids, missing)
        self.ids = np.insert(self.ids, places, missing)
        self.days, self.sources = (np.insert(column, places, 0) for column in (self.days, self.sources))
        self.are_there = np.insert(self.are_there, places, True)
        here = np.searchsorted(self.ids, ids)
        self.days[here] = [row[1] for row in rows]
        self.sources[here] = [self._code(row[2]) for row in rows]
        self.are_there[here] = [row[3] for row in rows]

    def _code(self, source: str) -> int:
        if source not in self._codes:
            self._codes[source] = len(self.names)
            self.names.append(source)
        return self._codes[source]

    def wanted(self, question: Question) -> Flags:
        """Of each article whether the question lets it in."""
        flags = self.are_there
        if question.wanted.sources:
            codes = [self._codes[name] for name in question.wanted.sources if name in self._codes]
            flags = flags & np.isin(self.sources, codes)
        if question.articles is not None:
            flags = flags & np.isin(self.ids, np.array(list(question.articles), dtype=np.int64))
        return flags

    def coverage(self, question: Question) -> Coverage:
        """How many of the articles that the question lets in were published on each day."""
        days = np.sort(self.days[self.wanted(question)])
        return coverage_of(np.array(summed(days, np.ones_like(days))).reshape(2, -1))


class Details:
    """The annotations of a project as columns, in order of their numbers, beside its articles and its analysts.

    What was deleted stays as a row without a tag, since undo may bring it back.
    """

    def __init__(self, articles: Articles, analysts: Mapping[int, str], expected: int = 0) -> None:
        self.articles, self.analysts = articles, dict(analysts)
        self._size, room = 0, expected + ROOM
        self._ids: Whole = np.zeros(room, dtype=np.int64)
        self._tags: Small | Whole = np.zeros(room, dtype=np.int32)
        self._analysts: Small | Whole = np.zeros(room, dtype=np.int32)
        self._articles, self._made = (np.zeros(room, dtype=np.int32) for _ in range(2))

    def __len__(self) -> int:
        """How many annotations there are."""
        return int(np.count_nonzero(self._tags[: self._size] != GONE))

    def append(self, rows: Rows) -> None:
        """Enter annotations whose numbers are greater than all that are here, in order."""
        if not rows:
            return
        end = self._size + len(rows)
        if end > len(self._ids):
            self._make_room(end * 5 // 4 + ROOM)
        ids, articles, tags, analysts, made = np.array(rows, dtype=np.int64).T
        self._widen(int(tags.max()), int(analysts.max()))
        part = slice(self._size, end)
        self._ids[part], self._tags[part], self._analysts[part] = ids, tags, analysts
        self._articles[part], self._made[part] = np.searchsorted(self.articles.ids, articles), np.maximum(made, 0)
        self._size = end

    def _widen(self, tag: int, analyst: int) -> None:
        """Be ready for larger numbers than any project of ours gives away."""
        if tag > np.iinfo(self._tags.dtype).max:
            self._tags = self._tags.astype(np.int64)
        if analyst > np.iinfo(self._analysts.dtype).max:
            self._analysts = self._analysts.astype(np.int64)

    def _make_room(self, room: int) -> None:
        for name in ("_ids", "_tags", "_analysts", "_articles", "_made"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column[: self._size], np.zeros(room - self._size, dtype=column.dtype)]))

    def replace(self, ids: Iterable[int], rows: Rows) -> tuple[Rows, Rows]:
        """Let annotations be as `rows` say, and those of `ids` without a row be gone; the rows before, and after."""
        known = sorted(ids)
        before = [row for number in known if (row := self._row(number)) is not None]
        there = {row[0] for row in rows}
        for number in known:
            place = self._place(number)
            if number not in there and place is not None:
                self._tags[place] = GONE
        for row in rows:
            self._put(row)
        return before, rows

    def _place(self, number: int) -> int | None:
        place = int(np.searchsorted(self._ids[: self._size], number))
        return place if place < self._size and self._ids[place] == number else None

    def _row(self, number: int) -> tuple[int, ...] | None:
        place = self._place(number)
        if place is None or self._tags[place] == GONE:
            return None
        article = int(self.articles.ids[self._articles[place]])
        return number, article, int(self._tags[place]), int(self._analysts[place]), int(self._made[place])

    def _put(self, row: tuple[int, ...]) -> None:
        number, article, tag, analyst, made = row
        self._widen(tag, analyst)
        place = self._place(number)
        if place is None:
            self._insert(number)
            place = self._place(number)
        assert place is not None
        self._tags[place], self._analysts[place], self._made[place] = tag, analyst, max(made, 0)
        self._articles[place] = np.searchsorted(self.articles.ids, article)

    def _insert(self, number: int) -> None:
        """Make a row for an annotation; mostly the last, but one that was deleted earlier may come back."""
        if self._size == len(self._ids):
            self._make_room(self._size * 5 // 4 + ROOM)
        place = int(np.searchsorted(self._ids[: self._size], number))
        for column in (self._ids, self._tags, self._analysts, self._articles, self._made):
            column[place + 1 : self._size + 1] = column[place : self._size]
        self._ids[place] = number
        self._size += 1

    # -- counting --------------------------------------------------------------------------------------

    def counted(self, question: Question) -> Whole:
        """The counts that answer a question, as three rows: days (0: undated), series, annotations."""
        flags = self._wanted(question)
        articles = self._articles[: self._size]
        days = self.articles.days[articles] if question.dates is DateRule.PUBLISHED else self._made[: self._size]
        if question.group is Group.SOURCE:
            series: Small | Whole = self.articles.sources[articles] + 1
        else:
            series = (self._tags if question.group is Group.TAG else self._analysts)[: self._size]
        return _counted(days[flags].astype(np.int64), series[flags].astype(np.int64))

    def _wanted(self, question: Question) -> Flags:
        tags, wanted = self._tags[: self._size], question.wanted
        flags: Flags = np.isin(tags, list(wanted.tags)) if wanted.tags else tags != GONE
        if wanted.analysts:
            numbers = [number for number, name in self.analysts.items() if name in wanted.analysts]
            flags &= np.isin(self._analysts[: self._size], numbers)
        if wanted.sources or question.articles is not None:
            flags &= self.articles.wanted(question)[self._articles[: self._size]]
        return flags

    def entries(self, question: Question, rows: Rows, sign: int) -> list[Entry]:
        """What these annotations add to the counts that answer a question; taken away from them where `sign` is -1."""
        few = Details(self.articles, self.analysts)
        few.append(rows)
        days, series, amounts = few.counted(question).tolist()
        return [(day, one, sign * amount) for day, one, amount in zip(days, series, amounts, strict=True)]

    def series(self, group: Group) -> list[tuple[int, str]]:
        """The numbers of all sources or analysts with their names as they are stored, the most frequent first."""
        names = self.analysts if group is Group.ANALYST else dict(enumerate(self.articles.names, start=1))
        _, numbers, amounts = self.counted(Question(group))
        order, sums = summed(numbers, amounts)
        often = dict(zip(order.tolist(), sums.tolist(), strict=True))
        return sorted(names.items(), key=lambda one: (-often.get(one[0], 0), one[1]))


def _counted(days: Whole, series: Whole) -> Whole:
    """How often each pair of a day and a series is there."""
    if not len(days):
        return np.zeros((3, 0), dtype=np.int64)
    # Day 0 stands apart from the others, by centuries; it takes the place before the first of them.
    low = int(days[days > 0].min(initial=np.iinfo(np.int64).max)) - 1 if days.any() else 0
    near = np.maximum(days - low, 0)
    wide, deep = int(near.max()) + 1, int(series.max()) + 1
    keys = near * deep + series
    if wide * deep <= min(MOST_CELLS, CELLS_A_ROW * len(days)):
        amounts = np.bincount(keys, minlength=0)
        found = np.flatnonzero(amounts)
        amounts = amounts[found]
    else:
        found, amounts = np.unique(keys, return_counts=True)
    there = found // deep
    return np.array([np.where(there > 0, there + low, 0), found % deep, amounts], dtype=np.int64)
