"""From counts per day to counts per bin: the columns of the chart, with the undated beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from annotator.records import DayCount, Tag, TagId
from annotator.timeline.calendar import Bin, Unit, bin_at, bin_number, choose_unit

AUTO = "auto"
ROOM_A_BIN = 8  # pixels that `auto` wants for each bin
BESIDE_BINS = 112  # pixels of a chart that hold no bins: axis, gutter, margins
PLAIN_WIDTH = 1200  # pixels of a chart for which no screen sets the width


@dataclass(frozen=True, slots=True)
class Tally:
    """Annotations per bin and tag, and articles per bin; bins are numbers of `unit`, `first` to `last`.

    A row holds one count a tag, in the order of `tags`; bins without annotations have no row in `rows`. Where
    nothing is dated, `last` is `first - 1`. `articles` is None where nobody said which days are covered.
    """

    unit: Unit
    tags: tuple[TagId, ...]
    first: int
    last: int
    rows: Mapping[int, tuple[int, ...]]
    undated: tuple[int, ...]
    articles: Mapping[int, int] | None
    sums: tuple[int, ...]  # all annotations of each tag, the undated among them

    @property
    def total(self) -> int:
        """All annotations, the undated among them."""
        return sum(self.sums)

    def row(self, number: int) -> tuple[int, ...]:
        """The counts of one bin, one a tag."""
        return self.rows.get(number) or (0,) * len(self.tags)

    def covered(self, number: int) -> bool:
        """Whether any article (or annotation) falls into the bin; without coverage a zero means nothing."""
        return self.articles is None or number in self.articles or number in self.rows

    def numbers(self) -> range:
        """The numbers of all bins, those without annotations too."""
        return range(self.first, self.last + 1)

    def bins(self) -> Iterator[Bin]:
        """All bins in order."""
        return (bin_at(number, self.unit) for number in self.numbers())


def tally(
    days: Iterable[DayCount],
    unit: Unit,
    tags: Sequence[TagId],
    article_days: Sequence[tuple[date | None, int]] = (),
) -> Tally:
    """The counts of `tags` per bin; the range reaches over all annotations of these and all articles."""
    place = {tag: number for number, tag in enumerate(tags)}
    rows: dict[int, list[int]] = {}
    undated, sums = [0] * len(tags), [0] * len(tags)
    for entry in days:
        column = place.get(entry.tag_id)
        if column is None or not entry.annotations:
            continue
        sums[column] += entry.annotations
        if entry.day is None:
            undated[column] += entry.annotations
        else:
            rows.setdefault(bin_number(entry.day, unit), [0] * len(tags))[column] += entry.annotations
    articles = _articles_per_bin(article_days, unit)
    reached = rows.keys() | articles.keys()
    return Tally(
        unit=unit,
        tags=tuple(tags),
        first=min(reached, default=1),
        last=max(reached, default=0),
        rows={number: tuple(row) for number, row in rows.items()},
        undated=tuple(undated),
        articles=articles if article_days else None,
        sums=tuple(sums),
    )


def _articles_per_bin(article_days: Iterable[tuple[date | None, int]], unit: Unit) -> dict[int, int]:
    articles: dict[int, int] = {}
    for day, count in article_days:
        if day is not None and count:
            number = bin_number(day, unit)
            articles[number] = articles.get(number, 0) + count
    return articles


def room_for(width: int = PLAIN_WIDTH) -> int:
    """How many bins a chart `width` pixels wide has room for."""
    return max((width - BESIDE_BINS) // ROOM_A_BIN, 1)


class Timeline:
    """The counts per day of the given tags, ready to be cut into bins of any unit; each cut is made once."""

    def __init__(
        self,
        days: Iterable[DayCount],
        article_days: Iterable[tuple[date | None, int]],
        tags: Iterable[Tag],
    ) -> None:
        self.tags = tuple(tags)
        known = {tag.id for tag in self.tags}
        self.days = tuple(entry for entry in days if entry.tag_id in known)
        self.article_days = tuple(article_days)
        dated = [entry.day for entry in self.days if entry.day is not None and entry.annotations]
        dated += [day for day, count in self.article_days if day is not None and count]
        self.first: date | None = min(dated, default=None)
        self.last: date | None = max(dated, default=None)
        self.annotations = sum(entry.annotations for entry in self.days)
        self.undated = sum(entry.annotations for entry in self.days if entry.day is None)
        self._tallies: dict[Unit, Tally] = {}

    def tally(self, unit: Unit) -> Tally:
        """The counts per bin of `unit`."""
        if unit not in self._tallies:
            ids = [tag.id for tag in self.tags]
            self._tallies[unit] = tally(self.days, unit, ids, self.article_days)
        return self._tallies[unit]

    def unit(self, wish: str, *, room: int, first: date | None = None, last: date | None = None) -> Unit:
        """The unit meant by `wish`; `auto` fits the days `first` to `last` (or all) into `room` bins."""
        if wish != AUTO:
            return Unit(wish)
        first, last = first or self.first, last or self.last
        if first is None or last is None:
            return Unit.WEEK
        return choose_unit(first, last, room=room, filled=lambda unit: self._filled(unit, first, last))

    def _filled(self, unit: Unit, first: date, last: date) -> float:
        """The share of the bins from `first` to `last` that hold an annotation or an article."""
        cut = self.tally(unit)
        low, high = bin_number(first, unit), bin_number(last, unit)
        held = {number for number in cut.rows if low <= number <= high}
        held.update(number for number in cut.articles or () if low <= number <= high)
        return len(held) / (high - low + 1)
