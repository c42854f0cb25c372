"""Regular expressions that cannot hang: each has its time, and whoever no longer wants it can say so.

Why the library `regex`, and not `re` or RE2: docs/decisions/0009-regular-expressions.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.errors import UserError

if TYPE_CHECKING:
    import regex

PATIENCE = 2.0
"""How long an expression may take for one text, in seconds; the library counts those of the processor."""

LONGEST = 1_000
"""The longest expression in code points: what is typed is never near it, and what is pasted by mistake is beyond."""

ASKED_EVERY = 256
"""After how many places it is asked again whether they are still wanted."""


def places(
    text: str, expression: str, *, case: bool, is_unwanted: Callable[[], bool] = lambda: False
) -> tuple[list[tuple[int, int]], bool]:
    """Where an expression holds, without places that hold nothing, and whether it was given up before the end.

    UserError if it is no regular expression. Other threads run while a search is under way.
    """
    found: list[tuple[int, int]] = []
    pattern = compiled(expression, case=case)
    ends_at = time.monotonic() + PATIENCE
    try:
        for number, match in enumerate(pattern.finditer(text, timeout=PATIENCE, concurrent=True)):
            start, end = match.span()
            if start < end:
                found.append((start, end))
            if number % ASKED_EVERY == 0 and (is_unwanted() or time.monotonic() > ends_at):
                return found, True
    except (TimeoutError, MemoryError):
        return found, True
    return found, False


def compiled(expression: str, *, case: bool) -> regex.Pattern[str]:
    """The expression made ready; UserError in one sentence if it is none."""
    import regex  # late: most searches are plain

    if len(expression) > LONGEST:
        raise UserError(f"A regular expression can have {LONGEST:,} characters; this one has {len(expression):,}.")
    # Version 1 treats ß and ss alike where case does not count, and knows sets within sets.
    flags = regex.VERSION1 | regex.MULTILINE
    try:
        return regex.compile(expression, flags if case else flags | regex.IGNORECASE)
    except regex.error as error:
        raise UserError(f"This is no regular expression: {error}.") from error
    except (RecursionError, OverflowError, ValueError, KeyError, IndexError, MemoryError) as error:
        raise UserError("This is no regular expression that can be sought: make it simpler.") from error
