"""The palette beside a selection: the likeliest tags with their keys, a search that also takes a note, and again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.records import Tag
from annotator.ui import theme
from annotator.ui.article.inks import readable
from annotator.ui.article.tagging import TagChoice

OFFERED = 3
SHADOW = 14
"""The room around the card in which its shadow falls, in pixels."""

DISTANCE = 8
LONGEST_NAME = 150
_NARROWEST_CHIP = 72
NARROWEST = 312
NOTE_MARK = ";"
_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Up: -1}


class TagPalette(QFrame):
    """Offers tags for what is selected; takes the focus only when its field is clicked or opened."""

    tag_chosen = Signal(object, str)
    """TagId, and the note typed with it."""
    grown = Signal()
    """The card needs another place, since its height changed."""
    left = Signal()
    """The field gave the focus back."""

    def __init__(self, parent: QWidget, choice: TagChoice) -> None:
        super().__init__(parent)
        self._area = parent
        self._choice = choice
        self._chips: list[TagChip] = []
        self._build()
        self.setAccessibleName("Tags for the selection")
        self.hide()
        theme.announcer().changed.connect(self._restyle)

    def _build(self) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = QLineEdit(self)
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field.setPlaceholderText("Find a tag, or type a note")
        self.field.setAccessibleName("Find a tag, or type a note")
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.hide()
        self.again = TagChip(self)
        self.again.clicked.connect(self._repeat)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch()
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.field, 1)
        below.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.setContentsMargins(SHADOW + 7, SHADOW + 7, SHADOW + 7, SHADOW + 7)
        column.addLayout(self._row)
        column.addLayout(below)
        column.addWidget(self._hint)
        self._restyle()

    # What the view calls

    def offer(self) -> None:
        """Come up with the likeliest tags, or stay as it is."""
        if self.isHidden():
            self._show_chips(self._choice.likely())
            self.show()
            self.raise_()

    def dismiss(self) -> None:
        """Go away, forgetting what was typed."""
        if self.isHidden():
            return
        had_focus = self.field.hasFocus()
        self.hide()
        self.field.clear()
        if had_focus:
            self.left.emit()

    def open_search(self) -> bool:
        """Put the caret into the field; False while the palette is away."""
        if self.isHidden():
            return False
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def note(self) -> str:
        """The note that was typed for the next tag, or an empty string."""
        typed = self.field.text()
        wanted, mark, note = typed.partition(NOTE_MARK)
        if mark:
            return note.strip()
        return "" if self._choice.matching(wanted) else typed.strip()

    def place_beside(self, selected: Sequence[QRectF], column_right: int) -> bool:
        """Stand below the selection, else above it, else beside the column; `selected` is in parent pixels.

        False where the selection leaves no room, so that the card stands on some of it.
        """
        if not selected:
            self.move(0, -10_000)
            return True
        area = self._area.size()
        self.setMinimumWidth(min(NARROWEST, area.width()) + 2 * SHADOW)
        self.setMaximumWidth(area.width() + 2 * SHADOW)  # the shadow may fall outside
        self.adjustSize()
        size = self.size()
        last = max(selected, key=lambda rect: (rect.bottom(), rect.right()))
        x = round(last.center().x() - size.width() / 2 + min(120, last.width() / 2))
        below = round(last.bottom()) + DISTANCE - SHADOW
        above = round(min(rect.top() for rect in selected)) - size.height() - DISTANCE + SHADOW
        if below + size.height() - SHADOW <= area.height():
            y = below
        elif above + SHADOW >= 0:
            y = above
        else:
            # The selection fills the screen: the corner covers the least of it.
            x, y = max(x, column_right), area.height() - size.height()
        self.move(max(-SHADOW, min(x, area.width() - size.width() + SHADOW)), y)
        return not any(QRectF(self.card()).intersects(rect) for rect in selected)

    def card(self) -> QRect:
        """The card without its shadow, in pixels of the parent."""
        return self.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def chips(self) -> Sequence[TagChip]:
        """The offered tags, the likeliest first."""
        return tuple(self._chips)

    # What is typed

    def _typed(self, typed: str) -> None:
        found = self._choice.matching(typed.partition(NOTE_MARK)[0])
        self._show_chips(found or self._choice.likely(), chosen=bool(found) and bool(typed))
        self._hint.setVisible(bool(typed))
        self._tell()

    def _tell(self) -> None:
        """Say what Enter would do; the card may become larger by that."""
        before, chip = self.size(), self._chosen_chip()
        _wanted, mark, _note = self.field.text().partition(NOTE_MARK)
        if chip is None:
            self._hint.setText("No such tag: Enter keeps it as the note, then press a tag's key")
        elif mark:
            self._hint.setText(f"Enter: {chip.text()}, with this note")
        else:
            self._hint.setText(f"Enter: {chip.text()}.  {NOTE_MARK} adds a note")
        self.adjustSize()
        if self.size() != before:
            self.grown.emit()

    def _enter(self) -> None:
        wanted, chip = self.field.text().partition(NOTE_MARK)[0], self._chosen_chip()
        if wanted.strip() and chip is not None and chip.tag is not None:
            self._choose(chip.tag)
        else:
            self.left.emit()

    def _chosen_chip(self) -> TagChip | None:
        return next((chip for chip in self._chips if chip.is_chosen), None)

    def _step(self, step: int) -> None:
        """Let Enter mean the next (1) or the previous (-1) of the tags that were found."""
        chip = self._chosen_chip()
        if chip is not None and self.field.text():
            chip.choose(chosen=False)
            self._chips[(self._chips.index(chip) + step) % len(self._chips)].choose(chosen=True)
            self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens to a child first."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if event.key() in _STEPS:
                self._step(_STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    # Tags

    def _show_chips(self, tags: Sequence[Tag], *, chosen: bool = True) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        # Few finds keep their own width at the left; a full row shares the card's.
        stretch = 1 if len(tags) >= OFFERED else 0
        self._row.setStretch(self._row.count() - 1, 1 - stretch)
        for index, tag in enumerate(tags[:OFFERED]):
            chip = TagChip(self)
            chip.show_tag(tag, chosen=chosen and index == 0)
            chip.clicked.connect(lambda _checked=False, tag=tag: self._choose(tag))
            self._row.insertWidget(index, chip, stretch)
            chip.show()
            self._chips.append(chip)
        last = self._choice.last()
        self.again.setVisible(last is not None)
        if last is not None:
            self.again.show_words(".", "again", tip=f"Again: {last.name}")

    def _choose(self, tag: Tag) -> None:
        note = self.note()
        self.tag_chosen.emit(tag.id, note)

    def _repeat(self) -> None:
        last = self._choice.last()
        if last is not None:
            self._choose(last)

    # How it looks

    def _restyle(self) -> None:
        now = theme.current()
        self._hint.setStyleSheet(f"color: {now.soft}; background: transparent;")
        self._hint.setFont(theme.ui_font(8.5))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        depth = 7 if now.name == "light" else 16
        for spread in range(SHADOW - 3, 0, -1):
            painter.setBrush(QColor(0, 0, 0, max(1, round(depth * (1 - spread / SHADOW) ** 1.5))))
            painter.drawRoundedRect(card.adjusted(-spread, 3 - spread, spread, 3 + spread), 8 + spread, 8 + spread)
        painter.setBrush(now.color("field"))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


class TagChip(QAbstractButton):
    """A key cap and a name in a rounded frame; the chosen one has a frame in its tag's colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(theme.ui_font())
        self._cap = ""
        self._color = ""
        self.is_chosen = False
        self.tag: Tag | None = None

    def show_tag(self, tag: Tag, *, chosen: bool) -> None:
        """Offer a tag."""
        self.tag = tag
        self._color = tag.color
        self.choose(chosen=chosen)
        self.show_words(tag.key or tag.letter, tag.name, tip=tag.definition)

    def choose(self, *, chosen: bool) -> None:
        """Be the tag that Enter means, or no longer."""
        self.is_chosen = chosen
        self.update()

    def show_words(self, cap: str, name: str, *, tip: str) -> None:
        """Show a key and a name; `tip` is plain text."""
        self._cap = cap
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size that shows everything, in pixels."""
        width = min(LONGEST_NAME, self.fontMetrics().horizontalAdvance(self.text()))
        return QSize(width + (40 if self._cap else 20), 28)

    def minimumSizeHint(self) -> QSize:
        """The smallest useful size, in pixels: the key and some letters."""
        return QSize(min(self.sizeHint().width(), _NARROWEST_CHIP), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = readable(self._color, 3.0) if self.is_chosen else now.color("line")
        painter.setPen(QPen(edge, 1.4 if self.is_chosen else 1))
        painter.setBrush(now.color("chosen" if self.underMouse() else "field"))
        painter.drawRoundedRect(frame, 5, 5)
        left = 7.0
        if self._cap:
            cap = QRectF(left, (self.height() - 18) / 2, 17, 18)
            painter.setPen(QPen(now.color("line"), 1))
            painter.setBrush(now.color("window"))
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(now.color("soft"))
            painter.setFont(theme.ui_font(8.5))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._cap)
            left = cap.right() + 6
        painter.setFont(self.font())
        painter.setPen(now.color("ink"))
        room = QRectF(left, 0, self.width() - left - 6, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()
