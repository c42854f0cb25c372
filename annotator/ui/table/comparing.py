"""What the menu Timeline lays over the chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.table.on import On
from annotator.ui.timeline.compare_button import BEFORE, DATE, FILTER, PICK, STOP, TABLE, YEAR

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

WITHIN = "Compare"


def actions(window: MainWindow) -> list[Action]:
    """Other days or another filter over the chart, the table of differences, and the end of it."""
    on = On(window)
    has_bins = on.open & on.desk_is(lambda desk: bool(desk.timeline.comparing.numbers()), "there is no chart yet")
    has_before = has_bins & on.desk_is(
        lambda desk: desk.timeline.comparing.before() is not None, "nothing is counted before these days"
    )
    has_year = has_bins & on.desk_is(
        lambda desk: desk.timeline.comparing.year_earlier() is not None, "nothing is counted a year earlier"
    )
    is_on = on.open & on.desk_is(lambda desk: desk.timeline.comparing.compared is not None, "nothing is compared")

    def row(action_id: str, title: str, deed: Callable[[Desk], object], enabled: Callable[[], bool]) -> Action:
        return Action(f"compare:{action_id}", title, "Timeline", on(deed), enabled=enabled, group="compare",
                      within=WITHIN)  # fmt: skip

    return [
        row("before", BEFORE, lambda desk: desk.timeline.comparing.begin(desk.timeline.comparing.before()), has_before),
        row("year", YEAR, lambda desk: desk.timeline.comparing.begin(desk.timeline.comparing.year_earlier()), has_year),
        row("pick", PICK, lambda desk: desk.timeline.comparing.pick(), has_bins),
        row("date", DATE, lambda desk: desk.timeline.comparing.ask_for_date(), has_bins),
        row("filter", FILTER, lambda desk: desk.timeline.comparing.filter_asked.emit(), has_bins),
        row("table", TABLE, lambda desk: desk.timeline.comparing.show_table(), is_on),
        row("stop", STOP, lambda desk: desk.timeline.comparing.stop(), is_on),
    ]
