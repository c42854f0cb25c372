"""Events and saved views of the timeline: stored, changed, undone, refused, and kept as they were given."""

import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import StaleError, UserError
from annotator.project import Project, difference_to, events_file, list_backups, open_project
from annotator.project.ledgers import folder
from annotator.project.salvaging import salvage
from annotator.project.viewing import as_json, from_json
from annotator.records import Changes, Event, EventId, Tag, TagId, Wanted
from annotator.text.canonical import canonical, canonical_line
from annotator.timeline.calendar import NAMED_UNITS
from annotator.timeline.counts import AUTO
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share

DAY, LATER = date(2024, 4, 2), date(2024, 4, 20)


def told(project: Project) -> list[Changes]:
    heard: list[Changes] = []
    project.changed.connect(heard.append)
    return heard


def test_an_event_is_stored_changed_deleted_and_each_is_undone(project: Project) -> None:
    heard = told(project)
    made = project.add_event("  summit\nin the capital ", DAY)
    assert (made.name, made.first_on, made.last_on, made.is_moment) == ("summit in the capital", DAY, DAY, True)
    changed = project.change_event(made, name="talks", last_on=LATER)
    assert (changed.name, changed.is_moment, changed.uid) == ("talks", False, made.uid)
    assert project.delete_event("TALKS") == 1
    assert project.events() == []
    assert [bool(one.events) for one in heard] == [True, True, True]
    assert not any(one.views or one.articles or one.annotated for one in heard)
    project.undo()
    assert [one.name for one in project.events()] == ["talks"]
    project.undo()
    assert [one.name for one in project.events()] == ["summit in the capital"]
    project.undo()
    assert project.events() == []
    while project.redo():
        pass
    assert project.events() == []
    assert [edit.label for edit in project.edits(3)] == [
        "delete the event “talks”",
        "change of the event “summit in the capital”",
        "event “summit in the capital” (2024-04-02)",
    ]
    assert project.check() == []


def test_one_edit_of_an_event_is_reverted_out_of_the_middle(project: Project) -> None:
    project.add_event("summit", DAY)
    edit = project.edits(1)[0]
    project.add_event("talks", DAY, LATER)
    project.revert(edit)
    assert [one.name for one in project.events()] == ["talks"]
    assert project.edit_details(edit) == ["the event “summit” was added"]


def test_what_is_no_event_is_refused_and_nothing_is_stored(project: Project) -> None:
    made = project.add_event("summit", DAY)
    edits = len(project.edits())
    for refused in (
        lambda: project.add_event(" \n", DAY),
        lambda: project.add_event("x" * 201, DAY),
        lambda: project.add_event("back", LATER, DAY),
        lambda: project.change_event(made, last_on=DAY - timedelta(days=1)),
        lambda: project.change_event(made, first_on="2024-04-02"),
        lambda: project.change_event(made, colour="red"),
        lambda: project.delete_event("nothing"),
    ):
        with pytest.raises(UserError):
            refused()
    assert len(project.edits()) == edits


def test_an_event_changed_elsewhere_is_not_overwritten(project: Project, reopened) -> None:
    made = project.add_event("summit", DAY)
    reopened().change_event(made.uid, name="congress")
    with pytest.raises(StaleError):
        project.change_event(made, name="talks")
    with pytest.raises(StaleError):
        project.delete_event(made)
    assert [one.name for one in project.events()] == ["congress"]


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(
    rows=st.lists(
        st.tuples(
            NAMES.map(canonical_line).filter(bool),
            st.dates(date(1000, 1, 1)),
            st.integers(0, 400),
            NAMES.map(lambda note: canonical(note).strip()),
        ),
        max_size=6,
    )
)
def test_events_come_back_from_csv_as_they_were(tmp_path_factory, rows) -> None:
    events = [
        Event(EventId(number), "", 1, name, first, first + timedelta(days=min(days, (date.max - first).days)), note)
        for number, (name, first, days, note) in enumerate(rows)
    ]
    path = tmp_path_factory.mktemp("events") / "e.csv"
    with path.open("wb") as stream:
        assert events_file.write(events, stream) == len(events)
    found, refused = events_file.read(path)
    assert refused == []
    assert found == [(one.name, (one.first_on, one.last_on), one.note) for one in events]


def test_a_view_is_saved_replaced_renamed_deleted_and_each_is_undone(project: Project) -> None:
    heard = told(project)
    project.save_view("By source", ChartView(group=Group.SOURCE))
    again = project.save_view("by SOURCE", ChartView(mode=Mode.LANES))
    assert [(one.name, one.view) for one in project.views()] == [("by SOURCE", ChartView(mode=Mode.LANES))]
    renamed = project.rename_view(again, "Lanes")
    assert (renamed.uid, renamed.name) == (again.uid, "Lanes")
    project.delete_view("lanes")
    assert project.views() == []
    assert [one.views for one in heard] == [True] * 4
    for names in (["Lanes"], ["by SOURCE"], ["By source"], []):
        project.undo()
        assert [one.name for one in project.views()] == names
    assert project.check() == []


def test_two_views_have_no_name_in_common(project: Project) -> None:
    project.save_view("One", ChartView())
    project.save_view("Two", ChartView())
    with pytest.raises(UserError, match="already"):
        project.rename_view("Two", "oNE")
    with pytest.raises(UserError):
        project.save_view("  ", ChartView())
    with pytest.raises(UserError, match="It has: One, Two"):
        project.view("Three")


def test_a_tag_that_is_gone_is_left_out_of_a_view_with_a_word(project: Project) -> None:
    claim, demand = project.tag("claim"), project.tag("demand")
    project.save_view("Both", ChartView(wanted=Wanted(tags=frozenset({claim.id, demand.id}))))
    project.delete_tag("demand")
    saved = project.view("Both")
    assert saved.view.wanted.tags == {claim.id}
    assert saved.lost == ("The tag “demand” is no longer in the codebook.",)


TAGS = [
    Tag(TagId(number), f"uid-{number}", f"tag {number}", None, "#112233", "", "", "", "", "", number, 0)
    for number in range(1, 5)
]
WANTED = st.builds(
    Wanted,
    tags=st.frozensets(st.sampled_from([tag.id for tag in TAGS])),
    sources=st.frozensets(NAMES, max_size=3),
    analysts=st.frozensets(NAMES, max_size=3),
    matching=NAMES,
)
DAYS = st.none() | st.dates()
VIEWS = st.builds(
    ChartView,
    mode=st.sampled_from(Mode),
    share=st.sampled_from(Share),
    unit=st.sampled_from((AUTO, *(unit.value for unit in NAMED_UNITS))),
    group=st.sampled_from(Group),
    dates=st.sampled_from(DateRule),
    hidden=st.frozensets(NAMES, max_size=3),
    wanted=WANTED,
    compared=st.none()
    | st.builds(Compared, anchor=st.dates(), first=st.dates(), wanted=st.none() | WANTED)
    | st.builds(Compared, wanted=WANTED),
)


@given(view=VIEWS, days=st.tuples(st.dates(), st.dates()) | st.none())
def test_every_view_comes_back_from_json_as_it_was(view: ChartView, days: tuple[date, date] | None) -> None:
    if days is not None:
        view = replace(view, first=min(days), last=max(days))
    assert from_json(json.loads(json.dumps(as_json(view, TAGS))), TAGS) == (view, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(content=st.dictionaries(st.sampled_from([*as_json(ChartView(), ()), "compared", "news"]), JSON))
def test_whatever_stands_in_a_view_one_comes_out(content) -> None:
    view, lost = from_json(content, TAGS)
    assert isinstance(view, ChartView)
    assert all(isinstance(one, str) for one in lost)
    as_json(view, TAGS)


def written(project: Project) -> None:
    project.change_event(project.add_event("summit 水門", DAY, note="first day"), last_on=LATER)
    project.delete_event(project.add_event("gone", DAY))
    project.add_event("talks", LATER)
    project.save_view("Sources", ChartView(group=Group.SOURCE))
    project.rename_view(project.save_view("Lanes", ChartView(mode=Mode.LANES)), "All lanes")


def what(project: Project) -> object:
    return (
        [(one.uid, one.name, one.first_on, one.last_on, one.note) for one in project.events()],
        [(one.uid, one.name, one.view) for one in project.views()],
    )


@pytest.mark.parametrize("lost", ["nothing", "rows", "journal", "file"])
def test_events_and_views_come_back_from_what_a_damage_left(project: Project, path: Path, lost: str) -> None:
    written(project)
    before = what(project)
    project.close()
    if lost.startswith("file"):
        path.unlink()
    else:
        for ledger in folder().iterdir():
            ledger.unlink()
    if lost in ("rows", "journal"):
        vandal = sqlite3.connect(path, isolation_level=None)
        for table in ("event", "chart_view") if lost == "rows" else ("edit_row", "edit"):
            vandal.execute(f"DELETE FROM {table}")
        vandal.execute("VACUUM")
        vandal.close()
    new = path.with_name("new.annotations")
    report = salvage(path, new)
    assert "  4 events and views of the timeline" in report.lines
    with open_project(new) as again:
        assert what(again) == before
        assert again.check() == []


def test_what_restoring_would_do_to_events_and_views_is_told(project: Project, path: Path) -> None:
    gone = project.add_event("summit", DAY)
    kept = project.backup()
    project.delete_event(gone)
    project.add_event("talks", LATER)
    project.add_event("vote", LATER)
    project.save_view("Lanes", ChartView(mode=Mode.LANES))
    found = difference_to(path, next(one for one in list_backups(path) if one.path == kept))
    assert (found.events_lost, found.events_back, found.views_lost, found.views_back) == (2, 1, 1, 0)
