"""What the value axis counts, in words: the unit of the bars, the denominator, the date rule, and what is left out."""

from __future__ import annotations

from annotator.timeline.calendar import Unit
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, DateRule, Share

DATES = {DateRule.PUBLISHED: "by date of publication", DateRule.ANNOTATED: "by date of annotation"}


def axis_title(view: ChartView, unit: Unit, *, shown: int, of: int, dots: bool = False) -> str:
    """The title of the value axis, where `shown` of `of` series are seen.

    `dots`: lanes show annotations singly.
    """
    some = "" if shown == of else f", {shown} of {of} {view.group.value}s"
    return f"{_counted(view, unit, dots=dots)}{some}, {DATES[view.dates]}"


def _counted(view: ChartView, unit: Unit, *, dots: bool) -> str:
    """What is counted, and by what it is divided."""
    if view.mode is Mode.NORMALIZED:
        if view.share is Share.ARTICLES:
            return f"Annotations per 100 articles of the {unit.word}"
        return f"Share of the {unit.word}'s annotations"
    if view.mode is Mode.LANES:
        return "A dot an annotation" if dots else f"Annotations per {unit.word}, each lane to its own peak"
    return f"Annotations per {unit.word}"
