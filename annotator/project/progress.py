"""How a long verb says how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step of a long verb; may raise Cancelled, and then nothing uncommitted remains."""

    def step(self, done: int, total: int | None) -> None:
        """`done` of `total` units are finished; `total` is None while it is unknown."""


class Quiet:
    """A listener that says nothing and never stops anybody."""

    def step(self, done: int, total: int | None) -> None:
        """Nothing."""
