"""Which backup may go: recent ones stay dense, old ones become sparse, after about a year they leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

ALWAYS_KEPT = 10  # the backups that were made last, whatever any clock says
MOST = 80

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400  # seconds
_ALL_OF_THE_LAST = 3 * _HOUR
_LONGEST = 400 * _DAY
# Up to which age one backup is kept of each stretch. Each stretch is a whole number of the one before it, so that
# the one kept of a day is one of those kept of its hours.
_STRETCHES = ((2 * _DAY, _HOUR), (14 * _DAY, _DAY), (70 * _DAY, 7 * _DAY), (_LONGEST, 28 * _DAY))


def surplus(made: Sequence[datetime], now: datetime, *, most: int = MOST) -> int | None:
    """The place of the one backup that is needed least, or None where all are needed.

    `made` are the instants of the backups in the order in which they were made, which clocks may contradict. Never
    more than one goes for one that came, so that a clock which jumps costs no more than that; and never one of the
    last ten. `most` is how many there is room for.
    """
    others = range(max(len(made) - ALWAYS_KEPT, 0))
    stretches = [_stretch(one, now) for one in made]
    last_of = {stretch: place for place, stretch in enumerate(stretches)}
    for place in others:
        if stretches[place] is None or last_of[stretches[place]] != place:
            return place
    if len(made) <= max(most, ALWAYS_KEPT):
        return None
    # The oldest stays until it is too old: were it to go first, none would ever grow old.
    return min(others[1:] or others, key=lambda place: _loss(made, place, now))


def _stretch(one: datetime, now: datetime) -> tuple[int, int] | None:
    """The stretch of time of which one backup is enough; None for one that is too old."""
    age, at = (now - one).total_seconds(), one.timestamp()
    if age < _ALL_OF_THE_LAST:
        return 1, int(at)
    return next(((length, int(at // length)) for limit, length in _STRETCHES if age < limit), None)


def _loss(made: Sequence[datetime], place: int, now: datetime) -> float:
    """How much a gap would grow beside its age, were the backup at this place gone."""
    before = made[place - 1] if place else made[place]
    gap = abs((made[place + 1] - before).total_seconds())
    return gap / max((now - made[place]).total_seconds(), _MINUTE)
