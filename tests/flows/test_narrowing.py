"""One set of filters for timeline, list and table: set in the panel, menus and fields, seen as chips, taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from annotator.project import open_project
from annotator.records import EVERYTHING, Wanted
from annotator.timeline.choice import BinChoice
from annotator.timeline.view import DateRule
from annotator.ui import chronicling
from annotator.ui.filtering import FilterShown
from tests.flows.reader import CTRL, LEFT, SHIFT, SPANS, story

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key
EVERYBODY = ("desk one", "desk two")
MERIDIAN, HARBOUR = "Meridian News", "Harbour Wire"


class Filterer:
    """The person of a year's stories, and what the file says of filters when it is read one row after the other."""

    def __init__(self, year):
        self.year, self.person, self.desk, self.panel = year, year.person, year.desk, year.panel

    @property
    def chips(self):
        return self.desk.articles.chips

    def want(self, **wanted):
        if "tags" in wanted:
            wanted["tags"] = frozenset(self.year.tag(name) for name in wanted["tags"])
        self.desk.narrowing.want(Wanted(**{name: frozenset(one) if name != "matching" else one
                                           for name, one in wanted.items()}))  # fmt: skip
        self.person.settle()

    def fitting(self, tags=(), sources=(), analysts=(), first=date.min, last=date.max):
        """Tag and quote of each annotation that fits, and the titles of the articles that do."""
        rows, titles = [], set()
        with open_project(self.desk.project.path) as other:
            for article in other.articles():
                if sources and article.source not in sources:
                    continue
                if (first, last) != (date.min, date.max) and not first <= (article.published_on or date.min) <= last:
                    continue
                if not tags and not analysts:
                    titles.add(article.title)  # it need hold no annotation
                for one in other.annotations(article):
                    if (not tags or one.tag in tags) and (not analysts or one.analyst in analysts):
                        rows.append((one.tag, one.quote))
                        titles.add(article.title)
        return sorted(rows), titles

    def shows(self, **wanted):
        """Whether table, list and chart show what fits, and nothing else."""
        rows, titles = self.fitting(**wanted)
        assert self.year.listed() == rows
        assert set(self.person.titles()) == titles
        assert self.panel.timeline.annotations == len(self.fitting(**{
            name: value for name, value in wanted.items() if name not in ("first", "last")
        })[0])  # fmt: skip
        return True

    def open_panel(self):
        self.person.ctrl(Key.Key_L)
        return self.desk.findChild(FilterShown).panel

    def click_row(self, panel, name):
        model = panel.model
        row = next(row for row in range(model.rowCount()) if model.entry(row).name == name)
        self.person.click_row(panel.rows, model.index(row))

    def click_chip(self, name):
        QTest.mouseClick(self.chips.chip(name), LEFT)
        self.person.look()
        self.person.settle()

    def menu(self):
        return next(one for one in self.person.window.findChildren(QMenu) if one.isVisible())


@pytest.fixture
def here(year):
    return Filterer(year)


def line(menu, words):
    """The line of a menu, of its submenus too."""
    for action in menu.actions():
        if action.text().partition("\t")[0] == words and action.menu() is None:
            return action
        found = line(action.menu(), words) if action.menu() is not None else None
        if found is not None:
            return found
    return None


def test_what_is_chosen_in_the_panel_narrows_list_table_and_chart(here):
    panel = here.open_panel()
    assert QApplication.focusWidget() is panel.field
    here.click_row(panel, "claim")
    here.click_row(panel, MERIDIAN)
    here.person.settle()
    assert here.shows(tags=["claim"], sources=[MERIDIAN])
    here.click_row(panel, "desk two")
    here.person.settle()
    assert here.shows(tags=["claim"], sources=[MERIDIAN], analysts=["desk two"])
    assert here.chips.names() == ["claim", MERIDIAN, "by desk two"]
    here.click_row(panel, MERIDIAN)
    here.person.settle()
    assert here.shows(tags=["claim"], analysts=["desk two"])


def test_the_panel_is_walked_and_checked_by_keys_alone_and_escape_leaves_it(here):
    panel = here.open_panel()
    here.person.press("harb")
    assert [panel.model.entry(row).name for row in range(panel.model.rowCount())] == ["Sources", HARBOUR]
    here.person.press(Key.Key_Return)
    here.person.press(Key.Key_Escape)
    assert panel.field.text() == ""
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        here.person.press(key)
    third = here.desk.tags[2].name
    assert set(here.chips.names()) == {HARBOUR, third}
    here.person.press(Key.Key_Tab)
    assert QApplication.focusWidget() is panel.rows
    here.person.press(Key.Key_Space)
    assert here.chips.names() == [HARBOUR]
    here.person.press("d")
    assert (QApplication.focusWidget(), panel.field.text()) == (panel.field, "d")
    here.person.press(Key.Key_Escape)
    here.person.press(Key.Key_Escape)
    assert panel.isHidden()
    assert QApplication.focusWidget() is here.desk.articles.filter
    assert here.desk.last_tag is None  # no key that was meant for the panel has tagged anything


def test_what_is_asked_for_comes_first_when_the_panel_opens_and_stays_there_while_it_is_open(here):
    here.want(sources=["Tellus Press", "Gone with its articles"])
    panel = here.open_panel()
    names = [panel.model.entry(row).name for row in range(panel.model.rowCount())]
    place = names.index("Sources")
    assert names[place + 1 : place + 3] == ["Tellus Press", "Gone with its articles"]
    assert panel.model.entry(place + 2).number == 0
    here.click_row(panel, MERIDIAN)
    assert [panel.model.entry(row).name for row in range(panel.model.rowCount())] == names


def test_tab_goes_round_in_the_panel_and_everything_in_it_is_named(here):
    panel = here.open_panel()
    here.click_row(panel, "claim")
    stops = []
    for _ in range(3):
        stops.append(QApplication.focusWidget().accessibleName())
        here.person.press(Key.Key_Tab)
    assert stops == ["Find a tag, source or analyst", "Tags, sources and analysts", "Clear all filters"]
    assert QApplication.focusWidget() is panel.field
    here.person.press(Key.Key_Backtab, SHIFT)
    here.person.press(Key.Key_Space)
    assert here.desk.narrowing.wanted == EVERYTHING


def test_a_click_beside_the_panel_sends_it_away_and_the_button_brings_it(here):
    QTest.mouseClick(here.desk.articles.narrow, LEFT)
    panel = here.desk.findChild(FilterShown).panel
    assert panel.isVisible()
    beside = here.desk.childAt(QPoint(here.desk.width() - 40, 40))
    QTest.mouseClick(beside, LEFT)
    assert panel.isHidden()


def test_the_panel_says_what_is_left_and_what_each_row_is(here):
    panel = here.open_panel()
    here.click_row(panel, "claim")
    _, titles = here.fitting(tags=["claim"])
    total = here.desk.totals.articles
    assert panel.words() == f"{len(titles)} of {total} articles"
    row = next(row for row in range(panel.model.rowCount()) if panel.model.entry(row).name == "claim")
    words = panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    number = len(here.fitting(tags=["claim"])[0])
    assert words == f"claim, tag, {number} annotations, chosen"
    rows = [panel.model.entry(row) for row in range(panel.model.rowCount())]
    assert [one.name for one in rows if one.is_heading] == ["Tags", "Sources", "Analysts"]


def test_each_chip_takes_its_condition_away_and_clear_all_the_rest(here):
    here.want(tags=["claim", "demand"], sources=[MERIDIAN], analysts=["desk one"], matching="levy")
    assert here.chips.names() == ["claim", "demand", MERIDIAN, "by desk one", "“levy”"]
    assert here.chips.chip(MERIDIAN).accessibleName() == f"Remove the filter {MERIDIAN}"
    here.click_chip("demand")
    here.click_chip("“levy”")
    assert here.shows(tags=["claim"], sources=[MERIDIAN], analysts=["desk one"])
    assert here.desk.articles.filter.text() == ""
    QTest.mouseClick(here.chips.clearing(), LEFT)
    here.person.settle()
    assert (here.desk.narrowing.wanted, here.chips.names()) == (EVERYTHING, [])
    assert here.chips.isHidden()
    assert len(here.person.titles()) == here.desk.totals.articles


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Delete, Key.Key_Backspace, Key.Key_Return])
def test_a_chip_goes_by_key_and_the_focus_stays_among_the_chips(here, key):
    here.want(tags=["claim"], sources=[MERIDIAN])
    here.person.open_article("Story 9")
    before = here.person.stored()
    here.chips.chip("claim").setFocus()
    here.person.press(key)
    assert here.chips.names() == [MERIDIAN]
    assert QApplication.focusWidget() is here.chips.chip(MERIDIAN)
    here.person.press(key)
    assert here.chips.names() == []
    assert QApplication.focusWidget() is not None
    assert here.person.stored() == before


def test_a_range_and_filters_fit_together_and_go_one_by_one(here):
    here.want(tags=["claim"], sources=[MERIDIAN, HARBOUR])
    year = here.year
    year.drag(year.point(date(2024, 3, 4)), year.point(date(2024, 3, 27)))
    assert here.chips.names() == ["4 to 31 Mar 2024", "claim", HARBOUR, MERIDIAN]
    days = {"first": date(2024, 3, 4), "last": date(2024, 3, 31)}
    assert here.shows(tags=["claim"], sources=[MERIDIAN, HARBOUR], **days)
    here.click_chip(HARBOUR)
    assert here.shows(tags=["claim"], sources=[MERIDIAN], **days)
    here.person.ctrl(Key.Key_Backspace)
    here.person.settle()
    assert here.chips.names() == ["claim", MERIDIAN]
    assert here.shows(tags=["claim"], sources=[MERIDIAN])
    here.person.press(Key.Key_Backspace, CTRL | SHIFT)
    here.person.settle()
    assert (here.chips.names(), here.desk.narrowing.wanted) == ([], EVERYTHING)


def test_the_undated_are_filtered_too(here):
    here.want(sources=[MERIDIAN])
    here.year.click(here.year.point(None))
    with open_project(here.desk.project.path) as other:
        titles = [one.title for one in other.articles() if one.published_on is None and one.source == MERIDIAN]
    assert here.person.titles() == titles
    assert len(here.year.listed()) == 2 * len(titles)
    assert here.chips.names() == ["no date", MERIDIAN]


def test_a_date_given_to_an_article_that_is_not_open_takes_it_out_of_the_undated_everywhere(here):
    here.year.click(here.year.point(None))
    before, (first, *rest) = here.year.listed(), here.person.titles()
    here.person.open_article(rest[-1])
    with open_project(here.desk.project.path) as other:
        (found,) = [one for one in other.articles() if one.title == first]
    here.desk.project.set_article_fields(found.id, published_on=date(2024, 2, 1))
    here.person.settle()
    assert here.person.titles() == rest
    assert len(here.year.listed()) == len(before) - 2


def test_all_filters_are_cleared_before_the_chart_has_heard_of_the_words(here):
    here.person.begin_filter()
    here.desk.articles.filter.setText("18")
    here.desk.articles.wanted_changed.emit()
    assert here.person.titles() == ["Story 18"]  # the list does not wait for the chart
    here.desk.narrowing.clear()
    here.person.settle()
    assert here.desk.articles.filter.text() == ""
    assert len(here.person.titles()) == here.desk.totals.articles


def test_words_in_the_field_filter_the_chart_and_the_table_stays_with_the_article(here):
    here.person.open_article("Story 9")
    mine = here.year.listed()
    here.person.begin_filter()
    here.person.press("18")
    here.person.until(lambda: here.desk.narrowing.wanted.matching == "18")
    here.person.settle()
    assert here.person.titles() == ["Story 18"]
    assert here.year.listed() == mine
    assert here.desk.table.title().startswith("In this article")
    with open_project(here.desk.project.path) as other:
        (article,) = [one for one in other.articles() if one.title == "Story 18"]
    assert here.panel.timeline.annotations == article.annotations
    here.person.press(Key.Key_Escape)
    here.person.until(lambda: not here.desk.narrowing.wanted)
    here.person.settle()
    assert here.chips.names() == []


def test_the_table_goes_to_the_open_article_and_back_with_the_filters_in_force(here):
    here.want(tags=["claim"])
    fitting = here.year.listed()
    assert here.desk.table.title() == f"claim · {len(fitting)} annotations"
    back = next(one for one in here.desk.table.findChildren(QToolButton) if one.text() == "This article")
    QTest.mouseClick(back, LEFT)
    assert here.desk.table.title().startswith("In this article")
    assert here.chips.names() == ["claim"]
    QTest.mouseClick(back, LEFT)
    assert here.year.listed() == fitting
    QTest.mouseClick(back, LEFT)
    here.want(tags=["demand"])
    assert {tag for tag, _ in here.year.listed()} == {"demand"}


def test_the_legend_keeps_a_series_in_the_whole_window(here):
    here.panel.set_group("source")
    here.person.settle()
    legend = here.panel.ensure_plot().legend
    entry = next(one for one in legend.entries if one.accessibleName().startswith(HARBOUR))
    entry.menu_asked.emit(entry.mapToGlobal(entry.rect().center()))
    line(here.menu(), "Keep only this in the whole window").trigger()
    here.person.settle()
    assert here.chips.names() == [HARBOUR]
    assert here.shows(sources=[HARBOUR])


def test_what_is_asked_for_by_name_is_hidden_on_the_chart_no_longer(here):
    here.panel.set_hidden(frozenset(["claim", "demand"]))
    here.want(tags=["claim"])
    assert here.panel.view.hidden == {"demand"}
    here.panel.set_hidden(frozenset(["claim"]))
    here.want(tags=["claim"], sources=[MERIDIAN])
    assert here.panel.view.hidden == {"claim"}  # whoever hides it after that means it
    here.panel.set_group("source")
    here.panel.set_hidden(frozenset([HARBOUR]))
    here.want(sources=[HARBOUR])
    assert here.panel.view.hidden == frozenset()


def test_menus_of_articles_annotations_and_tags_filter_by_them(here):
    here.person.open_article("Story 9")
    rows = here.desk.articles.rows
    rows.customContextMenuRequested.emit(rows.visualRect(rows.currentIndex()).center())
    line(here.menu(), f"Only articles of {MERIDIAN}").trigger()
    here.menu().close()
    here.person.settle()
    assert here.chips.names() == [MERIDIAN]
    here.person.click_row(here.desk.table.rows, here.desk.table.model.index(0, 0))
    table = here.desk.table.rows
    tag = here.desk.table.current().tag
    table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
    line(here.menu(), tag).trigger()
    menu = here.menu()
    keep = next(one for one in menu.actions() if one.text() == "Keep only this in the whole window")
    line(keep.menu(), tag).trigger()
    menu.close()
    here.person.settle()
    assert here.chips.names() == [tag, MERIDIAN]
    assert here.shows(tags=[tag], sources=[MERIDIAN])


def test_a_choice_of_a_source_stays_right_when_the_counts_are_others(here):
    here.panel.set_group("source")
    here.person.settle()
    chart = here.year.chart
    number = next(one.id for one in chart.timeline.series if one.name == HARBOUR)
    days = date(2024, 3, 4), date(2024, 3, 31)
    chart.choose(BinChoice(*days, number))
    chart.chosen.emit(chart.choice)
    rows, titles = here.fitting(sources=[HARBOUR], analysts=EVERYBODY, first=days[0], last=days[1])
    assert (here.year.listed(), set(here.person.titles())) == (rows, titles)
    assert here.chips.names() == [f"4 to 31 Mar 2024 · {HARBOUR}"]
    with open_project(here.desk.project.path) as other:
        other.add_articles([replace(story(900, date(2024, 3, 8), SPANS), source="A new one")])
        other.add_articles([replace(story(901, date(2024, 3, 8), SPANS), source=HARBOUR)])
    here.person.until(lambda: "Story 901" in here.person.titles())
    here.person.settle()
    assert here.year.listed() == here.fitting(sources=[HARBOUR], first=days[0], last=days[1])[0]


def test_another_grouping_makes_a_choice_one_of_whole_days(here):
    week = here.year.week_with_claims()
    here.year.click(here.year.point(week[0], "claim"))
    here.panel.set_group("analyst")
    here.person.settle()
    assert here.desk.choice == BinChoice(*week)
    assert here.year.listed() == here.year.expected(*week)
    assert here.panel.choice == here.desk.choice


def test_by_day_of_making_a_range_means_the_days_on_which_annotations_were_made(here):
    here.year.click(here.year.point(None))
    here.panel.set_dates(DateRule.ANNOTATED)
    here.person.settle()
    assert (here.desk.choice, here.chips.names()) == (None, [])  # every annotation was made on some day
    with open_project(here.desk.project.path) as other:
        days = sorted({one.created_at[:10] for one in other.annotations()})
        everything = sorted((one.tag, one.quote) for one in other.annotations())
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    here.desk.choose(BinChoice(first, last))
    assert here.year.listed() == everything
    assert here.chips.names()[0].startswith("annotated ")
    here.desk.choose(BinChoice(date(2020, 1, 1), date(2020, 12, 31)))
    assert (here.year.listed(), here.person.titles()) == ([], [])


def test_a_saved_view_brings_its_filters_back_with_chips_and_words(here):
    here.want(tags=["claim"], sources=[MERIDIAN], matching="levy")
    here.desk.project.save_view("Mine", here.panel.view)
    here.desk.narrowing.clear()
    here.person.settle()
    assert here.chips.names() == []
    chronicling.show_view(here.desk, "Mine")
    here.person.settle()
    assert here.chips.names() == ["claim", MERIDIAN, "“levy”"]
    assert here.desk.articles.filter.text() == "levy"
    assert here.shows(tags=["claim"], sources=[MERIDIAN])


def test_an_annotation_made_undone_or_imported_appears_in_the_filtered_table_and_list(here):
    here.want(tags=["threat"])
    assert (here.year.listed(), here.person.titles()) == ([], [])
    here.person.view.setFocus()
    here.desk.open_article(here.desk.project.article_ids()[3])
    here.person.drag_over("the envoy said")
    here.person.press(next(tag.key for tag in here.desk.tags if tag.name == "threat"))
    here.person.settle()
    assert here.year.listed() == [("threat", "the envoy said")]
    assert here.person.titles() == [here.desk.article.title]
    here.person.drag_over("must leave")
    here.person.press(".")
    here.person.settle()
    assert here.year.listed() == [("threat", "must leave"), ("threat", "the envoy said")]
    here.person.ctrl(Key.Key_Z)
    here.person.ctrl(Key.Key_Z)
    here.person.settle()
    assert here.year.listed() == []
    with open_project(here.desk.project.path) as other:
        other.add_articles([story(950, date(2024, 3, 8), [(0, 7, "threat")])])
    here.person.until(lambda: here.year.listed() == [("threat", "Norland")])
    assert here.person.titles()[-1] == "Story 950"


def test_what_is_made_changed_and_deleted_stands_in_the_table_where_it_would_if_all_were_read_anew(here):
    here.want(tags=["claim", "demand"])

    def rows():
        model = here.desk.table.model
        return [model.annotation(row).id for row in range(model.rowCount())]

    def anew():
        with open_project(here.desk.project.path) as other:
            found = other.annotations_within(here.desk.narrowing.narrowed(), limit=10_000)
            return [one.id for one in found]

    with open_project(here.desk.project.path) as other:
        several = [one for one in other.articles() if len(other.annotations(one, tag=["claim", "demand"])) > 2]
    project, (first, *_, last) = here.desk.project, several
    made = [project.annotate(article, *span, "claim") for article in (first, last) for span in ((40, 50), (0, 5))]
    here.person.settle()
    assert rows() == anew()
    project.move_annotation(made[1], 70, 90)
    project.retag(made[2], "demand")
    project.retag(made[3], "threat")
    here.person.settle()
    assert rows() == anew()
    project.delete_annotations([project.annotation(made[0].id)])
    here.person.settle()
    assert rows() == anew()
    for _ in range(8):
        project.undo()
        here.person.settle()
        assert rows() == anew()


def test_a_tag_that_is_deleted_is_asked_for_no_longer(here):
    here.want(tags=["threat", "claim"])
    here.desk.project.delete_tag("threat")
    here.person.settle()
    assert here.chips.names() == ["claim"]
    assert here.shows(tags=["claim"])


def test_of_very_many_the_table_lists_the_first_and_says_so(here, monkeypatch):
    monkeypatch.setattr("annotator.ui.narrowing.MOST", 30)
    here.want(analysts=["desk one", "desk two"])
    everything = len(here.fitting()[0])
    assert here.desk.table.title().endswith(f"the first 30 of {everything} annotations")
    QTest.keyClicks(here.desk.table.filter, "levy")
    few = sum("levy" in quote for _, quote in here.person.quotes())
    assert here.desk.table.title().endswith(f"{few} of the first 30 of {everything} annotations")


def test_many_sources_share_a_chip(here):
    with open_project(here.desk.project.path) as other:
        other.add_articles([replace(story(number, None, SPANS), source=f"Wire {number}") for number in range(970, 976)])
    here.want(sources=[f"Wire {number}" for number in range(970, 976)])
    assert here.chips.names() == ["Wire 970", "Wire 971", "Wire 972", "3 more sources"]
    here.click_chip("3 more sources")
    assert here.desk.narrowing.wanted.sources == {"Wire 970", "Wire 971", "Wire 972"}


def test_alt_left_leads_back_to_the_filters_that_were_in_force(here):
    here.want(tags=["claim"])
    here.year.chart.setFocus()
    week = here.year.week_with_claims()
    here.year.double_click(here.year.point(week[0], "claim"))
    here.desk.narrowing.clear()
    here.person.settle()
    here.person.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    here.person.settle()
    assert here.chips.names()[-1] == "claim"
    assert here.desk.choice is not None


def test_a_project_is_closed_with_its_panel_open_and_opened_without_filters(here):
    path = here.desk.project.path
    here.open_panel()
    here.person.window.close_project()
    here.person.look()
    assert here.person.window.desk is None
    assert here.person.window.open_path(path)
    here.person.look()
    here.person.ctrl(Key.Key_L)
    panel = here.person.desk.findChild(FilterShown).panel
    assert panel.isVisible()
    assert here.person.desk.narrowing.wanted == EVERYTHING
