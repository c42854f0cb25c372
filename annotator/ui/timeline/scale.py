"""Round values for the value axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from annotator.timeline.almanac import PLAIN, Almanac
from annotator.timeline.stacks import Mode
from annotator.timeline.view import Share
from annotator.ui.timeline.frame import Frame
from annotator.ui.timeline.marks import Reading

HEADROOM = 1.08  # the tallest bar stays under the upper edge
LINE_EVERY = 30.0  # pixels


def value_labels(
    frame: Frame, reading: Reading, names: Sequence[str], almanac: Almanac = PLAIN
) -> list[tuple[float, str]]:
    """The labels of the value axis, each with its pixel; in lanes these are the `names`, top lane first."""
    if reading.mode is Mode.LANES:
        return [(frame.y(len(names) - 1 - place + 0.5), name) for place, name in enumerate(names)]
    if reading.mode is Mode.NORMALIZED and reading.share is Share.ANNOTATIONS:
        step = 0.25 if frame.height >= 80 else 0.5
        shares = [share * step for share in range(round(1 / step) + 1)]
        return [(frame.y(share), almanac.digit(f"{share:.0%}")) for share in shares]
    lines = max(int(frame.height / LINE_EVERY), 2)
    parts = reading.mode is Mode.NORMALIZED
    step, digits = round_step(frame.top, lines=lines, least=-2 if parts else 0)
    values = [number * step for number in range(int(frame.top / step + 1e-9) + 1)]
    return [(frame.y(value), _short(value, digits, almanac)) for value in values]


def _short(value: float, digits: int, almanac: Almanac) -> str:
    if value >= 100_000:
        return f"{almanac.number(round(value / 1000))} k"
    return almanac.digit(f"{value:,.{digits}f}")


def grid(frame: Frame, reading: Reading) -> list[float]:
    """The pixels of the grid's lines, from the top."""
    if reading.mode is Mode.LANES:
        return [frame.y(lane) for lane in range(len(reading.shown))]
    return [y for y, _ in value_labels(frame, reading, ())]


def round_step(top: float, *, lines: int, least: int = 0) -> tuple[float, int]:
    """The least of 1, 2, 5, 10, 20 ... that needs at most `lines` steps to reach `top`, and its digits after the point.

    It is not less than 10 to the power of `least`.
    """
    for power in count(least):
        for lead in (1, 2, 5):
            if top / (lead * 10.0**power) <= lines:
                return (lead * 10.0**power if power < 0 else lead * 10**power), max(-power, 0)
    raise AssertionError("the loop above has no end")
