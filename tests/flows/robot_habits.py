"""What a robot does how often, and how it gets out of what its hands have opened and begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from .robot import Hands


def end_dialogs(hands: Hands) -> None:
    """Close what a step has opened above the window: menus and dialogs, by Esc as a person would."""
    is_dialog = QApplication.activeModalWidget() is not None
    for _ in range(6):
        above: QWidget | None = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if above is None:
            break
        QTest.keyClick(above.focusWidget() or above, Qt.Key.Key_Escape)
        hands.look(5)
    above = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    assert above is None, f"{above} does not close with Esc"
    if is_dialog:
        hands.analyst.window.activateWindow()  # a desktop does so, the platform without a screen does not
        hands.analyst.until(lambda: QApplication.focusWidget() is not None)


def leave_modes(hands: Hands) -> None:
    """Esc ends whatever goes on, in a few presses, and the keys belong to the text again."""
    end_dialogs(hands)
    for _ in range(10):
        hands.press(Qt.Key.Key_Escape)
        hands.look()
    view, desk = hands.view, hands.desk
    assert not view.adjusting.is_on, "Esc leaves the edges as they are"
    assert not view.kept_tag.is_on, "Esc ends the kept tag"
    assert view.palette_box.isHidden(), "Esc closes the palette"
    assert not desk.is_alone, "Esc ends the focus mode"
    assert desk.pane._finding is None or desk.pane.finding._bar.isHidden(), "Esc closes the find bar"
    assert view.selected_span() is None, "Esc lets go of the selection"
    assert desk.selected() is None, "Esc lets go of the annotation"


def weighted(hands: Hands) -> Sequence[tuple[Callable[[], None], float]]:
    """The deeds and how often each is done."""
    return (
        (hands.drag, 6), (hands.click, 4), (hands.click_a_mark, 5), (hands.drag_a_handle, 4), (hands.move, 5),
        (hands.adjust, 3), (hands.tag, 9), (hands.tag_too, 2), (hands.divide_or_join, 3), (hands.keep_a_tag, 1),
        (hands.step, 2), (hands.use_the_small_palette, 2), (hands.tab, 1), (hands.escape, 2), (hands.write_a_note, 2),
        (hands.delete, 2), (hands.undo, 4), (hands.wheel, 1), (hands.hover, 1), (hands.find, 2),
        (hands.filter_marks, 2), (hands.key_of_the_window, 3), (hands.open_another, 2), (hands.click_the_table, 2),
        (hands.click_a_tag, 2), (hands.ask_for_menu, 1.5), (hands.search_everything, 1.5), (hands.resize, 0.4),
        (hands.wait, 0.4),
    )  # fmt: skip
