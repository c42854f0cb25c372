"""How dates, instants and counts read on the screen; civil dates stay civil, instants become local time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import TYPE_CHECKING

from annotator.records import READING
from annotator.ui.locality import almanac

if TYPE_CHECKING:
    from annotator.records import Article

"""How the articles without a source are called where others are called by theirs."""


def day(value: date | None) -> str:
    """A civil date such as `2 Apr 2024`, or `no date`."""
    return almanac().day(value, short=True) if value else "no date"


def span_of_days(first: date | None, last: date | None) -> str:
    """Two inclusive civil dates in few words: `Mar 2024`, `2024`, `2 to 8 Apr 2024`; open ends are said."""
    if first is None or last is None:
        if first is None and last is None:
            return "no date"
        return f"from {day(first)}" if first else f"until {day(last)}"
    if first == last:
        return day(first)
    if first.day == 1 and _is_last_of_month(last):
        return _whole_months(first, last)
    if almanac().month_leads():
        return f"{day(first)} to {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{almanac().digit(str(first.day))} to {day(last)}"
    return f"{day(first).removesuffix(f' {last.year}')} to {day(last)}"


def _whole_months(first: date, last: date) -> str:
    here = almanac()
    begins, ends = here.month(first, short=True), here.month(last, short=True)
    year, until = here.year(first), here.year(last)
    if first.year != last.year:
        whole_years = first.month == 1 and last.month == 12
        return f"{year} to {until}" if whole_years else f"{begins} {year} to {ends} {until}"
    if first.month == last.month:
        return f"{ends} {until}"
    return until if (first.month, last.month) == (1, 12) else f"{begins} to {ends} {until}"


def _is_last_of_month(value: date) -> bool:
    return value.day == monthrange(value.year, value.month)[1]


def local(instant: str) -> datetime | None:
    """An ISO instant as a local datetime; None if it is not one."""
    try:
        return datetime.fromisoformat(instant).astimezone()
    except ValueError:
        return None


def made(instant: str) -> str:
    """When something was made: `today 10:42`, or `2 Apr 2024, 10:42`."""
    moment = local(instant)
    if moment is None:
        return instant
    if moment.date() == datetime.now().astimezone().date():
        return f"today {moment:%H:%M}"
    return f"{day(moment.date())}, {moment:%H:%M}"


def stored(instant: str | None) -> str:
    """The status bar's sentence on the last stored edit: the time today, else the date too."""
    moment = local(instant) if instant else None
    if moment is None:
        return "Nothing to store yet"
    if moment.date() == datetime.now().astimezone().date():
        return f"Stored {moment:%H:%M:%S}"
    return f"Stored {day(moment.date())}, {moment:%H:%M}"


def number(value: int) -> str:
    """A number with its thousands set apart as in this place: `1,204`."""
    return almanac().number(value)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 article`, `1,204 articles`."""
    return almanac().counted(number, one, many)


def about(article: Article) -> str:
    """The line under an article's title in a list: date and source."""
    return " · ".join(part for part in (day(article.published_on), one_line(article.source)) if part)


def status(article: Article) -> str:
    """The status of an article in a list: `unread`, `reading 40 %`, `done`."""
    return f"reading {article.read_percent} %" if article.status == READING else article.status


def apart(words: str) -> str:
    """Words with ` · ` between them, none of which turns the direction of the others (by Unicode's isolates)."""
    return (
        words if words.replace("·", "").isascii() else " · ".join(f"\u2068{part}\u2069" for part in words.split(" · "))
    )


def one_line(words: str, limit: int = 300) -> str:
    """The words on one line, at most `limit` code points, for a place that shows no more."""
    short = " ".join(words[: limit * 2].split())
    return short if len(short) <= limit else short[: limit - 1] + "…"
