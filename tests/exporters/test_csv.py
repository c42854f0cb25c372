"""CSV: the columns, the quoting, the guard for spreadsheets, and the whole of every text back again."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Cancelled
from annotator.exporters import COLUMNS
from annotator.exporters.csv import write_csv
from annotator.text.canonical import canonical

CELLS = st.one_of(
    st.text(st.one_of(st.sampled_from("\"',;\n\t =+-@\u2028\u00a0🛳\u0301א渡'"), st.characters())).map(canonical),
    st.integers(0, 10**7),
)
ROWS = st.lists(st.tuples(*[CELLS] * len(COLUMNS)), max_size=2)


def written(rows, *, excel=False, told=lambda done: None) -> bytes:
    stream = io.BytesIO()
    assert write_csv(iter(rows), stream, excel=excel, told=told) == len(rows)
    return stream.getvalue()


def row(quote: str) -> tuple[object, ...]:
    return tuple(quote if name == "quote" else 7 if name == "start" else "" for name in COLUMNS)


def test_the_columns_are_those_promised_in_their_order():
    header = written([]).decode()
    assert header == (
        "annotation,article,title,source,url,published_on,tag,start,end,quote,note,"
        "analyst,created_at,updated_at,prefix,suffix,text_sha256\r\n"
    )


def test_lines_end_in_crlf_and_line_breaks_in_a_quote_stay_as_they_are():
    content = written([row('One\n"two", three')])
    assert content.endswith(b"\r\n")
    assert b'"One\n""two"", three"' in content


@settings(max_examples=50)
@given(ROWS)
def test_every_cell_comes_back_as_it_was(rows):
    read = list(csv.reader(io.StringIO(written(rows).decode("utf-8"), newline="")))
    assert read == [list(COLUMNS), *([str(cell) for cell in row] for row in rows)]


def test_an_absent_date_is_an_empty_cell():
    rows = [tuple(None if name == "published_on" else "x" for name in COLUMNS)]
    (back,) = csv.DictReader(io.StringIO(written(rows).decode(), newline=""))
    assert back["published_on"] == ""


@pytest.mark.parametrize("quote", ["=1+1", "+49 30", "-5 °C", "@cmd", "\tx", "\n=x", "＝1"])
def test_excel_adds_a_mark_and_disarms_formulas(quote):
    content = written([row(quote)], excel=True)
    assert content.startswith(b"\xef\xbb\xbfannotation,")
    (back,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert back["quote"] == "'" + quote
    assert back["start"] == "7"


def test_without_excel_nothing_is_added():
    assert b",=1+1," in written([row("=1+1")])


def test_excel_leaves_ordinary_cells_alone():
    assert b",one = two," in written([row("one = two")], excel=True)


def test_progress_is_told_and_may_stop_the_writing():
    told = []
    written([row("x")] * 12_000, told=told.append)
    assert told == [5_000, 10_000, 12_000]

    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(iter([row("x")] * 10), io.BytesIO(), excel=False, told=stop)
