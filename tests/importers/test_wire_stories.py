"""Wire stories and plain text: what is taken from the first line, the byline, the dateline and the file's name."""

from datetime import date
from pathlib import Path

import pytest

from annotator import importers
from annotator.importers.byline import read_byline, read_dateline
from annotator.records import NewArticle, Refusal

DATA = Path(__file__).parents[1] / "data"
STORY = DATA / "articles" / "000_5d1c0f7a9b3e2246.txt"


def the_article(path: Path) -> NewArticle:
    (found,) = importers.read([path])
    assert isinstance(found, NewArticle), found
    return found


def the_refusal(path: Path) -> Refusal:
    (found,) = importers.read([path])
    assert isinstance(found, Refusal), found
    return found


@pytest.fixture
def written(tmp_path):
    def write(content: str | bytes, name: str = "story.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_the_first_line_gives_date_and_title_and_is_no_part_of_the_text():
    article = the_article(STORY)
    assert article.published_on == date(2024, 4, 2)
    assert article.title == ("Sudmark, Norland patrols to share one radio channel from May, says spokesperson")
    assert "date 2024" not in article.text
    assert article.origin == str(STORY)


def test_byline_and_dateline_are_read_and_stay_in_the_text():
    article = the_article(STORY)
    assert (article.source, article.published_at) == ("Meridian", "2024-04-02T09:41")
    assert (article.place, article.agency) == ("STENHAVEN", "Meridian")
    assert article.text.startswith("Meridian) 09:41, April 2, 2024\n\nSTENHAVEN, April 1 (Meridian) -- The patrol")


def test_blank_lines_around_the_text_are_left_out_and_those_in_it_stay(written):
    article = the_article(written(" date 2024-04-02 Title\n\n \n  First.\n\n\nSecond. \n\t\n\n"))
    assert article.text == "  First.\n\n\nSecond. "


@pytest.mark.parametrize(
    ("head", "day", "title"),
    [
        ("date 2024-04-02 Ferries stop", date(2024, 4, 2), "Ferries stop"),
        (" DATE: 2024-04-02 Ferries  stop ", date(2024, 4, 2), "Ferries stop"),
        ("\ufeff\r\n date 2024/4/2 Ferries stop", date(2024, 4, 2), "Ferries stop"),
        ("date 2024-04-02T09:41 Ferries stop", date(2024, 4, 2), "Ferries stop"),
        ("date 2024-04-02", date(2024, 4, 2), "They stop."),
    ],
)
def test_the_first_line_may_be_written_a_little_differently(written, head, day, title):
    article = the_article(written(f"{head}\r\n\r\nThey stop.\r\n"))
    assert (article.published_on, article.title, article.text) == (day, title, "They stop.")


def test_a_day_that_does_not_exist_leaves_the_article_undated_and_says_so(written):
    article = the_article(written(" date 2023-02-30 Ferries stop\n\nThey stop.\n", "2024-01-01.txt"))
    assert article.published_on is None
    assert article.notices == ("there is no day 2023-02-30, so the article is undated",)


def test_a_first_line_with_nothing_below_is_refused(written):
    assert "no text below it" in the_refusal(written(" date 2023-02-03 Ferries stop\n\n \n")).reason


def test_plain_text_has_its_first_line_as_title_and_keeps_it(written):
    article = the_article(written("\n\n  Ferries stop\n\nThey stop.\n"))
    assert article.title == "Ferries stop"
    assert article.text == "  Ferries stop\n\nThey stop."
    assert article.published_on is None
    assert article.published_at is None


def test_a_long_first_line_is_cut_for_the_title_only(written):
    line = "word " * 200
    article = the_article(written(line))
    assert article.title.endswith("word…")
    assert len(article.title) <= 200
    assert article.text == line


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-12-23.txt", date(2023, 12, 23)),
        ("20231223_story.txt", date(2023, 12, 23)),
        ("story of 2023_12_23, late.txt", date(2023, 12, 23)),
        ("2024-02-29.txt", date(2024, 2, 29)),
        ("2023-02-29.txt", None),
        ("2023-13-01.txt", None),
        ("120231223.txt", None),
        ("202312234.txt", None),
        ("000_ad6b20231223ee08.txt", None),
        ("12345678.txt", None),
        ("00011231.txt", None),
        ("story.txt", None),
        ("2023-12-23 and again 20231223.txt", date(2023, 12, 23)),
    ],
)
def test_a_plain_text_takes_its_date_from_a_real_date_in_its_name(written, name, day):
    assert the_article(written("Title\n\nText, written on 4 May 2021.\n", name)).published_on == day


def test_two_dates_in_a_name_are_no_date_and_are_told(written):
    article = the_article(written("Title\n\nText.\n", "2023-12-23 saved 2024-01-05.txt"))
    assert article.published_on is None
    assert "2023-12-23 and 2024-01-05" in article.notices[0]


def test_plain_text_takes_the_date_of_a_byline_only_where_its_name_has_none(written):
    story = "Title\n\n(Meridian) 09:41, April 2, 2024\n\nText.\n"
    assert the_article(written(story)).published_on == date(2024, 4, 2)
    assert the_article(written(story, "2024-04-03.txt")).published_on == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("line", "source", "published_at"),
    [
        ("Xinhua) 13:53, December 23, 2023", "Xinhua", "2023-12-23T13:53"),
        ("(Xinhua) 13:53, December 23, 2023", "Xinhua", "2023-12-23T13:53"),
        ("xinhua) 9:05, december 23, 2023", "xinhua", "2023-12-23T09:05"),
        ("By Ebba Lind (Meridian News) 1:53 p.m., Dec. 3, 2023", "Meridian News", "2023-12-03T13:53"),
        ("By Ebba Lind, Jon Falk (Meridian) 12:05 AM, 3 December 2023", "Meridian", "2023-12-03T00:05"),
        ("BY EBBA LIND, 13:53, April 1st, 2024", "", "2024-04-01T13:53"),
        ("Meridian | 13:53, Sept. 9, 2023", "Meridian", "2023-09-09T13:53"),
        ("Updated: Dec 3, 2023 at 10:15", "", "2023-12-03T10:15"),
        ("(Meridian) Updated: 2023-12-03 10:15", "Meridian", "2023-12-03T10:15"),
        ("Meridian Daily | Last updated 2023-12-03 10:15", "Meridian Daily", "2023-12-03T10:15"),
        ("（Meridian） 10：15， December 3， 2023", "Meridian", "2023-12-03T10:15"),
        ("(Meridian) 2024-01-16 09:10", "Meridian", "2024-01-16T09:10"),
        ("(Meridian) 07:45 GMT, January 16, 2024", "Meridian", "2024-01-16T07:45Z"),
        ("(Meridian) 01:45 +02:00, January 16, 2024", "Meridian", "2024-01-15T23:45Z"),
        ("(Meridian) 07:45 BJT, January 16, 2024", "Meridian", "2024-01-16T07:45"),
        ("(Meridian) December 23, 2023", "Meridian", None),
        ("(Meridian)", "Meridian", None),
        ("Meridian) 13:53, February 30, 2023", "Meridian", None),
        ("(Meridian) 25:10, May 4, 2023", "Meridian", None),
        ("(Meridian) 13:10 p.m., May 4, 2023", "Meridian", None),
    ],
)
def test_bylines_are_read_in_many_hands(line, source, published_at):
    byline = read_byline(line)
    assert byline is not None
    assert (byline.source, byline.published_at) == (source, published_at)


@pytest.mark.parametrize(
    "line",
    [
        "He said so (again)",
        "See the map)",
        "By Ebba Lind",
        "By 2030 the plan (as of May 4, 2023) stands",
        "It was December 23, 2023.",
        "The train leaves at 13:53 on May 4, 2023 and nobody knows why it does so, or from where (a mystery)",
        "",
    ],
)
def test_prose_is_no_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("BEIJING, Dec. 22 (Xinhua) -- The", "BEIJING", "Xinhua"),
        ("BEIJING, Dec. 22 （Xinhua） -- The", "BEIJING", "Xinhua"),
        ("KVALNES, June 30 (Dispatch). The", "KVALNES", "Dispatch"),
        ("KVALNES, 23 December (Dispatch): The", "KVALNES", "Dispatch"),
        ("STENHAVEN, April 1 (Meridian) --", "STENHAVEN", "Meridian"),
        ("STENHAVEN/ARNHOLT, April 1 (Meridian) — The", "STENHAVEN/ARNHOLT", "Meridian"),
        ("Rio Alto and Lima, Sept. 3 (Tellus) – The", "Rio Alto and Lima", "Tellus"),
        ("GENEVA, Switzerland, Dec. 22 (Tellus Press) -- The", "GENEVA, Switzerland", "Tellus Press"),
        ("ST. PETERSBURG, 22 December 2023 (Tellus)--The", "ST. PETERSBURG", "Tellus"),
        ("KVALNES (Dispatch) - The", "KVALNES", "Dispatch"),
        ("Kvalnes, Dec. 22 -- The", "Kvalnes", ""),
    ],
)
def test_datelines_are_read_in_many_hands(line, place, agency):
    dateline = read_dateline(line)
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (place, agency)


@pytest.mark.parametrize(
    "line",
    [
        "The President (who was late) - said",
        "The plan for trade, Dec. 22 (it said) -- that",
        "BREAKING -- The",
        "By Ebba Lind (Meridian) -- The",
        "BEIJING, Dec. 22 (Xinhua) The",
    ],
)
def test_prose_is_no_dateline(line):
    assert read_dateline(line) is None


def test_a_story_without_byline_has_its_agency_as_source(written):
    article = the_article(written("Title\n\nKVALNES, April 1 (Dispatch) -- Text.\n"))
    assert (article.source, article.agency) == ("Dispatch", "Dispatch")


def test_the_text_is_canonical(written):
    article = the_article(written("date 2024-04-02 T\r\n\r\nOne\r\ntwo\rthree\u2029four\u00a0five\r\n"))
    assert article.text == "One\ntwo\nthree\nfour\u00a0five"
