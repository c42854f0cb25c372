"""Which colours a tag may have: seen on the paper of every theme, and not taken for the colour of another tag."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.project.codebook import FREE_COLORS
from annotator.records import Tag
from annotator.ui import theme

LEAST_CONTRAST = 3.0
"""Against each paper, as the mark is painted there: the dark theme lifts colours by itself."""
LEAST_DISTANCE = 6.0
"""In OKLab (Ottosson 2020), times 100, in the light and in the dark: three times what the eye just notices."""
NAMED = frozenset(FREE_COLORS[:10])
"""Colours whose names everybody knows. Some are paler than the rule allows, for no colour with 3:1 on white is yellow,
orange or light blue; marks in them get a darker rim that keeps 3:1, and so they may be chosen."""
Lab = tuple[float, float, float]


class Verdict(NamedTuple):
    """Why a colour cannot be a tag's, in a sentence, and the nearest one that can; both are empty for a good one."""

    trouble: str = ""
    better: str = ""


def judged(wanted: str, others: Sequence[Tag]) -> Verdict:
    """Whether a colour (#RRGGBB) can be that of a tag beside these others."""
    wanted = wanted.upper()
    trouble = _pale(wanted) or _taken(wanted, others)
    if not trouble:
        return Verdict()
    better = next((one for one in _nearest(wanted) if not _pale(one) and not _taken(one, others)), "")
    if not better and not _pale(wanted) and all(wanted != other.color.upper() for other in others):
        return Verdict()  # so many tags that no colour is far from all of them
    return Verdict(trouble, better)


def taken_by(color: str, others: Sequence[Tag]) -> Tag | None:
    """The tag whose colour this one would be taken for; the nearest if there are several."""
    near = [(_distance(color, other.color), other) for other in others]
    distance, tag = min(near, key=lambda pair: pair[0], default=(math.inf, None))
    return tag if distance < LEAST_DISTANCE else None


def _pale(color: str) -> str:
    if color in NAMED:
        return ""
    for one in (theme.LIGHT, theme.SEPIA, theme.DARK):
        found = theme.contrast(theme.data_color(color, one), one.color("paper"))
        if found < LEAST_CONTRAST:
            return f"Too pale on {one.name} paper: a contrast of {math.floor(found * 10) / 10:.1f}, and marks need 3."
    return ""


def _taken(color: str, others: Sequence[Tag]) -> str:
    tag = taken_by(color, others)
    return f"Hardly to be told from the colour of {tag.name}." if tag else ""


def _distance(one: str, other: str) -> float:
    """How far apart two colours are where they are nearest, in the light or in the dark."""
    return min(100 * math.dist(_lab(one, on.name), _lab(other, on.name)) for on in (theme.LIGHT, theme.DARK))


def _nearest(wanted: str) -> Iterator[str]:
    """Colours of all hues, the one most like the wanted one first."""
    aim = _lab(wanted, "light")
    yield from sorted(_candidates(), key=lambda color: math.dist(aim, _lab(color, "light")))


@lru_cache(maxsize=1)
def _candidates() -> tuple[str, ...]:
    found = dict.fromkeys(color for color in FREE_COLORS if color not in NAMED)
    for lightness in range(30, 68, 3):
        for chroma in (0, 4, 8, 12, 16, 20):
            for hue in range(0, 360, 12):
                angle = math.radians(hue)
                color = _color(lightness / 100, chroma / 100 * math.cos(angle), chroma / 100 * math.sin(angle))
                found.update({color: None} if color else {})
    return tuple(found)


@lru_cache(maxsize=4096)
def _lab(color: str, on: str) -> Lab:
    """A colour as painted in a theme, in OKLab."""
    shown = theme.data_color(color, theme.BY_NAME[on])
    red, green, blue = (theme.linear(part) for part in (shown.redF(), shown.greenF(), shown.blueF()))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _color(lightness: float, green_red: float, blue_yellow: float) -> str:
    """An OKLab colour as #RRGGBB, or nothing where no screen shows it."""
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    if min(parts) < 0 or max(parts) > 1:
        return ""
    return QColor.fromRgbF(*(_encoded(part) for part in parts)).name().upper()


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
