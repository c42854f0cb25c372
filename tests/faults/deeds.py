"""What a person does to a project while its disk fails: the deeds, a project to do them to, and how it is judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.project import Project, create_project, open_project
from annotator.records import NewArticle, NewTag
from annotator.timeline.view import ChartView, Group

GOLDEN = Path(__file__).parents[1] / "data" / "projects" / "schema-1.annotations"
NAME = "strait.annotations"
ANALYST = "desk one"
DAY, LATER = date(2024, 4, 2), date(2024, 5, 1)
TEXT = "STENHAVEN, April 1 (Meridian) -- “We will reopen 🇳🇴 two grounds,” the minister said.\n\nSudmark must leave."
LONG = "\n\n".join(f"Paragraph {n}: مضيق 海峡 the strait stays open, said the {n}th speaker. 👩‍👩‍👧" for n in range(60))
UNSURE = "Whether the last action was stored shows when the project is opened again."


@dataclass(frozen=True)
class Deed:
    """One action: what has to be there before it, and the action itself."""

    name: str
    act: Callable[[Project], object]
    prepare: Callable[[Project], object] = lambda project: None


def make_project(folder: Path) -> Path:
    """A small project with a past: articles, annotations, a tag of its own and edits."""
    path = folder / NAME
    with create_project(path, analyst=ANALYST) as project:
        project.add_articles([
            NewArticle(title="Norland to reopen two grounds", text=TEXT, source="Meridian", published_on=DAY),
            NewArticle(title="The strait, at length", text=LONG, source="Strait Times", published_on=DAY),
            NewArticle(title="A letter", text="No date at all. 中方反对。"),
        ])  # fmt: skip
        for place in range(0, 1200, 150):
            project.annotate("2", place, place + 40, "claim" if place % 300 else "demand", note=f"note {place}")
        project.annotate("1", 34, 61, "commitment")
        project.mark_done(["3"])
    return path


def write_import(folder: Path) -> Path:
    """A file to import: a new article with annotations and a new tag, and one that is there already."""
    lines = [
        {"title": "Sudmark answers", "text": LONG[::-1], "published_on": "2024-04-09", "source": "Meridian",
         "annotations": [{"start": n * 50, "end": n * 50 + 9, "tag": "reply", "note": f"r{n}"} for n in range(12)]},
        {"title": "A letter", "text": "No date at all. 中方反对。",
         "annotations": [{"start": 0, "end": 15, "tag": "claim", "analyst": "desk two"}]},
    ]  # fmt: skip
    path = folder / "arriving.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def _of(project: Project, place: int) -> Any:
    """The annotation of the long article that stands at this place in its order."""
    return project.annotations("2")[place]


def _add(project: Project) -> object:
    return project.annotate("1", 0, 9, "claim", note="seen 👀")


def _delete(project: Project) -> object:
    return project.delete_annotations(project.annotations("2")[1:4])


def _retag_all(project: Project) -> object:
    return project.retag_all(project.annotations("2")[2:6], "demand")


def _import(project: Project) -> object:
    return project.import_paths([project.path.parent / "arriving.jsonl"])


def _look(project: Project) -> object:
    return project.totals()


DEEDS = {
    deed.name: deed
    for deed in (
        Deed("add", _add),
        Deed("retag", lambda project: project.retag(_of(project, 1), "demand")),
        Deed("note", lambda project: project.set_note(_of(project, 2), "another note " * 30)),
        Deed("retag many", _retag_all),
        Deed("delete", _delete),
        Deed("delete article", lambda project: project.delete_articles(["2"])),
        Deed("import", _import),
        Deed("merge", lambda project: project.merge_tags("demand", "claim")),
        Deed(
            "split", lambda project: project.split_tag("claim", NewTag("saying"), project.annotations("2", tag="claim"))
        ),
        Deed("delete tag", lambda project: project.delete_tag("demand", into="claim")),
        Deed("order tags", lambda project: project.order_tags([(tag, None) for tag in reversed(project.tags())])),
        Deed("undo", lambda project: project.undo(), _delete),
        Deed("redo", lambda project: project.redo(), lambda project: (_delete(project), project.undo())),
        Deed("revert", lambda project: project.revert(project.edits(1000)[-3])),
        Deed("fields", lambda project: project.set_article_fields("2", title="At length", published_on=LATER)),
        Deed("rename tag", lambda project: project.change_tag("claim", name="assertion")),
        Deed("done", lambda project: project.mark_done(["1", "2"])),
        Deed("event", lambda project: project.add_event("summit", DAY, LATER, "in the capital")),
        Deed("view", lambda project: project.save_view("By source", ChartView(group=Group.SOURCE, first=DAY))),
        Deed("migrate", _look),
    )
}


@dataclass(frozen=True)
class Picture:
    """All that a project holds, as its public verbs tell it: `whole` is a digest of all of that.

    `shape` leaves out what differs from run to run. `marks` are the annotations as (uid, uid of the article, start,
    end, quote, tag, note).
    """

    whole: str
    shape: tuple[object, ...]
    marks: frozenset[tuple[object, ...]]


def picture(project: Project) -> Picture:
    """What a person would find in the project now."""
    articles = project.articles()
    texts = tuple(project.text(one) for one in articles)
    rows = (articles, project.annotations(), project.tags(), project.edits(1000), project.events(), project.views())
    state = (project.undo_label(), project.redo_label(), project.turn())
    return Picture(
        whole=sha256(repr((rows, texts, project.stored_at(), state)).encode()).hexdigest(),
        shape=(*(sorted(map(_shape, some)) for some in rows), sorted(texts), state),
        marks=frozenset((n.uid, n.article, n.start, n.end, n.quote, n.tag, n.note) for n in rows[1]),
    )


_FLEETING = {
    "id", "uid", "article", "article_id", "tag_id", "parent_id", "rev", "sequence",
    "imported_at", "created_at", "updated_at", "made_at", "done_at",
}  # fmt: skip


def _shape(record: Any) -> str:
    kept = (name for name in record.__slots__ if name not in _FLEETING)
    return repr([getattr(record, name) for name in kept])


def trouble_of(path: Path) -> tuple[Picture | None, list[str]]:
    """Open a project as a person would and look at all of it: what it holds, and what is wrong with it."""
    try:
        with open_project(path, analyst=ANALYST, keep=False) as project:
            findings = [f"{one.rule}: {one.where}" for one in project.check()]
            return picture(project), [*findings, *_misplaced(project)]
    except Exception as error:  # noqa: BLE001  whatever it is, it is what this test looks for
        return None, [f"{type(error).__name__}: {error}"]


def _misplaced(project: Project) -> list[str]:
    texts = {one.uid: project.text(one) for one in project.articles()}
    return [
        f"annotation {one.uid} is not in its place"
        for one in project.annotations()
        if texts.get(one.article, "")[one.start : one.end] != one.quote
    ]
