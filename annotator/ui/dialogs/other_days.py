"""Asks from which day on the other days of a comparison go; as many as are compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from annotator.errors import UserError
from annotator.timeline.calendar import Unit, bin_at, bin_number
from annotator.timeline.comparing_words import bins_in_words
from annotator.ui import locality
from annotator.ui.dialogs.asking import Asking
from annotator.ui.labels import words


class OtherDays(Asking):
    """`begin` is called with the first of the other days."""

    def __init__(self, parent: QWidget | None, numbers: range, unit: Unit, begin: Callable[[date], object]) -> None:
        super().__init__(parent, "Compare with other days", lambda values: begin(values["first"]), confirm="Compare")
        self._numbers, self._unit = numbers, unit
        here = words(self, text=bins_in_words(numbers, unit, locality.almanac()))
        self.form.addRow("These days", here)
        first = bin_at(numbers.start, unit).start
        earlier = date(first.year - 1, first.month, min(first.day, 28)) if first.year > 1 else first
        self.first = self.line("With those from", earlier.isoformat(), hint="2023-03-04")
        self.first.selectAll()
        self.hint = words(self, soft=True)
        self.form.addRow("", self.hint)
        self.first.textChanged.connect(self._tell)
        self._tell()

    def entered(self) -> dict[str, Any]:
        """The first day; UserError for what is none."""
        return {"first": _day(self.first.text())}

    def _tell(self) -> None:
        """Say which days these are, as far as one can tell."""
        try:
            start = bin_number(_day(self.first.text()), self._unit)
        except UserError:
            self.hint.setText("")
            return
        stop = min(start + len(self._numbers), bin_number(date.max, self._unit) + 1)
        self.hint.setText(bins_in_words(range(start, stop), self._unit, locality.almanac()))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise UserError(f"“{written.strip()[:40]}” is not a day. Write it as 2023-03-04.") from None
