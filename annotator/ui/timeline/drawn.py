"""What the plot is given to paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.ui.timeline.marks import Bar, Column


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that the plot shows; `lit` tells whether a bar is among the chosen."""

    columns: Sequence[Column]
    grid: Sequence[float]  # pixels from the top
    lit: Callable[[Column, Bar], bool] | None = None  # None: all
    note: str = ""  # said where there is no bar
    band: tuple[float, float] | None = None  # the chosen days in pixels
    cursor: Column | None = None
    incomplete: Sequence[Column] = ()  # the articles reach over a part of their days
    cursor_bar: Bar | None = None
