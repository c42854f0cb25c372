"""Enter presses the button that has the focus, as Space does; Qt does so in dialogs only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_HELD = ~Qt.KeyboardModifier.KeypadModifier  # where on the keyboard the key lies is no matter


def press_focused(part: QWidget, event: QKeyEvent) -> bool:
    """Press the focused button of a part of the window, if the key is Enter alone; whether there was one."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if not is_enter or event.modifiers() & _HELD:
        return False
    button = part.window().focusWidget()
    if not isinstance(button, QAbstractButton) or not button.isEnabled() or not part.isAncestorOf(button):
        return False
    button.click()
    return True
