"""Undo, redo and the history: whatever was done in whatever order, the file equals a model of it."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from annotator.errors import StaleError, UserError
from annotator.project import Project, create_project, open_project
from annotator.project.outline import placed
from annotator.records import Annotation, NewAnnotation, NewArticle, NewTag
from tests.faults import figures
from tests.project.model import HERE, Model, Shown, Things, chain, column, visible

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


def test_a_date_that_was_changed_again_is_not_reverted(project: Project) -> None:
    project.set_article_fields(1, published_on=date(2024, 5, 1))
    project.set_article_fields(1, published_on=date(2024, 6, 1))
    with pytest.raises(UserError, match="changed the same article later"):
        project.revert(project.edits(2)[1])
    assert project.article(1).published_on == date(2024, 6, 1)


def test_a_tag_does_not_come_back_with_a_key_that_another_has_now(project: Project) -> None:
    first = project.tags()[0]
    project.merge_tags(first, "demand")
    project.add_tag(NewTag("heir", key=first.key))
    with pytest.raises(UserError, match=f"the key or letter of the tag {first.name} is that of the tag heir now"):
        project.revert(project.edits(2)[1])
    assert project.check() == []


def test_no_tag_comes_to_stand_below_itself(project: Project) -> None:
    for name, parent in (("war", None), ("battle", "war"), ("skirmish", "battle")):
        project.add_tag(NewTag(name, parent=parent))
    with pytest.raises(UserError, match="cannot stand below skirmish"):
        project.change_tag("war", parent="skirmish")
    project.merge_tags("war", "skirmish")
    assert (project.tag("battle").parent_id, project.tag("skirmish").parent_id) == (None, project.tag("battle").id)
    project.change_tag("battle", parent="claim")
    first = project.edits(1)[0]
    project.change_tag("battle", parent=None)
    project.change_tag("claim", parent="battle")
    project.change_tag("battle", definition="a fight")
    assert first.label == "change of the tag battle"
    with pytest.raises(UserError):
        project.revert(project.edits(4)[2])
    assert project.check() == []


IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # thousands of runs, of which no disk need know
IS_LONG = os.environ.get("ANNOTATOR_HYPOTHESIS_PROFILE") == "soak"
RUNS, STEPS = (int(os.environ.get("ANNOTATOR_SOAK_EXAMPLES", "5000")) if IS_LONG else 300), 50
DAYS = (None, date(2024, 2, 29), date(2025, 1, 1), date(2026, 3, 1))
TITLES = tuple(f"story {number}" for number in range(8))
PLACES = ((0, 7), (8, 12), (5, 30), (0, len(TEXT)), (len(TEXT) - 3, len(TEXT)))
numbers = st.integers(0, 2**16)
Thing = TypeVar("Thing")


def pick(things: Sequence[Thing], number: int) -> Thing:
    return things[number % len(things)]


def some(things: Sequence[Thing], number: int) -> list[Thing]:
    """Those whose bit is set, at least one."""
    return [thing for place, thing in enumerate(things) if number >> place & 1] or [pick(things, number)]


@cache
def new_project() -> bytes:
    """A new project, made once: a copy of its bytes is as new."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(folder) / "new.annotations"
        create_project(path, analyst="model").close()
        return path.read_bytes()


class Journal(RuleBasedStateMachine):
    """Two programs at one project beside a model of it: whatever they do, the file holds what the model holds."""

    runs = steps = 0

    def __init__(self) -> None:
        super().__init__()
        Journal.runs += 1
        self.folder = TemporaryDirectory(dir=IN_MEMORY)
        self.environment = pytest.MonkeyPatch()
        self.environment.setenv("XDG_DATA_HOME", self.folder.name)
        self.path = Path(self.folder.name) / "model.annotations"
        self.path.write_bytes(new_project())
        self.projects = [self.opened(), self.opened()]
        self.shown = Shown.by(self.project)
        self.model = Model(self.shown.things())
        self.first_known: dict[str, str] = {}  # uids of articles by the title under which they came in
        self.made = 0
        self.turn = self.project.turn()

    @property
    def project(self) -> Project:
        return self.projects[0]

    def opened(self) -> Project:
        return open_project(self.path, analyst="model", keep=False)

    def teardown(self) -> None:
        try:
            assert self.project.check() == []
            assert [edit.state for edit in self.project.edits(1000)] == [
                self.model.deeds[number].state for number in sorted(self.model.deeds, reverse=True)
            ]
        finally:
            for project in self.projects:
                project.close()
            self.environment.undo()
            self.folder.cleanup()

    # --- comparing ------------------------------------------------------------------------------------------------

    def compare(self, *, turns: int) -> None:
        """All that the project shows is what the model holds, so many turns later."""
        Journal.steps += 1
        self.turn += turns
        self.shown = Shown.by(self.project)
        assert self.project.turn() == self.turn
        assert self.shown.things() == visible(self.model.now)
        assert all(one.quote == TEXT[one.start : one.end] for one in self.shown.annotations)
        self.compare_counts()

    def compare_counts(self) -> None:
        """The numbers that stand beside articles and tags, and under the timeline, are those of the annotations."""
        of_article = column(self.model.now, "annotation", "article")
        annotated = Counter(of_article.values())
        tagged = Counter(column(self.model.now, "annotation", "tag").values())
        assert {one.uid: one.annotations for one in self.shown.articles if one.annotations} == dict(annotated)
        assert {one.uid: one.annotations for one in self.shown.tags if one.annotations} == dict(tagged)
        days = column(self.model.now, "article", "day")
        counted: Counter[date | None] = Counter()
        for count in self.project.day_counts():
            counted[count.day] += count.annotations
        assert counted == Counter(days[article] for article in of_article.values())

    def edit(self, becomes: Things) -> None:
        """The verb that was just called must have made one edit that leads there, or none where nothing changes."""
        if becomes == self.model.now:
            self.compare(turns=0)
            return
        (newest,) = self.project.edits(1)
        self.model.edit(newest.sequence, becomes)
        self.compare(turns=1)

    def changed(self, *changes: tuple[str, str, dict[str, Any]]) -> Things:
        """The model with some fields of some things set."""
        return self.model.now | {
            (kind, uid, name): value for kind, uid, values in changes for name, value in values.items()
        }

    def without(self, kind: str, uids: set[str]) -> Things:
        return {key: value for key, value in self.model.now.items() if not (key[0] == kind and key[1] in uids)}

    def arrivals(self) -> Things:
        """Annotations and tags that the model has not met: what they are is asserted by whoever calls this."""
        known = visible(self.model.now)
        return {key: value for key, value in Shown.by(self.project).things().items() if key not in known}

    # --- articles -------------------------------------------------------------------------------------------------

    @initialize(number=numbers)
    def start(self, number: int) -> None:
        self.import_articles(number, annotated=False)

    @rule(number=numbers, annotated=st.booleans())
    def import_articles(self, number: int, annotated: bool) -> None:
        drafts = (NewAnnotation(0, 7, f"tag {number % 3}"), NewAnnotation(8, 12, "claim")) if annotated else ()
        new = [
            NewArticle(title=title, text=TEXT, published_on=pick(DAYS, place), annotations=drafts)
            for place, title in enumerate(TITLES)
            if number >> place & 1
        ][:3]
        self.project.add_articles(new)
        self.take_in(new)

    def take_in(self, new: list[NewArticle]) -> None:
        """Follow an import: articles that are new, or were deleted, are here with the annotations that they lacked."""
        uids = {self.imported_as(one): one for one in new}
        token = f"before edit {self.made}"
        self.made += 1
        for uid, one in uids.items():
            if ("article", uid, "title") not in self.model.now:
                values = {"title": one.title, "day": one.published_on, "done": None, "gone": token}
                self.model.now = self.changed(("article", uid, values))
        becomes = self.changed(*(("article", uid, {"gone": HERE}) for uid in uids))
        lacking = Counter(
            (uid, draft.start, draft.end, draft.tag) for uid, one in uids.items() for draft in one.annotations
        )
        names = column(self.model.now, "tag", "name")
        here = column(self.model.now, "annotation", "article")
        for one, article in here.items():
            place = (article, *self.model.now["annotation", one, "place"])
            tag, analyst = (self.model.now["annotation", one, name] for name in ("tag", "analyst"))
            if analyst == "model" and lacking[*place, names[tag].casefold()]:
                lacking[*place, names[tag].casefold()] -= 1
        came = {key: value for key, value in self.arrivals().items() if key[0] != "article"}
        names |= column(came, "tag", "name")
        tags, places = (column(came, "annotation", name) for name in ("tag", "place"))
        articles = column(came, "annotation", "article")
        assert +lacking == Counter((articles[one], *places[one], names[tags[one]]) for one in articles)
        assert set(column(came, "tag", "name").values()) <= {key[3] for key in lacking}
        self.edit(becomes | came)

    def imported_as(self, new: NewArticle) -> str:
        """The uid that an article got when it first came in; its title may have changed since."""
        if new.title not in self.first_known:
            known = set(self.first_known.values())
            (uid,) = [one.uid for one in self.project.articles() if one.title == new.title and one.uid not in known]
            self.first_known[new.title] = uid
        return self.first_known[new.title]

    @precondition(lambda self: self.shown.articles)
    @rule(number=numbers, day=st.sampled_from(DAYS))
    def change_article(self, number: int, day: date | None) -> None:
        article = pick(self.shown.articles, number)
        title = f"{article.title}!" if number % 2 else article.title
        self.project.set_article_fields(article, published_on=day, title=title)
        self.edit(self.changed(("article", article.uid, {"day": day, "title": title})))

    @precondition(lambda self: self.shown.articles)
    @rule(number=numbers)
    def delete_articles(self, number: int) -> None:
        doomed = some(self.shown.articles, number)
        self.project.delete_articles(doomed)
        uids = {one.uid for one in doomed}
        of_article = column(self.model.now, "annotation", "article")
        left = self.without("annotation", {one for one, article in of_article.items() if article in uids})
        self.made += 1
        left |= {("article", uid, "done"): None for uid in uids}
        self.edit(left | {("article", uid, "gone"): f"by edit {self.made}" for uid in uids})

    @precondition(lambda self: self.shown.articles)
    @rule(number=numbers, done=st.booleans())
    def mark_done(self, number: int, done: bool) -> None:
        those = some(self.shown.articles, number)
        changing = [one for one in those if (one.done_at is not None) != done]
        sleep(0.002)  # so that no other mark has the same instant
        assert self.project.mark_done(those, done=done) == len(changing)
        at = [self.project.article(one.uid).done_at for one in changing]
        assert all((one is not None) == done for one in at)
        self.edit(self.changed(
            *(("article", one.uid, {"done": when}) for one, when in zip(changing, at, strict=True))
        ))  # fmt: skip

    # --- annotations ----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.shown.articles)
    @rule(number=numbers, place=st.sampled_from(PLACES), tag=numbers)
    def annotate(self, number: int, place: tuple[int, int], tag: int) -> None:
        article, chosen = pick(self.shown.articles, number), pick(self.shown.tags, tag)
        made = self.project.annotate(article, *place, chosen)
        values = {"article": article.uid, "place": place, "tag": chosen.uid}
        self.edit(self.changed(("annotation", made.uid, {**values, "note": "", "analyst": "model"})))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, tag=numbers)
    def retag(self, number: int, tag: int) -> None:
        one, chosen = pick(self.shown.annotations, number), pick(self.shown.tags, tag)
        self.project.retag(one, chosen)
        self.edit(self.changed(("annotation", one.uid, {"tag": chosen.uid})))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, tag=numbers)
    def retag_all(self, number: int, tag: int) -> None:
        those, chosen = some(self.shown.annotations, number), pick(self.shown.tags, tag)
        changed = self.project.retag_all(those, chosen)
        assert changed == sum(one.tag_id != chosen.id for one in those)
        self.edit(self.changed(*(("annotation", one.uid, {"tag": chosen.uid}) for one in those)))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, note=st.sampled_from(("", "first", "第二 👩🏽‍🚀")))
    def set_note(self, number: int, note: str) -> None:
        one = pick(self.shown.annotations, number)
        self.project.set_note(one, note)
        self.edit(self.changed(("annotation", one.uid, {"note": note})))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, place=st.sampled_from(PLACES))
    def move_annotation(self, number: int, place: tuple[int, int]) -> None:
        one = pick(self.shown.annotations, number)
        self.project.move_annotation(one, *place)
        self.edit(self.changed(("annotation", one.uid, {"place": place})))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, cut=numbers)
    def split_annotation(self, number: int, cut: int) -> None:
        one = pick(self.shown.annotations, number)
        middle = one.start + 1 + cut % max(1, one.end - one.start - 1)
        if middle >= one.end:
            return  # of one character there are no parts
        first, second = self.project.split_annotation(one, [(one.start, middle), (middle, one.end)])
        tag = self.model.now["annotation", one.uid, "tag"]
        values = {"article": one.article, "place": (middle, one.end), "tag": tag, "note": "", "analyst": one.analyst}
        assert first.uid == one.uid
        self.edit(self.changed(
            ("annotation", one.uid, {"place": (one.start, middle)}), ("annotation", second.uid, values)
        ))  # fmt: skip

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers)
    def merge_annotations(self, number: int) -> None:
        one = pick(self.shown.annotations, number)
        kind = (one.article, one.tag, one.analyst)
        alike = [each for each in self.shown.annotations if (each.article, each.tag, each.analyst) == kind]
        if len(alike) < 2:
            return
        merged = self.project.merge_annotations(alike)
        place = (min(each.start for each in alike), max(each.end for each in alike))
        assert (merged.start, merged.end) == place
        self.model.now, before = self.without("annotation", {each.uid for each in alike} - {merged.uid}), self.model.now
        becomes = self.changed(("annotation", merged.uid, {"place": place, "note": merged.note}))
        self.model.now = before
        self.edit(becomes)

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers)
    def delete_annotations(self, number: int) -> None:
        doomed = some(self.shown.annotations, number)
        assert self.project.delete_annotations(doomed) == len(doomed)
        self.edit(self.without("annotation", {one.uid for one in doomed}))

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers)
    def use_a_stale_record(self, number: int) -> None:
        one = pick(self.shown.annotations, number)
        stale: Annotation = replace(one, rev=one.rev - 1)
        for verb in (lambda: self.project.set_note(stale, "x"), lambda: self.project.delete_annotations([stale])):
            with pytest.raises(StaleError):
                verb()
        self.compare(turns=0)

    # --- tags -----------------------------------------------------------------------------------------------------

    @rule(number=numbers)
    def add_tag(self, number: int) -> None:
        self.made += 1
        parent = pick([None, *(tag.name for tag in self.shown.tags)], number)
        made = self.project.add_tag(NewTag(name=f"new {self.made}", parent=parent))
        came = self.arrivals()
        assert column(came, "tag", "name") == {made.uid: f"new {self.made}"}
        names = column(self.model.now, "tag", "name")
        assert [names[uid] if uid else None for uid in column(came, "tag", "parent").values()] == [parent]
        self.edit(self.model.now | came)

    @rule(number=numbers)
    def rename_tag(self, number: int) -> None:
        tag = pick(self.shown.tags, number)
        self.made += 1
        self.project.change_tag(tag, name=f"renamed {self.made}")
        self.edit(self.changed(("tag", tag.uid, {"name": f"renamed {self.made}"})))

    @rule(number=numbers, other=numbers)
    def move_tag(self, number: int, other: int) -> None:
        tag, parent = pick(self.shown.tags, number), pick(self.shown.tags, other)
        parents = column(self.model.now, "tag", "parent")
        if tag.uid in (parent.uid, *chain(parents, parent.uid)):
            with pytest.raises(UserError):
                self.project.change_tag(tag, parent=parent.name)
            self.compare(turns=0)
        else:
            self.project.change_tag(tag, parent=parent.name)
            self.edit(self.changed(("tag", tag.uid, {"parent": parent.uid})))

    @precondition(lambda self: len(self.shown.tags) > 2)
    @rule(number=numbers, other=numbers)
    def merge_tags(self, number: int, other: int) -> None:
        source = pick(self.shown.tags, number)
        into = pick([tag for tag in self.shown.tags if tag.id != source.id], other)
        carried = column(self.model.now, "annotation", "tag")
        moved = [one for one, tag in carried.items() if tag == source.uid]
        parents = column(self.model.now, "tag", "parent")
        children = [one for one, parent in parents.items() if parent == source.uid]
        assert self.project.merge_tags(source, into) == len(moved)
        kept = {into.uid, *chain(parents, into.uid)}
        grown = {one: parents[source.uid] if one in kept else into.uid for one in children}
        becomes = self.without("tag", {source.uid})
        becomes |= {("annotation", one, "tag"): into.uid for one in moved}
        self.edit(becomes | {("tag", one, "parent"): parent for one, parent in grown.items()})

    @precondition(lambda self: len(self.shown.tags) > 2)
    @rule(number=numbers, other=numbers, goes=st.booleans())
    def delete_tag(self, number: int, other: int, goes: bool) -> None:
        doomed = pick(self.shown.tags, number)
        heir = pick([tag for tag in self.shown.tags if tag.id != doomed.id], other)
        carried = column(self.model.now, "annotation", "tag")
        left = {one for one, tag in carried.items() if tag == doomed.uid}
        said = {"annotations": True} if goes else {"into": heir}
        assert self.project.delete_tag(doomed, **said) == len(left)
        parents = column(self.model.now, "tag", "parent")
        grown = {one: parents[doomed.uid] for one, parent in parents.items() if parent == doomed.uid}
        becomes = {key: value for key, value in self.without("tag", {doomed.uid}).items()
                   if not (goes and key[0] == "annotation" and key[1] in left)}  # fmt: skip
        becomes |= {} if goes else {("annotation", one, "tag"): heir.uid for one in left}
        self.edit(becomes | {("tag", one, "parent"): parent for one, parent in grown.items()})

    @precondition(lambda self: self.shown.annotations)
    @rule(number=numbers, several=numbers)
    def split_tag(self, number: int, several: int) -> None:
        uid = pick(self.shown.annotations, number).tag_id
        tag = next(tag for tag in self.shown.tags if tag.id == uid)
        chosen = some([one for one in self.shown.annotations if one.tag_id == tag.id], several)
        self.made += 1
        made = self.project.split_tag(tag, NewTag(f"part {self.made}"), chosen)
        came = self.arrivals()
        assert column(came, "tag", "name") == {made.uid: f"part {self.made}"}
        assert column(came, "tag", "parent") == {made.uid: column(self.model.now, "tag", "parent")[tag.uid]}
        assert column(came, "tag", "position") == {made.uid: tag.position + 1}
        later = [(one.uid, at) for one in self.shown.tags if (at := one.position) > tag.position]
        moves = [("tag", uid, {"position": at + 1}) for uid, at in later]
        retagged = [("annotation", one.uid, {"tag": made.uid}) for one in chosen]
        self.edit(self.changed(*moves, *retagged) | came)

    @rule(number=numbers, other=numbers)
    def order_tags(self, number: int, other: int) -> None:
        moved, target = pick(self.shown.tags, number), pick(self.shown.tags, other)
        order = placed(self.shown.tags, moved.id, target.id, pick(("before", "after", "into"), number))
        if order is None:
            return
        self.project.order_tags(order)
        uids: dict[int | None, str | None] = {None: None, **{tag.id: tag.uid for tag in self.shown.tags}}
        places = [(str(uids[tag]), {"position": at, "parent": uids[above]}) for at, (tag, above) in enumerate(order, 1)]
        self.edit(self.changed(*(("tag", uid, values) for uid, values in places)))

    @rule(number=numbers, other=numbers)
    def swap_keys(self, number: int, other: int) -> None:
        tag, another = pick(self.shown.tags, number), pick(self.shown.tags, other)
        self.project.change_tag(tag, key=another.key, swap=True)
        is_given = another.key and another.id != tag.id
        given = [("tag", another.uid, {"key": tag.key})] if is_given else []
        self.edit(self.changed(("tag", tag.uid, {"key": another.key}), *given))

    # --- the journal ----------------------------------------------------------------------------------------------

    @rule()
    def undo(self) -> None:
        aim = self.model.next_undo()
        edit = self.project.undo()
        assert (edit.sequence if edit else None) == aim
        if aim is not None:
            self.model.undo(aim)
        self.compare(turns=int(aim is not None))

    @rule()
    def redo(self) -> None:
        aim = self.model.next_redo()
        edit = self.project.redo()
        assert (edit.sequence if edit else None) == aim
        if aim is not None:
            self.model.redo(aim)
        self.compare(turns=int(aim is not None))

    @precondition(lambda self: self.model.deeds)
    @rule(number=numbers)
    def revert(self, number: int) -> None:
        sequence = pick(sorted(self.model.deeds), number)
        becomes = self.model.reverted(sequence) if self.model.deeds[sequence].state == "done" else None
        if becomes is None:
            with pytest.raises(UserError):
                self.project.revert(sequence)
            self.compare(turns=0)
        else:
            self.project.revert(sequence)
            self.edit(becomes)

    # --- programs -------------------------------------------------------------------------------------------------

    @rule()
    def go_to_the_other_program(self) -> None:
        self.projects.reverse()
        self.project.refresh()
        self.compare(turns=0)

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.projects[0] = self.opened()
        self.compare(turns=0)


TestJournalModel = Journal.TestCase
TestJournalModel.settings = settings(max_examples=RUNS, stateful_step_count=STEPS)


@pytest.fixture(scope="module", autouse=True)
def _figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Write down how often the project was compared with the model."""
    before = request.session.testsfailed
    yield
    failures = request.session.testsfailed - before
    figures.record("random verbs against a model", runs=Journal.runs, failures=failures, steps=Journal.steps)
