"""Events and saved views from the command line: listed, written to a file, and taken in from one."""

from __future__ import annotations

import json
from datetime import date

from annotator.project import open_project
from annotator.timeline.view import ChartView, Group

CSV = 'name,first_on,last_on,note\r\n"summit, first day",2024-04-02,,\r\ntalks,2024-04-10,2024-04-20,in the capital\r\n'


def test_events_go_from_one_project_to_another_as_csv(annotator, project, tmp_path):
    (tmp_path / "ours.csv").write_text(CSV, encoding="utf-8", newline="")
    assert annotator("events", project, "--add", "ours.csv").done == "2 events came in, 0 already here, 0 refused.\n"
    assert annotator("events", project, "--add", "ours.csv").done == "0 events came in, 2 already here, 0 refused.\n"
    assert annotator("events", project).done == (
        "id  first_on    last_on     name               note\n"
        " 1  2024-04-02  2024-04-02  summit, first day\n"
        " 2  2024-04-10  2024-04-20  talks              in the capital\n"
    )
    assert annotator("events", project, "-o", "theirs.csv").done == "2 events written to theirs.csv.\n"
    annotator("new", "q.annotations")
    annotator("events", "q.annotations", "--add", "theirs.csv")
    assert annotator("events", "q.annotations", "-o", "-").done == annotator("events", project, "-o", "-").done
    assert "events from ours.csv" in annotator("log", project).done
    assert "Undone: events from ours.csv" in annotator("undo", project).done
    assert json.loads(annotator("events", project, "--json").done) == []


def test_rows_that_are_no_events_are_refused_with_their_line_and_why(annotator, project, tmp_path):
    bad = "NAME;First_on;last_on\nsummit;2024-04-02;\n;2024-04-03;\n\nlate;soon;\nback;2024-04-05;2024-04-01\n"
    (tmp_path / "bad.csv").write_text(bad, encoding="utf-8-sig")
    assert annotator("events", project, "--add", "bad.csv").done == (
        "1 event came in, 0 already here, 3 refused.\n"
        "refused: bad.csv line 3: An event needs a name. Say in a word or two what happened.\n"
        "refused: bad.csv line 5: first_on is “soon”; write the day as 2024-03-04\n"
        "refused: bad.csv line 6: “back” ends on 2024-04-01 before it begins on 2024-04-05\n"
    )


def test_what_is_no_file_of_events_is_one_sentence(annotator, project, tmp_path):
    (tmp_path / "other.csv").write_text("title,text\nx,y\n", encoding="utf-8")
    assert "lacks name and first_on" in annotator("events", project, "--add", "other.csv").sentence
    assert "cannot be read" in annotator("events", project, "--add", "nowhere.csv").sentence
    assert "is a database" in annotator("events", project, "--add", project).sentence
    assert "is the project itself" in annotator("events", project, "-o", project).sentence
    (tmp_path / "none.csv").write_text("name,first_on\nx,y\n", encoding="utf-8")
    said = annotator("events", project, "--add", "none.csv")
    assert said.status == 1
    assert said.err == "annotator: Nothing was added. none.csv line 2: first_on is “y”; write the day as 2024-03-04.\n"


def test_saved_views_are_listed_with_what_they_show(annotator, project, tmp_path):
    with open_project(tmp_path / project) as opened:
        opened.save_view("Sources in April", ChartView(group=Group.SOURCE, unit="week", first=date(2024, 4, 1)))
    assert annotator("views", project).done == (
        "name              shows                                     lost\n"
        "Sources in April  stacked by source, week, from 2024-04-01\n"
    )
    (shown,) = json.loads(annotator("views", project, "--json").done)
    assert (shown["name"], shown["view"]["group"], shown["view"]["first"]) == (
        "Sources in April",
        "source",
        "2024-04-01",
    )


def test_the_drawn_timeline_shows_the_events(annotator, project, tmp_path):
    annotator("annotate", project, "1", "0", "9", "claim")
    annotator("timeline", project, "-o", "without.svg")
    day = next(
        one["published_on"] for one in json.loads(annotator("articles", project, "--json").done) if one["id"] == 1
    )
    (tmp_path / "e.csv").write_text(f"name,first_on\nsummit,{day}\n", encoding="utf-8")
    annotator("events", project, "--add", "e.csv")
    for name in ("with.svg", "again.svg"):
        annotator("timeline", project, "-o", name)
    assert "summit" not in (tmp_path / "without.svg").read_text(encoding="utf-8")
    assert "summit" in (tmp_path / "with.svg").read_text(encoding="utf-8")
    assert (tmp_path / "with.svg").read_bytes() == (tmp_path / "again.svg").read_bytes()
