"""Round values for the value axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from annotator.timeline.stacks import Mode
from annotator.ui.timeline.frame import Frame

HEADROOM = 1.08  # the tallest bar stays under the upper edge
LINE_EVERY = 30.0  # pixels


def value_labels(frame: Frame, mode: Mode, names: Sequence[str]) -> list[tuple[float, str]]:
    """The labels of the value axis, each with its pixel; in lanes these are the `names`, top lane first."""
    if mode is Mode.LANES:
        return [(frame.y(len(names) - 1 - place + 0.4), name) for place, name in enumerate(names)]
    if mode is Mode.NORMALIZED:
        step = 0.25 if frame.height >= 80 else 0.5
        return [(frame.y(share * step), f"{share * step:.0%}") for share in range(round(1 / step) + 1)]
    step = round_step(frame.top, lines=max(int(frame.height / LINE_EVERY), 1))
    return [(frame.y(value), _short(value)) for value in range(0, int(frame.top) + 1, step)]


def _short(value: int) -> str:
    return f"{value:,}" if value < 100_000 else f"{value // 1000:,} k"


def grid(frame: Frame, mode: Mode, lanes: int) -> list[float]:
    """The pixels of the grid's lines, from the top."""
    if mode is Mode.LANES:
        return [frame.y(lane) for lane in range(lanes)]
    return [y for y, _ in value_labels(frame, mode, ())]


def round_step(top: float, *, lines: int) -> int:
    """The least of 1, 2, 5, 10, 20 ... that needs at most `lines` steps to reach `top`."""
    for power in count():
        for lead in (1, 2, 5):
            if top / (lead * 10**power) <= lines:
                return int(lead * 10**power)
    raise AssertionError("the loop above has no end")
