"""The four readings of the same counts."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The readings of a timeline."""

    STACKED = "stacked"
    GROUPED = "grouped"
    NORMALIZED = "normalized"
    LANES = "lanes"


LANE_FILL = 0.84  # the rest of a lane keeps its neighbours apart
