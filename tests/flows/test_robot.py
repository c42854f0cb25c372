"""A robot works at the window; after each step screen and file must agree, and at the end all of it can be undone."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.project import Project, create_project, open_project
from annotator.project.settings import Settings
from annotator.records import NewTag
from annotator.text import boundaries
from annotator.ui import theme

from .conftest import Analyst
from .robot import CTRL, SHIFT, Hands
from .robot_habits import end_dialogs, leave_modes, weighted
from .robot_texts import any_span, stories

SOAK_RUNS = int(os.environ.get("ANNOTATOR_SOAK_WINDOW_ROBOTS", "200"))
SOAK_STEPS = int(os.environ.get("ANNOTATOR_SOAK_WINDOW_STEPS", "120"))
MOST_UNDONE = 1_000


class Robot:
    """Hands at a window, a second program at the same file, and what must hold after each step."""

    def __init__(self, analyst: Analyst, other: Project, seed: int) -> None:
        self.analyst, self.other = analyst, other
        self.source = random.Random(seed)
        self.hands = Hands(analyst, other, self.source)
        self.deeds = [*weighted(self.hands), (self.other_edits, 2.0), (self.leave_modes, 0.7)]
        self.texts: dict[int, str] = {}
        self.before = self.everything()

    def step(self) -> None:
        (deed,) = self.source.choices([deed for deed, _ in self.deeds], [weight for _, weight in self.deeds])
        self.hands.done.append(deed.__name__)
        deed()
        self.hands.look(2)
        end_dialogs(self.hands)
        if self.source.random() < 0.7 and not self.hands.view.hasFocus():
            self.hands.view.setFocus()
        self.hands.look()

    def leave_modes(self) -> None:
        self.hands.view.setFocus()
        leave_modes(self.hands)

    # Another program at the same file

    def other_edits(self) -> None:
        name = self.source.choice(
            ("annotate", "annotate", "rename", "order", "recolour", "add", "delete", "note", "title", "undo", "done")
        )
        self.hands.tell(name)
        getattr(self, f"_other_{name}")()
        self.analyst.desk.project.refresh()

    def _other_annotate(self) -> None:
        article = self.source.choice(self.other.articles())
        span = any_span(self.other.text(article), self.source)
        if span is not None:
            self.other.annotate(article, span.start, span.end, self.source.choice(self.other.tags()))

    def _other_rename(self) -> None:
        self.other.change_tag(
            self.source.choice(self.other.tags()), name=f"tag & <i>{self.source.randrange(10**6)}</i>"
        )

    def _other_order(self) -> None:
        tags = self.other.tags()
        self.source.shuffle(tags)
        self.other.order_tags([(tag, None) for tag in tags])

    def _other_recolour(self) -> None:
        self.other.change_tag(self.source.choice(self.other.tags()), color=f"#{self.source.randrange(1 << 24):06x}")

    def _other_add(self) -> None:
        if len(self.other.tags()) < 14:
            self.other.add_tag(NewTag(f"new {self.source.randrange(10**6)}"))

    def _other_delete(self) -> None:
        found = self.other.annotations()
        if found:
            self.other.delete_annotations(self.source.sample(found, min(len(found), self.source.randint(1, 3))))

    def _other_note(self) -> None:
        found = self.other.annotations()
        if found:
            self.other.set_note(self.source.choice(found), self.source.choice(("why not", "", "<b>bold</b>")))

    def _other_title(self) -> None:
        article = self.source.choice(self.other.articles())
        self.other.set_article_fields(article, title=f"Renamed {self.source.randrange(10**6)}")

    def _other_undo(self) -> None:
        if self.hands.can_undo():
            self.other.undo()

    def _other_done(self) -> None:
        self.other.mark_done([self.source.choice(self.other.articles())], done=self.source.random() < 0.6)

    # What must hold

    def check(self) -> None:
        desk, view = self.analyst.desk, self.hands.view
        notice = self.analyst.window.notice.words()
        assert not notice, f"notice: {notice}"
        self.check_focus()
        if desk.article is None:
            assert not self.other.articles()
            return
        text = self.texts.setdefault(desk.article.id, self.other.text(desk.article.id))
        assert view.text == text
        stored = self.other.annotations(desk.article.id)
        assert list(desk.annotations) == stored
        assert list(desk.pane.filtering.all) == stored
        assert {one.id for one in view.annotations()} <= {one.id for one in stored}
        for one in stored:
            assert text[one.start : one.end] == one.quote
            assert boundaries.snap_to_graphemes(text, one.span) == one.span, f"{one.span} cuts a character"
        assert [(tag.id, tag.name, tag.color) for tag in desk.tags] == [
            (tag.id, tag.name, tag.color) for tag in self.other.tags()
        ]
        self.check_selection()

    def check_selection(self) -> None:
        desk, view = self.analyst.desk, self.hands.view
        self.analyst.until(lambda: not desk.refreshing._beside_timer.isActive())
        selected, span = desk.selected(), view.selected_span()
        assert selected is None or selected in desk.annotations
        assert selected is None or span is None, "words and an annotation are selected at once"
        assert desk.panel.card.shown() == (selected.id if selected else None), "the card shows another annotation"
        rows = [desk.table.model.annotation(row) for row in range(desk.table.model.rowCount())]
        if desk.choice is None:
            assert [one for one in rows if one not in desk.annotations] == []
            if not desk.table.filter.text() and not desk.table.noted.isChecked():
                assert rows == list(desk.annotations), "the table lacks rows"
        chosen = desk.table.chosen()
        if len(chosen) <= 1:
            expected = [one for one in rows if selected is not None and one.id == selected.id]
            assert chosen == expected, "the table has another row selected"
        if span is not None:
            assert boundaries.snap_to_graphemes(view.text, span) == span

    def check_focus(self) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None, "the focus is lost"
        assert focus.isVisible(), f"the focus is on {focus}, which is hidden"

    def everything(self) -> dict[str, object]:
        """All that edits can change, without the numbers that only count changes."""
        tags = {tag.id: tag.name for tag in self.other.tags()}
        return {
            "tags": [
                (tag.uid, tag.name, tag.color, tag.key, tag.letter, tags.get(tag.parent_id or 0), tag.definition)
                for tag in self.other.tags()
            ],
            "annotations": [
                (one.uid, one.article_id, one.tag, one.start, one.end, one.quote, one.prefix, one.suffix, one.note,
                 one.analyst)
                for one in sorted(self.other.annotations(), key=lambda one: one.uid)
            ],
            "articles": [
                (one.uid, one.title, one.source, one.published_on, bool(one.done_at)) for one in self.other.articles()
            ],
        }  # fmt: skip

    # The end

    def take_back_and_repeat(self) -> None:
        """Undo by key until what was there at first is there again; then redo it all."""
        self.leave_modes()
        after, number = self.everything(), 0
        while self.hands.can_undo() and number < MOST_UNDONE:
            self._press(Qt.Key.Key_Z, CTRL)
            number += 1
        assert self.everything() == self.before, "undoing everything does not bring back what was there"
        for _ in range(number):
            self._press(Qt.Key.Key_Z, CTRL | SHIFT)
        assert self.everything() == after, "redoing everything does not bring back what was there"
        assert self.other.check() == []

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self.hands.view.setFocus()
        QTest.keyClick(self.hands.view, key, held)
        notice = self.analyst.window.notice.words()
        assert not notice, f"notice: {notice}"


@pytest.fixture
def let_loose(qtbot: QtBot, tmp_path: Path, at_window: Callable[..., Analyst]) -> Iterator[Callable[[int, int], None]]:
    """Lets a robot of a seed work so many steps at a project of its own."""
    others: list[Project] = []

    def run(seed: int, steps: int) -> None:
        path = tmp_path / f"Robot {seed}.annotations"
        with create_project(path, analyst="desk one") as project:
            project.add_articles(stories(random.Random(seed)))
        hidden = "timeline" if seed % 3 else ""
        analyst = at_window(path, Settings(analyst="desk one", layout={"hidden": hidden}))
        others.append(open_project(path, analyst="desk two"))
        robot = Robot(analyst, others[0], seed)
        with qtbot.captureExceptions() as raised:
            try:
                for _ in range(steps):
                    robot.step()
                    assert not raised, raised
                    robot.check()
                robot.hands.done.append("undo all")
                robot.take_back_and_repeat()
                assert not raised, raised
            except Exception as error:
                for _, inner, _ in raised:
                    error.add_note(f"raised in the window: {inner!r}")
                title = analyst.desk.article.title if analyst.desk.article else ""
                error.add_note(f"seed {seed}, step {len(robot.hands.done)} in {title!r}; the last of them:")
                error.add_note("\n".join(robot.hands.done[-14:]))
                raise

    yield run
    for other in others:
        other.close()
    theme.use("light")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_hands_do_screen_and_file_agree(let_loose: Callable[[int, int], None], seed: int) -> None:
    let_loose(seed, 45)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1_000, 1_000 + SOAK_RUNS))
def test_whatever_hands_do_for_long_screen_and_file_agree(let_loose: Callable[[int, int], None], seed: int) -> None:
    let_loose(seed, SOAK_STEPS)
