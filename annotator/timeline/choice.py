"""Which bars a person chose: the question that a click on the chart asks of the project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BinChoice:
    """The days `first` to `last`, both counted in, of one series or (None) of all; or those without a date.

    `series` is the number by which the timeline's counts name it.
    """

    first: date | None
    last: date | None
    series: int | None = None
    undated: bool = False
