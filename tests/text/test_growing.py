"""A selection grows from word to text and shrinks the same way back."""

from hypothesis import given

from annotator.text import growing
from annotator.text.span import Span

from .awkward import texts_with_offsets

TEXT = (
    "STENHAVEN, April 1 (Meridian) -- Norland agreed on Monday, before May, to reopen two lines. “We will leave,” "
    "Mr. J. K. Dahl said on Dec. 22 in the U.S. capital.\n\nA second paragraph."
)


def grown(place: str) -> list[str]:
    growth, span, quotes = growing.Growth(), None, []
    while (found := growth.grow(TEXT, TEXT.index(place), span)) is not None:
        span = found
        quotes.append(span.quote(TEXT))
    return quotes


def test_a_place_grows_to_word_clause_sentence_paragraph_and_text():
    sentence, paragraph = TEXT[: TEXT.index(" “We")], TEXT[: TEXT.index("\n")]
    assert grown("agreed") == ["agreed", "Norland agreed on Monday", sentence, paragraph, TEXT]


def test_a_quotation_is_a_clause_of_its_sentence():
    sentence = "“We will leave,” Mr. J. K. Dahl said on Dec. 22 in the U.S. capital."
    assert grown("will")[:3] == ["will", "We will leave", sentence]
    assert grown("said")[:3] == ["said", "Mr. J. K. Dahl said on Dec. 22 in the U.S. capital.", sentence]


def test_a_span_over_two_sentences_grows_to_whole_ones():
    span = Span(TEXT.index("reopen"), TEXT.index("leave") + 3)
    assert growing.larger(TEXT, span.start, span).quote(TEXT) == "reopen two lines. “We will leave"
    sentences = growing.larger(TEXT, 0, Span(TEXT.index("to reopen"), TEXT.index("leave") + 5))
    assert sentences.quote(TEXT) == TEXT[: TEXT.index("\n")]


def test_what_never_grew_shrinks_to_the_next_smaller_unit():
    sentence = Span(0, TEXT.index(" “We"))
    assert growing.smaller(TEXT, sentence).quote(TEXT) == "STENHAVEN"


@given(texts_with_offsets())
def test_shrinking_goes_back_the_way_that_growing_came(case: tuple[str, int]) -> None:
    text, offset = case
    growth, span, steps = growing.Growth(), None, []
    while (found := growth.grow(text, offset, span)) is not None:
        assert span is None or (found.contains(span) and found != span)
        steps.append(span)
        span = found
    while steps:
        assert span is not None
        assert span.end <= len(text)
        _, span = growth.shrink(text, span)
        assert span == steps.pop()
