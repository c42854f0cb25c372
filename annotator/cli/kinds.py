"""The kinds of words that commands take, read and checked; what is none of its kind is wrong usage."""

import os
import re
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

SMALLEST, LARGEST = (200, 200), (4000, 4000)  # pixels of a picture
_FILTERS = {"tag": "tags", "source": "sources", "analyst": "analysts", "matching": "matching"}


def words(given: str) -> str:
    """An argument as text that can be stored: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(given).decode("utf-8", "replace")


def day(given: str) -> date:
    """A civil date."""
    if len(given) != len("2023-12-23"):
        raise ArgumentTypeError(f"“{given}” is not a date as 2023-12-23")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ArgumentTypeError(f"“{given}” is not a date as 2023-12-23") from None


def number(given: str) -> int:
    """A whole number from 0 on."""
    if not given.isdigit():
        raise ArgumentTypeError(f"“{given}” is not a number")
    return int(given)


def size(given: str) -> tuple[int, int]:
    """Width and height of a picture."""
    found = re.fullmatch(r"([0-9]{1,6})[x×]([0-9]{1,6})", given)
    if found is None:
        raise ArgumentTypeError(f"“{given}” is not a size as 1200x600")
    width, height = int(found[1]), int(found[2])
    if not (SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]):
        raise ArgumentTypeError(
            f"“{given}” is no size for a picture: it has {SMALLEST[0]} to {LARGEST[0]} pixels a side"
        )
    return width, height


def compared(given: str) -> tuple[str, str | date]:
    """A day, or one filter: what it filters by (as a field of `Wanted`) and its value."""
    kind, sign, value = words(given).partition("=")
    if sign and kind in _FILTERS:
        return _FILTERS[kind], value
    try:
        return "first", day(given)
    except ArgumentTypeError:
        raise ArgumentTypeError(
            f"“{given}” is neither a day as 2023-12-23 nor tag=T, source=S, analyst=A or matching=WORDS"
        ) from None


AGAIN: Any = {"type": words, "action": "append", "default": []}
"""An option that may be given more than once."""
