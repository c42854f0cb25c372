"""The arithmetic of the benchmarks; no speed is asserted here."""

import json

import pytest

from tests.benchmarks import report, stories
from tests.benchmarks.measure import Row, interleaved, row_from_json


def row(samples: list[float], floor: list[float], **goals: float) -> Row:
    return Row("open it", "ms", samples, floor, "a bare one", **goals)


def test_a_row_tells_the_medians_and_their_ratio() -> None:
    found = row([9.0, 2.0, 4.0], [2.0, 1.0, 90.0])
    assert (found.median, found.best, found.floor_median, found.ratio) == (4.0, 2.0, 2.0, 2.0)


def test_a_row_without_a_goal_neither_passes_nor_fails() -> None:
    assert row([4.0], [2.0]).passed is None


def test_every_goal_of_a_row_must_be_reached() -> None:
    assert row([4.0], [2.0], goal=4.0, goal_ratio=2.0).passed is True
    assert row([4.0], [2.0], goal=3.9, goal_ratio=2.0).passed is False
    assert row([4.0], [2.0], goal=4.0, goal_ratio=1.9).passed is False


def test_a_row_without_a_floor_has_no_ratio() -> None:
    assert row([4.0], []).ratio is None
    assert row([4.0], [], goal=5.0).passed is True


def test_a_row_survives_its_way_out_of_the_child_process() -> None:
    sent = row([4.0, 5.0], [2.0], goal=4.5)
    assert row_from_json(json.loads(json.dumps(sent.as_json()))) == sent


def test_runs_alternate_with_their_floor_and_the_first_pair_is_left_out() -> None:
    order: list[str] = []

    def run(name: str) -> float:
        order.append(name)
        return float(len(order))

    ours, floor = interleaved(lambda: run("ours"), lambda: run("floor"), runs=2)
    assert order == ["ours", "floor"] * 3
    assert (ours, floor) == ([3.0, 5.0], [4.0, 6.0])


def test_only_the_part_between_the_marks_of_the_document_changes() -> None:
    before = f"Words.\n\n{report.BEGIN}\nold\n{report.END}\n\nMore words.\n"
    after = report.put_between_marks(before, "new")
    assert after == before.replace("old", "new")


@pytest.mark.parametrize("document", ["", report.BEGIN, f"{report.END}{report.BEGIN}", report.END])
def test_a_document_without_its_marks_is_left_alone(document: str) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        report.put_between_marks(document, "new")


def test_the_document_of_this_project_has_its_marks() -> None:
    report.put_between_marks(report.DOCUMENT.read_text("utf-8"), "")


def test_the_table_says_what_was_missed() -> None:
    shown = report.table([row([4.0], [2.0], goal=3.0), row([400.0], [200.0], goal_ratio=2.0)])
    missed, passed = (" ".join(line.split()) for line in shown.splitlines()[1:])
    assert missed == "open it 4.0 ms 4.0 ms 2.0 ms 2.00× ≤ 3 ms MISSED"
    assert passed == "open it 400 ms 400 ms 200 ms 2.00× ≤ 2× pass"


def test_the_document_holds_one_line_a_row_and_its_note() -> None:
    found = report.markdown(report.Report([row([4.0], [2.0])], "a machine", "versions", "load average 0.1"))
    assert "| open it | 4.0 ms | 4.0 ms | 2.0 ms | 2.00× |  |  | 1 | a bare one |" in found.splitlines()


def test_the_same_stories_are_made_every_time() -> None:
    first, again = (list(stories.articles(3, characters=900, annotations=5)) for _ in range(2))
    assert first == again
    assert len({article.text for article in first}) == 3
    assert all(0 <= mark.start < mark.end <= len(one.text) for one in first for mark in one.annotations)
