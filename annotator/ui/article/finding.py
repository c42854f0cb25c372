"""Finding in the article that is open: seeks what the bar wants, shows all of it and goes from one to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.text.finding import Found, Wanted, find
from annotator.text.span import Span
from annotator.ui import wording
from annotator.ui.article.find_bar import LONGEST_PREFILL, FindBar
from annotator.ui.article.found import Finds
from annotator.ui.article.view import ArticleView

AT_ONCE = 0.04
"""How long a search may hold the window, in seconds; a longer one goes on beside it."""

_LOOK_AGAIN = 15  # milliseconds


class _Search(threading.Thread):
    """One search on its own thread; it touches nothing of Qt."""

    def __init__(self, text: str, wanted: Wanted) -> None:
        super().__init__(daemon=True)
        self.wanted = wanted
        self.result: Found | UserError | None = None
        self.is_unwanted = False
        self._text = text

    def run(self) -> None:
        """Seek, and leave the result to be fetched."""
        try:
            self.result = find(self._text, self.wanted, is_unwanted=lambda: self.is_unwanted)
        except UserError as error:
            self.result = error


class Finding(QObject):
    """Joins a find bar to a view; what was sought last stays known while the bar is closed."""

    jumping = Signal()
    """The first match of a search is about to be shown: the place where the person was is left."""

    def __init__(self, view: ArticleView, bar: FindBar) -> None:
        super().__init__(bar)
        self._view = view
        self._bar = bar
        self._finds = Finds(Found())
        self._known: tuple[str, Wanted] | None = None
        self._search: _Search | None = None
        self._then: Callable[[], None] = self._show_nearest
        self._origin = 0
        self._has_jumped = False
        self._timer = QTimer(self, interval=_LOOK_AGAIN)
        self._timer.timeout.connect(self._fetch)
        bar.wanted_changed.connect(lambda _: self._seek(self._show_nearest))
        bar.step_wanted.connect(self.step)
        bar.closed.connect(self.end)

    @property
    def finds(self) -> Finds:
        """What was found last, and where the person is in it."""
        return self._finds

    @property
    def is_open(self) -> bool:
        """Whether the bar is shown."""
        return not self._bar.isHidden()

    def is_seeking(self) -> bool:
        """Whether a search goes on beside the window."""
        return self._search is not None

    def begin(self) -> None:
        """Open the bar on the selected words, or on what was sought last."""
        span = self._view.selected_span()
        selected = span.quote(self._view.text) if span is not None and span.length <= LONGEST_PREFILL else ""
        self._origin = self._here(forward=True) if span is None else span.start
        self._has_jumped = False
        self._bar.show()
        self._bar.begin("" if "\n" in selected else selected)
        self._seek(self._show_nearest)

    def step(self, step: int) -> None:
        """Go to the next match (1) or the previous one (-1), round the end; where nothing was sought yet, begin."""
        if not self._bar.field.text():
            self.begin()
        elif self._bar.isHidden():
            self._has_jumped = self._view.selected_span() == self._current()
            self._view.setFocus()
            self._seek(lambda: self._go_on(step))
        elif self._search is None:
            self._go_on(step)
        else:
            self._then = lambda: self._go_on(step)

    def end(self) -> None:
        """Close the bar; the match the person is at stays selected, so that a tag's key marks it."""
        self._stop()
        self._bar.hide()
        self._view.show_finds(None)
        self._view.setFocus()
        span = self._current()
        if span is not None:
            self._view.select_span(span)

    def seek_again(self) -> None:
        """Another text is shown: seek in it, and go nowhere."""
        self._known = None
        self._finds = Finds(Found())
        self._view.show_finds(None)
        self._origin = 0
        if not self._bar.isHidden():
            self._seek(self._show_count)

    # Seeking

    def _seek(self, then: Callable[[], None]) -> None:
        self._stop()
        self._then = then
        wanted = self._bar.wanted()
        if self._known == (self._view.text, wanted):
            then()
            return
        self._search = _Search(self._view.text, wanted)
        self._search.start()
        self._search.join(AT_ONCE)
        self._fetch()
        if self._search is not None:
            self._bar.show_count("Searching …")
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        if self._search is not None:
            self._search.is_unwanted = True
            self._search = None

    def _fetch(self) -> None:
        if self._search is None or self._search.result is None:
            return
        result, wanted = self._search.result, self._search.wanted
        self._stop()
        if isinstance(result, UserError):
            self._known = None
            self._show(Finds(Found()))
            self._bar.show_trouble(str(result), wrong=True)
            return
        self._known = (self._view.text, wanted)
        self._finds = Finds(result)
        self._then()

    # Going

    def _here(self, *, forward: bool) -> int:
        """From where the next match is counted: what is selected or chosen, the caret, or what is on the screen."""
        view = self._view
        chosen = view.selected_annotation()
        span = view.selected_span() or (chosen.span if chosen is not None else None)
        place = view.selection.caret if span is None else (span.end if forward else span.start)
        y = view.point_at(place).y()
        return place if 0 <= y <= view.viewport().height() else view.scroll_anchor()

    def _current(self) -> Span | None:
        number = self._finds.current
        return self._finds.found.span(number) if number is not None else None

    def _go_on(self, step: int) -> None:
        found = self._finds.found
        if not len(found):
            self._show_count()
            return
        number = self._finds.current
        if number is not None and not self._view.hasFocus():
            number = (number + step) % len(found)
        else:
            place = self._here(forward=step > 0)
            number = found.next_from(place) if step > 0 else found.last_before(place)
        self._go_to(number)
        if self._view.hasFocus():
            self._view.select_span(found.span(number))

    def _show_nearest(self) -> None:
        """Show the first match from where the search began."""
        found = self._finds.found
        if len(found):
            self._go_to(found.next_from(self._origin))
        else:
            self._show_count()

    def _go_to(self, number: int) -> None:
        if not self._has_jumped:
            self._has_jumped = True
            self.jumping.emit()
        self._show(self._finds.at(number))
        self._view.reveal(self._finds.found.span(number))

    def _show_count(self) -> None:
        self._show(self._finds)

    def _show(self, finds: Finds) -> None:
        self._finds = finds
        if self._bar.isHidden():
            return
        found, wanted = finds.found, self._bar.wanted()
        self._view.show_finds(finds if len(found) else None)
        more = "+" if found.is_cut else ""
        if not wanted.words:
            self._bar.show_count("")
        elif not len(found):
            self._bar.show_count("No match", nothing=True)
        elif finds.current is None:
            self._bar.show_count(f"{wording.number(len(found))}{more}")
        else:
            self._bar.show_count(f"{wording.number(finds.current + 1)} of {wording.number(len(found))}{more}")
        if found.is_cut:
            self._bar.show_trouble("This takes too long, so the search ended here. Make the expression simpler.",
                                   wrong=False)  # fmt: skip
