"""The calendar over whole arrays: what `calendar` does to one date, done to thousands at once."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from annotator.timeline.calendar import WEEKS, Unit

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


def bin_numbers(ordinals: Whole, unit: Unit) -> Whole:
    """The number of the bin of each day (an ordinal as in `date.toordinal`), as `calendar.bin_number` has it."""
    if unit is Unit.DAY:
        return ordinals
    if unit in WEEKS:
        return (ordinals - 1 + WEEKS[unit]) // 7
    months = (ordinals - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return np.asarray(months // _MONTHS[unit], dtype=np.int64)


def start_ordinals(numbers: Whole, unit: Unit) -> Whole:
    """The ordinal of the first day of each bin, as `calendar.start_ordinal` has it."""
    if unit is Unit.DAY:
        return numbers
    if unit in WEEKS:
        return np.maximum(numbers * 7 + 1 - WEEKS[unit], date.min.toordinal())
    months = (numbers * _MONTHS[unit] - 1970 * 12).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + EPOCH
    return np.minimum(np.asarray(days, dtype=np.int64), date.max.toordinal() + 1)


def summed(keys: Whole, amounts: Whole) -> tuple[Whole, Whole]:
    """The different keys in order, and of each the sum of its amounts (one number a key, or one row)."""
    if not len(keys):
        return keys, amounts
    if np.any(keys[1:] < keys[:-1]):
        order = np.argsort(keys, kind="stable")
        keys, amounts = keys[order], amounts[order]
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[begins], np.add.reduceat(amounts, begins, axis=0)
