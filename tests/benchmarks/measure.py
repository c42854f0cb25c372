"""What one benchmark says, and how its numbers come about: medians of runs that alternate with their floor."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: samples of the program and of its floor in `unit`, and the goals for the median.

    `goal` is in `unit`, `goal_ratio` in multiples of the floor's median; None where nothing was promised. `floor_is`
    says in words what the floor does, `note` what else was measured.
    """

    name: str
    unit: str
    samples: list[float]
    floor: list[float]
    floor_is: str
    goal: float | None = None
    goal_ratio: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The program's median."""
        return median(self.samples)

    @property
    def best(self) -> float:
        """The program's best run: what is left when nobody else uses the machine."""
        return min(self.samples)

    @property
    def floor_median(self) -> float | None:
        """The floor's median; None where nothing comparable exists."""
        return median(self.floor) if self.floor else None

    @property
    def ratio(self) -> float | None:
        """The program's median in multiples of the floor's."""
        return self.median / self.floor_median if self.floor_median else None

    @property
    def passed(self) -> bool | None:
        """Whether every goal is reached; None without a goal."""
        verdicts = []
        if self.goal is not None:
            verdicts.append(self.median <= self.goal)
        if self.goal_ratio is not None and self.ratio is not None:
            verdicts.append(self.ratio <= self.goal_ratio)
        return all(verdicts) if verdicts else None

    def as_json(self) -> dict[str, object]:
        """The row with its samples and with what follows from them."""
        derived: dict[str, object] = {
            "median": self.median,
            "best": self.best,
            "floor_median": self.floor_median,
            "ratio": self.ratio,
            "passed": self.passed,
        }
        return asdict(self) | derived


def row_from_json(found: dict[str, object]) -> Row:
    """The row that `as_json` wrote."""
    return Row(**{name: found[name] for name in Row.__dataclass_fields__})  # type: ignore[arg-type]


def interleaved(ours: Callable[[], float], floor: Callable[[], float], *, runs: int) -> tuple[list[float], list[float]]:
    """Samples of both, taken in turns, so that whatever else the machine does falls on both alike.

    Both run once before that, unmeasured.
    """
    ours(), floor()
    pairs = [(ours(), floor()) for _ in range(runs)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def seconds(work: Work) -> float:
    """How long the work takes, with the garbage of what went before collected first."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def milliseconds(work: Work) -> float:
    """The same in milliseconds."""
    return seconds(work) * 1000
