"""The timeline leaves the window as it is seen: into files, under a fitting name, and onto the clipboard."""

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.cli import main
from annotator.project import create_project
from annotator.project.settings import Settings, load
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.stacks import Mode
from annotator.timeline.view import Compared, Group

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TEXT = "Norland agreed to reopen two grounds. Sudmark must leave at once."


def stories():
    for number in range(60):
        day = date(2024, 1, 1) + timedelta(days=6 * number) if number % 9 else None
        marks = tuple(
            NewAnnotation(7 * place, 7 * place + 6, tag, analyst=f"desk {'one' if place else 'two'}")
            for place, tag in enumerate(("claim", "demand", "threat")[: number % 4])
        )
        yield NewArticle(
            f"Story {number}", f"{TEXT} {number}", source="Meridian" if number % 2 else "", published_on=day,
            annotations=marks,
        )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("strait") / "Strait.annotations"
    with create_project(path, analyst="desk one") as project:
        project.add_articles(stories())
    return path


class Exporter:
    """A person at the window who takes the timeline along; `offered` are the names that the dialog began with."""

    def __init__(self, person, monkeypatch):
        self.person, self.window, self.desk = person, person.window, person.desk
        self.panel, self.offered, self.answer, self.told = person.desk.timeline, [], "", []
        person.until(self.panel.has_chart)
        person.settle()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._ask)
        monkeypatch.setattr(self.window, "tell_trouble", self.told.append)

    def _ask(self, _parent, _title, start, _kinds):
        self.offered.append(start)
        return str(self.answer), ""

    def export(self, suffix, answer):
        self.answer = answer
        self.window.menus.action(f"export_timeline:{suffix}").trigger()

    def said(self):
        return self.window.status.message.text()


@pytest.fixture
def person(at_window, made, monkeypatch):
    return Exporter(at_window(made, Settings(analyst="desk one")), monkeypatch)


def words_in(path):
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text("utf-8")))


def test_the_dialog_begins_beside_the_project_with_a_name_that_says_what_it_is(person, made):
    person.export("png", "")
    assert person.offered == [str(made.with_name("Strait timeline by week.png"))]
    assert person.window.settings.export_folder == ""
    person.panel.set_unit("month")
    person.panel.set_group("source")
    person.export("svg", "")
    assert person.offered[-1] == str(made.with_name("Strait timeline by month and source.svg"))


def test_a_saved_view_gives_the_file_its_name(person, made):
    person.panel.set_mode("lanes")
    view = person.panel.view
    person.desk.project.save_view("Claims: a/b", view)
    person.export("pdf", "")
    assert person.offered == [str(made.with_name("Strait Claims a b.pdf"))]
    person.desk.project.delete_view("Claims: a/b")


def test_the_folder_of_the_last_export_is_remembered(person, tmp_path, at_window, made, monkeypatch):
    person.export("png", tmp_path / "chart.png")
    assert (tmp_path / "chart.png").exists()
    assert str(tmp_path / "chart.png") in person.said()
    person.export("csv", "")
    assert person.offered[-1].startswith(str(tmp_path))
    person.window.close()
    assert load().export_folder == str(tmp_path)


def test_what_cannot_be_written_is_one_sentence(person, tmp_path):
    person.export("png", tmp_path / "nowhere" / "chart.png")
    person.export("svg", tmp_path / "chart.gif")
    assert [said.count(".png, .svg or .pdf") for said in person.told] == [0, 1]
    assert "its folder does not exist" in person.told[0]
    assert list(tmp_path.glob("chart*")) == []


def test_a_name_without_a_suffix_gets_one_and_takes_nobodys_place(person, tmp_path):
    person.export("svg", tmp_path / "report v1.2")
    assert (tmp_path / "report v1.2.svg").read_bytes().startswith(b"<?xml")
    (tmp_path / "report v1.2.svg").write_text("mine")
    person.export("svg", tmp_path / "report v1.2")
    assert "is there already" in person.told[0]
    assert (tmp_path / "report v1.2.svg").read_text() == "mine"


def test_a_drawing_shows_days_series_and_choice_as_they_are_seen(person, tmp_path):
    person.panel.set_unit("month")
    person.panel.set_hidden(frozenset({"threat"}))
    person.desk.project.add_event("summit", date(2024, 3, 4), date(2024, 3, 4))
    view = replace(person.panel.view, first=date(2024, 2, 1), last=date(2024, 5, 31))
    person.panel.show_view(view)
    person.person.settle()
    QTest.mouseClick(person.panel.canvas(), Qt.MouseButton.LeftButton, pos=person.panel.point_of(date(2024, 3, 10)))
    person.export("svg", tmp_path / "chart.svg")
    words = words_in(tmp_path / "chart.svg")
    annotations = person.desk.project.annotations()
    days = {one.id: one.published_on for one in person.desk.project.articles()}
    seen = [days[one.article_id] for one in annotations if one.tag != "threat"]
    inside = sum(day is None or date(2024, 2, 1) <= day <= date(2024, 5, 31) for day in seen)
    assert "By month, published · annotations by tag · 1 February 2024 – 31 May 2024" in words
    assert f"n = {inside}, of these {seen.count(None)} without a date" in words
    assert f"of {len(annotations)} in “Strait”" in words
    assert "Without threat" in words
    assert "In full colour: 1 March 2024 – 31 March 2024" in words
    assert "summit" in words
    person.desk.project.undo()


def test_filters_and_the_date_of_making_are_told_with_true_numbers(person, tmp_path):
    wanted = Wanted(sources=frozenset({"Meridian"}), analysts=frozenset({"desk two"}))
    person.panel.show_view(replace(person.panel.view, wanted=wanted, mode=Mode.NORMALIZED))
    person.person.settle()
    person.export("svg", tmp_path / "chart.svg")
    words = words_in(tmp_path / "chart.svg")
    articles = {one.id: one for one in person.desk.project.articles()}
    marks = person.desk.project.annotations()
    kept = [articles[one.article_id] for one in marks if one.analyst == "desk two"]
    kept = [article for article in kept if article.source == "Meridian"]
    undated = sum(article.published_on is None for article in kept)
    assert "Only the source Meridian · only the analyst desk two" in words
    assert "annotations by tag, as a share of those shown of the" in words
    assert f"n = {len(kept)}, of these {undated} without a date" in words
    person.panel.set_dates("annotated")
    person.person.settle()
    person.export("svg", tmp_path / "made.svg")
    words = words_in(tmp_path / "made.svg")
    assert ", annotated ·" in words
    assert f"n = {len(kept)}, of these 0 without a date" in words


@pytest.mark.parametrize("group", list(Group))
def test_numbers_are_those_of_the_bins_in_view(person, tmp_path, group):
    person.panel.set_unit("month")
    person.panel.set_group(group)
    person.person.settle()
    person.panel.show_view(replace(person.panel.view, first=date(2024, 2, 1), last=date(2024, 5, 31)))
    person.export("csv", tmp_path / "numbers.csv")
    with (tmp_path / "numbers.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["bin_start", "bin_end", group, "annotations"]
    assert {row["bin_start"] for row in rows} == {"2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01", ""}
    articles = {one.id: one for one in person.desk.project.articles()}
    found = Counter()
    for mark in person.desk.project.annotations():
        article = articles[mark.article_id]
        day = article.published_on
        name = {Group.TAG: mark.tag, Group.SOURCE: article.source, Group.ANALYST: mark.analyst}[group]
        if day is None or date(2024, 2, 1) <= day <= date(2024, 5, 31):
            found["" if day is None else f"{day:%Y-%m}-01", name] += 1
    read = {(row["bin_start"], row[group]): int(row["annotations"]) for row in rows}
    assert {key: count for key, count in read.items() if count} == found


def test_a_picture_on_the_clipboard_has_two_pixels_a_pixel_and_is_a_drawing_too(person, tmp_path):
    person.window.menus.action("copy_picture").trigger()
    assert "Copied the timeline as a picture" in person.said()
    clip = QGuiApplication.clipboard().mimeData()
    image = clip.imageData()
    assert image.width() == 2 * person.panel.ensure_plot().chart.width()
    person.export("png", tmp_path / "chart.png")
    assert image == QImage(str(tmp_path / "chart.png")).convertToFormat(image.format())
    person.export("svg", tmp_path / "chart.svg")
    assert bytes(clip.data("image/svg+xml").data()) == (tmp_path / "chart.svg").read_bytes()


def test_the_button_offers_files_and_the_clipboard(person):
    header = person.panel.header
    QTest.mouseClick(header.export, Qt.MouseButton.LeftButton)
    assert [action.text() for action in header.menu.actions() if action.text()] == [
        "Picture (PNG) …", "Drawing (SVG) …", "Page (PDF) …", "Numbers (CSV) …", "Copy as picture",
    ]  # fmt: skip
    header.menu.actions()[-1].trigger()
    assert "Copied the timeline as a picture" in person.said()
    header.menu.actions()[0].trigger()
    assert len(person.offered) == 1
    header.menu.close()


def test_a_hidden_timeline_is_not_taken_along(person):
    person.desk.show_part("timeline", shown=False)
    person.export("png", "")
    assert person.offered == []


def test_the_command_line_draws_the_very_same_picture(person, made, tmp_path, monkeypatch):
    person.panel.set_unit("month")
    person.panel.set_mode("grouped")
    person.panel.set_hidden(frozenset({"threat"}))
    person.panel.show_view(replace(person.panel.view, first=date(2024, 2, 1), last=date(2024, 10, 31)))
    person.export("png", tmp_path / "window.png")
    person.export("svg", tmp_path / "window.svg")
    png = QImage(str(tmp_path / "window.png"))
    size = f"{png.width() // 2}x{png.height() // 2}"
    asked = ["--by", "month", "--mode", "grouped", "--hide", "threat", "--from", "2024-02-01", "--to", "2024-10-31"]
    for suffix in ("png", "svg"):
        path = tmp_path / f"drawn.{suffix}"
        assert main(["timeline", str(made), "-o", str(path), "--size", size, *asked]) == 0
        assert path.read_bytes() == (tmp_path / f"window.{suffix}").read_bytes()


def test_the_palette_finds_both_ways_out(person):
    for typed, title in (
        ("copy as pic", "Copy as picture"),
        ("export timeline svg", "Export the timeline: Drawing (SVG)…"),
    ):
        person.person.ctrl(Qt.Key.Key_K)
        person.window.search.clear()
        person.person.press(typed)
        person.window.search.search()
        assert person.window.search.hits()[0].title == title
        person.person.press(Qt.Key.Key_Return)
    assert "Copied the timeline as a picture" in person.said()
    assert [start.rpartition(".")[2] for start in person.offered] == ["svg"]


def test_numbers_of_a_comparison_have_both_sides(person, tmp_path):
    person.panel.set_unit("month")
    days = Compared(anchor=date(2024, 4, 1), first=date(2024, 1, 1))
    person.panel.show_view(replace(person.panel.view, first=date(2024, 4, 1), last=date(2024, 6, 30), compared=days))
    person.person.settle()
    person.export("csv", tmp_path / "numbers.csv")
    with (tmp_path / "numbers.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["bin_start"]]
    published = {one.id: one.published_on for one in person.desk.project.articles()}
    found = Counter()
    for mark in person.desk.project.annotations():
        if (day := published[mark.article_id]) is not None:
            found[f"{day:%Y-%m}-01", mark.tag] += 1
    for start, count in (("bin_start", "annotations"), ("compared_start", "compared")):
        assert {row[start][5:7] for row in rows} == ({"04", "05", "06"} if start == "bin_start" else {"01", "02", "03"})
        assert all(int(row[count]) == found[row[start], row["tag"]] for row in rows)
