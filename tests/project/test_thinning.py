"""Which backups stay: dense for hours, sparse for a year, and no clock takes more than one for one that came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.thinning import ALWAYS_KEPT, MOST, surplus

BEGIN = datetime(2024, 1, 1, 8, tzinfo=UTC)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
steps = st.one_of(
    st.integers(600, 4_000),  # seconds of work
    st.integers(20_000, 400_000),  # nights, weekends
    st.integers(-40_000_000, 80_000_000),  # clocks that jump
)


def kept_through(clock: Iterable[datetime], *, most: int = MOST) -> list[tuple[int, datetime]]:
    """What is left when a backup is made at each of these instants: its number and its instant."""
    kept: list[tuple[int, datetime]] = []
    for number, now in enumerate(clock):
        before = len(kept)
        kept.append((number, now))
        place = surplus([made for _, made in kept], now, most=most)
        if place is not None:
            del kept[place]
        assert len(kept) >= before
    return kept


def years_of_work(days: int) -> Iterable[datetime]:
    """Every ten minutes from nine to five, on every day."""
    return (BEGIN + timedelta(days=day, minutes=ten) for day in range(days) for ten in range(60, 541, 10))


@given(st.lists(instants, max_size=120), instants, st.integers(1, 100))
def test_the_last_ten_always_stay(made: list[datetime], now: datetime, most: int) -> None:
    place = surplus(made, now, most=most)
    assert place is None or 0 <= place < len(made) - ALWAYS_KEPT


@given(st.lists(steps, max_size=300))
def test_a_clock_that_jumps_costs_no_more_than_one_backup_for_one_that_came(jumps: list[int]) -> None:
    clock, now = [], BEGIN
    for jump in jumps:
        now += timedelta(seconds=jump)
        if not 1990 < now.year < 2090:
            now = BEGIN
        clock.append(now)
    kept = kept_through(clock)
    assert [number for number, _ in kept][-ALWAYS_KEPT:] == list(range(len(clock)))[-ALWAYS_KEPT:]
    assert len(kept) <= MOST + 1


def test_after_more_than_a_year_of_work_there_is_one_for_every_stretch_of_the_last() -> None:
    clock = list(years_of_work(430))
    kept = [made for _, made in kept_through(clock)]
    now = clock[-1]
    assert len(kept) <= MOST
    assert sum(now - made < timedelta(hours=3) for made in kept) == 18, "all of the last three hours"
    for days, widest in ((1, 2), (10, 26), (60, 8 * 24), (360, 29 * 24)):
        gaps = [later - earlier for earlier, later in pairwise(kept)
                if now - earlier < timedelta(days=days) and (days > 1 or earlier.date() == now.date())]  # fmt: skip
        assert max(gaps) <= timedelta(hours=widest), (days, max(gaps))
    assert timedelta(days=360) < now - kept[0] < timedelta(days=430)


def test_a_project_left_alone_for_years_keeps_its_last_ten() -> None:
    kept = kept_through([*years_of_work(3), *(BEGIN + timedelta(days=2_000, hours=hour) for hour in range(200))])
    assert len(kept) <= MOST
    assert kept[-1][0] == 3 * 49 + 199


def test_where_there_is_little_room_the_gaps_grow_evenly() -> None:
    clock = list(years_of_work(400))
    kept = [made for _, made in kept_through(clock, most=20)]
    assert len(kept) == 20
    assert clock[-1] - kept[0] > timedelta(days=200)
