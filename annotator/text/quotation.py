"""Quotation marks: which of them are pairs, and which stand alone at the edge of a selection."""

import re

CLOSERS = {
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u201f": "\u201d",
    "\u2018": "\u2019",
    "\u2019": "\u2019",
    "\u201a": "\u2018\u2019",
    "\u201b": "\u2019",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u2039": "\u203a",
    "\u203a": "\u2039\u203a",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u300a": "\u300b",
    "\u3008": "\u3009",
    "\u301d": "\u301e\u301f",
    "\uff02": "\uff02",
    '"': '"',
    "'": "'",
}
"""For each mark that can open a quotation, the marks that can close it."""

EITHER_WAY = "\u201d\u2019\u00bb\u203a\uff02\"'"
"""Marks that open or close, depending on the language and on what stands beside them."""

APOSTROPHES = "'\u2019"
MARKS = re.compile("[" + re.escape("".join(set(CLOSERS) | set("".join(CLOSERS.values())))) + "]")
INVISIBLE = "\u200b\u2060\ufeff"
BEFORE_AN_OPENING = "([{<-\u2013\u2014/"
AFTER_A_CLOSING = ",.;:!?)]}\u2026"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without outer white space and stray quotation marks; empty if nothing is left."""
    stray = _stray_marks(text, start, end)
    while start < end and (_is_blank(text[start]) or start in stray):
        start += 1
    while start < end and (_is_blank(text[end - 1]) or end - 1 in stray):
        end -= 1
    return start, end


def _stray_marks(text: str, start: int, end: int) -> set[int]:
    """The offsets in `[start, end)` of quotation marks that have no partner there."""
    stray: set[int] = set()
    opened: list[int] = []
    for match in MARKS.finditer(text, start, end):
        offset = match.start()
        if _is_inside_a_word(text, offset):
            continue
        partner = None if _can_only_open(text, offset) else _last_opened(text, opened, text[offset])
        if partner is not None:
            stray.update(opened[partner + 1 :])
            del opened[partner:]
        elif text[offset] in CLOSERS and not _can_only_close(text, offset):
            opened.append(offset)
        else:
            stray.add(offset)
    stray.update(opened)
    return {offset for offset in stray if not _is_apostrophe(text, offset)}


def _last_opened(text: str, opened: list[int], mark: str) -> int | None:
    for place in range(len(opened) - 1, -1, -1):
        if mark in CLOSERS[text[opened[place]]]:
            return place
    return None


def _can_only_open(text: str, offset: int) -> bool:
    return text[offset] in EITHER_WAY and _starts_something(text, offset) and not _ends_something(text, offset)


def _can_only_close(text: str, offset: int) -> bool:
    return text[offset] in EITHER_WAY and not _starts_something(text, offset)


def _starts_something(text: str, offset: int) -> bool:
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    follows_a_gap = not before or before.isspace() or before in BEFORE_AN_OPENING or MARKS.match(before)
    return bool(follows_a_gap and after and not after.isspace() and after not in AFTER_A_CLOSING)


def _ends_something(text: str, offset: int) -> bool:
    before = text[offset - 1 : offset]
    return bool(before) and not before.isspace() and before not in BEFORE_AN_OPENING


def _is_inside_a_word(text: str, offset: int) -> bool:
    around = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    return text[offset] in APOSTROPHES and all(side.isalnum() for side in around)


def _is_apostrophe(text: str, offset: int) -> bool:
    """Whether a mark without partner belongs to its word, as in the workers' and the '90s."""
    if text[offset] not in APOSTROPHES:
        return False
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if before in ("s", "S"):
        return True
    return not before.isalnum() and (after.isdigit() or (text[offset] == "\u2019" and after.isalpha()))


def _is_blank(character: str) -> bool:
    return character.isspace() or character in INVISIBLE
