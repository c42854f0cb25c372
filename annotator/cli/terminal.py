"""Text on a terminal: how wide it is, and how it is kept from giving the terminal commands."""

import unicodedata

LINE_BREAKS = "\n\t"
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str, *, keep: str = "") -> str:
    """The text with control, direction and separator characters written as `\\x1b` or `\\u202e`, but for `keep`."""
    if text.isprintable():
        return text
    return "".join(
        character if character in keep or not _commands(character) else _escaped(character) for character in text
    )


def _commands(character: str) -> bool:
    return character in BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining and joining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """The text, ending in `…` where it would take more than so many columns."""
    if width(text) <= columns:
        return text
    taken, kept = 1, []
    for character in text:
        taken += _columns(character)
        if taken > columns:
            break
        kept.append(character)
    return "".join(kept) + "…"
