"""The places a person visited, to go back to and forward again, as in a browser; a scroll alone is no visit.

The chart is such a place, too: who went from it to a sentence comes back to it as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.records import AnnotationId, ArticleId

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.timeline.visited import ChartPlace

MOST = 200
"""How many places are kept in each direction."""


class Place(NamedTuple):
    """Where a person was: an article, the offset at the top of the screen, and the annotation that was selected.

    With `chart` the person was at the timeline, and the article only stood above it.
    """

    article: ArticleId
    anchor: int
    annotation: AnnotationId | None
    chart: ChartPlace | None = None

    def is_at(self, other: Place) -> bool:
        """Whether the other place shows the same part of the same article, or the same of the timeline."""
        if self.chart is not None and other.chart is not None:
            return self.chart.is_at(other.chart)
        return self.chart is other.chart and (self.article, self.anchor) == (other.article, other.anchor)


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
        return Place(desk.article.id, desk.pane.view.scroll_anchor(), selected.id if selected else None, self._chart())

    def _chart(self) -> ChartPlace | None:
        """The timeline as a place, while the focus is on it."""
        if not self._desk.timeline.has_focused_counts():
            return None
        from annotator.ui.timeline import visited  # late: where there is no chart there is no such place

        return visited.here(self._desk.timeline)

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
                if place.chart is not None:
                    self._show_chart(place.chart)
                return place.chart is not None
            self._is_under_way = True
            try:
                desk.open_article(place.article, anchor=place.anchor)
            finally:
                self._is_under_way = False
        desk.pane.view.select_span(None)
        desk.select(place.annotation)
        desk.pane.view.scroll_to_anchor(place.anchor)
        if place.chart is not None:
            self._show_chart(place.chart)
        elif desk.timeline.has_focused_counts():
            desk.pane.view.setFocus()
        return True

    def _show_chart(self, place: ChartPlace) -> None:
        from annotator.ui.timeline import visited

        self._desk.show_part("timeline", shown=True)
        visited.show(self._desk.timeline, place)
        self._desk.choose(place.choice)
