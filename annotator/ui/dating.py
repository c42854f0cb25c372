"""Giving articles their dates at the desk: the window of the undated, tied to the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from annotator.records import Article, ArticleId, Changes
from annotator.ui import editing, wording
from annotator.ui.keymap import key_of

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

_LOOKED_THROUGH = 500  # texts; of more that are chosen at once nothing is offered


def show_undated(desk: Desk) -> None:
    """Show every article without a date, those with annotations first."""
    _Sorting(desk, None).begin()


def show_dates(desk: Desk, ids: Sequence[ArticleId]) -> None:
    """Show these articles, to give them a date, change or remove it."""
    _Sorting(desk, ids).begin()


class _Sorting:
    """One window over one project: what it asks is done, and what the project says is shown."""

    def __init__(self, desk: Desk, ids: Sequence[ArticleId] | None) -> None:
        from annotator.project.dating import day_of  # late, as the window: the first picture needs neither
        from annotator.ui.dialogs.dating import Dating

        self._desk, self._given = desk, ids
        self._dated: set[ArticleId] = set()  # here, while the window is open
        title = "Articles without a date" if ids is None else "Date of publication"
        dialog = self._dialog = Dating(desk, self._fetch, day_of, title=title)
        dialog.looked_at.connect(self._look)
        dialog.given.connect(self._give)
        dialog.each_given.connect(self._give_each)
        dialog.undo_asked.connect(lambda: editing.undo(desk))
        desk.project.changed.connect(self._follow)
        dialog.finished.connect(lambda: desk.project.changed.disconnect(self._follow))

    def begin(self) -> None:
        """Open the window."""
        self._list()
        self._dialog.open()
        self._dialog.field.setFocus()

    def _fetch(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, Article]:
        found: dict[ArticleId, Article] = {}
        if not self._desk.waiting.holds("read"):
            with self._desk.guarded():
                found.update((one.id, one) for one in self._desk.project.articles_of(ids))
        return found

    def _follow(self, changes: Changes) -> None:
        if changes.articles or changes.annotated or changes.everything:
            self._dialog.model.refresh(changes.articles | changes.annotated)
            if changes.everything:
                self._dialog.model.forget_all()
            self._list()

    def _list(self) -> None:
        """List the undated, and those that were dated here in their places, so that a slip can be mended."""
        desk, dialog = self._desk, self._dialog
        with desk.guarded():
            undated = desk.project.undated()
            if self._given is not None:
                ids = [one.id for one in desk.project.articles_of(self._given)]
                dialog.show_articles(ids, wording.counted(len(ids), "article"))
                return
            without = set(undated)
            listed = [one for one in dialog.model.ids() if one in without or one in self._dated]
            known = set(listed)
            ids = [*listed, *(one for one in undated if one not in known)]
            dated = len(ids) - len(without)
            here = f" · {wording.number(dated)} dated here" if dated else ""
            dialog.show_articles(ids, f"{wording.counted(len(without), 'article')} without a date{here}")

    def _look(self, ids: list[ArticleId]) -> None:
        from annotator.ui.dialogs.dating import Head
        from annotator.ui.dialogs.head_of_text import LONGEST

        desk, project = self._desk, self._desk.project
        with desk.guarded():
            if len(ids) == 1:
                article = project.article(ids[0])
                days = [(one.day, one.start, one.end) for one in project.days_in(article)]
                text = project.text(article)[: LONGEST + 1]
                self._dialog.show_one(Head(article, text, days), writable=not project.read_only)
            else:
                self._look_at_several(ids)

    def _look_at_several(self, ids: list[ArticleId]) -> None:
        project = self._desk.project
        found, named = project.articles_of(ids[:_LOOKED_THROUGH]), self._named(ids)
        lines = [f"{wording.one_line(one.title, 80) or '(no title)'}: {self._says(one.id, named)}" for one in found]
        dated = any(one.published_on is not None for one in found)
        naming = sum(len(days) == 1 for days in named.values())
        self._dialog.show_many(lines, naming, writable=not project.read_only, dated=dated)

    def _named(self, ids: Sequence[ArticleId]) -> dict[ArticleId, list[date]]:
        """The days that the texts of these articles name; of too many articles none is read."""
        if len(ids) > _LOOKED_THROUGH:
            return {}
        return {one: [found.day for found in self._desk.project.days_in(one)] for one in ids}

    def _says(self, article_id: ArticleId, named: Mapping[ArticleId, list[date]]) -> str:
        return ", ".join(map(wording.day, named.get(article_id, ()))) or "names no day"

    def _give(self, ids: list[ArticleId], day: date | None) -> None:
        self._store(dict.fromkeys(ids, day), wording.day(day) if day else "No date any more")

    def _give_each(self, ids: list[ArticleId]) -> None:
        with self._desk.guarded():
            only = {one: days[0] for one, days in self._named(ids).items() if len(days) == 1}
            self._store(only, "Each its own day")

    def _store(self, days: Mapping[ArticleId, date | None], said: str) -> None:
        desk, dialog = self._desk, self._dialog
        if not days:
            return

        def deed() -> None:
            self._dated.update(days)
            number = desk.project.date_articles(days)
            words = f"{said}: {wording.counted(number, 'article')} · Undo {key_of('undo')}"
            desk.say(words)
            dialog.stored(list(days), words)

        desk.attempt(deed, name=("dates", *days))
