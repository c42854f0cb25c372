"""What the plot is given to paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.timeline.arrays import Flags
from annotator.ui.timeline.marks import Bar, Column, Marks


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that the plot shows; `lit` tells of each bar whether it is among the chosen (None: all are)."""

    marks: Marks
    grid: Sequence[float]  # pixels from the top
    lit: Flags | None = None
    note: str = ""  # said where there is no bar
    band: tuple[float, float] | None = None  # the chosen days in pixels
    cursor: Column | None = None
    incomplete: Sequence[Column] = ()  # the articles reach over a part of their days
    cursor_bar: Bar | None = None
    in_words: Callable[[int], str] = str  # how numbers are written here
