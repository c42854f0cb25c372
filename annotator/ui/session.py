"""What the window puts back when it opens and remembers when it closes: place, layout, zoom, theme, order."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow, QSplitter

from annotator.project.settings import Settings
from annotator.ui.desk import Desk

DEFAULT_SIZE = QSize(1440, 900)
_SIDES = (266, 892, 282)  # pixels: articles, text, tags
_TABLE_SHARE = 0.27


def restore_window(window: QMainWindow, settings: Settings) -> None:
    """Put the window where it was, or in the middle of the screen in a size that fits it."""
    if settings.window and window.restoreGeometry(_bytes(settings.window)):
        return
    room = window.screen().availableGeometry()
    size = DEFAULT_SIZE.boundedTo(room.size())
    window.resize(size)
    window.move(room.left() + (room.width() - size.width()) // 2, room.top() + (room.height() - size.height()) // 2)


def restore_layout(desk: Desk, settings: Settings, width: int, height: int) -> None:
    """Put the panels back as they were; at first as suits a window of this size in pixels."""
    sides = _SIDES if width >= 1200 else (212, width - 426, 214)
    chart = min(max(round(height * 0.265), 160), 280)
    table = round(width * _TABLE_SHARE)
    _restore(desk.top, settings.layout.get("top", ""), list(sides))
    _restore(desk.bottom, settings.layout.get("bottom", ""), [width - table, table])
    _restore(desk.whole, settings.layout.get("whole", ""), [height - chart, chart])
    desk.articles.set_order(settings.article_order)
    desk.pane.view.zoom = settings.zoom
    for name in settings.layout.get("hidden", "").split():
        if name in desk.parts():
            desk.show_part(name, shown=False)


def remember(window: QMainWindow, desk: Desk | None, settings: Settings) -> None:
    """Write what the next start needs into the settings and store them."""
    settings.window = _hexadecimal(window.saveGeometry())
    if desk is not None:
        desk.leave_article()
        settings.layout = {
            "top": _hexadecimal(desk.top.saveState()),
            "bottom": _hexadecimal(desk.bottom.saveState()),
            "whole": _hexadecimal(desk.whole.saveState()),
            "hidden": " ".join(name for name, panel in desk.parts().items() if panel.isHidden()),
        }
        settings.zoom = desk.pane.view.zoom
        settings.article_order = desk.articles.order()
        place = settings.place(desk.project.path)
        place.article = desk.article.uid if desk.article else ""
        place.anchor = desk.pane.view.scroll_anchor() if desk.article else 0
    settings.save()


def _restore(splitter: QSplitter, state: str, sizes: list[int]) -> None:
    if not state or not splitter.restoreState(_bytes(state)):
        splitter.setSizes(sizes)


def _bytes(words: str) -> QByteArray:
    return QByteArray.fromHex(words.encode("ascii", "ignore"))


def _hexadecimal(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode("ascii")
