"""Patterns in the bars, so that series are told apart by eyes that see fewer colours, and on paper printed without any.

Each is a small tile with rows of its own rhythm: bars that are two pixels wide still show it. A brush with the tile as
its texture costs no more than a plain one, and SVG and PDF keep it.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QImage

from annotator.ui import theme

PLAIN = (".",)
LINES = ("#", ".", ".", ".")
SLANT = ("#.....", ".#....", "..#...", "...#..", "....#.", ".....#")
WEAVE = ("##..", "##..", "..##", "..##")
RAILS = ("#", ".", "#", ".", ".", ".", ".", ".", ".")
BANDS = ("#", "#", "#", "#", ".", ".", ".", ".")
DOTS = ("##..", "##..", "....", "....", "..##", "..##", "....", "....")
BRICKS = ("########", "#.......", "#.......", "########", "....#...", "....#...")
DENSE = ("#", ".")
STEPS = ("###.........", "###.........", "###.........", "...###......", "...###......", "...###......",
         "......###...", "......###...", "......###...", ".........###", ".........###", ".........###")  # fmt: skip
GRID = ("######", "#.....", "#.....", "#.....", "#.....", "#.....")
TRIPLE = ("#", ".", "#", ".", "#", ".", ".", ".", ".", ".", ".", ".", ".")
TILES = (PLAIN, LINES, SLANT, WEAVE, RAILS, BANDS, DOTS, BRICKS, DENSE, STEPS, GRID, TRIPLE)
"""The pattern of each series, by its place; from the thirteenth on they begin again, with other colours."""

TELLING = 1.3  # contrast of a tile's two tones, and what is kept of it against the ground

_are_on = True


def are_on() -> bool:
    """Whether bars have patterns."""
    return _are_on


def use(*, on: bool) -> None:
    """Give bars patterns or take them away, everywhere."""
    global _are_on
    _are_on = on
    theme.announcer().changed.emit()


def brush(place: int, fill: QColor, ground: QColor, ink: QColor) -> QBrush:
    """The brush of the series at a place, filled with its colour."""
    tile = TILES[place % len(TILES)]
    if not _are_on or tile is PLAIN:
        return QBrush(fill)
    return _brush(tile, fill.rgb(), tone(fill, ground, ink).rgb())


def tone(fill: QColor, ground: QColor, ink: QColor) -> QColor:
    """The second tone of a tile: towards the ink, or towards the ground where the fill is near the ink."""
    for share in (0.16, 0.22, 0.28, 0.36, 0.44, 0.55):
        deeper = theme.mixed(ink, fill, share)
        if theme.contrast(deeper, fill) >= TELLING:
            return deeper
    return theme.mixed(ground, fill, 0.3)


@lru_cache(maxsize=256)
def _brush(tile: tuple[str, ...], fill: int, drawn: int) -> QBrush:
    picture = QImage(len(tile[0]), len(tile), QImage.Format.Format_RGB32)
    for y, row in enumerate(tile):
        for x, mark in enumerate(row):
            picture.setPixel(x, y, drawn if mark == "#" else fill)
    return QBrush(picture)
