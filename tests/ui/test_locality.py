"""The window takes names, digits and the week's beginning from the system."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from annotator.timeline.calendar import Unit
from annotator.ui import locality, wording
from annotator.ui.article.header import published


@pytest.fixture
def at(_system):
    return lambda name: locality.use(QLocale(name))


@pytest.fixture
def _system():
    yield
    locality.use(None)


@pytest.mark.parametrize(
    ("name", "week", "day"),
    [
        ("C", Unit.WEEK, "4 March 2024"),
        ("en_GB", Unit.WEEK, "4 March 2024"),
        ("en_US", Unit.WEEK_FROM_SUNDAY, "March 4, 2024"),
        ("de_DE", Unit.WEEK, "4. März 2024"),
        ("es_ES", Unit.WEEK, "4 de marzo de 2024"),
        ("ja_JP", Unit.WEEK_FROM_SUNDAY, "2024年3月4日"),
        ("hu_HU", Unit.WEEK, "2024. március 4."),
        ("fa_IR", Unit.WEEK_FROM_SATURDAY, "۴ مارس ۲۰۲۴"),
        ("th_TH", Unit.WEEK_FROM_SUNDAY, "4 มีนาคม 2024"),
    ],
)
def test_a_date_reads_as_it_does_in_the_place(name, week, day):
    here = locality.almanac_of(QLocale(name))
    assert here.unit(Unit.WEEK) is week
    assert here.day(date(2024, 3, 4)) == day


def test_every_locale_there_is_can_write_a_date():
    every = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    day = date(2024, 11, 28)
    for locale in every:
        here = locality.almanac_of(locale)
        words = here.day(day)
        assert here.year(day) in words, locale.name()
        assert here.digit("28") in words, locale.name()
        assert here.months[10] in words or here.digit("11") in words, locale.name()
        assert here.days[3] not in words, locale.name()


@given(st.text(alphabet="dMy '{}.,年", max_size=20))
def test_no_format_makes_a_pattern_that_cannot_be_filled(qt_format):
    assert locality.pattern_of(qt_format).format(day=4, month="March", number=3, year=2024)


def test_lists_and_header_of_an_article_follow_the_place(at):
    at("en_US")
    assert wording.day(date(2024, 4, 2)) == "Apr 2, 2024"
    assert wording.span_of_days(date(2024, 3, 3), date(2024, 3, 9)) == "Mar 3, 2024 to Mar 9, 2024"
    assert published(date(2024, 4, 2), "2024-04-02T14:20:00") == "April 2, 2024, 14:20"
    at("de_DE")
    assert wording.span_of_days(date(2024, 3, 1), date(2024, 4, 30)) == "Mär to Apr 2024"
    assert wording.counted(1204, "article") == "1.204 articles"
