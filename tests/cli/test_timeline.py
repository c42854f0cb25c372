"""The timeline from the command line: all that the window can show, without one, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from annotator.project import create_project, open_project
from annotator.records import NewAnnotation, NewArticle, Wanted
from annotator.timeline.calendar import Unit, bin_of
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Group

ROOT = Path(__file__).parents[2]
TEXT = "Norland agreed on Monday to reopen two fishing grounds, and Sudmark must leave them."
TAGS = ("claim", "demand", "threat")
SOURCES = ("Meridian", "Harbour Wire", "")
ANALYSTS = ("Desk Öst", "Desk West")
DAYS = (*(date(2024, 1, 3) + timedelta(days=17 * step) for step in range(9)), None)


def article(number):
    words = "quay" if number % 3 == 0 else "ferry"
    marks = [
        NewAnnotation(start=place, end=place + 7, tag=TAGS[(number + place) % 3], analyst=ANALYSTS[place % 2])
        for place in range(number % 5)
    ]
    return NewArticle(
        title=f"Story {number} of the {words}", text=f"{TEXT} {number}", published_on=DAYS[number % len(DAYS)],
        source=SOURCES[number % 3 if number % 4 else 0], annotations=tuple(marks),
    )  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A project with annotations of three tags, from three sources, by two analysts, on days of half a year."""
    path = tmp_path_factory.mktemp("strait") / "strait.annotations"
    with create_project(path, analyst="Desk Öst") as project:
        project.add_articles(map(article, range(40)))
        project.add_event("summit", date(2024, 2, 6), date(2024, 2, 6))
        claims = Wanted(tags=frozenset({project.tag("claim").id}))
        project.save_view("Claims by source", ChartView(Mode.GROUPED, unit="month", group=Group.SOURCE, wanted=claims))
    return path


@pytest.fixture(scope="module")
def marks(filled):
    """Each annotation with its article."""
    with open_project(filled) as project:
        articles = {one.id: one for one in project.articles()}
        return [(mark, articles[mark.article_id]) for mark in project.annotations()]


@pytest.fixture
def numbers(annotator, filled):
    """The rows of the numbers that the timeline has with some options."""

    def run(*words):
        said = annotator("timeline", filled, "-o", "-", *words).done
        return list(csv.DictReader(io.StringIO(said, newline="")))

    return run


def counted(rows, series):
    return {(row["bin_start"], row[series]): int(row["annotations"]) for row in rows if row["annotations"] != "0"}


def by_hand(marks, unit, key, keep=lambda _mark, _article: True, day=lambda _mark, article: article.published_on):
    found = Counter()
    for mark, its in marks:
        if keep(mark, its):
            on = day(mark, its)
            found["" if on is None else bin_of(on, unit).start.isoformat(), key(mark, its)] += 1
    return dict(found)


def tag(mark, _article):
    return mark.tag


def test_the_numbers_of_tags_are_those_of_the_contract(numbers, marks):
    rows = numbers("--by", "month")
    assert list(rows[0]) == ["bin_start", "bin_end", "tag", "annotations"]
    assert counted(rows, "tag") == by_hand(marks, Unit.MONTH, tag)
    starts = [row["bin_start"] for row in rows]
    tags = {row["tag"] for row in rows}
    months = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"]
    assert starts == [each for month in [*months, ""] for each in [month] * len(tags)]
    assert all(row["bin_end"] == "" for row in rows if not row["bin_start"])


@pytest.mark.parametrize(
    ("group", "key"),
    [("source", lambda _mark, article: article.source), ("analyst", lambda mark, _article: mark.analyst)],
)
def test_numbers_of_sources_and_analysts_name_them_in_the_third_column(numbers, marks, group, key):
    rows = numbers("--by", "quarter", "--group", group)
    assert list(rows[0]) == ["bin_start", "bin_end", group, "annotations"]
    assert counted(rows, group) == by_hand(marks, Unit.QUARTER, key)


def test_annotations_can_be_counted_by_the_day_on_which_they_were_made(numbers, marks):
    rows = numbers("--by", "day", "--dates", "annotated")
    made = by_hand(marks, Unit.DAY, tag, day=lambda mark, _article: date.fromisoformat(mark.created_at[:10]))
    assert counted(rows, "tag") == made


@pytest.mark.parametrize(
    ("words", "keep"),
    [
        (("--tag", "Claim", "--tag", "threat"), lambda mark, _: mark.tag in ("claim", "threat")),
        (("--source", "meridian"), lambda _, article: article.source == "Meridian"),
        (("--source", "", "--source", "Harbour Wire"), lambda _, article: article.source in ("", "Harbour Wire")),
        (("--analyst", "desk west"), lambda mark, _: mark.analyst == "Desk West"),
        (("--matching", "quay"), lambda _, article: "quay" in article.title),
        (("--hide", "demand"), lambda mark, _: mark.tag != "demand"),
        (
            ("--tag", "claim", "--source", "Meridian", "--analyst", "Desk Öst"),
            lambda mark, article: (mark.tag, article.source, mark.analyst) == ("claim", "Meridian", "Desk Öst"),
        ),
    ],
)
def test_filters_leave_what_they_say(numbers, marks, words, keep):
    assert counted(numbers("--by", "week", *words), "tag") == by_hand(marks, Unit.WEEK, tag, keep)


def test_a_saved_view_is_the_ground_on_which_options_stand(numbers, marks):
    def claims(mark, _article):
        return mark.tag == "claim"

    def source(_mark, article):
        return article.source

    rows = numbers("--view", "claims by SOURCE")
    assert counted(rows, "source") == by_hand(marks, Unit.MONTH, source, claims)
    rows = numbers("--view", "Claims by source", "--by", "quarter", "--group", "tag", "--tag", "demand")
    assert counted(rows, "tag") == by_hand(marks, Unit.QUARTER, tag, lambda mark, _: mark.tag == "demand")


def words_in(path):
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text("utf-8")))


def n_in(path):
    n, undated = re.search(r"n = ([\d,]+), of these ([\d,]+) without a date", words_in(path)).groups()
    return int(n), int(undated)


def test_the_drawing_says_what_was_asked_for(annotator, filled, tmp_path):
    annotator("timeline", filled, "-o", "t.svg", "--by", "month", "--source", "Meridian", "--hide", "threat")
    words = words_in(tmp_path / "t.svg")
    assert "By month, published" in words
    assert "Only the source Meridian" in words
    assert "ithout threat" in words
    assert "in “strait”" in words
    assert "summit" in words
    legend = words.partition("By month")[0]
    assert "claim" in legend
    assert "threat" not in legend


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True, deadline=None)
@given(
    st.sets(st.sampled_from(TAGS)),
    st.sets(st.sampled_from(SOURCES)),
    st.sets(st.sampled_from(ANALYSTS)),
    st.sampled_from(["", "quay"]),
    st.sets(st.sampled_from(TAGS), max_size=1),
    st.sampled_from(["published", "annotated"]),
)
def test_n_is_true_under_every_filter(
    annotator, filled, marks, tmp_path, tags, sources, analysts, matching, hidden, rule
):
    given_words = [("--tag", one) for one in tags] + [("--source", one) for one in sources]
    given_words += [("--analyst", one) for one in analysts] + ([("--matching", matching)] if matching else [])
    given_words += [("--hide", one) for one in hidden if not tags or one in tags]
    words = [word for pair in given_words for word in pair]
    assert annotator("timeline", filled, "-o", "n.svg", "--dates", rule, *words).done
    kept = [
        article
        for mark, article in marks
        if (not tags or mark.tag in tags)
        and (not sources or article.source in sources)
        and (not analysts or mark.analyst in analysts)
        and (not matching or matching in article.title)
        and mark.tag not in hidden
    ]
    undated = sum(article.published_on is None for article in kept) if rule == "published" else 0
    assert n_in(tmp_path / "n.svg") == (len(kept), undated)


def test_days_in_view_narrow_picture_and_numbers_to_their_bins(annotator, numbers, filled, marks, tmp_path):
    days = ("--from", "2024-02-01", "--to", "2024-03-31")
    rows = numbers("--by", "month", *days)
    assert {row["bin_start"] for row in rows} == {"2024-02-01", "2024-03-01", ""}
    annotator("timeline", filled, "-o", "t.svg", "--by", "week", *days)
    words = words_in(tmp_path / "t.svg")
    assert "29 January 2024 – 31 March 2024" in words
    seen = by_hand(marks, Unit.WEEK, tag)
    inside = sum(count for (start, _), count in seen.items() if not start or "2024-01-29" <= start <= "2024-03-31")
    assert n_in(tmp_path / "t.svg")[0] == inside


def outline_in(path):
    words, n = re.search(r"Outline: (.*?), n = ([\d,]+)", words_in(path)).groups()
    return words, int(n)


def test_earlier_days_are_laid_over_those_in_view(annotator, filled, marks, tmp_path):
    days = ("--by", "month", "--from", "2024-03-01", "--to", "2024-04-30")
    annotator("timeline", filled, "-o", "plain.svg", *days)
    annotator("timeline", filled, "-o", "t.svg", *days, "--compare-with", "2024-01-01")
    inside = [its for _, its in marks if its.published_on and date(2024, 1, 1) <= its.published_on < date(2024, 3, 1)]
    assert outline_in(tmp_path / "t.svg") == ("1 January 2024 – 29 February 2024", len(inside))
    assert f" outline {len(inside)} " in words_in(tmp_path / "t.svg"), "the legend has it, too"
    assert n_in(tmp_path / "t.svg") == n_in(tmp_path / "plain.svg")
    assert "outline" not in words_in(tmp_path / "plain.svg").lower()


def test_the_same_days_under_another_filter_are_laid_over_them(annotator, filled, marks, tmp_path):
    words = ("--tag", "claim", "--source", "Meridian", "--compare-with", "source=Harbour Wire")
    annotator("timeline", filled, "-o", "t.svg", *words)
    claims = Counter(its.source for mark, its in marks if mark.tag == "claim")
    assert n_in(tmp_path / "t.svg")[0] == claims["Meridian"]
    assert outline_in(tmp_path / "t.svg") == (
        "only the tag claim, only the source Harbour Wire",
        claims["Harbour Wire"],
    )


def test_numbers_have_what_is_compared_beside_them_in_columns_at_the_end(numbers, marks):
    days = ("--by", "month", "--from", "2024-03-01", "--to", "2024-04-30")
    rows = numbers(*days, "--compare-with", "2024-01-01")
    assert list(rows[0])[4:] == ["compared_start", "compared_end", "compared"]
    plain = numbers(*days)
    assert [{name: row[name] for name in plain[0]} for row in rows] == plain
    every = by_hand(marks, Unit.MONTH, tag)
    found = {(row["compared_start"], row["tag"]): int(row["compared"]) for row in rows if row["bin_start"]}
    assert {start for start, _ in found} == {"2024-01-01", "2024-02-01"}
    assert all(count == every.get(key, 0) for key, count in found.items())
    assert {row["compared"] for row in rows if not row["bin_start"]} == {""}


@pytest.mark.parametrize("group", ["tag", "source"])
def test_numbers_under_two_filters_have_the_series_of_both(numbers, marks, group):
    filters = ("--tag", "claim", "--compare-with", "tag=demand")
    name = tag
    if group == "source":
        filters = ("--source", "Meridian", "--compare-with", "source=Harbour Wire")

        def name(_mark, article):
            return article.source

    rows = numbers("--by", "month", "--group", group, *filters)
    ours, others = (("claim", "demand"), ("Meridian", "Harbour Wire"))[group == "source"]
    here = by_hand(marks, Unit.MONTH, name, lambda mark, article: name(mark, article) == ours)
    there = by_hand(marks, Unit.MONTH, name, lambda mark, article: name(mark, article) == others)
    assert {row[group] for row in rows} == {ours, others}
    assert counted(rows, group) == here
    seen = {(row["bin_start"], row[group]): int(row["compared"]) for row in rows if row["compared"] != "0"}
    assert seen == there


@pytest.mark.parametrize("appearance", ["light", "sepia", "dark"])
def test_size_and_theme_are_those_asked_for(annotator, filled, tmp_path, appearance):
    assert annotator("timeline", filled, "-o", "t.png", "--size", "700x420", "--theme", appearance, "--plain").done
    png = QImage(str(tmp_path / "t.png"))
    assert (png.width(), png.height()) == (1400, 840)
    assert (png.pixelColor(1, 1).lightness() < 60) == (appearance == "dark")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tag", "boast"), "There is no tag “boast”"),
        (("--source", "Nowhere"), "There is no source “Nowhere” in this project. It has: “” (none), Harbour Wire"),
        (("--analyst", "Nobody"), "There is no analyst “Nobody” in this project. It has: Desk West, Desk Öst."),
        (("--hide", "boast"), "There is no tag “boast” in this project"),
        (("--view", "none"), "There is no view “none” in this project. It has: Claims by source."),
        (("--from", "2024-03-02", "--to", "2024-03-01"), "The days from 2024-03-02 to 2024-03-01 are none"),
        (("--from", "2030-01-01"), "There is nothing to see from 2030-01-01 on"),
        (("--to", "1999-01-01"), "There is nothing to see until 1999-01-01"),
        (("--compare-with", "tag=boast"), "There is no tag “boast”"),
        (("--size", "300x200"), "Ask for a height of at least"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_leaves_no_file(annotator, filled, tmp_path, words, said):
    assert said in annotator("timeline", filled, "-o", "t.png", *words).sentence
    assert not (tmp_path / "t.png").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "decade"),
        ("--group", "day"),
        ("--theme", "pink"),
        ("--size", "big"),
        ("--size", "10x10"),
        ("--size", "99999x400"),
        ("--from", "March"),
        ("--compare-with", "yesterday"),
        ("--compare-with", "colour=red"),
    ],
)
def test_what_is_no_such_word_is_wrong_usage(annotator, filled, words):
    said = annotator("timeline", filled, "-o", "t.png", *words)
    assert said.status == 2
    assert said.err.splitlines()[-1].startswith("annotator timeline: error: argument")


@pytest.mark.parametrize("suffix", ["svg", "csv"])
def test_the_project_itself_is_never_written_over(annotator, filled, tmp_path, suffix):
    (tmp_path / f"t.{suffix}").symlink_to(filled)
    before = filled.read_bytes()
    assert "is the project itself" in annotator("timeline", filled, "-o", f"t.{suffix}").sentence
    assert filled.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_one_sentence(annotator, filled):
    for name in ("nowhere/t.png", "nowhere/t.csv"):
        assert "its folder does not exist" in annotator("timeline", filled, "-o", name).sentence


def test_a_picture_is_the_same_in_any_language_zone_and_folder_and_on_any_screen(filled, tmp_path):
    found = []
    surroundings = (
        {"LC_ALL": "C.UTF-8", "TZ": "UTC0", "PYTHONHASHSEED": "0"},
        {"LC_ALL": "ar_EG.UTF-8", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "77", "QT_SCALE_FACTOR": "1.5",
         "QT_FONT_DPI": "144", "LANG": "ja_JP.UTF-8", "LANGUAGE": "ar"},
    )  # fmt: skip
    script = (
        "import sys; from annotator.cli import main; project = sys.argv[1]; "
        "words = ['--mode', 'lanes', '--matching', 'Monday', '--theme', 'sepia']; "
        "sys.exit(any(main(['timeline', project, '-o', f't.{suffix}', *words]) for suffix in ('png', 'svg', 'csv')) "
        "or main(['timeline', project, '-o', 't.pdf']))"
    )
    for number, more in enumerate(surroundings):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "settings").mkdir()
        plain = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        place = {"XDG_CONFIG_HOME": str(folder / "settings"), "PYTHONPATH": str(ROOT)}
        project = filled if number else os.path.relpath(filled, folder)
        ended = subprocess.run(
            [sys.executable, "-c", script, str(project)], cwd=folder, env=plain | place | more, check=False,
            capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert (ended.returncode, ended.stderr) == (0, "")
        found.append({path.name: path.read_bytes() for path in folder.glob("t.*")})
    assert set(found[0]) == {"t.png", "t.svg", "t.pdf", "t.csv"}
    for name, content in found[0].items():
        assert content == found[1][name], name
    page = found[1]["t.pdf"]
    table = page[int(re.search(rb"startxref\n(\d+)", page).group(1)) :]
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", table)]
    assert all(page[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, start=1))
    assert len(places) > 5
