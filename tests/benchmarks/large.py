"""Makes a project of any number of annotations, fast: `python -m tests.benchmarks.large PATH ANNOTATIONS`.

100,000 articles of one sentence over twelve years, one in fifty undated, 40 sources, 12 tags, five analysts; every row
has its checksum and `check` finds nothing. The rows go in beside the program's verbs, without a journal, and so fast
that 1,000,000 annotations take well under a minute. The same seed makes the same project everywhere.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import accumulate
from math import sin
from pathlib import Path
from typing import NamedTuple

from annotator.project import create_project
from annotator.records import NewArticle
from annotator.store import articles as stored_articles
from annotator.store import rows
from annotator.store.annotations import place
from annotator.store.versions import SCHEMA_VERSION
from annotator.text.canonical import text_sha256
from annotator.text.span import Span
from tests.benchmarks import stories

VERSION = 1  # to be counted up with each change of what is made, so that kept projects are made anew
KEPT = Path(__file__).parents[2] / "build" / "large"
ARTICLES = 100_000
FIRST_DAY, DAYS = date(2012, 1, 2), 12 * 365
UNDATED = 0.02
TAGS = (*stories.TAGS, "promise", "warning")
ANALYSTS = ("North desk", "South desk", "Harbour desk", "Night desk", "Archive")
SOURCES = tuple(
    f"{name} {kind}"
    for name in (*stories.SOURCES, "Norland", "Havdis", "Tyrrin", "Kvalnes", "Sudmark")
    for kind in ("Wire", "Post", "Daily", "Radio", "Review")
)
TAG_WEIGHTS = list(accumulate(0.8**tag for tag in range(len(TAGS))))
ANALYST_WEIGHTS = list(accumulate(0.75**rank for rank in range(len(ANALYSTS))))
IMPORTED_AT = "2024-01-02T08:00:00.000Z"
TEXTS, SPANS = 500, 24  # so many different sentences, and places in each


class _Sentence(NamedTuple):
    """A text with the places in it that are annotated; each place as its columns, in the order of the table."""

    text: str
    sha256: str
    places: list[tuple[object, ...]]


def large_project(annotations: int) -> Path:
    """The project of so many annotations, made at its first use and kept between runs; to be read, not written."""
    KEPT.mkdir(parents=True, exist_ok=True)
    name = f"schema {SCHEMA_VERSION} version {VERSION} of {annotations}.annotations"
    for outdated in KEPT.glob(f"* of {annotations}.annotations"):
        if outdated.name != name:
            outdated.unlink()
    path = KEPT / name
    if not path.exists():
        make(path, annotations)
    return path


def make(path: Path, annotations: int, articles: int = ARTICLES) -> None:
    """A new project of so many annotations, as many in each article as in any other or one more."""
    scratch = path.with_name(f"unfinished {path.name}")
    scratch.unlink(missing_ok=True)
    codebook = path.with_name(f"codebook of {path.name}.json")
    codebook.write_text(json.dumps({"tags": [{"name": name} for name in TAGS]}), "utf-8")
    create_project(scratch, codebook=codebook).close()
    codebook.unlink()
    with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        with _without_indexes(connection):
            _fill(connection, annotations, articles)
        connection.execute("INSERT INTO article_search (article_search) VALUES ('rebuild')")
        connection.execute(
            """INSERT INTO day_count (day, tag_id, annotations)
               SELECT ifnull(published_on, ''), tag_id, count(*) FROM annotation GROUP BY published_on, tag_id"""
        )
        connection.execute("COMMIT")
    scratch.rename(path)


@contextmanager
def _without_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Indexes and triggers of the annotations are taken away meanwhile, and made anew as they were."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'annotation' AND type <> 'table' AND sql <> ''"
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in found:
        connection.execute(sql)


def _fill(connection: sqlite3.Connection, annotations: int, articles: int) -> None:
    rng = random.Random(annotations)
    uids = _uids(rng)
    sentences = [_sentence(rng) for _ in range(TEXTS)]
    analysts = [rows.insert(connection, "analyst", {"uid": next(uids), "name": name}) for name in ANALYSTS]
    columns = rows.COLUMNS["annotation"]
    marks = ", ".join("?" * (len(rows.SEALED["annotation"]) + 1))
    statement = f"INSERT INTO annotation ({columns}, checksum) VALUES ({marks})"
    each, more = divmod(annotations, articles)
    for number, day in enumerate(_days(rng, articles)):
        sentence = rng.choice(sentences)
        article_id = _add_article(connection, rng, next(uids), (number, day, sentence))
        how_many = each + (number * more // articles != (number + 1) * more // articles)
        places = rng.choices(sentence.places, k=how_many)
        tags = rng.choices(range(1, len(TAGS) + 1), cum_weights=TAG_WEIGHTS, k=how_many)
        people = rng.choices(analysts, cum_weights=ANALYST_WEIGHTS, k=how_many)
        published_on = None if day is None else day.isoformat()
        read_on = (day or FIRST_DAY + timedelta(days=number % DAYS)) + timedelta(days=int(rng.expovariate(0.2)))
        moment = f"{read_on}T{rng.randrange(7, 19):02}:{rng.randrange(60):02}:{{:02}}.000Z"
        connection.executemany(
            statement,
            (
                (*row, rows.checksum(row))
                for row in (
                    (next(uids), 1, article_id, tag, *where, "", analyst, at, at, published_on)
                    for second, (tag, where, analyst) in enumerate(zip(tags, places, people, strict=True))
                    for at in (moment.format(second % 60),)
                )
            ),
        )


def _days(rng: random.Random, articles: int) -> list[date | None]:
    """When each article was published, in order: ever more of them, fewer on Sundays, much in some weeks."""
    weights = []
    for day in range(DAYS):
        weekly = (1, 1, 1, 1, 0.9, 0.4, 0.25)[day % 7]
        burst = 1 + 6 * (day % 397 < 9) * (day % 5 + 1) / 5
        weights.append((1 + day / DAYS) * (1.3 + sin(day / 58)) * weekly * burst)
    places = sorted(rng.choices(range(DAYS), weights, k=articles))
    return [None if rng.random() < UNDATED else FIRST_DAY + timedelta(days=place) for place in places]


def _add_article(
    connection: sqlite3.Connection, rng: random.Random, uid: str, what: tuple[int, date | None, _Sentence]
) -> int:
    number, day, sentence = what
    new = NewArticle(
        title=f"{sentence.text[:60].rstrip(' .')} ({number:,})",
        text=sentence.text,
        source=SOURCES[int(len(SOURCES) * rng.random() ** 2)],
        published_on=day,
        origin=f"story {number}",
    )
    row = {
        "uid": uid,
        "rev": 1,
        "title": new.title,
        "source": new.source,
        "url": "",
        "language": "",
        "published_on": day.isoformat() if day else None,
        "published_at": None,
        "place": "",
        "agency": "",
        "origin": new.origin,
        "imported_at": IMPORTED_AT,
        "deleted_at": None,
        "fingerprint": stored_articles.fingerprint(new),
        "text_sha256": sentence.sha256,
        "length": len(sentence.text),
    }
    return rows.insert(connection, "article", row, text=sentence.text)


def _sentence(rng: random.Random) -> _Sentence:
    text = stories.sentence(rng)
    places = []
    for _ in range(SPANS):
        start = text.rindex(" ", 0, rng.randrange(20, len(text))) + 1
        end = text.find(" ", start)
        places.append(tuple(place(text, Span(start, end if end > 0 else len(text))).values()))
    return _Sentence(text, text_sha256(text), places)


def _uids(rng: random.Random) -> Iterator[str]:
    """UUIDs of version 7, as if 4,000 had been made in each millisecond of a morning."""
    number = 0x018CC251F400 << 12
    while True:
        number += 1
        moment, counter = number >> 12, number & 0xFFF
        digits = f"{moment << 80 | 7 << 76 | counter << 64 | 0b10 << 62 | rng.getrandbits(62):032x}"
        yield f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def main() -> int:
    """Make the project that the arguments name and say how large it is."""
    path, annotations = Path(sys.argv[1]), int(sys.argv[2].replace(",", "").replace("_", ""))
    begun = time.perf_counter()
    make(path, annotations)
    took = time.perf_counter() - begun
    print(f"{path}: {annotations:,} annotations, {path.stat().st_size / 1e6:,.0f} MB, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
