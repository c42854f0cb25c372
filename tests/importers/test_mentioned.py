"""Which dates of a text's head may be offered as the day of its publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.importers.mentioned import HEAD, MOST, is_day, mentioned, read_day

APRIL = date(2024, 4, 2)


@pytest.mark.parametrize(
    "words",
    [
        "2024-04-02",
        "2 April 2024",
        "April 2, 2024",
        "  April 2 2024 ",
        "2nd April 2024",
        "Apr. 2, 2024",
        "2 APRIL 2024",
    ],
)
def test_a_day_is_read_as_people_write_it(words):
    assert read_day(words) == APRIL


@pytest.mark.parametrize(
    "words",
    ["", "2/4/2024", "2.4.2024", "04-02-2024", "2024-4-2", "April 2024", "2 April", "2024", "today", "20240402",
     "May", "2 April 2024 at noon", "on 2 April 2024", "2024-02-30", "31 April 2024"],
)  # fmt: skip
def test_nothing_else_is_taken_for_a_day(words):
    assert read_day(words) is None


def test_a_day_that_does_not_exist_is_told_from_words_that_are_none():
    assert is_day("30 February 2024")
    assert not is_day("2/4/2024")


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_is_read_from_each_of_its_writings(day):
    month = f"{day:%B}"
    for words in (day.isoformat(), f"{day.day} {month} {day.year:04}", f"{month} {day.day}, {day.year:04}"):
        assert read_day(words) == day


def days(text, **given):
    return [one.day for one in mentioned(text, **given)]


def test_each_date_is_offered_once_with_the_place_where_it_stands():
    text = "🚢 Published April 2, 2024. Updated 3 April 2024.\nOn 2024-04-02 the ferries went."
    found = mentioned(text)
    assert [one.day for one in found] == [APRIL, date(2024, 4, 3)]
    assert [text[one.start : one.end] for one in found] == ["April 2, 2024", "3 April 2024"]


@pytest.mark.parametrize(
    "text",
    ["STENHAVEN, April 1 (Meridian) -- Norland", "In May 2024 the talks", "Theresa May 2024", "Order 12024-04-02",
     "https://example.org/2024-04-02/story", "A 30 February 2024 that never was", "model 2024-04-021",
     "version 1.2 April 2024x"],
)  # fmt: skip
def test_what_is_no_full_date_is_not_offered(text):
    assert days(text) == []


def test_a_date_after_the_import_is_not_that_of_the_text():
    text = "The levy, agreed on 1 March 2024, ends on 1 May 2030."
    assert days(text, until=date(2024, 6, 1)) == [date(2024, 3, 1)]


def test_only_the_head_is_looked_at():
    assert days("x" * HEAD + " 2 April 2024") == []
    assert days("x" * (HEAD - 20) + " 2 April 2024 ") == [APRIL]


def test_a_text_full_of_dates_offers_a_few():
    assert len(days(" ".join(f"{day} April 2024," for day in range(1, 30)))) == MOST


@given(st.text(max_size=3000))
def test_any_text_can_be_looked_at(text):
    for one in mentioned(text):
        assert read_day(text[one.start : one.end]) == one.day
