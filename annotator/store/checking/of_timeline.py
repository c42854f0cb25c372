"""Whether events and saved views are what this program writes, and the counts of each day those of its annotations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.records import Finding

_RULES = (
    (
        "event",
        """SELECT uid FROM event WHERE name = '' OR first_on IS NOT date(julianday(first_on))
           OR last_on IS NOT date(julianday(last_on)) OR first_on > last_on""",
        "event {}: it has no name, or its days are none of the calendar or out of order",
    ),
    (
        "view",
        "SELECT uid FROM chart_view WHERE name = '' OR NOT json_valid(description) OR description NOT GLOB '{*}'",
        "view {}: it has no name, or what it shows cannot be read",
    ),
    (
        "view",
        "SELECT max(uid) FROM chart_view GROUP BY lower(name) HAVING count(*) > 1",
        "view {}: another has the same name",
    ),
)
_COUNTED = "SELECT ifnull(published_on, ''), tag_id, count(*) FROM annotation GROUP BY published_on, tag_id"
_KEPT = "SELECT day, tag_id, annotations FROM day_count"
_MISCOUNTED = f"""SELECT DISTINCT day, tag_id FROM (
    SELECT * FROM ({_KEPT} EXCEPT {_COUNTED}) UNION ALL SELECT * FROM ({_COUNTED} EXCEPT {_KEPT})) ORDER BY 1, 2"""


def rules(connection: sqlite3.Connection, no_uid: str) -> Iterator[Finding]:
    """What does not hold in a file of the fourth schema or a later one; `no_uid` is SQL that is true of no good uid."""
    for table in ("event", "chart_view"):
        for (uid,) in connection.execute(f"SELECT uid FROM {table} WHERE {no_uid}"):
            yield Finding("uid", f"{table} {uid}: this is no UUID of version 7")
    for rule, statement, sentence in _RULES:
        for (uid,) in connection.execute(statement):
            yield Finding(rule, sentence.format(uid))
    for day, tag_id in connection.execute(_MISCOUNTED):
        yield Finding("day counts", f"tag {tag_id}: the annotations {_when(day)} are not as many as the file says")


def _when(day: object) -> str:
    return f"of {day}" if day else "without a date"
