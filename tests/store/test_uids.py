"""Identifiers: unique, in the order in which they were made, and of the registered form."""

from uuid import UUID

import pytest

from annotator.store import uids


def test_uids_sort_as_they_were_made_and_never_repeat() -> None:
    made = [uids.new_uid() for _ in range(20_000)]
    assert sorted(made) == made
    assert len(set(made)) == len(made)


def test_a_uid_is_version_seven() -> None:
    uid = UUID(uids.new_uid())
    assert (uid.version, uid.variant) == (7, "specified in RFC 4122")


def test_a_clock_that_jumps_back_does_not_disturb_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    before = uids.new_uid()
    monkeypatch.setattr(uids.time, "time_ns", lambda: 1_000_000_000)
    assert uids.new_uid() > before
