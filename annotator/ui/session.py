"""What the window puts back when it opens and remembers when it closes: place, layout, zoom, theme, order."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from annotator.project.settings import Settings
from annotator.ui.desk import Desk
from annotator.ui.reading import choice

DEFAULT_SIZE = QSize(1440, 900)


def restore_window(window: QMainWindow, settings: Settings) -> None:
    """Put the window where it was, or in the middle of the screen in a size that fits it."""
    if settings.window and window.restoreGeometry(_bytes(settings.window)):
        return
    room = window.screen().availableGeometry()
    size = DEFAULT_SIZE.boundedTo(room.size())
    window.resize(size)
    window.move(room.left() + (room.width() - size.width()) // 2, room.top() + (room.height() - size.height()) // 2)


def restore_layout(desk: Desk, settings: Settings) -> None:
    """Put the panels back as the person had them."""
    for name in desk.splitters():
        desk.arrange(name, bytes(_bytes(settings.layout.get(name, "")).data()))
    desk.articles.set_order(settings.article_order)
    desk.pane.view.zoom = settings.zoom
    desk.pane.read_as(choice.remembered(settings.reading))
    for name in settings.layout.get("hidden", "").split():
        if name in desk.parts():
            desk.show_part(name, shown=False)


def remember(window: QMainWindow, desk: Desk | None, settings: Settings) -> None:
    """Write what the next start needs into the settings and store them."""
    settings.window = _hexadecimal(window.saveGeometry())
    if desk is not None:
        desk.leave_article()
        settings.layout = {
            **{name: state.hex() for name, state in desk.arrangement().items()},
            "hidden": " ".join(desk.hidden()),
        }
        settings.zoom = desk.pane.view.zoom
        if desk.pane.view.reading != choice.remembered(settings.reading):
            settings.reading = desk.pane.view.reading._asdict()
        settings.article_order = desk.articles.order()
        place = settings.place(desk.project.path)
        place.article = desk.article.uid if desk.article else ""
        place.anchor = desk.pane.view.scroll_anchor() if desk.article else 0
    settings.save()


def _bytes(words: str) -> QByteArray:
    return QByteArray.fromHex(words.encode("ascii", "ignore"))


def _hexadecimal(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode("ascii")
