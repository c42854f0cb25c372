"""What a quote says of where it stands: its citation as plain words and as HTML, and the link that leads back to it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path

from annotator.records import Annotation, Article
from annotator.timeline.almanac import PLAIN

_PAIRS = ("“”", '""', "„“", "«»", "»«")
_LEADING_SOMEWHERE = ("http://", "https://")

Cited = tuple[str, Article]
"""A quote, letter by letter as it stands in the text, and the article it stands in."""


def as_text(cited: Iterable[Cited]) -> str:
    """One line a quote: `“quote” — Title, Source, 2 April 2024, address`; what an article lacks is left out."""
    return "\n".join(
        f"{_quoted(quote)} — {', '.join(filter(None, [_line(article.title), *_rest(article)]))}"
        for quote, article in cited
    )


def as_html(cited: Iterable[Cited]) -> str:
    """The same as paragraphs of HTML with everything escaped; only web addresses become links."""
    return "".join(_paragraph(quote, article) for quote, article in cited)


def link(project: Path, annotations: Iterable[Annotation]) -> str:
    """One line an annotation, ready for a shell, that opens the window at it."""
    path = _for_shell(str(project.absolute()))
    return "\n".join(f"annotator open {path} --annotation {annotation.uid}" for annotation in annotations)


def _paragraph(quote: str, article: Article) -> str:
    *before, address = [*_rest(article), ""] if not article.url else _rest(article)
    title = escape(_line(article.title))
    parts = [f"<cite>{title}</cite>" if title else "", *map(escape, before)]
    if address:
        shown = escape(address)
        is_web = address.casefold().startswith(_LEADING_SOMEWHERE)
        parts.append(f'<a href="{shown}">{shown}</a>' if is_web else shown)
    return f'<p dir="auto">{escape(_quoted(quote))} — {", ".join(filter(None, parts))}</p>'


def _rest(article: Article) -> list[str]:
    """Source, date and address, without those that are missing."""
    parts = (_line(article.source), _day(article.published_on), _line(article.url))
    return [part for part in parts if part]


def _quoted(quote: str) -> str:
    """A quote on one line in quotation marks, unless it stands in some already."""
    line = _line(quote)
    stands_in_some = len(line) > 1 and line[0] + line[-1] in _PAIRS and not set(line[1:-1]) & set(line[0] + line[-1])
    return line if stands_in_some else f"“{line}”"


def _line(words: str) -> str:
    return " ".join(words.split())


def _day(value: date | None) -> str:
    return PLAIN.day(value) if value else "no date"


def _for_shell(argument: str) -> str:
    return f'"{argument}"' if os.name == "nt" else shlex.quote(argument)
