"""What the timeline counts apart from each other: a tag, a source or an analyst, or what is folded of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

NO_SOURCE = "no source"
"""What articles are said to come from whose source nobody named."""


class Named(Protocol):
    """Anything with the three fields of a series; a tag is one."""

    @property
    def id(self) -> int:
        """The number by which counts name it."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def color(self) -> str:
        """`#RRGGBB`, for light grounds."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series; `id` is the number by which counts name it, of tags that of the codebook.

    `key` is the name of a source or an analyst as it is stored: articles without a source are called otherwise.
    """

    id: int
    name: str
    color: str  # #RRGGBB, for light grounds
    key: str = ""

    @classmethod
    def of(cls, named: Named) -> Series:
        """The series of a tag; another series as it is."""
        return named if isinstance(named, cls) else cls(named.id, named.name, named.color, named.name)
