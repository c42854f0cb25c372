"""The face that a text is set in, whatever its writing and whatever fonts this system has."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QLabel

from annotator.text.scripts import Writing, writing_of
from annotator.ui import theme
from annotator.ui.article.document import ArticleDocument
from annotator.ui.article.layout import Galley, Type
from annotator.ui.article.pane import ArticlePane
from annotator.ui.reading import choice, faces
from annotator.ui.reading.choice import DEFAULT, SANS, SERIF

from ..article.conftest import TAGS, an_article

SCRIPTS = {
    "Arabic": "أَعْلَنَتِ الوِزارَةُ أَنَّ العَبّاراتِ سَتَعودُ في الأَوَّلِ مِنْ مايو. " * 12,
    "Hebrew": "הַמַּעְבּוֹרוֹת חוֹזְרוֹת בְּיוֹם שֵׁנִי, אמר הדובר. " * 12,
    "Thai": "ผู้แทนกล่าวว่าเรือข้ามฟากจะกลับมาให้บริการที่ท่าเรืออีกครั้ง ปู่ป้ำ " * 12,
    "Devanagari": "प्रवक्ता ने कहा कि नौकाएँ सोमवार को लौटेंगी और र्ट्रि ठू। " * 12,
    "Japanese": "報道官は月曜日、フェリーの運航を再開すると述べた。" * 20,
    "Chinese": "外交部发言人表示，双方将继续保持沟通。" * 20,
    "Korean": "대변인은 월요일에 여객선 운항이 재개된다고 밝혔다. " * 20,
    "Tamil": "திங்கட்கிழமை படகுகள் திரும்பும் என்று பேச்சாளர் கூறினார். " * 12,
}


@pytest.fixture(autouse=True)
def _loaded(qapp):
    theme.load_faces()


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("reading", [DEFAULT, choice.remembered({"face": SANS, "leading": 1})], ids=["usual", "dense"])
def test_no_line_of_any_script_is_clipped_by_the_next(script, reading):
    text = SCRIPTS[script]
    setting = Type.of(faces.face(13, reading, writing_of(text)), 500, gaps=False)
    galley = Galley(ArticleDocument(text), setting)
    block = galley.block(0)
    assert len(block.lines) > 2
    for line in block.lines:
        assert line.top <= line.baseline - line.line.ascent() + 0.5
        assert line.bottom >= line.baseline + line.line.descent() - 0.5


def test_the_face_for_a_writing_leads_where_it_is_the_texts_own_and_follows_where_it_is_quoted(monkeypatch):
    families = frozenset({"Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK JP", "Noto Naskh Arabic"})
    monkeypatch.setattr(faces, "_present", lambda: families)
    faces._installed.cache_clear()
    try:
        assert faces.text_font(12, SERIF, Writing("hans")).families()[:2] == ["Noto Serif CJK SC", "Noto Sans CJK SC"]
        assert faces.text_font(12, SANS, Writing("hans")).families()[0] == "Noto Sans CJK SC"
        assert faces.text_font(12, SERIF, Writing("jpan")).families()[:2] == ["Noto Serif CJK JP", SERIF]
        assert faces.text_font(12, SERIF, Writing("", ("arab",))).families()[:2] == [SERIF, "Noto Naskh Arabic"]
    finally:
        faces._installed.cache_clear()


def test_a_text_in_latin_letters_asks_for_no_other_face():
    assert faces.text_font(12).families() == [SERIF, "Georgia", "serif"]


def test_a_chosen_family_that_has_the_letters_itself_stays_in_front(monkeypatch):
    monkeypatch.setattr(faces, "_present", lambda: frozenset({"Noto Naskh Arabic"}))
    monkeypatch.setattr(QFontDatabase, "writingSystems", lambda _family: [QFontDatabase.WritingSystem.Arabic])
    for cache in (faces._installed, faces._has):
        cache.cache_clear()
    assert faces.text_font(12, "Amiri", Writing("arab")).families()[:2] == ["Amiri", "Noto Naskh Arabic"]
    for cache in (faces._installed, faces._has):
        cache.cache_clear()


def test_a_family_that_is_gone_falls_back_to_the_programs_own():
    assert QFontInfo(faces.text_font(12, "A face nobody has")).family() == SERIF
    assert QFontInfo(faces.text_font(12, "A sans nobody has")).family() == SANS


def test_articles_in_any_writing_stand_in_a_column_of_the_same_width(qtbot):
    widths = {faces.face(13, DEFAULT, writing_of(text)).widest for text in SCRIPTS.values()}
    assert widths == {faces.face(13).widest}


def test_head_and_text_are_set_in_the_face_that_was_chosen(qtbot):
    pane = ArticlePane()
    qtbot.addWidget(pane)
    pane.show_article(an_article("Text."), "Text.", [], TAGS)
    pane.read_as(DEFAULT._replace(face=SANS, leading=200, measure=50))
    before = faces.face(12.75, DEFAULT)
    setting = pane.view.sheet.galley.setting
    assert setting.font.families()[0] == SANS
    assert setting.pitch > Type.of(before, 400, gaps=False).pitch
    pane.show_article(replace(an_article("船が戻る。"), title="船が戻る", language="ja"), "船が戻る。", [], TAGS)
    assert SANS in pane.view.sheet.galley.setting.font.families()


def test_the_head_says_which_letters_this_computer_has_no_font_for(qtbot, monkeypatch):
    monkeypatch.setattr(faces, "has_letter", lambda _, letter: False)
    pane = ArticlePane()
    qtbot.addWidget(pane)
    for text, script in (("船が戻る。", "Japanese"), ("ንግግሮቹ ይቀጥላሉ።", "Ethiopic"), ("ᠮᠣᠩᠭᠣᠯ", "Mongolian")):
        pane.show_article(an_article(text), text, [], TAGS)
        assert words_of(pane)[1].endswith(f"this computer has no font for {script}")
    pane.show_article(
        an_article("The ferries – “Переговоры” – return."), "The ferries – “Переговоры” – return.", [], TAGS
    )
    assert "no font" not in words_of(pane)[1]


def test_letters_that_a_font_here_has_are_not_said_to_lack_one(qtbot):
    pane = ArticlePane()
    qtbot.addWidget(pane)
    written = {
        "Latin": "Talks in Norland.",
        "Cyrillic": "Переговоры.",
        "Arabic": "قال المتحدث",
        "Japanese": "船が戻る。",
        "Korean": "여객선이 돌아온다",
        "Devanagari": "नौका लौटती है",
    }
    for system, text in written.items():
        pane.show_article(an_article(text), text, [], TAGS)
        is_there = bool(QFontDatabase.families(getattr(QFontDatabase.WritingSystem, system)))
        assert ("no font" in words_of(pane)[1]) != is_there, system


def test_a_few_rare_letters_that_no_font_has_are_no_script_without_one(monkeypatch, qtbot):
    monkeypatch.setattr(faces, "has_letter", lambda _, letter: letter in "船戻港海町")
    assert faces.lacking("船戻港海町が", Writing("jpan")) == ""
    assert faces.lacking("船がもどるのに", Writing("jpan")) == "Japanese"


def words_of(pane):
    return [label.text() for label in pane.header.findChildren(QLabel)]


@given(
    st.dictionaries(
        st.sampled_from(["face", "measure", "leading", "spacing", "other"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()),
    )
)
def test_whatever_was_remembered_makes_a_choice_within_its_limits(found):
    reading = choice.remembered(found)
    assert isinstance(reading.face, str)
    assert reading.face.strip()
    assert all(least <= getattr(reading, name) <= most for name, (least, most) in choice.LIMITS.items())


def test_a_choice_is_remembered_as_it_was():
    reading = DEFAULT._replace(face="DejaVu Serif", measure=60, leading=180, spacing=100)
    assert choice.remembered(reading._asdict()) == reading
