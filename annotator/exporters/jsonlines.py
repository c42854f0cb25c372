"""JSON Lines: one article a line with its text and annotations, in the form that the importer reads."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

from annotator.exporters.columns import COLUMNS, Row, Told
from annotator.records import Article

ANNOTATION_KEYS = ("start", "end", "tag", "quote", "note", "analyst", "created_at")
ARTICLE = COLUMNS.index("article")

Look = Callable[[str], tuple[Article, str]]
"""Gives the record and the text of the article with a uid."""


def write_json_lines(rows: Iterator[Row], stream: BinaryIO, *, look: Look, told: Told) -> int:
    """Write the articles of the rows, which stand together, with their annotations; how many annotations."""
    written = 0
    for uid, of_article in groupby(rows, key=lambda row: str(row[ARTICLE])):
        article, text = look(uid)
        annotations = [_annotation(dict(zip(COLUMNS, row, strict=True))) for row in of_article]
        line = {**_article(article, text), "annotations": annotations}
        stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
        written += len(annotations)
        told(written)
    return written


def _article(article: Article, text: str) -> dict[str, object]:
    return {
        "title": article.title,
        "text": text,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "published_at": article.published_at,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "place": article.place,
        "agency": article.agency,
    }


def _annotation(named: Mapping[str, object]) -> dict[str, object]:
    return {key: named[key] for key in ANNOTATION_KEYS}
