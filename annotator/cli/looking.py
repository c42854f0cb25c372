"""The commands that only read."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from annotator.cli.printing import as_object, print_json, print_table
from annotator.cli.terminal import LINE_BREAKS, safe
from annotator.project import open_project
from annotator.records import READING, Article, Edit


def articles(asked: Namespace) -> None:
    """List the articles, newest first, undated last."""
    with open_project(asked.project) as project:
        found = project.articles()
    if asked.json:
        return print_json(as_object(article, status=article.status) for article in found)
    rows = ((one.id, one.published_on, one.source, one.title, one.annotations, _status(one)) for one in found)
    header = ("id", "date", "source", "title", "annotations", "status")
    return print_table(header, rows, right=("id", "annotations"), fit="title")


def _status(article: Article) -> str:
    return f"reading {article.read_percent} %" if article.status == READING else article.status


def show(asked: Namespace) -> None:
    """Print the fields and the text of one article."""
    with open_project(asked.project) as project:
        article = project.article(asked.article)
        text = project.text(article)
    if asked.json:
        return print_json(as_object(article, status=article.status, text=text))
    _print_fields(article)
    # Into a file or pipe goes the text as it is stored; a terminal must not obey it.
    print(safe(text, keep=LINE_BREAKS) if sys.stdout.isatty() else text)
    return None


def _print_fields(article: Article) -> None:
    fields = as_object(article, status=article.status)
    longest = max(map(len, fields))
    for name, value in fields.items():
        if value not in ("", None):
            print(f"{name:<{longest}}  {safe(str(value))}")
    print()


def annotations(asked: Namespace) -> None:
    """List the annotations of one article by place, or all in the order of exports."""
    with open_project(asked.project) as project:
        found = project.annotations(asked.article)
    if asked.json:
        return print_json(as_object(annotation) for annotation in found)
    rows = ((one.uid, one.tag, one.start, one.end, one.analyst, one.quote) for one in found)
    header = ("uid", "tag", "start", "end", "analyst", "quote")
    return print_table(header, rows, right=("start", "end"), fit="quote")


def log(asked: Namespace) -> None:
    """List the edits, newest first, with what each changed if that is asked for."""
    with open_project(asked.project) as project:
        found = project.edits(asked.limit)
        details = [project.edit_details(edit) for edit in found] if asked.details else []
    if asked.json:
        more = [{"details": lines} for lines in details] or [{} for _ in found]
        return print_json(as_object(edit, **lines) for edit, lines in zip(found, more, strict=True))
    if asked.details:
        return _print_edits(found, details)
    rows = ((one.sequence, one.made_at, one.analyst, one.state, one.label) for one in found)
    return print_table(("edit", "made_at", "analyst", "state", "label"), rows, right=("edit",), fit="label")


def _print_edits(edits: Sequence[Edit], details: Sequence[Sequence[str]]) -> None:
    for edit, lines in zip(edits, details, strict=True):
        state = "" if edit.state == "done" else f" ({edit.state})"
        print(safe(f"{edit.sequence}  {edit.made_at}  {edit.analyst}  {edit.label}{state}"))
        for line in lines:
            print(f"    {safe(line)}")
