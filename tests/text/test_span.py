import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.span import Span
from tests.text.awkward import texts_with_spans

spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: Span(pair[0], sum(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3), (0, 0)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no span starts at {start} and ends at {end}"):
        Span(start, end)


@given(texts_with_spans())
def test_the_quote_is_the_slice(case: tuple[str, int, int]) -> None:
    text, start, end = case
    assert Span(start, end).quote(text) == text[start:end]
    assert Span(start, end).length == len(text[start:end])


def test_a_span_beyond_the_text_has_no_quote() -> None:
    with pytest.raises(ValueError, match="span 1 to 4 reaches beyond a text of 3 code points"):
        Span(1, 4).quote("abc")


@given(spans, spans)
def test_spans_overlap_when_they_share_a_code_point(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == bool(shared) == other.overlaps(one)
    assert one.contains(other) == (len(shared) == other.length)


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("China  firmly opposes it. ", " firmly opposes it. ", "firmly opposes it."),
        ("worth\u00a0\u00a0$5bn\u00a0\u2028", "\u00a0$5bn\u00a0\u2028", "$5bn"),
        ("“We will act,” he said", "“We will act", "We will act"),
        ("“We will act,” he said", "We will act,”", "We will act,"),
        ("“We will act,” he said", "“We will act,” ", "“We will act,”"),
        ('"We will act," he said', '"We will act,', "We will act,"),
        ('"We will act," he said', " he said", "he said"),
        ('"Yes," he said. "No."', '" he said. "', "he said."),
        ('"Yes," he said. "No."', '"Yes," he said. "', '"Yes," he said.'),
        ("‘Never,’ she said", "‘Never", "Never"),
        ("the workers’ demand", "the workers’ ", "the workers’"),
        ("in the '90s they", " '90s ", "'90s"),
        ("it’s ‘don’t’ now", "‘don’t", "don’t"),
        ("„Nein“, sagte er", "„Nein“", "„Nein“"),
        ("„Nein“, sagte er", "„Nein", "Nein"),
        ("»Nein«, sagte er", "»Nein«", "»Nein«"),
        ("« Non », dit-il", "« Non »", "« Non »"),
        ("« Non », dit-il", "« Non ", "Non"),
        ("”Nej”, sade han", "”Nej”", "”Nej”"),
        ("他说：“立即停止！”", "“立即停止", "立即停止"),
        ("「停止」と述べた", "「停止」", "「停止」"),
        ("“He said ‘no’ to it", "‘no’ to", "‘no’ to"),
    ],
)
def test_white_space_and_stray_quotation_marks_are_trimmed(text: str, marked: str, kept: str) -> None:
    start = text.index(marked)
    trimmed = Span(start, start + len(marked)).trimmed(text)
    assert trimmed is not None
    assert trimmed.quote(text) == kept


@pytest.mark.parametrize("text", [" \u00a0\n", "“", '"', " ” ", "\u200b"])
def test_nothing_is_left_of_a_span_without_words(text: str) -> None:
    assert Span(0, len(text)).trimmed(text) is None


@given(texts_with_spans())
def test_trimming_only_ever_takes_away_and_is_done_at_once(case: tuple[str, int, int]) -> None:
    text, start, end = case
    trimmed = Span(start, end).trimmed(text)
    if trimmed is not None:
        assert Span(start, end).contains(trimmed)
        assert trimmed.trimmed(text) == trimmed
        assert not trimmed.quote(text)[0].isspace()
        assert not trimmed.quote(text)[-1].isspace()
