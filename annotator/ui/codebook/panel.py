"""The panel at the right: the tags as a key sheet, edited in place; the definition, the selected annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.records import Annotation, Tag, TagId
from annotator.ui import theme
from annotator.ui.codebook.cards import AnnotationCard, CardColumn, CardScroll, DefinitionCard
from annotator.ui.codebook.name_field import NameField
from annotator.ui.codebook.tag_list import TagList
from annotator.ui.codebook.tag_rows import ROW_HEIGHT
from annotator.ui.labels import label, words

_CARDS_HEIGHT = 90  # pixels, the least
_BELOW_TAGS = 6  # pixels
_CARDS_SHARE, _FORM_SHARE = 0.38, 0.7  # of the panel's height, while the tags would take all of it


class TagPanel(QWidget):
    """Shows the codebook and what is selected; every wish leaves as a signal."""

    tag_chosen = Signal(object)  # TagId
    tag_menu_requested = Signal(object, QPoint)  # TagId, global place
    add_tag_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = TagList(self)
        self.definition = DefinitionCard()
        self.card = AnnotationCard()
        self.new_name = NameField(self)
        self._empty = words(self, text="No tags yet. Add one with +, or import a codebook (menu Tag).", soft=True)
        self._legend = label(self, "legend", text="here · all", soft=True)
        self._add = QToolButton(self)
        self._tags: dict[TagId, Tag] = {}
        self._selected: Annotation | None = None
        self._last_used: TagId | None = None
        self._edited: QFrame | None = None  # the form that takes the definition's place while a tag is edited
        self._lay_out()
        self._connect()
        self.definition.hide()
        self.card.hide()

    def show_tags(self, tags: Sequence[Tag], annotations: Sequence[Annotation]) -> None:
        """Show the codebook, with how many of the open article's annotations carry each tag."""
        self._tags = {tag.id: tag for tag in tags}
        self.list.setVisible(bool(tags))
        self._empty.setVisible(not tags)
        self.list.show_tags(tags, Counter(map(attrgetter("tag_id"), annotations)))
        self._show_definition(self._selected.tag_id if self._selected else None)

    def show_selected(self, annotation: Annotation | None, place: str = "", *, read_only: bool = False) -> None:
        """Show the selected annotation on its card, or none."""
        self._selected = annotation
        self.card.show_annotation(annotation, place, read_only=read_only)
        self.list.mark(annotation.tag_id if annotation else None)
        self.set_writable(writable=not read_only)
        self._show_definition(annotation.tag_id if annotation else None)

    def set_writable(self, *, writable: bool) -> None:
        """Let the codebook be edited, or only read."""
        self.list.is_writable = writable
        self.definition.edit.setVisible(writable)
        self._add.setEnabled(writable)

    def used(self, tag_id: TagId) -> None:
        """Remember the tag that was applied last: its meaning is shown while nothing is selected."""
        self._last_used = tag_id

    def focused_tag(self) -> TagId | None:
        """The tag that a menu means: the current one of the list with the focus, else the one that is defined."""
        current = self.list.current() if self.list.hasFocus() else None
        return current if current is not None else self.definition.tag_id()

    def put_form(self, form: QFrame) -> None:
        """Let a form stand in the place of the definition, from now on until it hides."""
        self._edited = form
        self._cards.add(form)
        self._show_definition(None)
        self._give_cards_room()

    def show_row(self, tag_id: TagId) -> None:
        """Scroll the list to a tag, once the panel has settled."""

        def scroll() -> None:
            row = self.list.tags.row_of(tag_id)
            if row is not None:
                self.list.scrollTo(self.list.tags.index(row))

        QTimer.singleShot(0, self, scroll)

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll the cards to a part of them, once it has its place."""
        self._scroll.come_to(part)

    def form_left(self) -> None:
        """Show the definition again."""
        self._edited = None
        self._give_cards_room()
        self._show_definition(None)

    def begin_new(self) -> None:
        """Ask for the name of a new tag, below the last one."""
        self.show()
        self.new_name.setFixedHeight(ROW_HEIGHT + 2)
        self.new_name.setPlaceholderText("Name of the new tag")
        self.new_name.begin("", self.new_name.geometry(), "Name of the new tag")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between tags and cards."""
        super().resizeEvent(event)
        self._give_cards_room()

    def restyle(self) -> None:
        """Draw what is painted by hand anew after a change of theme."""
        self._add.setIcon(theme.icon("plus", "soft"))
        self.card.restyle()
        self.definition.restyle()
        self.list.viewport().update()

    def _give_cards_room(self) -> None:
        """Keep a share of the panel for the cards, more of it for a form; never more than there is to share."""
        wanted = max(_CARDS_HEIGHT, round(self.height() * _CARDS_SHARE))
        if self._edited is not None:
            wanted = min(self._edited.sizeHint().height() + 16, round(self.height() * _FORM_SHARE))
        room = self.height() - wanted - self._head.sizeHint().height() - _BELOW_TAGS
        self.list.setMaximumHeight(max(room, self.list.minimumSizeHint().height()))

    def _show_definition(self, tag_id: TagId | None) -> None:
        if self._edited is not None:
            self.definition.hide()
            self._cards.put_first(self._edited)
            return
        chosen = tag_id if tag_id is not None else (self._selected.tag_id if self._selected else None)
        if chosen is None and self._tags:
            chosen = self._last_used if self._last_used in self._tags else next(iter(self._tags))
        self.definition.show_tag(self._tags.get(chosen) if chosen is not None else None)
        is_of_mouse = tag_id is not None and (self._selected is None or tag_id != self._selected.tag_id)
        self._cards.put_first(self.definition if is_of_mouse or self._selected is None else self.card)

    def _connect(self) -> None:
        self.list.tag_clicked.connect(self.tag_chosen)
        self.list.tag_hovered.connect(self._show_definition)
        self.list.menu_requested.connect(self.tag_menu_requested)
        self._add.clicked.connect(self.add_tag_requested)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(16, 5, 10, 0)
        head.addWidget(label(self, text="Tags", soft=True), 1)
        head.addWidget(self._legend)
        self._add.setIconSize(QSize(16, 16))
        self._add.setAccessibleName("Add a tag")
        self._add.setToolTip("Add a tag")
        head.addWidget(self._add)
        column.addLayout(head)
        rows = QVBoxLayout()
        rows.setContentsMargins(10, 0, 8, _BELOW_TAGS)
        rows.setSpacing(2)
        rows.addWidget(self.list)
        rows.addWidget(self._empty)
        self._empty.setContentsMargins(6, 4, 6, 4)
        rows.addWidget(self.new_name)
        column.addLayout(rows)
        self._cards = CardColumn(self.definition, self.card)
        self._scroll = CardScroll(self._cards, self)
        self._scroll.setMinimumHeight(_CARDS_HEIGHT)
        column.addWidget(self._scroll, 1)
        self._give_cards_room()
