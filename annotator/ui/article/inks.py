"""The colours of marks on the paper: grounds that never drown the text, and tones that can be read."""

from __future__ import annotations

from PySide6.QtGui import QColor

from annotator.ui import theme

FAINT = 3.0
"""Colours with less contrast than this against the paper get an outline."""

DEPTHS = (1.0, 1.5, 1.8, 2.0)
"""How much stronger than a single tint the ground under one, two, three and more marks is."""

_grounds: dict[tuple[str, str, int], str] = {}


def ground(color: str, depth: int) -> str:
    """The ground under text that `depth` marks share, in the colour of the shortest; it never drowns the text.

    Mixing the colours of all would turn blue and orange to mud; the others are told by their underlines.
    """
    now = theme.current()
    depth = min(depth, len(DEPTHS))
    found = _grounds.get((now.name, color, depth))
    if found is None:
        share = now.tint * DEPTHS[depth - 1]
        tone = theme.mixed(theme.data_color(color), now.color("paper"), share)
        while theme.contrast(tone, now.color("ink")) < 5:
            share *= 0.92
            tone = theme.mixed(theme.data_color(color), now.color("paper"), share)
        found = _grounds[(now.name, color, depth)] = tone.name()
    return found


_readable: dict[tuple[str, str, float], QColor] = {}


def readable(color: str, wanted: float) -> QColor:
    """A tag's colour, moved towards the ink until its contrast on the paper reaches `wanted`."""
    now = theme.current()
    found = _readable.get((now.name, color, wanted))
    if found is None:
        found = theme.data_color(color)
        while theme.contrast(found, now.color("paper")) < wanted:
            found = theme.mixed(now.color("ink"), found, 0.12)
        _readable[(now.name, color, wanted)] = found
    return found


_faint: dict[tuple[str, str], bool] = {}


def is_faint(color: str) -> bool:
    """Whether a tag's colour alone is too weak against the paper."""
    now = theme.current()
    found = _faint.get((now.name, color))
    if found is None:
        found = theme.contrast(theme.data_color(color), now.color("paper")) < FAINT
        _faint[(now.name, color)] = found
    return found
