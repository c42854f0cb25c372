"""Project files with something on every kind of page, to be damaged."""

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from annotator.project import Project, create_project
from annotator.records import NewAnnotation, NewArticle
from annotator.store.rows import SEALED

WORDS = (
    "Norland", "Sudmark", "harbour", "accord", "£5bn", "🇳🇴", "ميناء", "中方反对", "café", "delegation", "treaty",
    "convoy", "“quoted”", "strait",
)  # fmt: skip
TAGS = ("claim", "demand", "commitment", "threat")


def small(path: Path) -> Path:
    """A few articles, most kinds of edits, some of them undone."""
    return _made(path, articles=4, annotations=4)


def branching(path: Path) -> Path:
    """Enough rows that tables and indexes have pages of pages, texts that go over several, and free pages."""
    _made(path, articles=40, annotations=12)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO article_search (article_search) VALUES ('optimize')")
    connection.commit()
    connection.close()
    return path


def contents(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """Every value of every table of ours, or None where not all of them can be read."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            connection.text_factory = bytes
            return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in (*SEALED, "meta")}
        finally:
            connection.close()
    except (sqlite3.Error, ValueError, MemoryError):
        return None


def _made(path: Path, *, articles: int, annotations: int) -> Path:
    rng = random.Random(articles)
    with create_project(path, analyst="desk one") as project:
        for number in range(articles):
            project.add_articles([_article(rng, number, annotations)])
        _work(project, rng)
    return path


def _article(rng: random.Random, number: int, annotations: int) -> NewArticle:
    text = " ".join(rng.choices(WORDS, k=30 + rng.randrange(900 if number % 7 == 0 else 120)))
    marks = []
    for _ in range(annotations):
        start = rng.randrange(len(text) - 40)
        marks.append(NewAnnotation(start, start + rng.randint(3, 40), rng.choice(TAGS), note=rng.choice(["", "seen"])))
    day = None if number % 5 == 4 else date(2024, 1, 1) + timedelta(days=number)
    return NewArticle(title=f"{text[:30]} {number}", text=text, published_on=day, annotations=tuple(marks))


def _work(project: Project, rng: random.Random) -> None:
    marked = project.annotations()
    for one in rng.sample(marked, 4):
        project.retag(one, rng.choice(TAGS))
    project.set_note(project.annotations()[2], "a note, “quoted”")
    project.delete_annotations(project.annotations()[5:8])
    project.undo()
    project.change_tag("claim", definition="what somebody says is so")
    project.undo()
    project.redo()
    project.delete_articles([project.articles()[-1]])
    first, second, *_ = project.articles()
    project.mark_done([first, second])
    project.mark_done([second], done=False)
    project.annotate(first, 0, 12, "threat", analyst="desk two")
    project.undo()
