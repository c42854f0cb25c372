"""The chart as a table of words: a row for the undated and for each bin, a column for the total and for each series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.records import Event
from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.calendar import bin_at
from annotator.timeline.happening import happening
from annotator.timeline.view import Share
from annotator.timeline.words import coverage, part_covered, title

if TYPE_CHECKING:
    from annotator.timeline.counts import Timeline
    from annotator.timeline.tally import Tally

TOTAL = 0  # the first column; those of the tags follow
NO_COVERAGE = "–"
_LEADING_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """The bins `numbers` of a timeline; `shown` are the places of the tags that have a column.

    With a `share` the cells of the tags hold their share of the row's total, or how many there are for 100 articles of
    the bin; the total is a count in any case. Where something is undated, row 0 stands for it.
    """

    timeline: Timeline
    tally: Tally
    numbers: range
    shown: Sequence[int]
    share: Share | None = None
    almanac: Almanac = PLAIN
    events: Sequence[Event] = ()

    @property
    def undated_rows(self) -> int:
        """How many rows stand before the bins: 1 where something is undated, else 0."""
        return 1 if sum(self.tally.undated[place] for place in self.shown) else 0

    def rows(self) -> int:
        """How many rows there are."""
        return self.undated_rows + len(self.numbers)

    def columns(self) -> int:
        """How many columns there are: the total, the tags, and the articles where they are known."""
        return 1 + len(self.shown) + (self.tally.coverage is not None)

    def number(self, row: int) -> int | None:
        """The bin of a row; None is the undated."""
        return None if row < self.undated_rows else self.numbers[row - self.undated_rows]

    def row_of(self, number: int | None) -> int | None:
        """The row of a bin, or (None) of the undated; None if it has none."""
        if number is None:
            return 0 if self.undated_rows else None
        return self.undated_rows + number - self.numbers.start if number in self.numbers else None

    def place(self, column: int) -> int | None:
        """The place of a column's tag in the tally; None for the total and the articles."""
        return self.shown[column - 1] if 0 < column <= len(self.shown) else None

    def column_of(self, place: int | None) -> int:
        """The column of the tag at a place, or of the total."""
        return self.shown.index(place) + 1 if place is not None and place in self.shown else TOTAL

    def row_name(self, row: int) -> str:
        """What stands before a row: `Week of 4 March 2024 (W10)`, with the events of these days; `No date`."""
        number = self.number(row)
        name = title(self.tally, number, self.almanac)
        said = "" if number is None else happening(self.events, bin_at(number, self.tally.unit))
        return f"{name} · {said}" if said else name

    def column_name(self, column: int) -> str:
        """What stands above a column."""
        place = self.place(column)
        if place is not None:
            return self.timeline.series[place].name
        return "Total" if column == TOTAL else "Articles"

    def count(self, row: int, column: int) -> int:
        """The number behind a cell: of annotations, or of articles in their column."""
        number, place = self.number(row), self.place(column)
        counts = self.tally.undated if number is None else self.tally.row(number)
        if place is not None:
            return counts[place]
        if column == TOTAL:
            return sum(counts[shown] for shown in self.shown)
        return self.articles(row)

    def is_covered(self, row: int) -> bool:
        """Whether a zero in this row means something."""
        number = self.number(row)
        return number is None or self.tally.covered(number)

    def cell(self, row: int, column: int) -> str:
        """The words of a cell: a count or a share; a dash where no article stands, which is not a zero."""
        is_articles = column == len(self.shown) + 1
        if (is_articles and self.number(row) is None) or not self.is_covered(row):
            return NO_COVERAGE
        count = self.count(row, column)
        if self.share is None or self.place(column) is None:
            return self.almanac.number(count)
        if self.share is Share.ARTICLES:
            articles = self.articles(row)
            return self.almanac.digit(f"{100 * count / articles:,.1f}") if articles else NO_COVERAGE
        total = self.count(row, TOTAL)
        return self.almanac.digit(f"{count / total if total else 0:.1%}")

    def articles(self, row: int) -> int:
        """How many articles fall into a row's bin; 0 for the undated, and where nobody said."""
        number = self.number(row)
        return 0 if number is None else self.tally.articles_in(number)

    def spoken(self, row: int, column: int) -> str:
        """The words of a cell for those who hear it alone: `12 of 31 annotations`, `no coverage …`."""
        number = self.number(row)
        if not self.is_covered(row):
            return coverage(self.tally, number, self.almanac)
        if column == len(self.shown) + 1:
            return coverage(self.tally, number, self.almanac) or "articles without a date are not counted"
        words = self.almanac.counted(self.count(row, column), "annotation")
        if self.place(column) is not None:
            words = self._part(row, column)
        return ", ".join(filter(None, (words, part_covered(self.timeline, self.tally, number, self.almanac))))

    def _part(self, row: int, column: int) -> str:
        cell, count = self.cell(row, column), self.almanac.counted(self.count(row, column), "annotation")
        if self.share is Share.ARTICLES:
            return count if cell == NO_COVERAGE else f"{cell} for 100 articles, {count}"
        return f"{cell} of {self.almanac.counted(self.count(row, TOTAL), 'annotation')}"

    def as_text(self, rows: Iterable[int], columns: Sequence[int]) -> str:
        """Cells for a spreadsheet: tabs and line ends between them, plain digits, names of rows and columns around."""
        lines = [["", *(plain_cell(self.column_name(column)) for column in columns)]]
        lines += (
            [plain_cell(self.row_name(row)), *(self._for_sheet(row, column) for column in columns)] for row in rows
        )
        return "\n".join("\t".join(line) for line in lines) + "\n"

    def _for_sheet(self, row: int, column: int) -> str:
        if self.cell(row, column) == NO_COVERAGE:
            return ""
        is_plain = self.share is None or self.place(column) is None
        return str(self.count(row, column)) if is_plain else self.cell(row, column)


def plain_cell(name: str) -> str:
    """A name that stays one cell, and that a spreadsheet does not run."""
    words = " ".join(name.split())
    return f"'{words}" if name.startswith(_LEADING_FORMULA) else words
