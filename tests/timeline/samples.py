"""Tags and counts for the tests of the timeline."""

import random
from datetime import date, timedelta

from annotator.records import DayCount, Tag, TagId
from annotator.timeline.counts import Timeline
from annotator.timeline.series import Series

COLORS = ("#0072B2", "#009E73", "#D55E00", "#F0E442")


def make_tags(*names):
    return [
        Tag(
            id=TagId(place + 1), uid=f"tag-{place}", name=name, parent_id=None, color=COLORS[place % 4],
            key="", letter="", definition="", positive="", negative="", position=place, annotations=0,
        )
        for place, name in enumerate(names)
    ]  # fmt: skip


def make_counts(days=366, *, seed=1, tags=4, first=date(2024, 1, 1), undated=5):
    """Some annotations on two days of three, and some without a date."""
    source = random.Random(seed)
    counts = [
        DayCount(first + timedelta(days=day), TagId(tag), source.randint(1, 9))
        for day in range(days)
        for tag in range(1, tags + 1)
        if source.random() < 0.6
    ]
    return counts + ([DayCount(None, TagId(1), undated)] if undated else [])


def tally(days, unit, numbers, article_days=()):
    """The counts of the series with these numbers, per bin of `unit`."""
    return Timeline(days, article_days, [Series(number, f"series {number}", COLORS[0]) for number in numbers]).tally(
        unit
    )
