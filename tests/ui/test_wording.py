"""Dates, times and counts read as a person would say them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui import wording


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 3, 1), date(2024, 3, 31), "Mar 2024"),
        (date(2024, 3, 1), date(2024, 4, 30), "Mar to Apr 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023 to 2024"),
        (date(2023, 11, 1), date(2024, 1, 31), "Nov 2023 to Jan 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2024, 4, 1), date(2024, 4, 7), "1 to 7 Apr 2024"),
        (date(2024, 4, 29), date(2024, 5, 5), "29 Apr to 5 May 2024"),
        (date(2024, 12, 30), date(2025, 1, 5), "30 Dec 2024 to 5 Jan 2025"),
        (date(2024, 4, 2), date(2024, 4, 2), "2 Apr 2024"),
        (None, date(2024, 4, 2), "until 2 Apr 2024"),
        (date(2024, 4, 2), None, "from 2 Apr 2024"),
        (None, None, "no date"),
    ],
)
def test_days_are_said_in_few_words(first: date | None, last: date | None, words: str) -> None:
    assert wording.span_of_days(first, last) == words


@given(st.dates(), st.dates())
def test_any_days_can_be_said(one: date, other: date) -> None:
    assert str(max(one, other).year) in wording.span_of_days(min(one, other), max(one, other))


def test_what_was_stored_today_is_said_with_seconds() -> None:
    now = datetime.now(UTC)
    assert wording.stored(now.isoformat()) == f"Stored {now.astimezone():%H:%M:%S}"


def test_what_was_stored_long_ago_is_said_with_its_date() -> None:
    assert wording.stored("2024-04-02T10:00:00Z").startswith("Stored 2 Apr 2024")


def test_an_empty_project_has_nothing_stored() -> None:
    assert wording.stored(None) == "Nothing to store yet"


def test_counts_agree_with_their_noun() -> None:
    assert wording.counted(1, "article") == "1 article"
    assert wording.counted(1204, "article") == "1,204 articles"


@given(st.text(), st.integers(1, 50))
def test_one_line_is_one_line_and_no_longer_than_asked(words: str, limit: int) -> None:
    line = wording.one_line(words, limit)
    assert len(line) <= limit
    assert line.splitlines() in ([], [line])
