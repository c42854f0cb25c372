"""Undo, redo and the history: whatever was done in whatever order, the file equals a model of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.project import Project, create_project, open_project
from annotator.records import NewAnnotation, NewArticle, NewTag

TEXT = "Norland 👩🏽‍🚀 agreed on Monday to reopen two fishing grounds. نطالب بالانسحاب"


def test_undo_and_redo_survive_a_restart(project: Project, reopened: Callable[[], Project]) -> None:
    project.annotate(1, 0, 9, "claim")
    project.undo()
    again = reopened()
    assert again.undo_label() == "import of 2 articles"
    assert again.redo_label() == "claim on “STENHAVEN”"
    edit = again.redo()
    assert edit is not None
    assert (edit.label, edit.state) == ("claim on “STENHAVEN”", "done")
    assert [one.quote for one in again.annotations()] == ["STENHAVEN"]


def test_a_new_edit_after_undo_ends_redo_and_keeps_the_history(project: Project) -> None:
    project.annotate(1, 0, 9, "claim")
    project.undo()
    project.annotate(1, 0, 9, "demand")
    assert project.redo() is None
    assert [(edit.label, edit.state) for edit in project.edits(2)] == [
        ("demand on “STENHAVEN”", "done"),
        ("claim on “STENHAVEN”", "dropped"),
    ]


def test_nothing_to_undo_says_so(tmp_path: Path) -> None:
    with create_project(tmp_path / "empty.annotations") as project:
        assert project.undo() is None
        assert project.redo() is None
        assert project.stored_at() is None
        assert len(project.tags()) == 10


def test_the_time_of_the_last_edit_comes_from_the_file(project: Project, reopened: Callable[[], Project]) -> None:
    project.annotate(1, 0, 9, "claim")
    first = project.stored_at()
    project.undo()
    second = reopened().stored_at()
    assert first is not None
    assert second is not None
    assert first <= second
    assert project.edits()[0].made_at <= first


def test_the_journal_holds_no_text_of_an_article(tmp_path: Path) -> None:
    secret = "A sentence that must stand in the file once only. " * 40
    with create_project(tmp_path / "p.annotations") as project:
        project.add_articles([NewArticle(title="One", text=secret)])
        project.delete_articles([1])
        project.undo()
        project.undo()
        project.redo()
    assert (tmp_path / "p.annotations").read_bytes().count(b"must stand in the file once only") == 40


Snapshot = tuple[object, ...]


def snapshot(project: Project) -> Snapshot:
    """All that a person can see, without what only grows (rev) or tells when."""
    return (
        [(a.uid, a.title, a.published_on, a.annotations) for a in project.articles()],
        sorted((n.uid, n.article, n.start, n.end, n.tag, n.quote, n.note, n.analyst) for n in project.annotations()),
        [(t.uid, t.name, t.color, t.annotations) for t in project.tags()],
        project.day_counts(),
    )


class Journal(RuleBasedStateMachine):
    """A project beside a plain list of its past states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "model.annotations"
        self.project = create_project(self.path, analyst="model")
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self.made = 0

    def teardown(self) -> None:
        assert self.project.check() == []
        self.project.close()
        self.folder.cleanup()

    def act(self, verb: Callable[[], object]) -> None:
        before = snapshot(self.project)
        edits = len(self.project.edits(10_000))
        verb()
        if len(self.project.edits(10_000)) > edits:
            self.past.append(before)
            self.future.clear()

    @initialize()
    def start(self) -> None:
        self.act(lambda: self.project.add_articles([NewArticle(title="first", text=TEXT)]))

    @rule(day=st.sampled_from([None, date(2024, 2, 29), date(2025, 1, 1)]), annotated=st.booleans())
    def import_article(self, day: date | None, annotated: bool) -> None:
        self.made += 1
        drafts = (NewAnnotation(0, 7, f"tag {self.made % 3}"), NewAnnotation(8, 12, "claim")) if annotated else ()
        new = NewArticle(title=f"title {self.made}", text=TEXT, published_on=day, annotations=drafts)
        self.act(lambda: self.project.add_articles([new]))

    @precondition(lambda self: self.project.articles())
    @rule(data=st.data())
    def annotate(self, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(self.project.articles()))
        start = data.draw(st.integers(0, len(TEXT) - 1))
        end = data.draw(st.integers(start + 1, len(TEXT)))
        tag = data.draw(st.sampled_from(self.project.tags()))
        self.act(lambda: self.project.annotate(article, start, end, tag))

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data())
    def change_annotation(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.project.annotations()))
        tag = data.draw(st.sampled_from(self.project.tags()))
        verbs = (
            lambda: self.project.retag(chosen, tag),
            lambda: self.project.set_note(chosen, tag.name),
            lambda: self.project.delete_annotations([chosen]),
        )
        self.act(data.draw(st.sampled_from(verbs)))

    @precondition(lambda self: self.project.articles())
    @rule(data=st.data())
    def change_article(self, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(self.project.articles()))
        day = data.draw(st.sampled_from([None, date(2024, 2, 29), date(2026, 3, 1)]))
        verbs = (
            lambda: self.project.set_article_fields(article, published_on=day, title=f"{article.title}!"),
            lambda: self.project.delete_articles([article]),
        )
        self.act(data.draw(st.sampled_from(verbs)))

    @rule()
    def add_tag(self) -> None:
        self.made += 1
        self.act(lambda: self.project.add_tag(NewTag(name=f"new {self.made}")))

    @rule()
    def undo(self) -> None:
        present = snapshot(self.project)
        edit = self.project.undo()
        assert (edit is not None) == bool(self.past)
        if edit is not None:
            self.future.append(present)
            assert snapshot(self.project) == self.past.pop()

    @rule()
    def redo(self) -> None:
        present = snapshot(self.project)
        edit = self.project.redo()
        assert (edit is not None) == bool(self.future)
        if edit is not None:
            self.past.append(present)
            assert snapshot(self.project) == self.future.pop()

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = open_project(self.path, analyst="model")

    @invariant()
    def every_quote_is_the_slice_of_its_text(self) -> None:
        for one in self.project.annotations():
            assert one.quote == TEXT[one.start : one.end]


TestJournalModel = Journal.TestCase
TestJournalModel.settings = settings(max_examples=25, stateful_step_count=25)
