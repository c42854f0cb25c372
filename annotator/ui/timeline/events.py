"""The events of the panel: kept here until there is a chart, and what a person wants done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from shiboken6 import isValid

from annotator.records import Event

if TYPE_CHECKING:
    from annotator.ui.timeline.card import Card
    from annotator.ui.timeline.event_field import EventField, Named
    from annotator.ui.timeline.pointer import LiveChart

CARD_BELOW = 40  # pixels from the mouse to the middle of the card


class PlottedEvents(QObject):
    """Shows events on a chart; stores nothing itself.

    `named` carries the name, first and last day of a new event; `changed` an event and the same three; `deleted` an
    event; `menu_requested` an event and a place on the screen; `shown` tells that other events are shown.
    """

    named = Signal(object)
    changed = Signal(object, object)
    deleted = Signal(object)
    menu_requested = Signal(object, QPoint)
    shown = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.can_write = True
        self._events: Sequence[Event] = ()
        self._chart: LiveChart | None = None
        self._field: EventField | None = None
        self._card: Card | None = None
        self._subject: Event | None = None  # of the field; None: a new one

    def show(self, events: Sequence[Event]) -> None:
        """Show these events from now on."""
        self._tell(None)
        self._events = events
        if self._chart is not None:
            self._chart.show_events(events)
        self.shown.emit()

    def all(self) -> Sequence[Event]:
        """The events shown."""
        return self._events

    def attach(self, chart: LiveChart) -> None:
        """Show the events on a chart, and hear what is wanted there."""
        self._chart = chart
        chart.show_events(self._events)
        gestures = chart.gestures
        gestures.can_write = lambda: self.can_write
        gestures.name_asked.connect(lambda days, place: self.ask(None, days, place))
        gestures.change_asked.connect(self.rename)
        gestures.delete_asked.connect(self.deleted)
        gestures.menu_asked.connect(self.menu_requested)
        gestures.pointed.connect(self._tell)

    def rename(self, event: Event) -> None:
        """Ask for another name or other days of an event, beside its name on the chart."""
        if self._chart is not None and self.can_write:
            self.ask(event, (event.first_on, event.last_on), self._chart.gestures.place_of(event))

    def ask(self, event: Event | None, days: object, place: QPoint) -> None:
        """Open the field at a place on the screen: for an event, or a new one of these days."""
        assert self._chart is not None
        self._tell(None)
        from annotator.ui.timeline.event_field import EventField  # late: nobody names anything at once

        if self._field is None or not isValid(self._field) or self._field.parentWidget() is not self._chart.window():
            self._field = EventField(self._chart.window())
            self._field.done.connect(self._take)
            self._field.left.connect(self._leave)
            self._field.abandoned.connect(self._forget_preview)
        self._subject = event
        self._field.begin(event.name if event is not None else "", days, place)  # type: ignore[arg-type]

    @property
    def field(self) -> EventField | None:
        """The field in which an event is named, once there was one."""
        return self._field

    def card_words(self) -> str:
        """What the card of the event under the mouse says; empty while there is none."""
        return self._card.words() if self._card is not None and isValid(self._card) and self._card.isVisible() else ""

    def _tell(self, said: tuple[str, str, QPointF] | None) -> None:
        chart = self._chart
        if chart is None or said is None:
            if self._card is not None and isValid(self._card):
                self._card.hide()
            return
        from annotator.ui.timeline.card import Card  # late: the panel is made before anything points

        if self._card is None or not isValid(self._card) or self._card.parentWidget() is not chart.window():
            self._card = Card(chart.window())
        name, rest, point = said
        self._card.tell(name, (), rest)
        below = point.toPoint() + QPoint(0, CARD_BELOW)  # the name itself stays in sight
        self._card.show_beside(chart.viewport().mapTo(chart.window(), below))

    def _take(self, named: Named) -> None:
        if self._subject is None:
            self.named.emit(named)
        else:
            self.changed.emit(self._subject, named)

    def _forget_preview(self) -> None:
        if self._chart is not None:
            self._chart.gestures.show_preview(None)

    def _leave(self) -> None:
        self._forget_preview()
        if self._chart is not None:
            self._chart.setFocus()
