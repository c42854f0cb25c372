"""The title of the value axis names unit, denominator and date rule, and says when something is left out."""

import pytest

from annotator.timeline.calendar import Unit
from annotator.timeline.stacks import Mode
from annotator.timeline.titles import axis_title
from annotator.timeline.view import ChartView, DateRule, Group, Share


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (ChartView(), "Annotations per week, by date of publication"),
        (ChartView(dates=DateRule.ANNOTATED), "Annotations per week, by date of annotation"),
        (ChartView(mode=Mode.NORMALIZED), "Share of the week's annotations, by date of publication"),
        (
            ChartView(mode=Mode.NORMALIZED, share=Share.ARTICLES),
            "Annotations per 100 articles of the week, by date of publication",
        ),
        (
            ChartView(mode=Mode.LANES),
            "Annotations per week, each lane to its own peak, by date of publication",
        ),
    ],
)
def test_the_title_says_what_is_counted(view, words):
    assert axis_title(view, Unit.WEEK, shown=4, of=4) == words


def test_hidden_series_are_said():
    view = ChartView(mode=Mode.NORMALIZED, group=Group.SOURCE)
    title = axis_title(view, Unit.MONTH, shown=3, of=8)
    assert title == "Share of the month's annotations, 3 of 8 sources, by date of publication"
