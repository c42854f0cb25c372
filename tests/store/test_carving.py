"""Reading pages without SQLite gives the rows that SQLite wrote, and never more than damage allows."""

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.store.salvage.carving import SIZES, Pages, Value

values = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.text(max_size=9), st.binary(max_size=9),
    st.integers(100, 9_000).map(lambda length: "中a🇳🇴\n" * (length // 5)),
)  # fmt: skip
tables = st.dictionaries(st.integers(-(2**63), 2**63 - 1), st.tuples(values, values, values), max_size=6)


def written(rows: dict[int, tuple[Value, ...]], page_size: int, *statements: str) -> bytes:
    """The bytes of a database with these rows in one table, after some more statements."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "d", isolation_level=None)
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", [(number, *row) for number, row in rows.items()])
        connection.execute("COMMIT")
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return (Path(folder) / "d").read_bytes()


def read(content: bytes) -> dict[int, tuple[Value, ...]]:
    found = (record for record in Pages(content).records() if record.row_id is not None and len(record.values) == 4)
    return {record.row_id: tuple(record.values[1:]) for record in found if record.row_id is not None}


@given(tables, st.sampled_from(SIZES))
def test_every_row_is_read_as_it_was_written(rows: dict[int, tuple[Value, ...]], page_size: int) -> None:
    assert read(written(rows, page_size)) == rows


@given(tables, st.data())
def test_any_damage_is_survived(rows: dict[int, tuple[Value, ...]], data: st.DataObject) -> None:
    content = bytearray(written(rows, 1024))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=40)):
        content[place] = data.draw(st.integers(0, 255))
    read(bytes(content[: data.draw(st.integers(0, len(content)))]))


@pytest.mark.parametrize("page_size", SIZES)
def test_the_size_of_pages_is_found_without_a_header(page_size: int) -> None:
    rows = {number: (f"{number} " * 9, number, None) for number in range(1, 9_000)}
    content = written(rows, page_size)
    found = read(bytes(page_size) + content[page_size:])
    assert found == rows


def test_pages_that_are_no_longer_in_use_tell_nothing() -> None:
    rows = {number: (f"{number} " * 90, number, None) for number in range(1, 400)}
    content = written(rows, 4096, "DELETE FROM t WHERE id > 100")
    assert read(content) == {number: row for number, row in rows.items() if number <= 100}
