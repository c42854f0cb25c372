"""The panel in which a person sets up the text for reading; each change shows in the article at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QSlider, QToolButton, QWidget

from annotator.ui import theme
from annotator.ui.keymap import tell_key
from annotator.ui.labels import hairline, label, named, tab_through
from annotator.ui.pressing import press_focused
from annotator.ui.reading import faces
from annotator.ui.reading.choice import DEFAULT, LIMITS, SANS, SERIF, Reading
from annotator.ui.reading.papers import CHOICES, Papers

WIDTH = 290  # pixels
_SLIDERS: tuple[tuple[str, str, Callable[[int], str]], ...] = (
    ("measure", "Line width", lambda value: f"{value} chars"),
    ("leading", "Line spacing", lambda value: f"{value / 100:.2f}"),
    ("spacing", "Paragraphs", lambda value: f"{value} %"),
)
_SPOKEN = {
    "measure": "Line width in characters",
    "leading": "Line spacing in percent of the size",
    "spacing": "Space between paragraphs in percent of a line",
}


class ReadingPanel(QFrame):
    """Typeface, size, widths and appearance; it shows what it is told and says what is wanted."""

    reading_wanted = Signal(object)  # Reading
    size_wanted = Signal(int)  # +1 larger, -1 smaller, 0 as usual
    theme_wanted = Signal(str)
    focus_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "popup")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Reading settings")
        self._reading = DEFAULT
        self.family = self._make_family()
        self.percent = label(self, text="100 %")
        self.smaller, self.larger = self._step("−", "Smaller text", -1), self._step("+", "Larger text", +1)
        self.sliders: dict[str, QSlider] = {}
        self._values = {name: label(self, soft=True) for name, _, _ in _SLIDERS}
        self.papers = Papers(self)
        self.papers.chosen.connect(self.theme_wanted)
        self.focus_mode = QPushButton("Focus mode", self)
        tell_key(self.focus_mode, "The text alone, one paragraph in full ink", "focus")
        self.focus_mode.clicked.connect(lambda: self.focus_wanted.emit())
        self.restore = QPushButton("Defaults", self)
        self.restore.clicked.connect(self._restore)
        self.close_button = named(QToolButton(self), "close")
        self.close_button.setAccessibleName("Close the reading settings")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.clicked.connect(lambda: self.left.emit())
        theme.announcer().changed.connect(self._restyle)
        self._restyle()
        self._lay_out()

    def show_choice(self, reading: Reading, *, zoom: int, appearance: str) -> None:
        """Show what is in force: face and spacing, the size in percent, the chosen appearance."""
        self._reading = reading
        with QSignalBlocker(self.family):
            place = self.family.findData(reading.face)
            if place < 0:  # a face that was chosen on another machine
                self.family.addItem(f"{reading.face} (not on this computer)", reading.face)
                place = self.family.count() - 1
            self.family.setCurrentIndex(place)
        for name, _, told in _SLIDERS:
            with QSignalBlocker(self.sliders[name]):
                self.sliders[name].setValue(getattr(reading, name))
            self._values[name].setText(told(getattr(reading, name)))
        self.percent.setText(f"{zoom} %")
        self.papers.set_value(appearance)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; no key reaches the text behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            press_focused(self, event)

    # Building

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 12, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self, "heading", text="Reading"), 0, 0, 1, 2)
        grid.addWidget(self.close_button, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(self, text="Typeface"), 1, 0)
        grid.addWidget(self.family, 1, 1, 1, 2)
        grid.addWidget(label(self, text="Size"), 2, 0)
        grid.addLayout(self._sizes(), 2, 1, 1, 2)
        for row, (name, title, _) in enumerate(_SLIDERS, start=3):
            grid.addWidget(label(self, text=title), row, 0)
            grid.addWidget(self._slider(name), row, 1)
            self._values[name].setFixedWidth(self.fontMetrics().horizontalAdvance("120 chars") + 2)
            self._values[name].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._values[name], row, 2)
        grid.addWidget(hairline(self), 6, 0, 1, 3)
        grid.addWidget(self.papers, 7, 0, 1, 3)
        grid.addWidget(hairline(self), 8, 0, 1, 3)
        below = QHBoxLayout()
        below.addWidget(self.focus_mode)
        below.addStretch(1)
        below.addWidget(self.restore)
        grid.addLayout(below, 9, 0, 1, 3)
        sheets = (self.papers.paper(name) for name, _ in CHOICES)
        tab_through(self.family, self.smaller, self.larger, *self.sliders.values(), *sheets,
                    self.focus_mode, self.restore, self.close_button)  # fmt: skip

    def _sizes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.percent.setFixedWidth(self.fontMetrics().horizontalAdvance("400 %") + 12)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.smaller, self.percent, self.larger):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _make_family(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName("Typeface")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        model = QStandardItemModel(box)
        own = [(SERIF, f"{SERIF}, with serifs"), (SANS, f"{SANS}, without")]
        for family, title in [*own, *((family, family) for family in faces.system_families())]:
            item = QStandardItem(title)
            item.setData(family, Qt.ItemDataRole.UserRole)
            item.setFont(faces.text_font(11, family))
            model.appendRow(item)
        box.setModel(model)
        box.insertSeparator(len(own))
        box.setMaxVisibleItems(14)
        box.currentIndexChanged.connect(lambda _: self._want("face", box.currentData()))
        return box

    def _step(self, sign: str, name: str, step: int) -> QToolButton:
        button = named(QToolButton(self), "step")
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self.size_wanted.emit(step))
        return button

    def _slider(self, name: str) -> QSlider:
        slider = self.sliders[name] = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(*LIMITS[name])
        slider.setPageStep(10)
        slider.setAccessibleName(_SPOKEN[name])
        slider.valueChanged.connect(lambda value: self._want(name, value))
        return slider

    def _want(self, name: str, value: object) -> None:
        self.reading_wanted.emit(self._reading._replace(**{name: value}))  # type: ignore[arg-type]

    def _restore(self) -> None:
        self.reading_wanted.emit(DEFAULT)
        self.size_wanted.emit(0)

    def _restyle(self) -> None:
        self.close_button.setIcon(theme.icon("close", "soft"))
