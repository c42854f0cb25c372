"""What leaves a project comes back equal: through CSV to its texts, through JSON Lines to another project."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Cancelled, UserError
from annotator.project import Project, create_project
from annotator.records import NewAnnotation, NewArticle
from annotator.text.canonical import canonical

AWKWARD = st.text(
    st.one_of(st.sampled_from("\"',;=\n\t\u2028\u00a0🛳é\u0301👩\u200d🚀שא渡\\"), st.characters()), min_size=1
).map(canonical)


@st.composite
def new_articles(draw: st.DrawFn) -> list[NewArticle]:
    texts = draw(st.lists(AWKWARD.filter(lambda text: bool(text.strip())), min_size=1, max_size=3, unique=True))
    return [
        NewArticle(
            title=f'Title {number} “{"=" * number}”, "x"',
            text=text,
            source=draw(st.sampled_from(["", "Meridian, News", '"Tellus"'])),
            published_on=draw(st.none() | st.dates(date(1999, 1, 1), date(2030, 1, 1))),
            annotations=tuple(draw(st.lists(annotations(text), max_size=4))),
        )
        for number, text in enumerate(texts)
    ]


@st.composite
def annotations(draw: st.DrawFn, text: str) -> NewAnnotation:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    note = draw(st.just("") | AWKWARD)
    analyst = draw(st.sampled_from(["Desk North", "Désk, South"]))
    tag = draw(st.sampled_from(["claim", "threat", "of our own"]))
    return NewAnnotation(start, end, tag, note, analyst, "2024-01-18T14:53:49Z")


def told(project: Project) -> list[tuple[object, ...]]:
    """All that an analyst put in, without the numbers and uids that a file gives itself."""
    articles = {article.uid: article for article in project.articles()}
    return sorted(
        (
            articles[one.article].title,
            articles[one.article].source,
            str(articles[one.article].published_on),
            project.text(one.article),
            (one.start, one.end, one.quote, one.prefix, one.suffix),
            (one.tag, one.note, one.analyst, one.created_at),
        )
        for one in project.annotations()
    )


@settings(max_examples=15)
@given(new_articles())
def test_awkward_texts_come_back_through_csv_and_json_lines(new):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with create_project(folder / "one.annotations", analyst="x") as one:
            one.add_articles(new)
            check_csv(one, folder / "out.csv")
            count = one.export(folder / "out.jsonl")
            with create_project(folder / "two.annotations", analyst="y") as two:
                report = two.import_paths([folder / "out.jsonl"])
                assert not [one for one in report.refused if "empty" not in one.reason]
                assert report.annotations == count
                assert told(two) == told(one)


def check_csv(project: Project, target: Path) -> None:
    count = project.export(target)
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count == len(project.annotations())
    for row in rows:
        text = project.text(row["article"])
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["quote"]
        assert text[:start].endswith(row["prefix"])
        assert text[end:].startswith(row["suffix"])
    keys = [(row["published_on"] == "", row["published_on"]) for row in rows]
    assert keys == sorted(keys)


@pytest.fixture
def project(tmp_path):
    text = "We will open the gates. You must go."
    marks = (NewAnnotation(0, 22, "commitment"), NewAnnotation(24, 36, "demand"))
    days = (date(2024, 1, 1), date(2024, 2, 1), None)
    with create_project(tmp_path / "p.annotations", analyst="Desk North") as project:
        project.add_articles(
            NewArticle(title=f"Gates {number}", text=text, published_on=day, annotations=marks)
            for number, day in enumerate(days)
        )
        yield project


def exported(project: Project, **chosen: object) -> list[dict[str, str]]:
    stream = io.BytesIO()
    project.export(stream, **chosen)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_rows_are_ordered_by_date_article_and_place_with_the_undated_last(project):
    rows = exported(project)
    assert [row["published_on"] for row in rows] == ["2024-01-01"] * 2 + ["2024-02-01"] * 2 + [""] * 2
    assert [row["start"] for row in rows] == ["0", "24"] * 3


def test_tags_on_one_span_stand_in_the_order_of_their_names(project):
    for tag in ("threat", "agreement", "demand", "claim"):
        project.annotate(1, 3, 7, tag)
    rows = [row for row in exported(project) if row["start"] == "3"]
    assert [row["tag"] for row in rows] == ["agreement", "claim", "demand", "threat"]


def test_annotations_of_one_analyst_on_one_span_all_come_back_and_only_once(project, tmp_path):
    for note in ("first reading", "second reading"):
        project.annotate(1, 3, 7, "claim", note=note)
    project.export(tmp_path / "out.jsonl")
    with create_project(tmp_path / "q.annotations", analyst="y") as other:
        other.import_paths([tmp_path / "out.jsonl"])
        assert told(other) == told(project)
        assert other.import_paths([tmp_path / "out.jsonl"]).annotations == 0


def test_tags_and_dates_choose_rows(project):
    assert {row["tag"] for row in exported(project, tags=["demand"])} == {"demand"}
    assert {row["published_on"] for row in exported(project, first=date(2024, 1, 2))} == {"2024-02-01"}
    assert {row["published_on"] for row in exported(project, last=date(2024, 1, 1))} == {"2024-01-01"}


def test_the_project_itself_is_never_overwritten(project):
    before = project.path.read_bytes()
    with pytest.raises(UserError, match="is the project itself"):
        project.export(project.path, format="csv")
    assert project.path.read_bytes() == before


def test_a_stopped_export_leaves_nothing(project, tmp_path):
    class Impatient:
        def step(self, done, total):
            raise Cancelled

    with pytest.raises(Cancelled):
        project.export(tmp_path / "out.csv", progress=Impatient())
    assert [path.name for path in tmp_path.iterdir()] == ["p.annotations"]


def test_only_csv_can_be_made_for_spreadsheets(project, tmp_path):
    with pytest.raises(UserError, match="Only CSV"):
        project.export(tmp_path / "out.jsonl", excel=True)
    assert not (tmp_path / "out.jsonl").exists()
