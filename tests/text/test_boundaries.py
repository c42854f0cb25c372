import random
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from icu4py.breakers import CharacterBreaker, WordBreaker

from annotator.text import boundaries, segments
from annotator.text.span import Span
from tests.text.awkward import GRAPHEMES, random_canonical_text, texts_with_offsets, texts_with_spans


def piece(found: Span | None, text: str) -> str | None:
    return found.quote(text) if found else None


def at(find: Callable[[str, int], Span | None], text: str, place: str) -> str | None:
    """What is found at the | in a text."""
    return piece(find(place.replace("|", ""), place.index("|")), text)


def sentences_of(text: str) -> list[str]:
    found, offset = [], 0
    sentence = boundaries.sentence_at(text, 0) or boundaries.next_sentence(text, 0)
    while sentence:
        found.append(sentence.quote(text))
        offset = sentence.start
        sentence = boundaries.next_sentence(text, offset)
    return found


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("China fir|mly opposes", "firmly"),
        ("China |firmly", "firmly"),
        ("China| firmly", "China"),
        ("China | firmly", None),
        ("He don|'t know", "don't"),
        ("cost $3|.5m", "3.5m"),
        ("中方坚决|反对此事", "反对"),
        ("ชาวบ้านส|วัสดีครับ", "สวัสดี"),
        ("وقف إط|لاق النار", "إطلاق"),
        ("peace 👩🏽|\u200d🚀 now", "👩🏽\u200d🚀"),
        ("3|\u00a0bn", "3"),
        ("end|.", "end"),
        ("the U.|S. envoy", "U.S."),
        ("the U.S.| envoy", "U.S."),
        ("at 10 a|.m., he", "a.m."),
        ("the |U.S", "U.S"),
        ("3|.5. Then", "3.5"),
        ("Mr. J|. Dahl", "J"),
        ("-- |-- x", None),
        ("|", None),
    ],
)
def test_the_word_at_a_place(place: str, word: str | None) -> None:
    text = place.replace("|", "")
    assert piece(boundaries.word_at(text, place.index("|")), text) == word


@pytest.mark.parametrize(
    "sentences",
    [
        ["BEIJING, Dec. 22 (Xinhua) -- The U.S. side should act, said Mr. J. K. Smith.", "China will respond."],
        ["“We will act,” he said.", "“Now!” she replied.", "It cost $3.5 million."],
        ['"We will act," he said.', '"Will you?" she asked.', "The U.S. agreed."],
        [
            "Gen. Lee met Lt. Col. Kim on Sept. 5 at 5 p.m. in Seoul.",
            "They left St. Petersburg for Washington, D.C. on Monday.",
        ],
        ["Prices rose 3.5 pct. in May, Acme Ltd. said on Tues. in London.", "See No. 5."],
        ["中方对此坚决反对。", "我们敦促美方停止。", "谢谢！"],
        ["هل ستتحركون؟", "نعم سنتحرك."],
        ["It was rated J\u00a0. by J\u3000. K. Rowling.", "Yes."],
        ["He met J.\u00a0K.\u00a0Smith of the U.N.\u00a0Secretariat.", "It ended."],
        ["Am 3. Mai sagte Dr. Müller z. B. nichts dazu.", "Der Bund zahlte 3 Mio. Euro.", "„Nein!“, sagte er."],
        ["M. Dupont a vu Mme. Durand le 3 mai.", "« Non ! » a-t-il dit.", "Il gagne env. 3 000 euros de plus."],
        ["El Sr. García y la Sra. López viajaron a EE. UU. en mayo.", "Llegó a las 5 p. m. del lunes."],
        ["Il Sig. Rossi e il Dott. Bianchi sono partiti.", "Che cosa si dice?"],
        ["Президент В. В. Путин сказал это 5 мая 2024 г. в Москве.", "Завод им. Ленина молчал.", "«Нет!» — сказал он."],
        ["Ο κ. Παπαδόπουλος είπε όχι.", "Γιατί;", "Δεν ξέρω."],
        ["وقال د. أحمد إن المحادثات ستستمر.", "ورفضت العرض."],
        ["प्रवक्ता ने कहा कि बातचीत जारी रहेगी।", "डॉ. शर्मा ने कहा।", "क्या यह सच है?"],
        ["פרופ. לוי הוסיף.", "ד״ר כהן אמר לא."],
        ["外務省は「交渉は続く。」と述べた。", "東京で会談が行われた。"],
        ["“我们不会接受。”他说。", "他问：“为什么？”", "没有人回答。"],
    ],
)
def test_wire_prose_falls_into_its_sentences(sentences: list[str]) -> None:
    joiner = "" if "。" in sentences[0] else " "
    assert sentences_of(joiner.join(sentences)) == sentences


def test_the_language_of_a_short_paragraph_is_that_of_its_text() -> None:
    german = "Die Fähren kehren zurück, sagte der Minister am Montag in der Stadt, und das ist gut.\n\n"
    text = german + "Am 3. Mai kam Dr. Kohl."
    assert sentences_of(text)[-1] == "Am 3. Mai kam Dr. Kohl."
    english = "The ferries return, the minister said on Monday in the town, and that is good.\n\n"
    assert sentences_of(english + "It is I. Then it was he.")[-2:] == ["It is I.", "Then it was he."]


def test_a_sentence_ends_with_its_line_unless_lines_are_broken_at_a_fixed_width() -> None:
    assert sentences_of("China opposes move\nXinhua) 13:53\n\nBEIJING -- It said no.") == [
        "China opposes move",
        "Xinhua) 13:53",
        "BEIJING -- It said no.",
    ]
    wrapped = "The ministry said on Friday that it\nfirmly opposes the move and will\ntake measures. It gave no date."
    assert sentences_of(wrapped) == [wrapped[: wrapped.index(" It gave")], "It gave no date."]


def test_a_blank_line_holds_no_sentence_and_no_paragraph() -> None:
    text = "One.\n \u00a0\nTwo."
    assert boundaries.sentence_at(text, 6) is None
    assert boundaries.paragraph_at(text, 6) is None
    assert piece(boundaries.paragraph_at(text, 4), text) == "One."
    assert piece(boundaries.paragraph_at(text, len(text)), text) == "Two."


def test_sentences_and_words_are_stepped_through_both_ways() -> None:
    text = "One two. Three?\n\nFour five."
    assert [s and s.start for s in (boundaries.next_sentence(text, o) for o in (0, 8, 9, 16))] == [9, 9, 17, 17]
    assert boundaries.next_sentence(text, 17) is None
    assert [s and s.start for s in (boundaries.previous_sentence(text, o) for o in (27, 17, 9))] == [17, 9, 0]
    assert boundaries.previous_sentence(text, 0) is None
    forward, word = [], boundaries.next_word(text, 0)
    while word:
        forward.append(word)
        word = boundaries.next_word(text, word.end)
    assert [w.quote(text) for w in forward] == ["One", "two", "Three", "Four", "five"]
    backward, word = [], boundaries.previous_word(text, len(text))
    while word:
        backward.append(word)
        word = boundaries.previous_word(text, word.start)
    assert backward == forward[::-1]


@pytest.mark.parametrize("grapheme", GRAPHEMES)
def test_no_part_of_a_character_is_selected_alone(grapheme: str) -> None:
    text = f"a {grapheme} b"
    whole = Span(2, 2 + len(grapheme))
    for start in range(2, whole.end):
        assert boundaries.snap_to_graphemes(text, Span(start, start + 1)) == whole
        assert boundaries.graphemes(text, Span(start, start + 1)) == [whole]
        assert boundaries.next_grapheme(text, start) == whole.end
        assert boundaries.previous_grapheme(text, start + 1) == whole.start
        assert boundaries.snap_to_words(text, Span(start, start + 1)).contains(whole)


def test_no_flag_is_split_in_a_long_row_of_them() -> None:
    text = "a" + "🇨🇳🇺🇸" * 300 + "b"
    for start in range(1, len(text) - 1, 97):
        first = start - (start + 1) % 2
        assert boundaries.snap_to_graphemes(text, Span(start, start + 1)) == Span(first, first + 2)


@given(texts_with_spans())
def test_a_snapped_span_holds_the_span_and_is_snapped_at_once(case: tuple[str, int, int]) -> None:
    text, start, end = case
    for snap in (boundaries.snap_to_graphemes, boundaries.snap_to_words):
        snapped = snap(text, Span(start, end))
        assert snapped.contains(Span(start, end))
        assert snapped.end <= len(text)
        assert snap(text, snapped) == snapped


@given(texts_with_spans())
def test_snapping_to_words_never_splits_a_grapheme(case: tuple[str, int, int]) -> None:
    text, start, end = case
    snapped = boundaries.snap_to_words(text, Span(start, end))
    assert boundaries.snap_to_graphemes(text, snapped) == snapped


@given(texts_with_offsets())
def test_what_is_found_holds_the_place_or_ends_at_it(case: tuple[str, int]) -> None:
    text, offset = case
    word = boundaries.word_at(text, offset)
    assert word is None or word.start <= offset <= word.end
    sentence, paragraph = boundaries.sentence_at(text, offset), boundaries.paragraph_at(text, offset)
    for found in (sentence, paragraph):
        assert found is None or found.quote(text) == found.quote(text).strip()
    after, before = boundaries.next_sentence(text, offset), boundaries.previous_sentence(text, offset)
    assert after is None or after.start > offset
    assert before is None or before.start < offset


@given(texts_with_spans())
def test_graphemes_cover_the_span_without_a_gap(case: tuple[str, int, int]) -> None:
    text, start, end = case
    found = boundaries.graphemes(text, Span(start, end))
    assert [each.end for each in found[:-1]] == [each.start for each in found[1:]]
    assert Span(found[0].start, found[-1].end) == boundaries.snap_to_graphemes(text, Span(start, end))


def test_looking_only_nearby_finds_what_looking_at_a_whole_long_line_finds() -> None:
    text = random_canonical_text(random.Random(5), 9_000).replace("\n", " ")
    for breaker, snap in ((CharacterBreaker, boundaries.snap_to_graphemes), (WordBreaker, boundaries.snap_to_words)):
        stretches, end = [], 0
        for part in breaker(text, "en"):
            stretches.append(Span(end, end + len(part)))
            end += len(part)
        for stretch in stretches[:: len(stretches) // 400]:
            if stretch.quote(text)[0].isalnum() or snap is boundaries.snap_to_graphemes:
                middle = (stretch.start + stretch.end) // 2
                snapped = snap(text, Span(middle, middle + 1))
                assert snapped == stretch or snapped.contains(boundaries.snap_to_graphemes(text, stretch))


@pytest.mark.parametrize(
    "words",
    ["क्षि हिन्दी ", "وَقْفُ ", "שָׁלֵמָ ", "നമ്മുടെ "],
    ids=["hindi", "arabic", "hebrew", "malayalam"],
)
def test_in_a_long_line_whose_words_end_in_vowel_signs_only_the_neighbourhood_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    text, looked_at = words * 2_000, []
    within = segments.graphemes_within
    monkeypatch.setattr(segments, "graphemes_within", lambda *asked: looked_at.append(asked[1]) or within(*asked))
    whole = [Span(*each) for each in within(text, Span(0, len(text)))]
    for grapheme in whole[: len(words) * 3] + whole[-len(words) * 3 :] + whole[9_000 : 9_000 + len(words) * 3]:
        assert boundaries.snap_to_graphemes(text, Span(grapheme.start, grapheme.start + 1)) == grapheme
    assert max(each.end - each.start for each in looked_at) < 500


def test_a_sentence_in_a_very_long_line_is_found_whole() -> None:
    sentence = "The spokesperson said on Dec. 22 that “it is so” and " + "so on and " * 700 + "so forth."
    text = " ".join([sentence] * 40)
    for number in (0, 1, 20, 39):
        start = number * (len(sentence) + 1)
        assert boundaries.sentence_at(text, start + 3_700) == Span(start, start + len(sentence))


@pytest.mark.parametrize("offset", [-1, 4])
def test_a_place_outside_the_text_is_refused(offset: int) -> None:
    for find in (boundaries.word_at, boundaries.sentence_at, boundaries.paragraph_at, boundaries.next_grapheme):
        with pytest.raises(ValueError, match=f"offset {offset} is outside a text of 3 code points"):
            find("abc", offset)


def test_the_libraries_are_imported_only_when_a_boundary_is_asked_for() -> None:
    script = (
        "import sys; from annotator.text import anchor, boundaries, canonical, lanes, offsets, span; "
        "assert not {'icu4py', 'sentencex', 'PySide6', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_sentence_never_begins_between_a_full_stop_and_its_combining_mark():
    text = "中方反对。\u0301 The ministry said so."
    for offset in range(len(text)):
        for found in (
            boundaries.sentence_at(text, offset),
            boundaries.next_sentence(text, offset),
            boundaries.previous_sentence(text, offset),
        ):
            assert found is None or boundaries.snap_to_graphemes(text, found) == found


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("He said word\u0301 and left.", (7, 12), "word\u0301"),
        ("one \u0301two", (0, 5), "one \u0301"),
        ("the \u201c\u0308offer", (4, 11), "\u201c\u0308offer"),
        (" crew ", (0, 6), "crew"),
    ],
)
def test_a_tidy_span_has_no_stray_edges_and_parts_no_character(text: str, marked: tuple[int, int], kept: str) -> None:
    tidied = boundaries.tidied(text, Span(*marked))
    assert tidied is not None
    assert tidied.quote(text) == kept


def test_nothing_is_left_of_a_span_of_spaces() -> None:
    assert boundaries.tidied("a   b", Span(1, 4)) is None
