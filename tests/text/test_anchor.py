import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.anchor import CONTEXT, context, re_anchor
from annotator.text.span import Span
from tests.text.awkward import canonical_texts, texts_with_spans

STORY = (
    "BEIJING, Dec. 22 (Xinhua) -- The two sides agreed to set up a working group, the spokesperson said on "
    "Friday. China firmly opposes the move and will take all necessary measures, the spokesperson said on Friday."
)


def anchored(quote: str, *, nth: int = 0) -> tuple[Span, str, str]:
    start = -1
    for _ in range(nth + 1):
        start = STORY.index(quote, start + 1)
    span = Span(start, start + len(quote))
    return span, *context(STORY, span)


@given(texts_with_spans())
def test_the_context_is_what_stands_beside_the_span(case: tuple[str, int, int]) -> None:
    text, start, end = case
    prefix, suffix = context(text, Span(start, end))
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert len(prefix) == min(CONTEXT, start)
    assert len(suffix) == min(CONTEXT, len(text) - end)


@given(texts_with_spans(), canonical_texts(), canonical_texts())
def test_a_found_place_always_holds_the_quote(case: tuple[str, int, int], before: str, after: str) -> None:
    text, start, end = case
    quote = text[start:end]
    changed = before + text + after
    found = re_anchor(quote, *context(text, Span(start, end)), changed)
    assert found is None or found.quote(changed) == quote


def test_an_unchanged_text_gives_back_each_span() -> None:
    for start in range(0, len(STORY) - 3, 3):
        span = Span(start, start + 3)
        assert re_anchor(span.quote(STORY), *context(STORY, span), STORY) == span


@given(st.text(alphabet="xyz ", min_size=1, max_size=60))
def test_a_quote_moves_along_with_what_is_put_before_it(added: str) -> None:
    span, prefix, suffix = anchored("firmly opposes")
    assert re_anchor("firmly opposes", prefix, suffix, added + STORY) == Span(
        span.start + len(added), span.end + len(added)
    )


def test_a_change_beyond_the_nearest_words_of_one_side_does_not_lose_the_quote() -> None:
    span, prefix, suffix = anchored("firmly opposes the move")
    changed = STORY.replace("all necessary measures", "every necessary measure")
    assert re_anchor("firmly opposes the move", prefix, suffix, changed) == span


def test_a_quote_that_stands_twice_is_told_apart_by_its_context() -> None:
    for nth in (0, 1):
        span, prefix, suffix = anchored("the spokesperson said", nth=nth)
        assert re_anchor("the spokesperson said", prefix, suffix, STORY) == span


@pytest.mark.parametrize(
    "changed",
    [
        STORY + STORY,
        STORY.replace("opposes the", "opposed the"),
        STORY.replace("China firmly", "Beijing has now and always firmly").replace("the move and", "it, and"),
        STORY[: STORY.index("China")],
        "",
    ],
    ids=["twice with its context", "other words", "other context", "gone", "empty"],
)
def test_an_uncertain_place_is_no_place(changed: str) -> None:
    _, prefix, suffix = anchored("firmly opposes the move")
    assert re_anchor("firmly opposes the move", prefix, suffix, changed) is None


def test_the_other_of_two_equal_quotes_never_stands_in_for_one_that_is_gone() -> None:
    _, prefix, suffix = anchored("the spokesperson said", nth=1)
    without_the_second = STORY[: STORY.index("China")]
    assert re_anchor("the spokesperson said", prefix, suffix, without_the_second) is None


def test_a_quote_that_stands_twice_with_one_side_changed_is_not_chosen_by_the_other_side() -> None:
    _, prefix, suffix = anchored("the spokesperson said on Friday", nth=0)
    changed = STORY.replace("said on Friday. China firmly opposes the move", "said on Friday. China stands firm")
    assert changed.count("the spokesperson said on Friday") == 2
    assert re_anchor("the spokesperson said on Friday", prefix, suffix, changed) is None


def test_a_short_quote_without_context_is_not_found_in_the_middle_of_another_text() -> None:
    assert re_anchor("No", "", "", "No") == Span(0, 2)
    assert re_anchor("No", "", "", "He said: No, never.") is None
    assert re_anchor("", "", "", "abc") is None
