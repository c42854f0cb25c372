"""The timeline's CSV says what the chart says."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.records import DayCount, TagId
from annotator.timeline import numbers
from annotator.timeline.calendar import Unit, bin_number
from annotator.timeline.counts import Timeline

from .samples import make_tags

TAGS = make_tags("claim", "=SUM(A1)", "with, comma", 'and "quotes"')
NAMES = [tag.name for tag in TAGS]
counts = st.lists(
    st.builds(
        DayCount,
        st.one_of(st.none(), st.dates(date(2023, 11, 1), date(2024, 3, 1))),
        st.integers(1, 4).map(TagId),
        st.integers(0, 9),
    ),
    max_size=30,
)


def written(cut):
    stream = io.StringIO(newline="")
    numbers.write(numbers.rows(cut, NAMES), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


@given(counts, st.sampled_from(Unit))
def test_the_rows_read_back_hold_every_count_and_every_zero(day_counts, unit):
    cut = Timeline(day_counts, [], TAGS).tally(unit)
    rows = written(cut)
    assert len(rows) == len(NAMES) * (len(cut.numbers()) + 1)
    for row in rows:
        tag = NAMES.index(row["tag"]) + 1
        start, end = row["bin_start"], row["bin_end"]
        days = [entry.day for entry in day_counts for _ in range(entry.annotations) if entry.tag_id == tag]
        dated = sum(start <= day.isoformat() < end for day in days if day is not None)
        expected = dated if start else days.count(None)
        assert int(row["annotations"]) == expected


def test_bins_follow_each_other_and_the_undated_come_last():
    day_counts = [DayCount(date(2024, 1, 31), TagId(1), 1), DayCount(date(2024, 3, 1), TagId(1), 1)]
    rows = written(Timeline(day_counts, [], TAGS).tally(Unit.MONTH))
    spans = list(dict.fromkeys((row["bin_start"], row["bin_end"]) for row in rows))
    assert spans == [
        ("2024-01-01", "2024-02-01"),
        ("2024-02-01", "2024-03-01"),
        ("2024-03-01", "2024-04-01"),
        ("", ""),
    ]


def test_only_the_bins_asked_for_are_written():
    first = date(2024, 1, 1)
    day_counts = [DayCount(first + timedelta(days=day), TagId(1), 1) for day in range(10)]
    cut = Timeline(day_counts, [], TAGS).tally(Unit.DAY)
    start = bin_number(date(2024, 1, 4), Unit.DAY)
    rows = list(numbers.rows(cut, NAMES, only=range(start, start + 2)))
    assert {row[0] for row in rows} == {"2024-01-04", "2024-01-05", ""}


def test_a_file_is_replaced_whole(tmp_path):
    target = tmp_path / "numbers.csv"
    target.write_text("old")
    numbers.write([("2024-01-01", "2024-02-01", "claim", 3)], target)
    assert target.read_bytes() == b"bin_start,bin_end,tag,annotations\r\n2024-01-01,2024-02-01,claim,3\r\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path):
    def broken():
        yield ("2024-01-01", "2024-02-01", "claim", 3)
        raise OSError(28, "No space left on device")

    target = tmp_path / "numbers.csv"
    target.write_text("old")
    with pytest.raises(UserError, match=r"numbers\.csv was not written: the disk is full"):
        numbers.write(broken(), target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match=r"nowhere.*its folder does not exist"):
        numbers.write([], tmp_path / "nowhere" / "numbers.csv")
    with pytest.raises(UserError, match="it is a folder"):
        numbers.write([], tmp_path)
