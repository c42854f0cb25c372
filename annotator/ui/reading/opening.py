"""Links in the text are opened on purpose only: with Ctrl and the mouse, from a menu, at the caret by an action.

What would be opened is read first: in the status bar while the mouse or the caret is on it, and in a window of its
own where it does not fit there or could be taken for another address. Nothing is ever fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication, QMouseEvent

from annotator.ui.reading.links import link_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from annotator.ui.article.reader import ArticleReader
    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow

ASKED = (540, 240)
"""The width and height in pixels of the window that asks."""

SHOWN = 70
"""Characters of an address that a menu shows."""


class LinkGestures(QObject):
    """What mouse and caret do to the links of a view."""

    pointed = Signal(str)
    """The address of the link under the mouse, or else under the caret; empty for none."""
    wanted = Signal(str, bool)
    """An address was clicked with Ctrl, or chosen in a menu; and whether all of it stood in that menu."""
    menu_requested = Signal(str, QPoint)
    """An address, and a global position."""

    def __init__(self, view: ArticleReader) -> None:
        super().__init__(view)
        self._view = view
        self._told = ""
        self._pressed = ""
        view.viewport().installEventFilter(self)
        view.caret_placed.connect(self._at_caret)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take presses with Ctrl on a link, and right clicks where there is nothing but a link."""
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self._tell("")
        elif isinstance(event, QMouseEvent):
            address = address_under(self._view, event.position())
            if kind == QEvent.Type.MouseMove:
                return self._moved(event, address)
            if kind == QEvent.Type.MouseButtonPress and address and _is_purpose(event):
                self._pressed = address
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._pressed:
                pressed, self._pressed = self._pressed, ""
                if pressed == address:
                    self.wanted.emit(address, False)
                return True
        elif isinstance(event, QContextMenuEvent):
            return self._menu(event)
        return super().eventFilter(watched, event)

    def offer(self, menu: QMenu, address: str) -> QMenu:
        """Add to a menu what can be done to an address."""
        from annotator.ui.actions import plain

        short = address if len(address) <= SHOWN else address[: SHOWN - 1] + "…"
        menu.addAction(plain(f"Open {short}")).triggered.connect(lambda: self.wanted.emit(address, short == address))
        menu.addAction("Copy the address").triggered.connect(lambda: QGuiApplication.clipboard().setText(address))
        return menu

    def _moved(self, event: QMouseEvent, address: str) -> bool:
        if event.buttons() == Qt.MouseButton.NoButton:
            self._tell(address)
        if address and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._view.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return True
        return bool(self._pressed)

    def _menu(self, event: QContextMenuEvent) -> bool:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = self._view.point_at(self._view.selection.caret) if by_key else event.pos()
        address = address_at_caret(self._view) if by_key else address_under(self._view, QPointF(point))
        if not address or self._view.mark_under(point) or self._view.selected_span() is not None:
            return False
        self.menu_requested.emit(address, self._view.viewport().mapToGlobal(point))
        return True

    def _at_caret(self) -> None:
        if not self._view.selected_span():
            self._tell(address_at_caret(self._view))

    def _tell(self, address: str) -> None:
        if address != self._told:
            self._told = address
            self.pointed.emit(address)


def _is_purpose(event: QMouseEvent) -> bool:
    return event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def address_at_caret(view: ArticleReader) -> str:
    """The address of the link that the caret is in or beside, or nothing."""
    link = link_at(view.sheet.document, view.selection.caret)
    return link.address if link is not None else ""


def address_under(view: ArticleReader, place: QPointF) -> str:
    """The address of the link at a viewport pixel, or nothing."""
    offset = view.sheet.offset_under(place)
    link = link_at(view.sheet.document, offset) if offset is not None else None
    return link.address if link is not None and offset != link.span.end else ""


def connect(window: MainWindow, desk: Desk) -> None:
    """Give the text of a desk its links."""
    gestures = LinkGestures(desk.pane.view)
    gestures.pointed.connect(lambda address: _tell(window, address))
    gestures.wanted.connect(lambda address, was_read: open_address(window, address, was_read=was_read))
    gestures.menu_requested.connect(lambda address, place: gestures.offer(_menu(window), address).popup(place))


def offer_under(menu: QMenu, desk: Desk, place: QPoint) -> None:
    """Add to a menu at a global position what can be done to the link under it."""
    view = desk.pane.view
    gestures = view.findChild(LinkGestures)
    address = address_under(view, QPointF(view.viewport().mapFromGlobal(place)))
    if address and isinstance(gestures, LinkGestures):
        menu.addSeparator()
        gestures.offer(menu, address)


def open_at_caret(window: MainWindow, desk: Desk) -> None:
    """Open the link at the caret."""
    address = address_at_caret(desk.pane.view)
    if address:
        open_address(window, address)


def open_address(window: MainWindow, address: str, *, was_read: bool = False) -> None:
    """Open an address in the program that the system has for it, after it was read in full."""
    from annotator.text.links import is_odd

    if not is_odd(address) and (was_read or _stands_in_full(window, address)):
        _open(window, address)
    else:
        _ask(window, address)


def _ask(window: MainWindow, address: str) -> None:
    from annotator.text.links import host_of, is_odd
    from annotator.ui.dialogs.telling import Telling

    leads = f"The address below leads to {host_of(address)}."
    if is_odd(address):
        leads += " It is written so that it could be taken for another: read it to its end before you open it."
    dialog = Telling(window, "Open this address?", leads)
    dialog.detail.setPlainText(address)
    dialog.detail.show()
    dialog.resize(*ASKED)
    dialog.offer("Copy the address", lambda: QGuiApplication.clipboard().setText(address))
    dialog.offer("Open", lambda: _open(window, address))
    dialog.open()


def _open(window: MainWindow, address: str) -> None:
    url = QUrl.fromEncoded(address.encode("ascii"), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or not QDesktopServices.openUrl(url):
        window.tell_trouble(f"No program of this system opens {address}. Copy the address and open it elsewhere.")


def _menu(window: MainWindow) -> QMenu:
    from PySide6.QtWidgets import QMenu

    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _words(address: str) -> str:
    return f"Ctrl+click opens {address}"


def _tell(window: MainWindow, address: str) -> None:
    window.status.hold(_words(address)) if address else window.status.release()


def _stands_in_full(window: MainWindow, address: str) -> bool:
    """Whether the status bar shows all of an address just now."""
    shown = window.status.message
    fits = shown.fontMetrics().horizontalAdvance(shown.text()) <= shown.contentsRect().width()
    return shown.text() == _words(address) and fits
