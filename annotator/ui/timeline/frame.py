"""What part of the calendar and of the values lies on which pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Frame:
    """The ordinals `left` to `right` and the values 0 to `top` on `width` x `height` pixels, y downwards."""

    left: float
    right: float
    width: float
    height: float
    top: float

    @property
    def per_day(self) -> float:
        """Pixels a day."""
        return self.width / max(self.right - self.left, 1e-9)

    def x(self, ordinal: float) -> float:
        """The pixel of the beginning of a day."""
        return (ordinal - self.left) * self.per_day

    def ordinal(self, x: float) -> float:
        """The day, with its fraction, at a pixel."""
        return self.left + x / max(self.per_day, 1e-9)

    def y(self, value: float) -> float:
        """The pixel of a value."""
        return self.height * (1 - value / self.top)


def day_at(ordinal: float) -> date:
    """The date at an ordinal, or the nearest one that exists."""
    return date.fromordinal(min(max(int(ordinal // 1), 1), date.max.toordinal()))
