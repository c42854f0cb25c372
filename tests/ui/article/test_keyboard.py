import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from annotator.text import boundaries
from annotator.text.span import Span
from annotator.ui.article.commands import COMMANDS

from .conftest import NO_KEYS, TAGS, an_annotation

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key

TEXT = "The 👨‍👩‍👧 ferries return on Monday. The crew is glad.\n\nA second paragraph speaks of cod."


def test_shift_and_arrows_select_whole_characters_as_a_reader_counts_them(reader):
    reader.open(TEXT)
    reader.view.selection.put(4)
    reader.press(Key.Key_Right, SHIFT)
    assert reader.quote() == "👨‍👩‍👧"


def test_control_and_shift_select_by_word_without_the_space_behind(reader):
    reader.open(TEXT)
    reader.view.selection.put(TEXT.index("ferries"))
    reader.press(Key.Key_Right, CTRL | SHIFT)
    reader.press(Key.Key_Right, CTRL | SHIFT)
    assert reader.quote() == "ferries return"
    reader.press(Key.Key_Left, CTRL | SHIFT)
    assert reader.quote() == "ferries "


def test_alt_and_the_arrows_select_by_sentence(reader):
    reader.open(TEXT)
    reader.press(Key.Key_Down, ALT | SHIFT)
    assert reader.quote() == "The 👨‍👩‍👧 ferries return on Monday."
    reader.press(Key.Key_Down, ALT | SHIFT)
    assert reader.quote() == "The 👨‍👩‍👧 ferries return on Monday. The crew is glad."


def test_alt_and_the_arrows_go_to_the_beginnings_of_sentences_and_then_to_the_end(reader):
    reader.open(TEXT)
    seen = []
    for key in (*[Key.Key_Down] * 4, *[Key.Key_Up] * 3):
        reader.press(key, ALT)
        seen.append(TEXT[reader.view.selection.caret :][:8])
    assert seen == ["The crew", "A second", "", "", "A second", "The crew", "The 👨‍👩‍"[:8]]


def test_control_and_the_arrows_move_by_paragraph(reader):
    reader.open(TEXT)
    reader.press(Key.Key_Down, CTRL)
    assert reader.view.selection.caret == TEXT.index("A second")
    reader.press(Key.Key_Down, CTRL)
    assert reader.view.selection.caret == len(TEXT)
    reader.press(Key.Key_Up, CTRL)
    assert reader.view.selection.caret == TEXT.index("A second")


def test_arrows_move_to_the_line_below_and_skip_blank_lines(reader):
    reader.open(TEXT)
    reader.press(Key.Key_Down)
    assert reader.view.selection.caret == TEXT.index("A second")
    reader.press(Key.Key_Up)
    assert reader.view.selection.caret == 0


def test_home_and_end_keep_to_the_line_and_with_control_to_the_text(reader):
    reader.open(TEXT)
    reader.press(Key.Key_End)
    assert reader.view.selection.caret == TEXT.index("\n")
    reader.press(Key.Key_End, CTRL)
    assert reader.view.selection.caret == len(TEXT)
    reader.press(Key.Key_Home)
    assert reader.view.selection.caret == TEXT.index("A second")


def test_in_arabic_the_left_arrow_goes_on(reader):
    reader.open("قال المتحدث")
    reader.press(Key.Key_Left, SHIFT)
    assert reader.view.selected_span() == Span(0, 1)


def test_page_down_goes_on_by_a_screen_and_keeps_the_caret_on_it(reader):
    reader.open("\n\n".join(f"Paragraph {n} of a long story about ferries." for n in range(100)))
    reader.press(Key.Key_PageDown)
    reader.press(Key.Key_PageDown)
    caret = reader.view.selection.caret
    assert caret > 500
    assert 0 <= reader.point(caret).y() <= reader.view.viewport().height()


def test_control_a_selects_everything_and_escape_nothing(reader):
    reader.open(TEXT)
    reader.press(Key.Key_A, CTRL)
    assert reader.quote() == TEXT
    reader.press(Key.Key_Escape)
    assert reader.quote() is None


def test_control_c_copies_our_own_text(reader):
    text = "Two words with a\u00a0no-break space\u2028and a line separator \ufffc here."
    reader.open(text)
    reader.press(Key.Key_A, CTRL)
    reader.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text


def test_a_digit_or_a_letter_asks_for_its_tag(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    span = reader.span_of("ferries return")
    reader.view.select_span(span)
    reader.type("2")
    assert asked == [(TAGS[1].id, "")]
    assert reader.view.selected_span() == span
    reader.type("d")
    assert asked[-1] == (TAGS[2].id, "")


def test_a_full_stop_asks_for_the_last_tag_again(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    reader.view.select_span(reader.span_of("ferries"))
    reader.type(".")
    assert asked == []
    reader.type("m")
    reader.view.select_span(reader.span_of("crew"))
    reader.type(".")
    assert asked == [(TAGS[1].id, "")] * 2


def test_keys_without_a_selection_ask_for_nothing(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    reader.type("2dz")
    assert asked == []


def test_what_is_tagged_from_the_keyboard_is_trimmed_first(reader, hear):
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    start = TEXT.index(" crew")
    reader.view.selection.put(start, start + 6)
    reader.type("c")
    assert reader.quote() == "crew"
    assert asked == [(TAGS[0].id, "")]


def test_what_is_tagged_never_parts_a_letter_from_its_mark(reader, hear):
    text = "The crew said \u0301no twice."
    reader.open(text)
    asked = hear(reader.view.tag_requested)
    start = text.index("\u0301")
    reader.view.selection.put(start, start + 3)
    reader.type("c")
    assert reader.quote() == " \u0301no"
    assert asked == [(TAGS[0].id, "")]


def test_a_tags_key_changes_the_tag_of_the_chosen_annotation(reader, hear):
    annotation = an_annotation(7, TEXT, Span(8, 20))
    reader.open(TEXT, [annotation])
    asked = hear(reader.view.retag_requested)
    reader.view.select_annotation(annotation.id)
    reader.type("3")
    assert asked == [(annotation.id, TAGS[2].id)]


def test_a_letter_of_a_tag_wins_over_a_shortcut_of_the_window(reader, hear, qtbot):
    pulled = []
    shortcut = QShortcut(QKeySequence("c"), reader.window)
    shortcut.activated.connect(lambda: pulled.append(True))
    reader.open(TEXT)
    asked = hear(reader.view.tag_requested)
    reader.view.select_span(reader.span_of("ferries"))
    reader.window.activateWindow()
    reader.view.setFocus()
    QTest.keyClick(reader.window.windowHandle(), Key.Key_C)
    assert (asked, pulled) == ([(TAGS[0].id, "")], [])


def test_a_key_that_means_nothing_in_the_text_is_left_to_the_window(reader):
    pulled = []
    for key in ("n", "c", "Esc"):
        QShortcut(QKeySequence(key), reader.window).activated.connect(lambda key=key: pulled.append(key))
    reader.open(TEXT)
    reader.window.activateWindow()
    reader.view.setFocus()
    handle = reader.window.windowHandle()
    QTest.keyClick(handle, Key.Key_N)
    QTest.keyClick(handle, Key.Key_C)
    QTest.keyClick(handle, Key.Key_Escape)
    assert pulled == ["n", "c", "Esc"]


def test_brackets_go_from_annotation_to_annotation(reader):
    first = an_annotation(1, TEXT, span_in(TEXT, "ferries"))
    second = an_annotation(2, TEXT, span_in(TEXT, "crew"))
    reader.open(TEXT, [first, second])
    reader.type("]")
    assert reader.view.selected_annotation() == first
    reader.type("]")
    assert reader.view.selected_annotation() == second
    reader.type("[")
    assert reader.view.selected_annotation() == first


def span_in(text: str, quote: str) -> Span:
    return Span(text.index(quote), text.index(quote) + len(quote))


@pytest.mark.parametrize(("key", "held"), [(Key.Key_F5, NO_KEYS), (Key.Key_Delete, NO_KEYS), (Key.Key_C, CTRL | SHIFT)])
def test_keys_that_mean_nothing_to_the_text_are_left_to_the_window(reader, hear, key, held):
    span = Span(0, 3)
    reader.open(TEXT, [an_annotation(1, TEXT, span)])
    reader.view.select_annotation(1)
    shortcut = QShortcut(QKeySequence(int(key) | held.value), reader.window)
    pressed = hear(shortcut.activated)
    reader.press(key, held)
    assert pressed == [()]


def test_the_caret_is_on_the_screen_after_a_jump_over_text_that_nobody_has_seen(reader):
    text = "\n".join("x" * (n * 37 % 900) for n in range(400))
    reader.open(text)
    reader.press(Key.Key_End, CTRL)
    assert 0 <= reader.point(len(text)).y() < reader.view.viewport().height()
    middle = len(text) // 2
    reader.view.scroll_to_anchor(middle)
    reader.view.selection.put(middle)
    reader.press(Key.Key_Up, CTRL)
    assert 0 <= reader.point(reader.view.selection.caret).y() < reader.view.viewport().height()
    reader.press(Key.Key_Home, CTRL)
    assert 0 <= reader.point(0).y() < reader.view.viewport().height()


def test_enter_selects_the_sentence_at_the_caret(reader):
    reader.open(TEXT)
    reader.view.selection.put(TEXT.index("crew"))
    reader.press(Key.Key_Return)
    assert reader.quote() == "The crew is glad."


def test_enter_widens_a_selection_to_whole_sentences(reader):
    reader.open(TEXT)
    reader.view.select_span(reader.span_of("Monday. The crew"))
    reader.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert reader.quote() == "The 👨‍👩‍👧 ferries return on Monday. The crew is glad."


def test_a_selection_grows_and_shrinks_by_key(reader):
    reader.open(TEXT)
    reader.view.selection.put(TEXT.index("crew") + 1)
    seen = []
    for _ in range(4):
        reader.press(Key.Key_Right, ALT | SHIFT)
        seen.append(reader.quote())
    assert seen == ["crew", "The crew is glad.", TEXT[: TEXT.index("\n")], TEXT]
    for quote in (*reversed(seen[:3]), None):
        reader.press(Key.Key_Left, ALT | SHIFT)
        assert reader.quote() == quote
    assert reader.view.selection.caret == TEXT.index("crew") + 1


def test_commands_hear_other_keys_at_once_and_the_old_ones_no_more(reader, hear):
    reader.open(TEXT)
    reader.view.selection.put(TEXT.index("crew"))
    reader.view.use_keys({"Ctrl+G": "grow", "=": "enter"})
    reader.press(Key.Key_Return)
    reader.press(Key.Key_Right, ALT | SHIFT)
    assert reader.quote() is None
    reader.press(Key.Key_G, CTRL)
    assert reader.quote() == "crew"
    reader.type("=")
    assert reader.quote() == "The crew is glad."
    with pytest.raises(KeyError):
        reader.view.use_keys({"G": "no such command"})


def test_every_command_has_a_name_of_its_own_and_no_two_share_a_key():
    assert len({command.id for command in COMMANDS}) == len(COMMANDS) == len({command.title for command in COMMANDS})
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert all(QKeySequence(key).toString() == key for key in keys)


def test_home_and_end_part_no_character_where_a_line_is_broken_within_one(reader):
    text = "\U0001f1e8\U0001f1f3\u0301ab " * 40
    whole = {each.start for each in boundaries.graphemes(text, Span(0, len(text)))} | {len(text)}
    broken = 0
    for width in range(300, 420, 7):
        reader.pane.resize(width, 600)
        reader.open(text)
        document = reader.view.sheet.document
        for line in reader.view.sheet.galley.block(0).lines[1:]:
            broken += document.from_block(0, line.start) not in whole
            reader.view.selection.put(document.from_block(0, line.start + 1))
            for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
                reader.press(key)
                assert reader.view.selection.caret in whole
    assert broken
