"""Which annotations and articles filters leave, as SQL over annotation `n` or article `a`, and reading those."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from annotator.records import AnnotationId, ArticleId, Narrowed, Wanted
from annotator.store import articles, search
from annotator.store.annotations import EXPORT_ORDER

_FEW = 200  # names that stand in a statement one by one; SQLite plans better for these
_RARE = 20  # of so many articles one; their annotations are then found one article after the other
_BY_DAY = "INDEXED BY annotation_day"
Condition = tuple[str, list[object]]
"""SQL and the values for its marks; empty where nothing is left out."""


def of_annotations(narrowed: Narrowed, among: Sequence[AnnotationId] | None = None) -> Condition:
    """Which annotations are meant, or which `among` some, as SQL over annotation `n`."""
    about, values = _all(part for wanted in narrowed.filters for part in _of_article(wanted, few=among is not None))
    within = (f"n.article_id IN (SELECT a.id FROM article a WHERE a.deleted_at IS NULL AND {about})", values)
    if among is not None:  # each is asked for its article, not all articles for theirs
        within = (f"EXISTS (SELECT 1 FROM article a WHERE a.id = n.article_id AND {about})", values)
    return _all([_one_of("n.id", among), *_marks(narrowed), _days(narrowed), within if about else ("", [])])


def of_articles(narrowed: Narrowed, among: Sequence[ArticleId] | None = None) -> Condition:
    """Which articles are meant, or which `among` some, as SQL over article `a`.

    Where annotations are asked for, these are the articles that hold one.
    """
    parts = [_one_of("a.id", among)]
    parts += [part for wanted in narrowed.filters for part in _of_article(wanted, few=among is not None)]
    if not narrowed.by_making:
        parts.append(articles.within(narrowed.first, narrowed.last, undated=narrowed.undated))
    has_days = narrowed.undated or narrowed.first is not None or narrowed.last is not None
    if any(sql for sql, _ in _marks(narrowed)) or narrowed.marked or (narrowed.by_making and has_days):
        sql, values = _all([_one_of("n.article_id", among), *_marks(narrowed), _days(narrowed)])
        where = f"WHERE {sql}" if sql else ""
        # Annotations are read once; asked for each article anew, a million of them take seconds.
        parts.append((f"a.id IN (SELECT n.article_id FROM annotation n {where})", values))
    return _all(parts)


def article_ids(
    connection: sqlite3.Connection, narrowed: Narrowed, *, order: str, among: Sequence[ArticleId] | None = None
) -> list[ArticleId]:
    """The numbers of the articles that are meant, in one of `articles.ORDERS`; `among` asks for some of them only."""
    condition, values = of_articles(narrowed, among)
    return articles.ids(connection, condition=condition, values=values, order=order)


def number(connection: sqlite3.Connection, narrowed: Narrowed) -> int:
    """How many annotations are meant."""
    condition, values = of_annotations(narrowed)
    where = f"WHERE {condition}" if condition else ""
    return int(connection.execute(f"SELECT count(*) FROM annotation n {where}", values).fetchone()[0])


def annotation_ids(
    connection: sqlite3.Connection, narrowed: Narrowed, *, limit: int, among: Sequence[AnnotationId] | None = None
) -> list[AnnotationId]:
    """The numbers of the annotations that are meant, in the order of exports, at most `limit` of them."""
    asked = of_annotations(narrowed, among)
    way = _way(connection, narrowed) if among is None else ""
    if way != _BY_DAY:
        return _ordered(connection, asked, limit=limit, way=way)
    # Apart, dated and undated are read along the index, and no million is sorted for a few thousand.
    found = _ordered(connection, _all([asked, ("n.published_on IS NOT NULL", [])]), limit=limit, way=way)
    undated = _all([asked, ("n.published_on IS NULL", [])])
    return found + _ordered(connection, undated, limit=limit - len(found), way=way)


def _ordered(connection: sqlite3.Connection, asked: Condition, *, limit: int, way: str) -> list[AnnotationId]:
    where = f"WHERE {asked[0]}" if asked[0] else ""
    order = EXPORT_ORDER.removeprefix("n.published_on IS NULL, ") if way == _BY_DAY else EXPORT_ORDER
    statement = f"SELECT n.id FROM annotation n {way} CROSS JOIN tag t ON t.id = n.tag_id {where} ORDER BY {order}"
    return [row[0] for row in connection.execute(f"{statement} LIMIT ?", [*asked[1], limit])]


def sources(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Every source of an article with its number of annotations, by name."""
    counted = dict(connection.execute("SELECT article_id, count(*) FROM annotation GROUP BY article_id"))
    found: Counter[str] = Counter()
    for article_id, source in connection.execute("SELECT id, source FROM article NOT INDEXED WHERE deleted_at IS NULL"):
        found[source] += counted.get(article_id, 0)
    return sorted(found.items())


def analysts(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Every analyst who made an annotation that there is, with the number of these, by name."""
    found = Counter(chain.from_iterable(connection.execute("SELECT analyst_id FROM annotation")))
    names = dict(connection.execute("SELECT id, name FROM analyst"))
    return sorted((names[one], number) for one, number in found.items())


def _of_article(wanted: Wanted, *, few: bool = False) -> list[Condition]:
    """What a filter asks of an article `a`, of which there are `few` or all."""
    sql, values = _among("source", wanted.sources)
    if sql and not few:
        # Read as it lies in the file: in the order of a list the articles lie everywhere.
        sql = f"a.id IN (SELECT id FROM article NOT INDEXED WHERE {sql})"
    return [part for part in ((sql, values), search.condition(wanted.matching)) if part[0]]


def _marks(narrowed: Narrowed) -> list[Condition]:
    """What the filters ask of an annotation `n` itself."""
    parts: list[Condition] = []
    for wanted in narrowed.filters:
        # The + keeps SQLite from its index of tags, whose rows lie everywhere, too.
        parts.append(_among("+n.tag_id", wanted.tags))
        sql, values = _among("y.name", wanted.analysts)
        parts.append((f"n.analyst_id IN (SELECT y.id FROM analyst y WHERE {sql})" if sql else "", values))
    return parts


def _way(connection: sqlite3.Connection, narrowed: Narrowed) -> str:
    """How to come to the annotations: by their articles if these are few, along the index of days, or as they lie."""
    about, values = _all(part for one in narrowed.filters for part in _of_article(one))
    if about:
        number, last = connection.execute(
            f"SELECT count(*), (SELECT max(id) FROM article) FROM article a WHERE {about}", values
        ).fetchone()
        return "" if number * _RARE < (last or 0) else "NOT INDEXED"
    is_told = not narrowed.by_making and not any(one.analysts for one in narrowed.filters)
    return _BY_DAY if is_told else "NOT INDEXED"


def _days(narrowed: Narrowed) -> Condition:
    """The days of an annotation `n`, of publication or (UTC) of its making."""
    if not narrowed.by_making:
        sql, values = articles.within(narrowed.first, narrowed.last, undated=narrowed.undated)
        return sql.replace("a.published_on", "n.published_on"), values
    if narrowed.undated:
        return "0", []  # every annotation was made on some day
    sql, values = articles.within(narrowed.first, narrowed.last, undated=False)
    return sql.replace("a.published_on", "substr(n.created_at, 1, 10)"), values


def _among(column: str, values: Collection[object]) -> Condition:
    """That a column holds one of the values; nothing where none is given."""
    if not values:
        return "", []
    if len(values) <= _FEW:
        return f"{column} IN ({', '.join('?' * len(values))})", list(values)
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(list(values))]


def _one_of(column: str, ids: Sequence[int] | None) -> Condition:
    return ("", []) if ids is None else _among(column, ids) if ids else ("0", [])


def _all(parts: Iterable[Condition]) -> Condition:
    """All of the conditions together."""
    told = [part for part in parts if part[0]]
    return " AND ".join(sql for sql, _ in told), [value for _, values in told for value in values]
