"""Telling views what changed, so that nobody refreshes because of what it did itself."""

from __future__ import annotations

from collections.abc import Callable

from annotator.records import Changes

Listener = Callable[[Changes], object]


class Listeners:
    """Those who want to hear of changes, told in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def connect(self, listener: Listener) -> None:
        """Tell this one from now on."""
        self._listeners.append(listener)

    def disconnect(self, listener: Listener) -> None:
        """Tell this one no longer; one that is not known is no error."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def tell(self, changes: Changes) -> None:
        """Tell all of them."""
        for listener in list(self._listeners):
            listener(changes)
