"""What was typed finds what was meant, first of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.ranking import score

NAMES = [
    "New project…", "Open a project…", "Open the sample project", "Import files…", "Import a folder…",
    "Export annotations…", "Undo", "Redo", "Next article", "Previous article", "Next annotation",
    "Previous annotation", "Show or hide: Articles", "Show or hide: Annotation table", "Appearance: Dark",
    "Typeface and spacing…", "Select the sentence", "Next sentence", "Delete the annotation", "Delete the article",
    "Tag: demand", "Tag: commitment", "Tag: kept commitment", "Timeline: Stacked", "Filter articles",
    "Find in the article",
]  # fmt: skip


def first(typed: str) -> str:
    return max(NAMES, key=lambda name: score(typed, name))


@pytest.mark.parametrize(("typed", "meant"), [
    ("undo", "Undo"), ("exp", "Export annotations…"), ("na", "Next article"), ("nexart", "Next article"),
    ("nar", "Next article"), ("dark", "Appearance: Dark"), ("del art", "Delete the article"),
    ("art del", "Delete the article"), ("demand", "Tag: demand"), ("commit", "Tag: commitment"),
    ("kept", "Tag: kept commitment"), ("fita", "Find in the article"), ("imfi", "Import files…"),
    ("sentence", "Next sentence"), ("sel", "Select the sentence"), ("prvan", "Previous annotation"),
    ("an", "Next annotation"), ("DÁRK", "Appearance: Dark"), ("stckd", "Timeline: Stacked"),
])  # fmt: skip
def test_a_few_letters_find_what_is_meant(typed: str, meant: str) -> None:
    assert first(typed) == meant


def test_what_has_none_of_it_is_not_found() -> None:
    assert [name for name in NAMES if score("zebra", name)] == []
    assert score("undo zebra", "Undo") == 0


@given(st.sampled_from(NAMES))
def test_every_name_is_found_first_by_itself(name: str) -> None:
    assert first(name) == name


@given(st.sampled_from(NAMES), st.integers(1, 30))
def test_every_beginning_of_a_name_finds_it(name: str, length: int) -> None:
    assert score(name[:length], name) > 0


@given(st.text(max_size=12), st.text(max_size=40))
def test_any_words_can_be_scored(typed: str, name: str) -> None:
    assert score(typed, name) >= 0


def test_letters_that_repeat_take_no_time() -> None:
    assert score("a" * 30, " ".join(["a" * 20] * 30)) >= 0
