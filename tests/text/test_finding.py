"""Finding: what a person means by typing words, in any script, and expressions that give up in time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.text import boundaries, expressions
from annotator.text.finding import Found, Wanted, find, trouble_of
from annotator.text.folding import fold
from annotator.text.span import Span

TALKS = "Norland agreed. The NORLAND envoy met Norlanders; état, cafe\u0301 and café."


def quotes(text: str, wanted: Wanted) -> list[str]:
    found = find(text, wanted)
    return [found.span(number).quote(text) for number in range(len(found))]


def test_words_are_found_whatever_their_case():
    assert quotes(TALKS, Wanted("norland")) == ["Norland", "NORLAND", "Norland"]
    assert quotes(TALKS, Wanted("Norland", case=True)) == ["Norland", "Norland"]


def test_a_whole_word_does_not_go_on():
    assert quotes(TALKS, Wanted("norland", whole=True)) == ["Norland", "NORLAND"]
    assert quotes("état étatique", Wanted("état", whole=True)) == ["état"]
    assert quotes("He owes £5 and £55.", Wanted("£5", whole=True)) == ["£5"]


def test_a_script_without_spaces_knows_no_whole_words():
    assert quotes("中国外交部发言人", Wanted("外交部", whole=True)) == ["外交部"]


def test_accents_count_only_where_they_are_wanted():
    assert quotes(TALKS, Wanted("cafe")) == ["cafe\u0301", "café"]
    assert quotes(TALKS, Wanted("cafe", accents=True)) == []
    assert quotes(TALKS, Wanted("café", accents=True)) == ["cafe\u0301", "café"]
    assert quotes("كَتَبَ", Wanted("كتب")) == ["كَتَبَ"]


def test_what_print_writes_in_many_ways_is_found_as_it_is_typed():
    text = "“Don’t go”, he said – to\u00a0the co\u00adoperative\nunion…"
    for typed in ('"don\'t go"', "said - to the", "cooperative union", "union..."):
        assert len(find(text, Wanted(typed))) == 1, typed


def test_letters_that_become_two_are_found_whole_or_not_at_all():
    assert quotes("Die Straße", Wanted("STRASSE")) == ["Straße"]
    assert quotes("Die Straße", Wanted("stras")) == []
    assert quotes("İstanbul", Wanted("istanbul")) == ["İstanbul"]


def test_no_half_character_is_ever_found():
    family = "👨‍👩‍👧"
    assert quotes(f"The {family} left", Wanted("👩")) == [family]
    assert quotes("हिन्दी", Wanted("हिन")) == ["हिन्दी"]
    assert quotes("cafe\u0301", Wanted("e", expression=True)) == ["e\u0301"]
    assert quotes("🇩🇪🇫🇷" * 3, Wanted("🇫", accents=True)) == ["🇫🇷"] * 3


def test_nothing_is_found_for_nothing():
    for words in ("", "\u0301", "\u00ad"):
        assert len(find(TALKS, Wanted(words))) == 0
    assert len(find("", Wanted("a"))) == 0


def test_an_expression_knows_words_of_every_script_and_lines():
    assert quotes("un état, l’été", Wanted(r"\bét\w+", expression=True)) == ["état", "été"]
    assert quotes("one\ntwo\n", Wanted(r"^\w+$", expression=True)) == ["one", "two"]
    assert quotes(TALKS, Wanted("norland", case=True, expression=True)) == []
    assert quotes(TALKS, Wanted("norland", whole=True, expression=True)) == ["Norland", "NORLAND"]


def test_places_that_hold_nothing_are_no_finds():
    assert quotes("aab", Wanted("a*", expression=True)) == ["aa"]
    assert quotes("aab", Wanted("(?=a)", expression=True)) == []


@pytest.mark.parametrize("wrong", ["(", "[a", "a{2,1}", "\\", r"\p{Nonsense}", "(?P<1>a)", "*", "(" * 400 + ")" * 400])
def test_what_is_no_expression_is_said_in_one_sentence(wrong):
    sentence = trouble_of(Wanted(wrong, expression=True))
    assert sentence.startswith("This is no regular expression")
    assert sentence.endswith(".")
    with pytest.raises(UserError):
        find("text", Wanted(wrong, expression=True))
    assert trouble_of(Wanted(wrong)) == ""


def test_an_expression_pasted_by_mistake_is_refused():
    assert "1,000 characters" in trouble_of(Wanted("a" * 1001, expression=True))


@pytest.mark.parametrize("greedy", [r"(a|aa)+$", r"(.*a){25}c", r"(?:(?:a*)*\s?)*c|(.*a){25}c"])
def test_an_expression_that_would_never_end_is_given_up(greedy, monkeypatch):
    monkeypatch.setattr(expressions, "PATIENCE", 0.2)
    begun = time.monotonic()
    found = find("a" * 5000 + " b", Wanted(greedy, expression=True))
    assert found.is_cut
    assert time.monotonic() - begun < 20


def test_a_search_that_nobody_wants_any_more_stops():
    found = find("a b " * 100_000, Wanted(r"\w", expression=True), is_unwanted=lambda: True)
    assert found.is_cut
    assert len(found) < 1000


def test_the_next_place_begins_again_at_the_top():
    found = find("a.a.a", Wanted("a"))
    assert [found.next_from(offset) for offset in (0, 1, 2, 4, 5)] == [0, 1, 1, 2, 0]
    assert [found.last_before(offset) for offset in (0, 1, 2, 5)] == [2, 0, 0, 2]
    assert list(found.between(1, 3)) == [1]
    assert found.number_of(Span(2, 3)) == 1
    assert found.number_of(Span(2, 4)) is None
    assert (Found().next_from(3), Found().last_before(3)) == (0, -1)


_SCRIPTS = st.text(st.sampled_from("aA éE\u0301ßİﬁ…’'-–\u00ad🇩🇪👩‍💻\u200dक्षि한ᄒ\u1161اَ\u05d0\u05b0ไท่\n"), max_size=40)


@given(_SCRIPTS, _SCRIPTS, st.booleans(), st.booleans(), st.booleans())
def test_finds_are_whole_ordered_and_apart(text, words, case, accents, whole):
    found = find(text, Wanted(words[:3], case=case, accents=accents, whole=whole))
    done = 0
    for number in range(len(found)):
        span = found.span(number)
        assert span.start >= done
        assert boundaries.snap_to_graphemes(text, span) == span
        done = span.end


@given(_SCRIPTS, st.integers(0, 39), st.integers(1, 5))
def test_what_stands_in_a_text_is_found_there(text, start, length):
    piece = text[start : start + length]
    if not piece or boundaries.snap_to_graphemes(text, Span(start, start + len(piece))).quote(text) != piece:
        return
    for form in ("NFC", "NFD"):
        found = find(text, Wanted(unicodedata.normalize(form, piece)))
        is_there = any(found.span(n).overlaps(Span(start, start + len(piece))) for n in range(len(found)))
        assert is_there or not fold(piece, case=False, accents=False)
