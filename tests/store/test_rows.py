"""Checksums of rows: as the format says, and different for whatever differs."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from annotator.store.rows import checksum

VALUES = st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])))


@given(VALUES)
def test_a_checksum_is_what_the_format_says(values: list[str | int | None]) -> None:
    array = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.blake2b(array, digest_size=8).digest()
    assert checksum(values) == int.from_bytes(digest, "big", signed=True)


@given(VALUES, VALUES)
def test_rows_that_differ_have_other_checksums(one: list[str | int | None], other: list[str | int | None]) -> None:
    assert (checksum(one) == checksum(other)) == (one == other)


def test_kinds_of_values_are_told_apart() -> None:
    assert len({checksum([value]) for value in (None, "", "null", 0, "0", "[]")}) == 6
    assert checksum(["a", "b"]) != checksum(["ab"])
