"""The colours and faces of the chart in the theme in force, made once and not at each frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QFont

from annotator.timeline.series import Named
from annotator.ui import theme
from annotator.ui.timeline import patterns

FADED = 0.42  # of a bar outside the chosen ones, over the ground
FAINT = 3.0  # a fill with less contrast than this gets an outline


@dataclass(frozen=True, slots=True)
class Look:
    """What the painters need: fills, their brushes and perhaps an outline a series, and the theme's colours."""

    fills: tuple[QColor, ...]
    faded: tuple[QColor, ...]
    brushes: tuple[QBrush, ...]  # the fills, with their patterns where these are on
    faded_brushes: tuple[QBrush, ...]
    small_brushes: tuple[QBrush, ...]  # of bars without room for an outline, in its colour where there is one
    outlines: tuple[QColor | None, ...]
    ground: QColor
    ink: QColor
    soft: QColor
    line: QColor
    band: QColor  # behind the chosen days
    zero: QColor
    small: QFont
    small_bold: QFont
    number: QFont  # in a box of a lane
    tiny: QFont  # of lanes that stand close


def look(series: Sequence[Named]) -> Look:
    """The look of these series in the theme in force."""
    return _look(tuple(one.color for one in series), theme.current(), patterns.are_on())


@lru_cache(maxsize=8)
def _look(colors: tuple[str, ...], now: theme.Theme, _patterned: object) -> Look:
    ground, ink = now.color("window"), now.color("ink")
    fills = tuple(theme.data_color(color) for color in colors)
    outlines = tuple(outline(fill, ground) for fill in fills)
    deep = tuple(edge or fill for edge, fill in zip(outlines, fills, strict=True))
    faded = tuple(theme.mixed(fill, ground, FADED) for fill in fills)
    return Look(
        fills=fills,
        faded=faded,
        brushes=_brushes(fills, ground, ink),
        faded_brushes=_brushes(faded, ground, ink),
        small_brushes=_brushes(deep, ground, ink),
        outlines=outlines,
        ground=ground,
        ink=ink,
        soft=now.color("soft"),
        line=now.color("line"),
        band=theme.mixed(now.color("chosen"), ground, 0.7),
        zero=theme.mixed(now.color("soft"), ground, 0.75),
        small=theme.ui_font(8.5),
        small_bold=theme.ui_font(8.5, bold=True),
        number=theme.ui_font(7.5, bold=True),
        tiny=theme.ui_font(7),
    )


def _brushes(fills: Sequence[QColor], ground: QColor, ink: QColor) -> tuple[QBrush, ...]:
    return tuple(patterns.brush(place, fill, ground, ink) for place, fill in enumerate(fills))


def outline(fill: QColor, ground: QColor) -> QColor | None:
    """A darker edge for a fill that hardly stands out from the ground, else None."""
    if theme.contrast(fill, ground) >= FAINT:
        return None
    edge = QColor(fill)
    while theme.contrast(edge, ground) < FAINT and edge.lightnessF() > 0.05:
        edge = edge.darker(110)
    return edge
