"""News articles of any length with any number of annotations, made from a seed: the same ones on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from annotator.project import create_project
from annotator.records import NewAnnotation, NewArticle

WORDS = """
    the of to a in and that on with for by at from its their which would had has been will not were was said told
    minister spokesman delegation border harbour accord fisheries dam river ferry embassy court parliament treaty
    tariff steel grain pipeline convoy patrol island strait summit envoy observer ceasefire inspection deadline
    Norland Sudmark Havdis Tyrrin Kvalnes Stenhaven government council coast guard reporters officials Tuesday
    Friday April October reopen withdraw release publish sign demand reject support warn promise agree criticise
    accuse deny confirm expect delay joint new former two three several final temporary foreign national regional
""".split()  # noqa: SIM905 - words are read more easily so
TAGS = (
    "claim", "commitment", "demand", "threat", "rejection", "criticism", "support", "agreement", "position", "action",
)  # fmt: skip
DESKS = ("North desk", "South desk")
FIRST_DAY = date(2022, 1, 3)
DAYS = 900
SOURCES = ("Meridian", "Tellus", "Harbourwire")


def article(number: int, *, characters: int, annotations: int) -> NewArticle:
    """One article of about so many code points; its annotations stand anywhere and overlap."""
    rng = random.Random(number)
    text = _text(rng, characters)
    return NewArticle(
        title=f"{sentence(rng)[:60].rstrip(' .')} ({number})",
        text=text,
        source=rng.choice(SOURCES),
        published_on=FIRST_DAY + timedelta(days=rng.randrange(DAYS)),
        origin=f"story {number}",
        annotations=tuple(_annotation(rng, text) for _ in range(annotations)),
    )


def articles(count: int, *, characters: int, annotations: int) -> Iterator[NewArticle]:
    """So many different articles."""
    return (article(number, characters=characters, annotations=annotations) for number in range(count))


def hundred_thousand(folder: Path) -> Path:
    """The project of 2,000 articles with 50 annotations each, made at its first use in a run."""
    path = folder / "hundred thousand.annotations"
    if not path.exists():
        with create_project(path, analyst=DESKS[0]) as project:
            report = project.add_articles(articles(2_000, characters=3_000, annotations=50))
            assert (report.added, report.annotations) == (2_000, 100_000), report
    return path


def _text(rng: random.Random, characters: int) -> str:
    paragraphs, length = [], 0
    while length < characters:
        paragraph = " ".join(sentence(rng) for _ in range(rng.randint(1, 4)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return f"STENHAVEN, April 2 (Meridian) -- {chr(10).join(f'{one}{chr(10)}' for one in paragraphs)}"


def sentence(rng: random.Random) -> str:
    """Nine to thirty words that begin and end as a sentence does."""
    words = rng.choices(WORDS, k=rng.randint(9, 28))
    words.insert(rng.randrange(len(words)), str(rng.randint(2, 9_999)))
    return f"{' '.join(words).capitalize()}."


def _annotation(rng: random.Random, text: str) -> NewAnnotation:
    start = rng.randrange(len(text) - 200)
    note = "see the note of the same day, checked" if rng.random() < 0.1 else ""
    return NewAnnotation(start, start + rng.randint(8, 160), rng.choice(TAGS), note, rng.choice(DESKS))
