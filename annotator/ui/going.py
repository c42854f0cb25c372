"""The places a person visited, to go back to and forward again, as in a browser; a scroll alone is no visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.records import AnnotationId, ArticleId

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

MOST = 200
"""How many places are kept in each direction."""


class Place(NamedTuple):
    """Where a person was: an article, the offset at the top of the screen, and the annotation that was selected."""

    article: ArticleId
    anchor: int
    annotation: AnnotationId | None

    def is_at(self, other: Place) -> bool:
        """Whether the other place shows the same part of the same article."""
        return (self.article, self.anchor) == (other.article, other.anchor)


class Going:
    """What was visited before (`past`) and after (`future`) the place of one desk; deleted articles are passed over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.past: list[Place] = []
        self.future: list[Place] = []
        self._is_under_way = False

    def depart(self) -> None:
        """Remember the place, since the person is about to jump to another."""
        here = self._here()
        if here is None or self._is_under_way:
            return
        if self.past and self.past[-1].is_at(here):
            self.past.pop()  # another annotation of the same screen is no other place
        self.past.append(here)
        del self.past[:-MOST]
        self.future.clear()

    def back(self) -> None:
        """Go to the place before; nothing where there is none."""
        self._go(self.past, self.future)

    def forward(self) -> None:
        """Go to the place that was left by going back; nothing where there is none."""
        self._go(self.future, self.past)

    def _here(self) -> Place | None:
        desk = self._desk
        if desk.article is None:
            return None
        selected = desk.selected()
        return Place(desk.article.id, desk.pane.view.scroll_anchor(), selected.id if selected else None)

    def _go(self, onward: list[Place], behind: list[Place]) -> None:
        here = self._here()
        while onward:
            place = onward.pop()
            if (here is None or not place.is_at(here)) and self._show(place):
                if here is not None:
                    behind.append(here)
                return

    def _show(self, place: Place) -> bool:
        """Show a place; False if its article is gone."""
        desk = self._desk
        if desk.article is None or desk.article.id != place.article:
            found = False
            with desk.guarded():
                found = bool(desk.project.articles_of([place.article]))
            if not found:
                return False
            self._is_under_way = True
            try:
                desk.open_article(place.article, anchor=place.anchor)
            finally:
                self._is_under_way = False
        desk.pane.view.select_span(None)
        desk.select(place.annotation)
        desk.pane.view.scroll_to_anchor(place.anchor)
        return True
