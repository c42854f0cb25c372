"""What a project should hold after each verb, in plain dictionaries; it knows nothing of how the store does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.project import Project
from annotator.records import Annotation, Article, Tag

Key = tuple[str, str, str]  # kind of thing, its uid, its field
Things = dict[Key, Any]
NOTHING = object()  # the value of a field of a thing that is not there
HERE = "here"  # the value of an article's field `gone` while it is to be seen; else which edit hid it


@dataclass(frozen=True)
class Shown:
    """What the lists of a project show."""

    articles: Sequence[Article]
    tags: Sequence[Tag]
    annotations: Sequence[Annotation]

    @staticmethod
    def by(project: Project) -> Shown:
        """Read all of it."""
        return Shown(project.articles(), project.tags(), project.annotations())

    def things(self) -> Things:
        """The same as a model has it."""
        found: Things = {}
        for article in self.articles:
            found["article", article.uid, "title"] = article.title
            found["article", article.uid, "day"] = article.published_on
            found["article", article.uid, "done"] = article.done_at
            found["article", article.uid, "gone"] = HERE
        tags: dict[int | None, str | None] = {None: None, **{tag.id: tag.uid for tag in self.tags}}
        for tag in self.tags:
            for name in ("name", "color", "key", "letter", "position"):
                found["tag", tag.uid, name] = getattr(tag, name)
            found["tag", tag.uid, "parent"] = tags[tag.parent_id]
        for one in self.annotations:
            for name in ("article", "note", "analyst"):
                found["annotation", one.uid, name] = getattr(one, name)
            found["annotation", one.uid, "place"] = (one.start, one.end)  # one thing: its quote hangs on both
            found["annotation", one.uid, "tag"] = tags[one.tag_id]
        return found


def visible(things: Things) -> Things:
    """The things without the articles that were deleted."""
    hidden = {uid for (kind, uid, name), value in things.items() if name == "gone" and value != HERE}
    return {key: value for key, value in things.items() if not (key[0] == "article" and key[1] in hidden)}


def column(things: Things, kind: str, name: str) -> dict[str, Any]:
    """One field of all things of a kind by uid."""
    return {uid: value for (of, uid, field_), value in things.items() if of == kind and field_ == name}


@dataclass
class Deed:
    """One edit: everything before and after it, and how things stand with it."""

    before: Things
    after: Things
    state: Literal["done", "undone", "dropped"] = "done"


@dataclass
class Model:
    """The things as they are now, and all edits by their numbers."""

    now: Things
    deeds: dict[int, Deed] = field(default_factory=dict)

    def edit(self, sequence: int, after: Things) -> None:
        """An edit was made: what was undone can no longer be repeated."""
        for deed in self.deeds.values():
            deed.state = "dropped" if deed.state == "undone" else deed.state
        self.deeds[sequence] = Deed(self.now, after)
        self.now = after

    def next_undo(self) -> int | None:
        """The edit that undo takes back."""
        return max((number for number, deed in self.deeds.items() if deed.state == "done"), default=None)

    def next_redo(self) -> int | None:
        """The edit that redo repeats."""
        return min((number for number, deed in self.deeds.items() if deed.state == "undone"), default=None)

    def undo(self, sequence: int) -> None:
        """Everything is as it was before that edit."""
        self.deeds[sequence].state, self.now = "undone", self.deeds[sequence].before

    def redo(self, sequence: int) -> None:
        """Everything is as it was after that edit."""
        self.deeds[sequence].state, self.now = "done", self.deeds[sequence].after

    def reverted(self, sequence: int) -> Things | None:
        """The present without what an edit did; None where something later depends on it."""
        deed, future = self.deeds[sequence], dict(self.now)
        for key in deed.before.keys() | deed.after.keys():
            was, became = deed.before.get(key, NOTHING), deed.after.get(key, NOTHING)
            if was == became:
                continue
            if self.now.get(key, NOTHING) != became:
                return None
            future[key] = was
        future = {key: value for key, value in future.items() if value is not NOTHING}
        return future if is_whole(future) else None


def is_whole(things: Things) -> bool:
    """Whether nothing names what is not there, and nothing is there twice or by halves."""
    annotated, tagged = column(things, "annotation", "article"), column(things, "annotation", "tag")
    shown = {uid for uid, gone in column(things, "article", "gone").items() if gone == HERE}
    known, above = column(things, "tag", "name"), column(things, "tag", "parent")
    own = [
        Counter(value.casefold() for value in column(things, "tag", name).values() if value)
        for name in ("name", "key", "letter")
    ]
    return (
        set(annotated.values()) <= shown
        and {uid for uid, done in column(things, "article", "done").items() if done} <= shown
        and set(tagged.values()) <= known.keys()
        and {parent for parent in above.values() if parent} <= known.keys()
        and not any(tag in chain(above, tag) for tag in known)
        and all(max(times.values(), default=1) == 1 for times in own)
        and column(things, "annotation", "place").keys() == annotated.keys()
    )


def chain(above: dict[str, str | None], tag: str) -> list[str]:
    """The tags above a tag, to the top or once around."""
    found: list[str] = []
    parent = above[tag]
    while parent is not None and parent not in found:
        found.append(parent)
        parent = above[parent]
    return found
