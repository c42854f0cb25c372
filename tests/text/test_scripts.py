"""Which face a text asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.scripts import COMMON, writing_of


@pytest.mark.parametrize(
    ("text", "language", "main"),
    [
        ("The ferries return.", "en", ""),
        ("Паромы возвращаются: Ελλάδα", "ru", ""),
        ("フェリーが戻る。", "", "jpan"),
        ("漁業協定交渉再開", "ja", "jpan"),
        ("渔业谈判对两国人民来说很重要。", "", "hans"),
        ("漁業談判對兩國人民來說很重要。", "", "hant"),
        ("渔业谈判", "zh-CN", "hans"),
        ("文字", "zh_TW", "hant"),
        ("文字", "zh-Hant-HK", "hant"),
        ("어업 협상이 재개되었다. 中國 정부", "", "kore"),
        ("عادت العبارات", "ar", "arab"),
        ("فیری واپس آ گئی", "ur", "aran"),
        ("המעבורות חוזרות", "he", "hebr"),
        ("เรือข้ามฟากกลับมา", "th", "thai"),
        ("नौकाएँ लौट आईं", "hi", "deva"),
    ],
)
def test_a_text_is_written_in(text, language, main):
    assert writing_of(text, language).main == main


def test_a_declared_language_does_not_outweigh_the_letters():
    assert writing_of("Ferries return to Japan", "ja") == COMMON


def test_a_quotation_in_another_script_asks_for_its_face_too():
    found = writing_of("The minister said “مرحبا” and “שלום” and nothing else at all to the reporters.", "en")
    assert found.main == ""
    assert set(found.others) == {"arab", "hebr"}


def test_a_text_that_begins_in_one_script_and_goes_on_in_another_asks_for_both():
    found = writing_of("Summary in English. " * 200 + "渔业谈判对两国人民来说很重要。" * 2000)
    assert "hans" in (found.main, *found.others)


@given(st.text(max_size=300), st.sampled_from(["", "en", "ja", "zh", "zh-TW", "ko", "ur", "x"]))
def test_every_text_has_a_writing_whose_names_are_told_once(text, language):
    found = writing_of(text, language)
    names = [name for name in (found.main, *found.others) if name]
    assert len(names) == len(set(names))
    assert "hani" not in names
    assert "kana" not in names
