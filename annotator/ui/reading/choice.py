"""How a person likes to read, as plain numbers that are remembered with the settings."""

from __future__ import annotations

from typing import NamedTuple

SERIF, SANS = "Noto Serif", "Noto Sans"
"""The two faces that the program brings along."""


class Reading(NamedTuple):
    """A person's choice of typeface and spacing; the size is the zoom, and belongs to the view."""

    face: str = SERIF
    """The family of the text."""
    measure: int = 74
    """The most characters that a full line of English holds; a ragged one holds about four less."""
    leading: int = 162
    """The distance of two baselines in percent of the face's size."""
    spacing: int = 55
    """The height of a blank line in percent of the leading: it is seen as the space between paragraphs."""


LIMITS = {"measure": (40, 120), "leading": (146, 240), "spacing": (20, 160)}
DEFAULT = Reading()


def remembered(found: dict[str, object]) -> Reading:
    """The choice that was remembered; what is absent, of the wrong kind or out of bounds costs only itself."""
    face = found.get("face")
    kept: dict[str, int] = {}
    for name, (least, most) in LIMITS.items():
        value = found.get(name)
        if type(value) is int:
            kept[name] = min(max(value, least), most)
    return DEFAULT._replace(face=face if isinstance(face, str) and face.strip() else SERIF, **kept)
