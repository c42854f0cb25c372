"""The line above the chart: the rule in words, how to read and cut the counts, the totals, and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from annotator.timeline.calendar import AUTO, NAMED_UNITS
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, DateRule, Group, Share
from annotator.ui import locality, theme
from annotator.ui.timeline.segmented import FlatButton, Segmented
from annotator.ui.timeline.views_button import ViewsButton

MODES = tuple((mode.value, "normalised" if mode is Mode.NORMALIZED else mode.value) for mode in Mode)
UNITS = ((AUTO, AUTO), *((unit.value, unit.value) for unit in NAMED_UNITS))
GROUPS = tuple((group.value, f"by {group.value}") for group in Group)
SHARES = ((Share.ANNOTATIONS.value, "% of annotations"), (Share.ARTICLES.value, "per 100 articles"))
DATES = (
    (DateRule.PUBLISHED.value, "Count by the day of publication"),
    (DateRule.ANNOTATED.value, "Count by the day of annotation"),
)
ROOMY = 1250  # pixels
EXPORTS = (
    ("png", "Picture (PNG) …"),
    ("svg", "Drawing (SVG) …"),
    ("pdf", "Page (PDF) …"),
    ("csv", "Numbers (CSV) …"),
)


class Header(QWidget):
    """Signals: `…_chosen` carry the value of what was chosen, `export_asked` a file suffix without its dot."""

    mode_chosen = Signal(str)
    share_chosen = Signal(str)
    group_chosen = Signal(str)
    unit_chosen = Signal(str)
    dates_chosen = Signal(str)
    export_asked = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_totals: Sequence[str] = ()
        self._rule_words = ""
        self._state: tuple[object, ...] = ()
        self._fitted: tuple[object, ...] = ()  # what the parts were placed for
        self.rule = FlatButton("")
        self.rule.has_arrow = True
        self.rule.setFont(theme.ui_font(9, bold=True))
        self.rule.is_strong = True
        self._dates = _choices(self.rule, DATES, self.dates_chosen)
        self._totals = _totals()
        self.modes, self.shares = Segmented("Chart", MODES), Segmented("Share", SHARES)
        self.groups, self.units = Segmented("Series", GROUPS), Segmented("Bins", UNITS)
        self.modes.chosen.connect(self.mode_chosen)
        self.shares.chosen.connect(self.share_chosen)
        self.groups.chosen.connect(self.group_chosen)
        self.units.chosen.connect(self.unit_chosen)
        self.views, self.export = ViewsButton(), self._export_button()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 8, 10, 4)
        self.row.setSpacing(8)
        for part in (self.rule, self.modes, self.shares, self.groups, self.units):
            self.row.addWidget(part)
        self.row.addWidget(self._totals, 1)
        self.row.addWidget(self.views)
        self.row.addWidget(self.export)
        for compact in (self.shares, self.groups):
            compact.set_compact(True)
        self.shares.hide()
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
        self.menu.addSeparator()
        self.menu.addAction("Copy as picture").triggered.connect(lambda: self.copy_asked.emit())
        button.clicked.connect(lambda: self.menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def show_state(self, view: ChartView) -> None:
        """Show which reading, series and bins are chosen."""
        state = view.mode, view.share, view.group, view.unit, view.dates
        if state == self._state:
            return
        self._state = state
        self.modes.set_value(view.mode.value)
        self.shares.set_value(view.share.value)
        self.groups.set_value(view.group.value)
        self.units.set_value(view.unit)
        self._dates[view.dates.value].setChecked(True)
        self.shares.setVisible(view.mode is Mode.NORMALIZED and view.dates is DateRule.PUBLISHED)
        self._fit()

    def show_words(self, rule_words: str, totals: Sequence[str]) -> None:
        """Show the rule and the totals, which are given in ever fewer words."""
        self._rule_words = rule_words
        self.rule.setAccessibleName(f"{rule_words}: choose which date counts")
        self._all_totals = totals
        self._fit()

    def words(self) -> tuple[str, str]:
        """The rule and the totals as they are shown, the totals in as many words as fit."""
        return self.rule.text(), self._totals.text()

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
        """Give all parts their room, anew where it may be another, and say the totals in the words that fit."""
        lengths = [self._totals.fontMetrics().horizontalAdvance(words) + 2 for words in self._all_totals]
        fitted = self.width(), self._rule_words, self._state, tuple(lengths)
        if fitted != self._fitted:
            self._fitted = fitted
            self._arrange(lengths)
        room = self._room()
        fitting = [words for words, length in zip(self._all_totals, lengths, strict=True) if length <= room]
        self._totals.setText(fitting[0] if fitting else "")
        self._totals.setToolTip(self._all_totals[0] if self._all_totals else "")

    def _arrange(self, lengths: Sequence[int]) -> None:
        """Make menus of the rows of buttons until the totals have room: all words of it beside a menu of bins."""
        least, most = min(lengths, default=0), max(lengths, default=0)
        self.rule.setText(self._rule_words)
        self.rule.setFixedWidth(self._rule_width())
        self.views.show()
        rows = [self.units, self.groups, self.modes]
        for row in rows:
            row.set_compact(False)
        self.groups.set_compact(self.width() < ROOMY)
        for row in rows:
            if self._room() >= (most if row is self.units else least):
                break
            row.set_compact(True)
        if self._room() < least:
            self._shorten_rule()

    def _room(self) -> int:
        """The pixels that the totals have beside all else."""
        margins = self.row.contentsMargins()
        parts = [item.widget() for item in map(self.row.itemAt, range(self.row.count())) if item is not None]
        shown = [part for part in parts if part is not None and not part.isHidden()]
        needed = sum(_width(part) for part in shown if part is not self._totals)
        return self.width() - margins.left() - margins.right() - needed - self.row.spacing() * (len(shown) - 1)

    def _shorten_rule(self) -> None:
        """Leave out of the rule what its tooltip can say: where weeks begin, which date counts, at last all of it."""
        self.rule.setToolTip(self._rule_words)
        for words in (self._rule_words.partition(",")[0], ""):
            if not words:
                self.views.hide()  # the menu Timeline has them, too
                if self._room() >= 0:
                    break
            self.rule.setText(words)
            self.rule.setFixedWidth(self.rule.sizeHint().width())
            if self._room() >= 0:
                break

    def _rule_width(self) -> int:
        """Wide windows keep room for the longest rule, so that zooming moves no button."""
        self.rule.setToolTip("")
        here, now = locality.almanac(), self.rule.text()
        kind = now.rpartition(", ")[2]
        rules = [here.rule(here.unit(unit), date_kind=kind) for unit in NAMED_UNITS] if self.width() > ROOMY else []
        widths = [self.rule.width_of(words) for words in (*rules, now)]
        return max(widths)

    def minimumSizeHint(self) -> QSize:
        """Narrow windows shorten the totals, and drop them before a button."""
        return QSize(0, super().minimumSizeHint().height())


def _width(part: QWidget) -> int:
    """The pixels that a part takes: those it is fixed to, or those it asks for."""
    return part.minimumWidth() if part.minimumWidth() == part.maximumWidth() else part.sizeHint().width()


def _choices(button: FlatButton, choices: Sequence[tuple[str, str]], chosen: SignalInstance) -> dict[str, QAction]:
    """Give the button a menu of which one is checked; the actions by their values."""
    menu, group, actions = QMenu(button), QActionGroup(button), {}
    for value, label in choices:
        action = actions[value] = menu.addAction(label)
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(lambda _checked=False, value=value: chosen.emit(value))
    button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return actions


def _totals() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.ui_font(9))
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setMinimumWidth(0)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
