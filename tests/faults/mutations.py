"""Ways to damage a project file or to make it hostile; each takes a random generator and is repeatable by its seed."""

import json
import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from annotator.store import rows

PAGE = 4096
FIELDS = ((16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 1), (24, 4), (28, 4), (32, 4), (36, 4), (40, 4),
          (44, 4), (48, 4), (52, 4), (56, 4), (60, 4), (64, 4), (68, 4), (92, 4))  # fmt: skip
"""Where the fields of the header stand and how long they are, in bytes."""
INTERESTING = (b"\x00", b"\x01", b"\x7f", b"\x80", b"\xff", b"\x02", b"\x05", b"\x0a", b"\x0d")

Bytes = Callable[[random.Random, bytearray], None]


def mutate(path: Path, rng: random.Random) -> str:
    """Damage the file in one to three ways; their names."""
    done = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if rng.random() < 0.25:
            name = rng.choice(sorted(HOSTILE))
            _with_sql(path, rng, HOSTILE[name])
        else:
            name = rng.choice(sorted(BYTES))
            content = bytearray(path.read_bytes())
            if len(content) < 2 * PAGE:
                continue
            BYTES[name](rng, content)
            path.write_bytes(content)
        done.append(name)
    return " + ".join(done)


def _with_sql(path: Path, rng: random.Random, act: Callable[[random.Random, sqlite3.Connection], None]) -> None:
    """Let an attacker with SQL at the file; what an earlier mutation made unreadable stays as it is."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.1)
    steps = iter(range(200))
    connection.set_progress_handler(lambda: next(steps, None) is None, 100_000)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        act(rng, connection)
    except (sqlite3.Error, ValueError, TypeError, OverflowError, MemoryError, IndexError):
        pass
    finally:
        connection.close()


def _pages(content: bytearray) -> int:
    return max(1, len(content) // PAGE)


def _header_of_page(rng: random.Random, content: bytearray) -> tuple[int, int]:
    """The number of a page, counted from 0, and where its header stands in the file."""
    page = rng.randrange(_pages(content))
    return page, page * PAGE + (100 if page == 0 else 0)


def _put_page_number(rng: random.Random, content: bytearray, place: int) -> None:
    number = rng.choice((rng.randrange(_pages(content) + 2), 0, 1, 2**31, 2**32 - 1))
    content[place : place + 4] = number.to_bytes(4, "big")


def _header(rng: random.Random, content: bytearray) -> None:
    place, length = rng.choice(FIELDS)
    content[place : place + length] = rng.choice((rng.randbytes(length), b"\x00" * length, b"\xff" * length))


def _bits(rng: random.Random, content: bytearray) -> None:
    for _ in range(rng.randint(1, 40)):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def _page_header(rng: random.Random, content: bytearray) -> None:
    _, start = _header_of_page(rng, content)
    place = start + rng.randrange(12)
    content[place : place + 1] = rng.choice(INTERESTING)


def _cell_pointers(rng: random.Random, content: bytearray) -> None:
    _, start = _header_of_page(rng, content)
    for _ in range(rng.randint(1, 5)):
        place = start + 8 + 2 * rng.randrange(40)
        content[place : place + 2] = rng.randrange(PAGE + 50).to_bytes(2, "big")


def _tree_pointer(rng: random.Random, content: bytearray) -> None:
    """Let a page of pages name another page, perhaps itself or one above it."""
    inner = [page for page in range(_pages(content)) if content[page * PAGE + (0 if page else 100)] in (2, 5)]
    if not inner:
        return _page_header(rng, content)
    start = rng.choice(inner) * PAGE
    start += 0 if start else 100
    cells = int.from_bytes(content[start + 3 : start + 5], "big")
    place = start + 8
    if cells and rng.random() < 0.7:
        pointer = start + 12 + 2 * rng.randrange(cells)
        place = start // PAGE * PAGE + int.from_bytes(content[pointer : pointer + 2], "big")
    if place + 4 <= len(content):
        _put_page_number(rng, content, place)
    return None


def _woven_tree(rng: random.Random, content: bytearray) -> None:
    """Let every cell of every page of pages name the same few pages: a short file with endless rows."""
    inner = [page for page in range(1, _pages(content)) if content[page * PAGE] in (2, 5)]
    if not inner:
        return _tree_pointer(rng, content)
    for page in inner:
        start = page * PAGE
        aim = (rng.choice(inner) + 1).to_bytes(4, "big")
        for cell in range(int.from_bytes(content[start + 3 : start + 5], "big")):
            pointer = start + 12 + 2 * cell
            place = start + int.from_bytes(content[pointer : pointer + 2], "big")
            if place + 4 <= len(content):
                content[place : place + 4] = aim
    return None


def _four_bytes(rng: random.Random, content: bytearray) -> None:
    """Put the number of a page anywhere: now and then where a row goes on elsewhere."""
    for _ in range(rng.randint(1, 20)):
        _put_page_number(rng, content, rng.randrange(len(content) - 4))


def _free_pages(rng: random.Random, content: bytearray) -> None:
    trunk = int.from_bytes(content[32:36], "big") or rng.randrange(1, _pages(content))
    content[32:36] = trunk.to_bytes(4, "big")
    start = (trunk - 1) * PAGE
    if start + 8 <= len(content):
        content[start : start + 4] = rng.choice((trunk, 1, 2, 0)).to_bytes(4, "big")
        content[start + 4 : start + 8] = rng.choice((1022, 2**31, rng.randrange(2000))).to_bytes(4, "big")


def _run_of_bytes(rng: random.Random, content: bytearray) -> None:
    place, length = rng.randrange(len(content)), rng.choice((1, 2, 9, 64, 512, PAGE))
    length = min(length, len(content) - place)
    content[place : place + length] = rng.choice((rng.randbytes(length), rng.choice(INTERESTING) * length))


def _torn(rng: random.Random, content: bytearray) -> None:
    del content[rng.choice((rng.randrange(len(content)), rng.randrange(_pages(content)) * PAGE, len(content) - 1)) :]


def _longer(rng: random.Random, content: bytearray) -> None:
    content += rng.randbytes(rng.choice((1, 100, PAGE, 3 * PAGE)))


def _pages_moved(rng: random.Random, content: bytearray) -> None:
    one, other = (rng.randrange(_pages(content)) * PAGE for _ in range(2))
    first, second = content[one : one + PAGE], content[other : other + PAGE]
    content[other : other + PAGE] = first
    if rng.random() < 0.5:
        content[one : one + PAGE] = second


def _words(rng: random.Random, content: bytearray) -> None:
    """Change a word that the schema or the search index is made of."""
    word = rng.choice(
        (b"CREATE", b"TABLE", b"STRICT", b"INTEGER", b"article", b"annotation", b"CHECK", b"fts5", b"edit")
    )
    places = [found.start() for found in re.finditer(word, content)]
    if places:
        place = rng.choice(places) + rng.randrange(len(word))
        content[place] = rng.choice(b"\x00 \xff\"';()xT")


BYTES: dict[str, Bytes] = {
    "header": _header, "bits": _bits, "page header": _page_header, "cell pointers": _cell_pointers,
    "tree pointer": _tree_pointer, "woven tree": _woven_tree, "page numbers": _four_bytes, "free pages": _free_pages,
    "run of bytes": _run_of_bytes, "torn": _torn, "longer": _longer, "pages moved": _pages_moved, "words": _words,
}  # fmt: skip

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
_IN_SCHEMA = (
    "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END",
    f"CREATE TRIGGER slow AFTER UPDATE ON annotation BEGIN INSERT INTO meta {ENDLESS} SELECT i, i FROM n; END",
    f"CREATE VIEW more AS {ENDLESS} SELECT i FROM n",
    "CREATE TABLE extra (x)",
    "CREATE INDEX extra ON annotation (note)",
    "CREATE INDEX extra ON article (length(text || hex(zeroblob(100000000))))",
    "ALTER TABLE annotation ADD COLUMN g TEXT AS (hex(zeroblob(500000000)))",
    "ALTER TABLE article RENAME COLUMN title TO headline",
    "DROP TRIGGER article_text_is_immutable",
    "DROP INDEX annotation_day",
    "DROP TABLE article_search",
    "PRAGMA journal_mode = WAL",
    "PRAGMA application_id = 7",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = -1",
    "CREATE VIRTUAL TABLE extra USING fts5 (x, content='annotation')",
)


def _definition(rng: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute(rng.choice(_IN_SCHEMA))


def _view_for_a_table(rng: random.Random, connection: sqlite3.Connection) -> None:
    table = rng.choice(sorted((*rows.SEALED, "meta")))
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute(f"ALTER TABLE {table} RENAME TO real_{table}")
    made = ", ".join(f'i AS "{name}"' for name in columns)
    connection.execute(f"CREATE VIEW {table} AS {ENDLESS} SELECT {made} FROM n")


def _written_schema(rng: random.Random, connection: sqlite3.Connection) -> None:
    """Write into the table of the schema itself."""
    connection.execute("PRAGMA writable_schema = ON")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema")]
    act = rng.choice((
        ("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", rng.randrange(60)),
        ("UPDATE sqlite_schema SET sql = sql || ? WHERE name = ?", rng.choice((" ", ";", " STRICT", "/**/", "\x00"))),
        ("UPDATE sqlite_schema SET type = ? WHERE name = ?", rng.choice(("view", "index", "table", "", None))),
        ("UPDATE sqlite_schema SET sql = ? WHERE name = ?", rng.choice(_IN_SCHEMA)),
        ("UPDATE sqlite_schema SET tbl_name = ? WHERE name = ?", rng.choice(names)),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'TEXT', ?) WHERE name = ?", rng.choice(("INT", "ANY", "AS (1)"))),
        ("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name <> ? AND name = ?", "x"),
        ("DELETE FROM sqlite_schema WHERE name <> ? AND name = ?", "x"),
    ))  # fmt: skip
    connection.execute(act[0], (act[1], rng.choice(names)))
    connection.execute("PRAGMA writable_schema = OFF")


def _row_values(rng: random.Random, connection: sqlite3.Connection) -> None:
    """Change a value of a row, with a fitting checksum half of the time: this attacker knows the program."""
    table = rng.choice(sorted(rows.SEALED))
    column = rng.choice(rows.SEALED[table])
    guard = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'article_text_is_immutable'").fetchone()
    connection.execute("DROP TRIGGER IF EXISTS article_text_is_immutable")
    value = rng.choice((
        "", "\x00", "x" * 100_000, "2024-02-31", "soon", -1, 0, 2**63 - 1, -(2**63), None, "🇳", "́", "<b>", "../..",
    ))  # fmt: skip
    connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE id % 3 = ?', (value, rng.randrange(3)))
    if rng.random() < 0.5:
        rows.reseal(connection, table)
    if guard:
        connection.execute(guard[0])


def _journal(rng: random.Random, connection: sqlite3.Connection) -> None:
    """Write what the journal should never hold, with a fitting checksum."""
    image = rng.choice((
        "{}", "{bad}", '{"x":' * 5_000 + "1" + "}" * 5_000, "{" + "[" * 100_000 + "}", '{"start":1e999}', '{"id":7}',
        json.dumps({"tag_id": 99, "article_id": 99}), '{"start":' + "9" * 5_000 + "}", '{"rev":"x"}', '{"text":"x"}',
        '{"note":1}', '{"deleted_at":7}', '{"sqlite_schema":1}', '{"name":null}',
    ))  # fmt: skip
    side = rng.choice(("before", "after"))
    last = connection.execute("SELECT max(edit_id) FROM edit_row").fetchone()[0]
    connection.execute(f"UPDATE edit_row SET {side} = ? WHERE edit_id > ?", (image, last - rng.randrange(1, 4)))
    rows.reseal(connection, "edit_row")


def _edits(rng: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute(rng.choice((
        "UPDATE edit SET state = 'undone'", "UPDATE edit SET state = 'done'", "UPDATE edit SET turn = 1",
        "UPDATE edit SET turn = 9223372036854775807 WHERE id = (SELECT max(id) FROM edit)",
        "DELETE FROM edit WHERE id = (SELECT max(id) FROM edit)", "DELETE FROM edit_row WHERE id % 2",
        "UPDATE edit_row SET row_id = row_id + 1", "UPDATE edit_row SET of_table = 'tag'",
    )))  # fmt: skip
    rows.reseal(connection, "edit")
    rows.reseal(connection, "edit_row")


def _numbers(rng: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute(rng.choice((
        "UPDATE sqlite_sequence SET seq = 9223372036854775807", "UPDATE sqlite_sequence SET seq = 0",
        "UPDATE sqlite_sequence SET seq = 'x'", "DELETE FROM sqlite_sequence",
        "UPDATE sqlite_sequence SET name = 'tag'",
        "INSERT INTO sqlite_sequence VALUES ('meta', -5)", "DELETE FROM meta", "UPDATE meta SET value = 'x'",
    )))  # fmt: skip


def _search_index(rng: random.Random, connection: sqlite3.Connection) -> None:
    """Damage the blobs of the index of words: whole, in their lengths, or one bit."""
    found = connection.execute("SELECT id, block FROM article_search_data ORDER BY random()").fetchall()
    for row_id, block in rng.sample(found, min(len(found), rng.randint(1, 3))):
        damaged = bytearray(block)
        for _ in range(rng.randint(1, 8)):
            damaged[rng.randrange(len(damaged))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        whole = rng.choice((bytes(damaged), b"", rng.randbytes(40), bytes(damaged) * 3, None))
        connection.execute("UPDATE article_search_data SET block = ? WHERE id = ?", (whole, row_id))
    connection.execute(rng.choice((
        "SELECT 1", "UPDATE article_search_config SET v = 'x'", "DELETE FROM article_search_docsize",
        "UPDATE article_search_idx SET pgno = pgno * 7 + 1",
        "INSERT INTO article_search_config VALUES ('rank', 'evil()')",
        "UPDATE article_search_docsize SET sz = x'ffffffffffffffffff'", "DELETE FROM article_search_idx",
    )))  # fmt: skip


HOSTILE = {
    "definition": _definition, "view for a table": _view_for_a_table, "written schema": _written_schema,
    "row values": _row_values, "journal": _journal, "edits": _edits, "numbers": _numbers, "search index": _search_index,
}  # fmt: skip
