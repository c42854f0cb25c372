"""The line above the chart: the rule in words, how to read and cut the counts, the totals, and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from annotator.timeline.calendar import NAMED_UNITS
from annotator.timeline.counts import AUTO
from annotator.timeline.stacks import Mode
from annotator.ui import locality, theme
from annotator.ui.timeline.segmented import FlatButton, Segmented

MODES = tuple((mode.value, "normalised" if mode is Mode.NORMALIZED else mode.value) for mode in Mode)
UNITS = ((AUTO, AUTO), *((unit.value, unit.value) for unit in NAMED_UNITS))
ROOMY = 1000
EXPORTS = (
    ("png", "Picture (PNG) …"),
    ("svg", "Drawing (SVG) …"),
    ("pdf", "Page (PDF) …"),
    ("csv", "Numbers (CSV) …"),
)


class Header(QWidget):
    """Signals: `mode_chosen` and `unit_chosen` carry the word, `export_asked` a file suffix without its dot."""

    mode_chosen = Signal(str)
    unit_chosen = Signal(str)
    export_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_totals: Sequence[str] = ()
        self._rule, self._totals = _label(bold=True), _label(bold=False)
        self._rule.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._totals.setMinimumWidth(0)
        self._totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.modes = Segmented("Chart", MODES)
        self.units = Segmented("Bins", UNITS)
        self.modes.chosen.connect(self.mode_chosen)
        self.units.chosen.connect(self.unit_chosen)
        self.export = self._export_button()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 4)
        row.setSpacing(10)
        for part in (self._rule, self.modes, self.units):
            row.addWidget(part)
        row.addWidget(self._totals, 1)
        row.addWidget(self.export)
        self.setMinimumWidth(0)
        self.restyle()

    def _export_button(self) -> FlatButton:
        button = FlatButton("Export")
        button.has_arrow = button.has_border = True
        button.setAccessibleName("Export the timeline")
        self.menu = QMenu(button)
        for suffix, label in EXPORTS:
            action = self.menu.addAction(label)
            action.triggered.connect(lambda _checked=False, suffix=suffix: self.export_asked.emit(suffix))
        button.clicked.connect(lambda: self.menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def show_state(self, *, mode: str, unit: str) -> None:
        """Show which reading and which unit are chosen."""
        self.modes.set_value(mode)
        self.units.set_value(unit)

    def show_words(self, rule_words: str, totals: Sequence[str]) -> None:
        """Show the rule and the totals, which are given in ever fewer words."""
        self._rule.setText(rule_words)
        self._all_totals = totals
        self._fit()

    def words(self) -> tuple[str, str]:
        """The rule and the totals as they are shown, the totals in as many words as fit."""
        return self._rule.text(), self._totals.text()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        palette = self._totals.palette()
        palette.setColor(self._totals.foregroundRole(), theme.current().color("soft"))
        self._totals.setPalette(palette)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up what is spelled out before what can be done."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        row = self.layout()
        assert row is not None
        margins = row.contentsMargins()
        width = self._rule_width()
        self._rule.setFixedWidth(width)
        fixed = width + self.export.sizeHint().width() + 4 * row.spacing()
        room = self.width() - fixed - margins.left() - margins.right()
        modes, units = self.modes.width_needed(), self.units.width_needed()
        lengths = [self._totals.fontMetrics().horizontalAdvance(words) + 2 for words in self._all_totals]
        least = min(lengths, default=0)
        self.units.set_compact(room < modes + units + least)
        self.modes.set_compact(room < modes + self.units.sizeHint().width() + least)
        room -= self.modes.sizeHint().width() + self.units.sizeHint().width()
        fitting = [words for words, length in zip(self._all_totals, lengths, strict=True) if length <= room]
        self._totals.setText(fitting[0] if fitting else "")
        self._totals.setToolTip(self._all_totals[0] if self._all_totals else "")

    def _rule_width(self) -> int:
        """Wide windows keep room for the longest rule, so that zooming moves no button."""
        measure = self._rule.fontMetrics()
        here = locality.almanac()
        rules = [here.rule(here.unit(unit)) for unit in NAMED_UNITS] if self.width() > ROOMY else []
        return max(measure.horizontalAdvance(words) for words in (*rules, self._rule.text())) + 4

    def minimumSizeHint(self) -> QSize:
        """Narrow windows shorten the totals, and drop them before a button."""
        return QSize(0, super().minimumSizeHint().height())


def _label(*, bold: bool) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.ui_font(9, bold=bold))
    return label
