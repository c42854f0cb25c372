"""What a timeline shows and how: one value that the chart, exports, saved views and the command line share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from annotator.records import EVERYTHING, Wanted
from annotator.timeline.calendar import AUTO
from annotator.timeline.stacks import Mode


class Group(StrEnum):
    """What a series of the chart stands for."""

    TAG = "tag"
    SOURCE = "source"
    ANALYST = "analyst"


class DateRule(StrEnum):
    """Which date of an annotation counts: its article's publication, or the UTC day on which it was made."""

    PUBLISHED = "published"
    ANNOTATED = "annotated"


class Share(StrEnum):
    """What the normalised reading divides by: the annotations of the bin, or its articles (times 100)."""

    ANNOTATIONS = "annotations"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Compared:
    """What is drawn as an outline over the counts.

    Either other days: the bin with the day `first` is laid over the bin with the day `anchor`, the one after it over
    the one after, and so on, whatever the bins are. Or the same days under other filters; or both.
    """

    anchor: date | None = None
    first: date | None = None
    wanted: Wanted | None = None


@dataclass(frozen=True, slots=True)
class ChartView:
    """One way of looking at a project's annotations.

    `unit` is `auto` or one of `calendar.Unit`; `hidden` are the names of series left out; `first` and `last` are the
    days in view, both counted in (None: to the end of what there is).
    """

    mode: Mode = Mode.STACKED
    share: Share = Share.ANNOTATIONS
    unit: str = AUTO
    group: Group = Group.TAG
    dates: DateRule = DateRule.PUBLISHED
    hidden: frozenset[str] = frozenset()
    wanted: Wanted = EVERYTHING
    first: date | None = None
    last: date | None = None
    compared: Compared | None = None

    def __post_init__(self) -> None:
        """By the day of annotation no article belongs to a bin: there are no numbers per 100 articles then."""
        if self.dates is DateRule.ANNOTATED and self.share is Share.ARTICLES:
            object.__setattr__(self, "share", Share.ANNOTATIONS)
