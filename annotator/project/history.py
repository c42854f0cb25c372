"""What an edit of the journal did, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.project.annotating import quoted
from annotator.records import AnnotationId, ArticleId, Changes
from annotator.store import codebook, journal, rows
from annotator.store.database import Connection
from annotator.store.journal import RowChange

LIMIT = 200  # lines
_NAMED = {"event": "event", "chart_view": "view"}
_HIDDEN = {"id", "uid", "rev", "article_id", "analyst_id", "prefix", "suffix", "created_at", "updated_at"}


def details(connection: Connection, sequence: int) -> list[str]:
    """A line for each row that an edit changed, the first 200; a last line says how many more there are."""
    changes = journal.row_changes(connection, sequence, known=False)
    tags: dict[int, str] = {number: name for number, _, name in codebook.names(connection)}
    lines = [_line(connection, change, tags) for change in changes[:LIMIT]]
    if len(changes) > LIMIT:
        lines.append(f"and {len(changes) - LIMIT:,} more")
    return lines


def touched(connection: Connection, sequence: int) -> Changes:
    """Which articles and annotations an edit changed, so that one can go there; some may have gone since."""
    articles: set[ArticleId] = set()
    annotated: set[ArticleId] = set()
    annotations: set[AnnotationId] = set()
    for change in journal.row_changes(connection, sequence, known=False):
        if change.table == "article":
            articles.add(ArticleId(change.row_id))
        elif change.table == "done":
            articles.add(_article_of(change))
        elif change.table == "annotation":
            row = {**_present(connection, change), **(change.before or {}), **(change.after or {})}
            annotations.add(AnnotationId(change.row_id))
            if row.get("article_id") is not None:
                annotated.add(ArticleId(int(str(row["article_id"]))))
    return Changes(frozenset(articles), frozenset(annotated), frozenset(annotations))


def _line(connection: Connection, change: RowChange, tags: Mapping[int, str]) -> str:
    if change.table not in rows.JOURNALED:
        return "something that this version of the program does not know"
    if change.table == "done":
        return f"the article {_title_of(connection, change)} is {'not ' if change.after is None else ''}done"
    what = _named(connection, change, tags)
    if change.table == "article" and {"deleted_at"} == set(change.after or {}):
        return f"{what} {'came in' if (change.after or {})['deleted_at'] is None else 'was deleted'}"
    if change.before is None:
        return f"{what} was added"
    if change.after is None:
        return f"{what} was deleted"
    shown = [name for name in change.after if name not in _HIDDEN]
    if change.table == "chart_view" and shown == ["description"]:
        return f"{what} shows something else"
    became = (f"{_word(name)} {_value(name, change.before[name], tags)} → {_value(name, change.after[name], tags)}"
              for name in shown)  # fmt: skip
    return f"{what}: {', '.join(became)}"


def _named(connection: Connection, change: RowChange, tags: Mapping[int, str]) -> str:
    row = {**_present(connection, change), **(change.before or {}), **(change.after or {})}
    if change.table == "tag":
        return f"the tag {row.get('name', change.row_id)}"
    if change.table in _NAMED:
        return f"the {_NAMED[change.table]} {quoted(str(row.get('name', change.row_id)))}"
    if change.table == "article":
        return f"the article {quoted(str(row.get('title', change.row_id)))}"
    quote = quoted(str(row.get("quote", "")))
    is_whole = change.before is None or change.after is None
    return f"{_value('tag_id', row.get('tag_id'), tags)} on {quote}" if is_whole else quote


def _article_of(change: RowChange) -> ArticleId:
    return ArticleId(int(str((change.after or change.before or {})["article_id"])))


def _title_of(connection: Connection, change: RowChange) -> str:
    article = RowChange("article", _article_of(change), None, None)
    return quoted(str(_present(connection, article).get("title", article.row_id)))


def _present(connection: Connection, change: RowChange) -> Mapping[str, object]:
    try:
        return rows.image(connection, change.table, change.row_id)
    except LookupError:
        return {}


def _word(column: str) -> str:
    return column.removesuffix("_id").removesuffix("_on").replace("_", " ")


def _value(column: str, value: object, tags: Mapping[int, str]) -> str:
    if value is None or value == "":
        return "nothing"
    if column in ("tag_id", "parent_id"):
        return tags.get(int(str(value)), "a deleted tag")
    return quoted(value) if isinstance(value, str) and column in ("note", "title", "definition") else str(value)
