"""What two programs changed in the same remembered values, put together: only what one changed itself wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def merged(before: Mapping[str, Any], mine: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """`there`, with every value in its place that is another in `mine` than it was in `before`.

    Mappings inside mappings are put together name by name; any other value is taken whole, lists too.
    """
    answer = dict(there)
    for name in [*mine, *(gone for gone in before if gone not in mine)]:
        if name not in mine:
            answer.pop(name, None)
        elif name not in before or mine[name] != before[name]:
            answer[name] = _value(before.get(name), mine[name], there.get(name))
    return answer


def _value(before: object, mine: object, there: object) -> object:
    if isinstance(mine, Mapping) and isinstance(there, Mapping):
        return merged(before if isinstance(before, Mapping) else {}, mine, there)
    return mine


def latest_first(before: Sequence[str], mine: Sequence[str], there: Sequence[str]) -> list[str]:
    """Names by how lately they were used, the latest first: what came to the front of `mine`, then the rest of `there`.

    A name that `mine` dropped stays dropped; one that the other program added stays.
    """
    fresh = list(mine[: _used_since(before, mine)])
    dropped = set(before) - set(mine)
    return [*fresh, *(name for name in there if name not in fresh and name not in dropped)]


def _used_since(before: Sequence[str], mine: Sequence[str]) -> int:
    """How many names at the front of `mine` were put there: the others stand in the order of `before`."""
    place, last = len(mine), len(before)
    while place and mine[place - 1] in before and before.index(mine[place - 1]) < last:
        place -= 1
        last = before.index(mine[place])
    return place
