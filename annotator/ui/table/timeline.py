"""The menu Timeline: how the chart counts, and what of it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.timeline.calendar import AUTO, NAMED_UNITS
from annotator.timeline.stacks import Mode
from annotator.timeline.view import DateRule, Group, Share
from annotator.ui import locality, picturing
from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.table.on import On
from annotator.ui.timeline.viewed_panel import ViewedPanel as Panel

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

Choose = Callable[[Panel, str], object]


def actions(window: MainWindow) -> list[Action]:
    """How the chart counts, and what of it is chosen."""
    on = On(window)

    has_choice = on.open & on.desk_is(lambda desk: desk.choice is not None, "nothing is chosen on the timeline")

    def one_of(
        kind: str, value: str, title: str, choose: Choose, holds: Callable[[Panel], str], within: str = ""
    ) -> Action:
        """One of several values of the view, of which one is checked."""
        return Action(f"{kind}:{value}", title, "Timeline", on(lambda desk: choose(desk.timeline, value)),
                      enabled=on.open, group="unit" if within else "mode", within=within,
                      checked=lambda: window.desk is not None and holds(window.desk.timeline) == value)  # fmt: skip

    def weeks(day: str, title: str) -> Action:
        return Action(f"weeks:{day}", title, "Timeline", lambda: _begin_weeks(window, day), group="unit",
                      within="Weeks begin", checked=lambda: window.settings.weeks == day)  # fmt: skip

    whole = Action("drop_choice", "Show the whole time", "Timeline", on(Desk.drop_choice), "Ctrl+Backspace",
                   enabled=has_choice, group="choice")  # fmt: skip
    is_filtered = on.open & on.desk_is(lambda desk: desk.narrowing.is_on(), "nothing is filtered")
    narrow = Action("narrow", "Filter by tag, source or analyst…", "Timeline", on(_toggle_filter), "Ctrl+L",
                    enabled=on.open, group="choice")  # fmt: skip
    clear = Action("clear_filters", "Clear all filters", "Timeline", on(lambda desk: desk.narrowing.clear()),
                   "Ctrl+Shift+Backspace", enabled=is_filtered, group="choice")  # fmt: skip
    table = Action("as_table", "As a table", "Timeline", on(_toggle_table), "Shift+F8", enabled=on.open, group="mode",
                   checked=lambda: window.desk is not None and window.desk.timeline.is_table())  # fmt: skip
    patterned = Action("patterns", "Patterns in the bars", "Timeline", lambda: _use_patterns(window), group="mode",
                       checked=lambda: window.settings.patterns)  # fmt: skip
    undated = Action("date_undated", "Give the undated a date…", "Timeline", on(_show_undated),
                     enabled=on.open, group="undated")  # fmt: skip
    copy = Action("copy_picture", "Copy as picture", "Timeline", on(picturing.copy), "Ctrl+Alt+C", enabled=on.charted,
                  group="out")  # fmt: skip
    modes = [
        one_of("mode", mode, "Normalised" if mode is Mode.NORMALIZED else mode.capitalize(), Panel.set_mode,
               lambda panel: panel.mode)
        for mode in Mode
    ]  # fmt: skip
    series = [
        one_of("group", group, f"By {group}", Panel.set_group, lambda panel: panel.view.group, "Series")
        for group in Group
    ]
    shares = [
        one_of("share", share, title, _normalise, lambda panel: panel.view.share, "Normalised by")
        for share, title in (
            (Share.ANNOTATIONS, "The annotations of each bin"), (Share.ARTICLES, "The articles of each bin, times 100")
        )
    ]  # fmt: skip
    units = [
        one_of("unit", unit, "As fits" if unit == AUTO else f"By {unit}", Panel.set_unit, lambda panel: panel.unit,
               "Bins")
        for unit in (AUTO, *NAMED_UNITS)
    ]  # fmt: skip
    counted = [
        one_of("dates", rule, rule.capitalize(), Panel.set_dates, lambda panel: panel.view.dates, "Which date counts")
        for rule in DateRule
    ]
    begun = [weeks(day, f"On {day.capitalize()}") for day in locality.CHOICES]
    weeks_begin = [weeks("system", "As the system has it"), *begun]
    cuts = [*series, *shares, *units, *counted, *weeks_begin]
    has_bars = on.open & on.desk_is(lambda desk: desk.timeline.has_annotations(), "nothing is counted yet")
    steps = [
        Action("bars_next", "Next annotation of the bars", "Timeline", on(lambda desk: _step(desk, 1)),
               enabled=has_bars, group="step"),
        Action("bars_previous", "Previous annotation of the bars", "Timeline", on(lambda desk: _step(desk, -1)),
               enabled=has_bars, group="step"),
    ]  # fmt: skip
    return [narrow, whole, clear, copy, *steps, undated, *modes, table, patterned, *cuts]


def _normalise(panel: Panel, share: str) -> None:
    """Show shares, and divide by what was chosen."""
    panel.show_view(replace(panel.view, mode=Mode.NORMALIZED, share=Share(share)))


def _begin_weeks(window: MainWindow, day: str) -> None:
    """Let weeks begin on another day, now and next time."""
    window.settings.weeks = day
    window.settings.save()
    locality.begin_weeks(day)
    if window.desk is not None:
        window.desk.timeline.follow_place()


def _use_patterns(window: MainWindow) -> None:
    """Give the bars patterns or take them away, now and next time."""
    from annotator.ui.timeline import patterns  # late, as the chart

    window.settings.patterns = not window.settings.patterns
    window.settings.save()
    patterns.use(on=window.settings.patterns)


def _show_undated(desk: Desk) -> None:
    """Open the window in which the undated are given dates."""
    from annotator.ui import dating  # late: the first picture needs no window

    dating.show_undated(desk)


def _toggle_filter(desk: Desk) -> None:
    """Open the panel of the filters, or close it."""
    from annotator.ui import filtering  # late: the first picture needs no panel

    filtering.toggle(desk)


def _step(desk: Desk, by: int) -> None:
    """Step through the annotations of the bars, with the focus on these, where `.` and `,` go on."""
    desk.show_part("timeline", shown=True)
    desk.timeline.focus_counts()
    desk.timeline.stepped.emit(by)


def _toggle_table(desk: Desk) -> None:
    """Show the counts as a table or as a chart, and go there."""
    if desk.timeline.isHidden():
        desk.toggle("timeline")
        desk.timeline.show_table()
    else:
        desk.timeline.show_table(shown=not desk.timeline.is_table())
    desk.timeline.focus_counts()
