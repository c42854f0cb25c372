"""Dates and times as news agencies and file names write them; what does not exist is None, never a guess."""

import re
from datetime import UTC, date, datetime

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"(?:{MONTH}\s*{DAY}\s*,?\s*\d{{4}}|{DAY}\s+{MONTH},?\s*\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})(?!\d)"
"""Matches a full date as a byline writes it (ignoring case)."""

TIME = (
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:\(?(?:GMT|UTC|Z|[A-Z]{2,5})\)?|[+-]\d{2}:?\d{2}))?"
)
"""Matches a time of day with an optional zone (ignoring case)."""

TIME_PARTS = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\s*(?P<half>[ap])\.?m\b\.?)?\s*\(?(?P<zone>.*?)\)?",
    re.IGNORECASE,
)
IN_NAME = re.compile(r"(?<!\d)(?:(\d{4})([-_.])(\d{2})\2(\d{2})|(\d{4})(\d{2})(\d{2}))(?!\d)")
HEX_NUMBER = re.compile(r"(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12,}", re.IGNORECASE)
NO_SECONDS = re.compile(r"T\d{2}:\d{2}(?:Z|[+-]\d{2}:?\d{2})$")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_date(text: str) -> date | None:
    """The date written as `2023-12-23`, or None for any other writing and for days that do not exist."""
    return real_date(*map(int, text.split("-"))) if ISO_DATE.fullmatch(text) else None


def written_date(phrase: str) -> date | None:
    """The date of a phrase that `DATE` matched, as `December 23, 2023`; None if it does not exist."""
    if ISO_DATE.fullmatch(phrase):
        return iso_date(phrase)
    day, year = (int(number) for number in re.findall(r"\d+", phrase))
    month = re.search(r"[a-z]{3}", re.sub(r"\d(?:st|nd|rd|th)", "0", phrase.lower()))
    return real_date(year, MONTHS[month.group()], day) if month else None


def local_time(day: date, phrase: str) -> str | None:
    """`2023-12-23T13:53` for a day and a time that `TIME` matched; None if there is no such time.

    A time in GMT, UTC or with a numbered zone becomes an instant ending in `Z`; no other zone is guessed.
    """
    parts = TIME_PARTS.fullmatch(phrase.strip())
    if parts is None:
        return None
    hour, minute, half = int(parts["hour"]), int(parts["minute"]), (parts["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    if hour > 23 or minute > 59:
        return None
    time = f"{day.isoformat()}T{hour:02}:{minute:02}"
    zone = parts["zone"].upper()
    if zone in ("GMT", "UTC", "Z"):
        return f"{time}Z"
    return instant(time + zone) if zone.startswith(("+", "-")) else time


def instant(text: str) -> str | None:
    """The instant of an ISO 8601 text that names its zone, in UTC with `Z`; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return None
        utc = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    if utc.microsecond:
        precision = "microseconds" if utc.microsecond % 1000 else "milliseconds"
    else:
        precision = "minutes" if NO_SECONDS.search(text) else "seconds"
    return f"{utc.isoformat(timespec=precision)}Z"


def date_in_name(stem: str) -> tuple[date | None, str]:
    """The one real date in a file's name (`2023-12-23`, `20231223`), and a notice where there are two."""
    name = HEX_NUMBER.sub(" ", stem)
    found: set[date] = set()
    for match in IN_NAME.finditer(name):
        year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
        day_found = real_date(year, month, day) if 1700 <= year < 2200 else None
        if day_found:
            found.add(day_found)
    if len(found) > 1:
        listed = " and ".join(day.isoformat() for day in sorted(found))
        return None, f"the file's name holds several dates ({listed}), so the article is undated"
    return (found.pop() if found else None), ""
