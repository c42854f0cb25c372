"""What a picture of the timeline tells of the project that it was drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Provenance:
    """A project: its name, its tags by number, and how much it holds in all; None where nobody counted."""

    project: str = ""
    tags: Mapping[int, str] = field(default_factory=dict)
    annotations: int | None = None
    undated: int | None = None
