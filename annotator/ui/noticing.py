"""Notices how far a person reads: an article that stays open for a moment, and each place that scrolling rests at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

from annotator.records import ArticleId

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

FIRST, NEXT = 1500, 600
"""Milliseconds that a newly opened article, and then a place in it, is on the screen before it counts as read."""


class Noticing(QObject):
    """Puts bookmarks for one desk; those who walk through the list do not read what they pass."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._article: ArticleId | None = None  # the one that was open long enough
        self._let_be: ArticleId | None = None  # the open one that was marked as unread
        self._is_stopped = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self.notice)
        desk.pane.view.arranged.connect(self._moved)

    def notice(self) -> None:
        """Remember that the article was read down to what is on the screen now."""
        desk = self._desk
        view = desk.pane.view
        if desk.article is None or desk.waiting.is_on() or not view.isVisible():
            return
        self._article = desk.article.id
        if desk.article.furthest is not None and desk.article.furthest >= desk.article.length:
            return
        with desk.guarded():
            desk.project.read_to(
                desk.article, view.offset_at(QPoint(view.viewport().width(), view.viewport().height()))
            )

    def let_be(self) -> None:
        """Notice nothing of the open article until it is opened anew: it was marked as unread on purpose."""
        self._resting.stop()
        self._let_be = self._desk.article.id if self._desk.article is not None else None

    def leave(self) -> None:
        """Remember the last place of an article that was being read, before another one takes its place."""
        if self._resting.isActive():
            self._resting.stop()
            if self._desk.article is not None and self._article == self._desk.article.id:
                self.notice()

    def stop(self) -> None:
        """Notice nothing any more: the project is about to be closed."""
        self.leave()
        self._is_stopped = True

    def _moved(self) -> None:
        article = self._desk.article
        if article is None or self._is_stopped or article.id == self._let_be:
            return
        self._let_be = None
        self._resting.start(NEXT if article.id == self._article else FIRST)
