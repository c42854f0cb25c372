"""Which bars a person chose: the question that a click on the chart asks of the project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from annotator.records import TagId


@dataclass(frozen=True, slots=True)
class BinChoice:
    """The days `first` to `last`, both counted in, of one tag or (None) of all; or those without a date."""

    first: date | None
    last: date | None
    tag_id: TagId | None = None
    undated: bool = False
