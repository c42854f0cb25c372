"""The codebook edited in the panel by an analyst with mouse and keyboard; each change is one edit of the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from annotator.project import open_project
from annotator.project.settings import Settings
from annotator.records import NewTag, Tag
from annotator.ui.codebook import asking, menu
from tests.flows.conftest import LEFT, NO_KEYS, Analyst
from tests.flows.test_every_widget import faults

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Editor:
    """An analyst's hands on the tag panel."""

    def __init__(self, analyst: Analyst) -> None:
        self.analyst = analyst
        self.desk = analyst.desk
        self.rows = self.desk.panel.list

    def names(self) -> list[str]:
        """The outline as the panel shows it."""
        model = self.rows.tags
        return ["  " * model.depth(row) + model.tag(row).name for row in range(model.rowCount())]

    def tag(self, name: str) -> Tag:
        return self.desk.project.tag(name)

    def place(self, name: str, share: float = 0.5, x: int = 80) -> QPoint:
        """A point of a tag's row, `share` of its height down."""
        row = self.rows.tags.row_of(self.tag(name).id)
        assert row is not None
        index = self.rows.tags.index(row)
        self.rows.scrollTo(index)
        rect = self.rows.visualRect(index)
        return QPoint(x, rect.top() + round(rect.height() * share))

    def click(self, name: str, x: int = 80) -> None:
        QTest.mouseClick(self.rows.viewport(), LEFT, NO_KEYS, self.place(name, x=x))
        self.analyst.look()

    def double_click(self, name: str) -> None:
        """As a hand does it: press, release, double press, release."""
        self.click(name)
        QTest.mouseDClick(self.rows.viewport(), LEFT, NO_KEYS, self.place(name))
        QTest.mouseRelease(self.rows.viewport(), LEFT, NO_KEYS, self.place(name))
        self.analyst.look()

    def drag(self, name: str, onto: str, share: float, *, drops: bool = True) -> None:
        view = self.rows.viewport()
        start, end = self.place(name), self.place(onto, share)
        QTest.mousePress(view, LEFT, NO_KEYS, start)
        QTest.mouseMove(view, (start + end) / 2)
        QTest.mouseMove(view, end)
        if not drops:
            QTest.keyClick(self.analyst.view, Key.Key_Escape)
        QTest.mouseRelease(view, LEFT, NO_KEYS, end)
        self.analyst.look()

    def go_to(self, name: str) -> None:
        """Put the keyboard on a tag's row."""
        self.analyst.window.menus.action("to_tags").trigger()
        row = self.rows.tags.row_of(self.tag(name).id)
        self.rows.setCurrentIndex(self.rows.tags.index(row or 0))
        assert self.rows.hasFocus()

    def write(self, field: QWidget, words: str, *, end: Key = Key.Key_Return) -> None:
        """Replace what a field says."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, end)
        self.analyst.look()

    def dialog(self) -> QWidget:
        found = QApplication.activeModalWidget()
        assert found is not None, "nothing is asked"
        return found

    def edits(self) -> int:
        return len(self.desk.project.edits(1000))


@pytest.fixture
def editor(analyst: Analyst) -> Editor:
    for words, key in (("agreed on Monday", "2"), ("called the offer empty", "6"), ("The ferries wait", "2")):
        analyst.drag_over(words)
        analyst.press(key)
    analyst.press(Key.Key_Escape)
    analyst.desk.select(None)
    return Editor(analyst)


# --- names ------------------------------------------------------------------------------------------------------------


def test_a_double_click_renames_a_tag_in_its_row(editor: Editor) -> None:
    before = editor.edits()
    editor.double_click("commitment")
    field = editor.desk.codebook.name_field
    assert field is not None
    assert field.hasFocus()
    assert field.text() == "commitment"
    editor.write(field, "pledge")
    assert "pledge" in editor.names()
    assert [one.tag for one in editor.desk.annotations] == ["pledge", "criticism", "pledge"]
    assert editor.edits() == before + 1
    assert editor.analyst.view.hasFocus()
    editor.analyst.ctrl(Key.Key_Z)
    assert "commitment" in editor.names()


def test_escape_and_leaving_empty_keep_the_name(editor: Editor) -> None:
    before = editor.edits()
    editor.double_click("demand")
    QTest.keyClicks(editor.desk.codebook.name_field, "x")
    QTest.keyClick(editor.desk.codebook.name_field, Key.Key_Escape)
    editor.double_click("demand")
    editor.write(editor.desk.codebook.name_field, " ")
    assert editor.tag("demand").name == "demand"
    assert editor.edits() == before


def test_a_name_that_is_taken_stays_in_the_row_to_be_mended(editor: Editor) -> None:
    editor.double_click("demand")
    field = editor.desk.codebook.name_field
    editor.write(field, "Claim")
    assert field.isVisible()
    assert field.property("wrong") is True
    said = editor.analyst.window.status.message
    assert said.text() == "There is a tag Claim already. Merge the two, or choose another name."
    QTest.keyClick(field, Key.Key_End)
    QTest.keyClicks(field, "s")
    assert (said.text(), field.property("wrong")) == ("", False)
    editor.write(field, "call")
    assert not field.isVisible()
    assert editor.tag("call").letter == "d"


def test_what_was_said_of_a_name_goes_when_the_name_is_given_up(editor: Editor) -> None:
    editor.double_click("demand")
    editor.write(editor.desk.codebook.name_field, "Claim")
    QTest.keyClick(editor.desk.codebook.name_field, Key.Key_Escape)
    assert editor.analyst.window.status.message.text() == ""


def test_a_click_on_a_tag_still_applies_it_and_a_second_click_does_not_do_so_again(editor: Editor) -> None:
    editor.analyst.drag_over("Sudmark")
    editor.double_click("threat")
    assert [one.tag for one in editor.desk.annotations].count("threat") == 1
    assert editor.desk.codebook.name_field is None


def test_f2_renames_the_tag_that_has_the_focus_and_gives_the_focus_back(editor: Editor) -> None:
    editor.go_to("demand")
    editor.analyst.press(Key.Key_F2)
    editor.write(editor.desk.codebook.name_field, "call")
    assert "call" in editor.names()
    assert editor.rows.hasFocus()


def test_a_new_tag_is_named_below_the_list_and_then_defined(editor: Editor) -> None:
    before = editor.edits()
    editor.analyst.window.menus.action("add_tag").trigger()
    field = editor.desk.panel.new_name
    assert field.hasFocus()
    editor.write(field, "silence")
    added = editor.tag("silence")
    assert (added.letter, len(added.color)) == ("l", 7)
    form = editor.desk.codebook.form
    assert form is not None
    assert form.written["definition"].hasFocus()
    QTest.keyClicks(form.written["definition"], "Says nothing.")
    QTest.keyClick(form.written["definition"], Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.tag("silence").definition == "Says nothing."
    assert editor.edits() == before + 2


# --- colours ----------------------------------------------------------------------------------------------------------


def test_a_click_on_the_colour_opens_the_palette_and_a_colour_is_one_edit(editor: Editor) -> None:
    before = editor.edits()
    editor.click("demand", x=12)
    palette = editor.desk.codebook.swatches
    assert palette is not None
    assert palette.isVisible()
    violet = next(one for one in palette.colors if one.property("color") == "#8C69FC")
    QTest.mouseClick(violet, LEFT)
    assert editor.tag("demand").color == "#8C69FC"
    assert editor.edits() == before + 1
    assert not palette.isVisible()


def test_a_pale_colour_is_refused_and_the_better_one_is_taken_with_one_click(editor: Editor) -> None:
    before = editor.edits()
    editor.click("demand", x=12)
    palette = editor.desk.codebook.swatches
    editor.write(palette.field, "ffff00")
    assert palette.isVisible()
    assert palette.trouble.text().startswith("Too pale on light paper")
    better = palette.offer.property("color")
    assert editor.edits() == before
    QTest.mouseClick(palette.offer, LEFT)
    assert editor.tag("demand").color == better
    assert editor.edits() == before + 1


def test_the_colour_of_another_tag_is_refused_by_its_name(editor: Editor) -> None:
    editor.click("demand", x=12)
    palette = editor.desk.codebook.swatches
    QTest.mouseClick(palette.colors[0], LEFT)
    assert palette.trouble.text() == "Hardly to be told from the colour of claim."
    QTest.keyClick(palette, Key.Key_Escape)
    assert editor.tag("demand").color == "#D55E00"


# --- keys, words, parents ---------------------------------------------------------------------------------------------


def begin_form(editor: Editor, name: str) -> object:
    editor.go_to(name)
    QTest.keyClick(editor.rows, Key.Key_Return, ALT)
    form = editor.desk.codebook.form
    assert form is not None
    assert form.isVisible()
    return form


def test_a_key_that_is_taken_names_its_tag_and_is_swapped_in_one_edit(editor: Editor) -> None:
    before = editor.edits()
    form = begin_form(editor, "demand")
    editor.write(form.key, "1")
    assert form.trouble.text() == "1 is the key of claim."
    assert editor.edits() == before
    QTest.mouseClick(form.swap, LEFT)
    assert (editor.tag("demand").key, editor.tag("claim").key) == ("1", "3")
    assert editor.edits() == before + 1
    assert not form.swap.isVisible()
    editor.desk.pane.view.setFocus()
    editor.analyst.drag_over("Sudmark")
    editor.analyst.press("1")
    assert editor.desk.annotations[-1].tag == "demand" or "demand" in [one.tag for one in editor.desk.annotations]


def test_letters_are_one_letter_and_words_are_stored_when_a_field_is_left(editor: Editor) -> None:
    form = begin_form(editor, "demand")
    editor.write(form.letter, "3W", end=Key.Key_Tab)
    assert editor.tag("demand").letter == "w"
    for name in ("definition", "positive", "negative"):
        editor.write(form.written[name], f"the {name}", end=Key.Key_Tab)
    tag = editor.tag("demand")
    assert (tag.definition, tag.positive, tag.negative) == ("the definition", "the positive", "the negative")


def test_a_parent_is_chosen_among_those_that_are_not_below_the_tag(editor: Editor) -> None:
    editor.desk.project.add_tag(NewTag("plea", parent="demand"))
    form = begin_form(editor, "demand")
    offered = [form.parent_choice.itemText(row).strip() for row in range(form.parent_choice.count())]
    assert "claim" in offered
    assert not {"demand", "plea"} & set(offered)
    form.parent_choice.setFocus()
    form.parent_choice.setCurrentIndex(offered.index("claim"))
    form.parent_choice.activated.emit(offered.index("claim"))
    assert editor.names()[:3] == ["claim", "  demand", "    plea"]


def test_escape_puts_a_field_back_and_then_leaves_the_form(editor: Editor) -> None:
    form = begin_form(editor, "demand")
    QTest.keyClicks(form.name, "x")
    QTest.keyClick(form.name, Key.Key_Escape)
    assert form.name.text() == "demand"
    QTest.keyClick(form.name, Key.Key_Escape)
    assert not form.isVisible()
    assert editor.rows.hasFocus()
    assert editor.desk.panel.definition.isVisible()


def test_words_that_are_being_written_are_stored_when_the_window_closes(editor: Editor) -> None:
    form = begin_form(editor, "demand")
    form.written["definition"].setFocus()
    form.written["definition"].selectAll()
    QTest.keyClicks(form.written["definition"], "Asks of another.")
    path = editor.desk.project.path
    editor.analyst.window.close()
    with open_project(path) as project:
        assert project.tag("demand").definition == "Asks of another."


def test_a_form_follows_what_another_program_does_and_goes_with_its_tag(editor: Editor) -> None:
    form = begin_form(editor, "demand")
    editor.desk.project.change_tag("demand", definition="another")
    assert form.written["definition"].toPlainText() == "another"
    editor.desk.project.delete_tag("demand", annotations=True)
    assert not form.isVisible()
    assert editor.desk.panel.definition.isVisible()


# --- order ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("onto", "share", "becomes"),
    [
        ("claim", 0.1, ["threat", "claim", "commitment", "demand"]),
        ("claim", 0.9, ["claim", "threat", "commitment", "demand"]),
        ("claim", 0.5, ["claim", "  threat", "commitment", "demand"]),
    ],
    ids=["before", "after", "below"],
)
def test_a_tag_is_dragged_to_its_place_in_one_edit(editor: Editor, onto: str, share: float, becomes: list[str]) -> None:
    before, stored = editor.edits(), editor.analyst.stored()
    editor.drag("threat", onto, share)
    assert editor.names()[:4] == becomes
    assert editor.edits() == before + 1
    assert editor.analyst.stored() == stored
    editor.analyst.ctrl(Key.Key_Z)
    assert editor.names()[:4] == ["claim", "commitment", "demand", "threat"]


def test_escape_during_a_drag_leaves_the_tag_where_it_was(editor: Editor) -> None:
    before = editor.edits()
    editor.drag("threat", "claim", 0.1, drops=False)
    assert editor.edits() == before


def test_alt_with_arrows_moves_and_nests_the_tag_that_has_the_focus(editor: Editor) -> None:
    editor.go_to("demand")
    for key, becomes in (
        (Key.Key_Up, ["claim", "demand", "commitment"]),
        (Key.Key_Right, ["claim", "  demand", "commitment"]),
        (Key.Key_Left, ["claim", "demand", "commitment"]),
        (Key.Key_Down, ["claim", "commitment", "demand"]),
    ):
        QTest.keyClick(editor.rows, key, ALT)
        editor.analyst.look()
        assert editor.names()[:3] == becomes
        assert editor.rows.current() == editor.tag("demand").id


# --- merging, splitting, deleting -------------------------------------------------------------------------------------


def chosen_in(offered: object, *titles: str) -> None:
    """Choose an entry of a menu by the titles on the way to it."""
    for title in titles:
        action = next(one for one in offered.actions() if one.text().split("\t")[0] == title)
        assert action.isEnabled(), title
        if action.menu() is None:
            action.trigger()
        offered = action.menu()


def test_two_tags_are_merged_from_the_menu_as_one_edit(editor: Editor) -> None:
    before = editor.edits()
    chosen_in(menu.for_tag(editor.analyst.window, editor.desk, editor.tag("commitment").id), "Merge into", "claim")
    assert [one.tag for one in editor.desk.annotations] == ["claim", "criticism", "claim"]
    assert "commitment" not in editor.names()
    assert editor.edits() == before + 1


def test_a_tag_that_nothing_carries_is_deleted_at_once_by_the_delete_key(editor: Editor) -> None:
    annotations = editor.analyst.stored()
    editor.go_to("threat")
    editor.analyst.press(Key.Key_Delete)
    assert "threat" not in editor.names()
    assert editor.analyst.stored() == annotations


@pytest.mark.parametrize("goes_to", ["claim", None])
def test_a_tag_in_use_is_deleted_only_once_its_annotations_have_a_fate(editor: Editor, goes_to: str | None) -> None:
    before = editor.edits()
    editor.go_to("commitment")
    editor.analyst.press(Key.Key_Delete)
    dialog = editor.dialog()
    QTest.mouseClick(dialog.store, LEFT)
    assert dialog.isVisible()
    assert "Say what becomes" in dialog.trouble.text()
    dialog.fate.setFocus()
    QTest.keyClick(dialog.fate, Key.Key_End if goes_to is None else Key.Key_Home)
    QTest.mouseClick(dialog.store, LEFT)
    left = ["criticism"] if goes_to is None else ["claim", "criticism", "claim"]
    assert [one.tag for one in editor.desk.annotations] == left
    assert "commitment" not in editor.names()
    assert editor.edits() == before + 1
    editor.desk.pane.view.setFocus()
    editor.analyst.ctrl(Key.Key_Z)
    assert [one.tag for one in editor.desk.annotations] == ["commitment", "criticism", "commitment"]


def test_a_tag_is_split_by_the_words_of_its_annotations(editor: Editor) -> None:
    before = editor.edits()
    asking.ask_to_split(editor.desk, editor.tag("commitment").id)
    dialog = editor.dialog()
    QTest.keyClicks(dialog.name, "waiting")
    QTest.keyClicks(dialog.matching, "FERRIES")
    assert dialog.model.rowCount() == 1
    QTest.mouseClick(dialog.all, LEFT)
    dialog.matching.clear()
    assert dialog.counted.text() == "1 annotation ticked · 2 shown"
    QTest.mouseClick(dialog.store, LEFT)
    assert [one.tag for one in editor.desk.annotations] == ["commitment", "criticism", "waiting"]
    assert editor.names()[1:3] == ["commitment", "waiting"]
    assert editor.edits() == before + 1


def test_a_split_says_what_it_lacks_and_takes_ticks_from_the_keyboard(editor: Editor) -> None:
    asking.ask_to_split(editor.desk, editor.tag("commitment").id)
    dialog = editor.dialog()
    for name, ticked, says in (
        ("", 0, "needs a name"),
        ("claim", 0, "already"),
        ("part", 0, "Tick"),
        ("part", 2, "All"),
    ):
        dialog.name.setText(name)
        dialog.model.tick_shown(on=ticked > 0)
        QTest.mouseClick(dialog.store, LEFT)
        assert says in dialog.trouble.text()
    dialog.model.tick_shown(on=False)
    dialog.rows.setFocus()
    dialog.rows.setCurrentIndex(dialog.model.index(0, 0))
    QTest.keyClick(dialog.rows, Key.Key_Space)
    assert len(dialog.model.chosen()) == 1
    dialog.reject()


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_codebook_is_exported_and_what_another_brings_is_shown_first(editor: Editor, tmp_path: Path) -> None:
    asking.export_to(editor.desk, tmp_path / "ours.json")
    content = json.loads((tmp_path / "ours.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in content["tags"]] == [name.strip() for name in editor.names()]
    content["tags"] = [{"name": "rumour"}, {"name": "claim", "definition": "Says so."}]
    (tmp_path / "more.json").write_text(json.dumps(content), encoding="utf-8")
    before = editor.edits()
    asking.take_in_from(editor.desk, tmp_path / "more.json")
    dialog = editor.dialog()
    assert "1 new tag, 1 that are here already, 1 of them different" in dialog.summary.text()
    assert editor.edits() == before
    dialog.update_those.click()
    QTest.mouseClick(dialog.store, LEFT)
    assert editor.tag("claim").definition == "Says so."
    assert "rumour" in editor.names()
    assert editor.edits() == before + 1


def test_a_codebook_with_nothing_new_says_so(editor: Editor, tmp_path: Path) -> None:
    asking.export_to(editor.desk, tmp_path / "ours.json")
    told: list[str] = []
    editor.desk.trouble.disconnect()
    editor.desk.trouble.connect(told.append)
    asking.take_in_from(editor.desk, tmp_path / "ours.json")
    assert told == ["The codebook ours.json holds nothing new: all its tags are here, just as it has them."]


# --- reach ------------------------------------------------------------------------------------------------------------


def test_every_control_of_form_palette_and_dialogs_is_named_and_in_reach(editor: Editor, tmp_path: Path) -> None:
    begin_form(editor, "demand")
    found = {"form": faults(editor.analyst.window)}
    editor.click("demand", x=12)
    palette = editor.desk.codebook.swatches
    nameless = [one for one in palette.findChildren(QWidget) if one.focusPolicy() and not spoken(one)]
    found["palette"] = [str(one) for one in nameless if one.isVisible()]
    QTest.keyClick(palette, Key.Key_Escape)
    (tmp_path / "more.json").write_text('{"tags": [{"name": "rumour"}, {"name": "claim", "definition": "x"}]}', "utf-8")
    commitment = editor.tag("commitment").id
    for name, ask in {
        "split": lambda: asking.ask_to_split(editor.desk, commitment),
        "import": lambda: asking.take_in_from(editor.desk, tmp_path / "more.json"),
    }.items():
        ask()
        dialog = editor.dialog()
        editor.analyst.until(lambda dialog=dialog: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
        found[name] = faults(dialog)
        dialog.reject()
    assert found == {name: [] for name in found}


def spoken(part: QWidget) -> str:
    return part.accessibleName() or getattr(part, "text", str)()


def test_the_codebook_of_a_read_only_project_can_be_read_and_not_edited(
    at_window: Callable[..., Analyst], project_path: Path
) -> None:
    project_path.chmod(0o444)
    analyst = at_window(project_path, Settings(analyst="desk one"))
    if not analyst.desk.project.read_only:
        pytest.skip("this account may write everything")
    editor = Editor(analyst)
    editor.double_click("demand")
    assert editor.desk.codebook.name_field is None
    offered = menu.for_tag(analyst.window, editor.desk, editor.tag("claim").id)
    assert [one.text() for one in offered.actions() if one.isEnabled() and one.text()] == [
        "Show only this tag in the text"
    ]
    assert not analyst.desk.panel.definition.findChild(QToolButton).isVisible()
