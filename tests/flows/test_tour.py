"""The tour goes all the way, and what it leaves behind tells one and the same story."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from annotator.errors import UserError
from annotator.project import open_project
from annotator.ui import tour


@pytest.mark.usefixtures("qapp")
def test_the_tour_leaves_project_csv_charts_and_pictures(tmp_path: Path) -> None:
    files = tour.run(tmp_path / "tour")
    assert [path.name for path in files if path.suffix != ".png"] == [
        "tour.annotations", "annotations.csv", "timeline.svg", "timeline.csv",
    ]  # fmt: skip
    assert len({QImage(str(path)).size().toTuple() for path in files if path.suffix == ".png"}) == 2
    assert all(path.stat().st_size for path in files)
    with open_project(files[1]) as project:
        made = {(one.tag, one.quote) for one in project.annotations() if one.analyst == "desk one"}
        assert made == {
            ("commitment", tour.COMMITMENT), ("demand", tour.DEMAND), ("position", tour.CONDITION),
            ("claim", tour.CLAIM), ("commitment", tour.PROMISE),
        }  # fmt: skip
        assert project.check() == []
        texts = {article.uid: project.text(article) for article in project.articles()}
        total = project.totals().annotations
    with (tmp_path / "tour" / "annotations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == total
    assert all(texts[row["article"]][int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)
    with (tmp_path / "tour" / "timeline.csv").open(encoding="utf-8", newline="") as file:
        assert sum(int(row["annotations"]) for row in csv.DictReader(file)) == total


@pytest.mark.usefixtures("qapp")
def test_a_second_tour_keeps_the_project_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "tour.annotations").write_bytes(b"somebody worked in this")
    tour._prepare(tmp_path)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"somebody worked in this"]
    assert not (tmp_path / "tour.annotations").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="file"):
        tour.run(tmp_path / "file" / "tour")
