"""Takes typed fields out of JSON objects; Refused says which key is wrong and what it should be."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from annotator.importers.dates import instant, iso_date
from annotator.importers.opening import Refused
from annotator.text.canonical import LINE_ENDS, canonical, canonical_line

LOCAL_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?", re.ASCII)
ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})\Z")

Fields = Mapping[str, object]


def string(fields: Fields, key: str) -> str:
    """The string of a key as given, "" where it is absent or null."""
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(f'"{key}" should be a string and is {kind(value)}')
    return value


def words(fields: Fields, key: str) -> str:
    """The canonical text of a key, of any number of lines."""
    return canonical(string(fields, key))


def line(fields: Fields, key: str) -> str:
    """The canonical text of a key as one line: line breaks become spaces, the ends are trimmed."""
    return canonical_line(string(fields, key))


def offset(fields: Fields, key: str) -> int:
    """The whole number of a key that must be there."""
    value = fields.get(key)
    if value is None:
        raise Refused(f'"{key}" is missing; it should be a whole number of code points')
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f'"{key}" should be a whole number of code points and is {kind(value)}')
    return value


def day(fields: Fields, key: str) -> date | None:
    """The civil date of a key, None where it is absent, null or empty."""
    written = string(fields, key)
    found = iso_date(written)
    if written and found is None:
        raise Refused(f'"{key}" should be a real date as 2023-12-23 and is {short(written)}')
    return found


def time(fields: Fields, key: str) -> str | None:
    """The time of a key: in UTC with `Z` where its zone is named, else local as it is; None where absent."""
    written = string(fields, key)
    if not written:
        return None
    found = instant(written) if ZONE.search(written) else _local(written)
    if found is None:
        raise Refused(f'"{key}" should be a time as 2023-12-23T13:53 and is {short(written)}')
    return found


def moment(fields: Fields, key: str) -> str | None:
    """The instant of a key, in UTC with `Z`; None where absent; its zone must be named."""
    written = string(fields, key)
    found = instant(written) if written else None
    if written and found is None:
        raise Refused(f'"{key}" should be an instant with its zone, as 2023-12-23T13:53:00Z, and is {short(written)}')
    return found


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {short(repr(value))}"
    if isinstance(value, str):
        return f"the string {short(value)}"
    return "a list" if isinstance(value, list) else "an object"


def _local(written: str) -> str | None:
    if not LOCAL_TIME.fullmatch(written):
        return None
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def short(written: str) -> str:
    """At most 40 code points of a text, in quotation marks, to show in a reason."""
    shown = LINE_ENDS.sub(" ", canonical(written))
    return f"“{shown}”" if len(shown) <= 40 else f"“{shown[:39]}…”"
