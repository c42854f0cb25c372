"""Editing the codebook in the panel: rename in the row, colours beside it, everything else in a form below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from annotator.records import TagId
from annotator.ui.codebook import deeds
from annotator.ui.codebook.name_field import NameField
from annotator.ui.codebook.tag_rows import ROW_HEIGHT

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.ui.codebook.swatches import Swatches
    from annotator.ui.codebook.tag_form import TagForm
    from annotator.ui.desk import Desk


class CodebookEditing(QObject):
    """Answers what the panel of one desk asks for; fields and forms are made when they are first wanted."""

    refused = Signal(str)  # one sentence on the name in a field, true until `settled`
    settled = Signal()  # that name was changed, stored or given up

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._renamed: TagId | None = None
        self._is_by_key = False  # whether the list gets the focus back
        self.name_field: NameField | None = None
        self.swatches: Swatches | None = None
        self.form: TagForm | None = None
        self._connect()

    def rename(self, tag_id: TagId) -> None:
        """Write a tag's name in its row."""
        rows = self._desk.panel.list
        self._is_by_key = rows.hasFocus()
        found = rows.name_place(tag_id)
        if found is None or self._desk.project.read_only:
            return
        if self.name_field is None:
            self.name_field = NameField(rows.viewport())
            self.name_field.done.connect(self._store_name)
            self.name_field.left.connect(self._give_focus_back)
            self.name_field.left.connect(self.settled)
            self.name_field.textEdited.connect(self.settled)
            rows.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._renamed = tag_id
        tag, place = found
        self.name_field.begin(tag.name, place, f"Name of the tag {tag.name}")

    def recolor(self, tag_id: TagId, place: QPoint | None = None) -> None:
        """Offer colours for a tag, by default beside its row."""
        tag = deeds.tag_of(self._desk, tag_id)
        if tag is None or self._desk.project.read_only:
            return
        if self.swatches is None:
            from annotator.ui.codebook.swatches import Swatches  # late: the first picture needs no palette

            self.swatches = Swatches(self._desk)
            self.swatches.chosen.connect(lambda tag_id, color: deeds.change(self._desk, tag_id, {"color": color}))
            self.swatches.left.connect(self._give_focus_back)
        self._is_by_key = self._desk.panel.list.hasFocus()
        self.swatches.show_for(tag, self._desk.tags, place or self._below(tag_id))

    def edit(self, tag_id: TagId | None, field: str = "name") -> None:
        """Show everything about a tag in a form in the panel, the cursor in `field`."""
        tag = deeds.tag_of(self._desk, tag_id)
        if tag is None or tag_id is None or self._desk.project.read_only:
            return
        self._desk.panel.show()
        self._is_by_key = self._desk.panel.list.hasFocus()
        form = self.form or self._make_form()
        self._desk.panel.put_form(form)
        form.begin(tag, self._desk.tags, field)
        self._desk.panel.show_row(tag_id)

    def add(self) -> None:
        """Ask for the name of a new tag below the list."""
        if not self._desk.project.read_only:
            self._is_by_key = self._desk.panel.list.hasFocus()
            self._desk.panel.begin_new()

    def store(self) -> None:
        """Store what was written in the form: the window is about to close."""
        if self.form is not None and self.form.shown() is not None:
            self.form.store()

    def go_to_list(self) -> None:
        """Put the focus on the list of tags, where keys move, rename and edit them."""
        rows = self._desk.panel.list
        self._desk.panel.show()
        rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not rows.currentIndex().isValid() and self._desk.tags:
            rows.setCurrentIndex(rows.tags.index(0))

    def refresh(self) -> None:
        """Show in the form what the codebook says now; leave it where the tag has gone."""
        shown = self.form.shown() if self.form is not None else None
        if self.form is None or shown is None:
            return
        tag = deeds.tag_of(self._desk, shown)
        if tag is not None:
            self.form.show_tag(tag, self._desk.tags)
        else:
            self.form.hide()
            self._desk.panel.form_left()

    def _make_form(self) -> TagForm:
        from annotator.ui.codebook.tag_form import TagForm  # late: the first picture needs no form

        desk, panel = self._desk, self._desk.panel
        self.form = form = TagForm(panel)
        form.restyle()
        form.changed.connect(lambda tag_id, values: deeds.change(desk, tag_id, values))
        form.swapped.connect(lambda tag_id, values: deeds.change(desk, tag_id, values, swap=True))
        form.color_requested.connect(
            lambda tag_id: self.recolor(tag_id, form.color.mapToGlobal(QPoint(0, form.color.height() + 2)))
        )
        form.merge_requested.connect(lambda tag_id: _asking().ask_to_merge(desk, tag_id))
        form.split_requested.connect(lambda tag_id: _asking().ask_to_split(desk, tag_id))
        form.delete_requested.connect(lambda tag_id: _asking().ask_to_delete(desk, tag_id))
        form.told.connect(panel.bring_into_sight)
        form.left.connect(self._leave_form)
        return form

    def _leave_form(self) -> None:
        self._desk.panel.form_left()
        self._give_focus_back()

    def _scrolled(self) -> None:
        if self.name_field is not None and self.name_field.isVisible():
            self.name_field.give_up()

    def _store_name(self, name: str) -> None:
        field, tag_id = self.name_field, self._renamed
        if field is None or tag_id is None:
            return
        if self._is_taken(name, tag_id):
            field.mark(wrong=True)
            self.refused.emit(f"There is a tag {name} already. Merge the two, or choose another name.")
            return
        field.accept()
        deeds.change(self._desk, tag_id, {"name": name})

    def _add_named(self, name: str) -> None:
        field = self._desk.panel.new_name
        if self._is_taken(name, None):
            field.mark(wrong=True)
            self.refused.emit(f"There is a tag {name} already. Choose another name.")
            return
        field.hide()
        deeds.add(self._desk, name, lambda made: self.edit(made.id, "definition"))

    def _is_taken(self, name: str, by_other_than: TagId | None) -> bool:
        return any(tag.id != by_other_than and tag.name.casefold() == name.casefold() for tag in self._desk.tags)

    def _give_focus_back(self) -> None:
        rows = self._desk.panel.list
        (rows if self._is_by_key else self._desk.pane.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _below(self, tag_id: TagId) -> QPoint:
        rows = self._desk.panel.list
        row = rows.tags.row_of(tag_id) or 0
        rect = rows.visualRect(rows.tags.index(row))
        return rows.viewport().mapToGlobal(QPoint(rect.left(), rect.top() + ROW_HEIGHT))

    def _connect(self) -> None:
        desk, panel = self._desk, self._desk.panel
        rows = panel.list
        rows.applies = lambda: desk.pane.view.can_take_tag()
        rows.rename_requested.connect(self.rename)
        rows.color_requested.connect(self.recolor)
        rows.edit_requested.connect(self.edit)
        rows.delete_requested.connect(lambda tag_id: _asking().ask_to_delete(desk, tag_id))
        rows.ordered.connect(lambda order: deeds.order(desk, order))
        panel.definition.edit_requested.connect(self.edit)
        panel.add_tag_requested.connect(self.add)
        panel.new_name.done.connect(self._add_named)
        panel.new_name.left.connect(self._give_focus_back)
        panel.new_name.left.connect(self.settled)
        panel.new_name.textEdited.connect(self.settled)
        desk.codebook_changed.connect(self.refresh)


def _asking() -> ModuleType:
    from annotator.ui.codebook import asking

    return asking
