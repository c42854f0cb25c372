"""What waits while another program holds the project file: tried again by a timer, so that the window never stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import ProjectBusyError

PATIENCE = 0.1  # seconds that one try may hold up the window
_EVERY = 150  # milliseconds between two tries
_FOR = 5.0  # seconds until the person is asked
Deed = Callable[[], object]


class Waiting(QObject):
    """Deeds that met a busy file, in their order; one of the same name as another takes that one's place."""

    began = Signal()
    ended = Signal()
    gave_up = Signal(str, object)  # one sentence, and what tries all of them again

    def __init__(self, attempt: Callable[[Deed], object], parent: QObject) -> None:
        """`attempt` does a deed and lets nothing through but ProjectBusyError."""
        super().__init__(parent)
        self._attempt = attempt
        self._deeds: dict[Hashable, Deed] = {}
        self._until = 0.0
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._try_first)

    def is_on(self) -> bool:
        """Whether anything waits."""
        return bool(self._deeds)

    def holds(self, name: Hashable) -> bool:
        """Whether a deed of this name waits."""
        return name in self._deeds

    def add(self, name: Hashable, deed: Deed) -> None:
        """Have a deed done as soon as the file is free."""
        is_first = not self._deeds
        self._deeds[name] = deed
        if is_first:
            self._until = time.monotonic() + _FOR
            self._timer.start()
            self.began.emit()

    def finish(self) -> bool:
        """Try all of them now; whether nothing waits any more."""
        while self._deeds and self._do_first():
            pass
        return not self._deeds

    def stop(self) -> None:
        """Forget everything: the project is about to be closed."""
        self._timer.stop()
        self._deeds.clear()

    def _try_first(self) -> None:
        try:
            self._do_first(tells=True)
        except ProjectBusyError as error:
            if time.monotonic() >= self._until:
                self._give_up(str(error))

    def _do_first(self, *, tells: bool = False) -> bool:
        """Do what waits longest; whether it is done. `tells` lets the error through that says it is not."""
        name, deed = next(iter(self._deeds.items()))
        try:
            self._attempt(deed)
        except ProjectBusyError:
            if tells:
                raise
            return False
        if self._deeds.get(name) is deed:
            del self._deeds[name]
        self._until = time.monotonic() + _FOR
        if not self._deeds:
            self._timer.stop()
            self.ended.emit()
        return True

    def _give_up(self, words: str) -> None:
        deeds, self._deeds = self._deeds, {}
        self._timer.stop()
        self.ended.emit()
        self.gave_up.emit(words, lambda: self._begin_again(deeds))

    def _begin_again(self, deeds: dict[Hashable, Deed]) -> None:
        for name, deed in deeds.items():
            self.add(name, deed)
        if self._deeds:
            self._try_first()
