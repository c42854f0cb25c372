"""What an analyst does to the codebook: each verb names itself, runs once the file is free, and says what to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.project.codebook import free
from annotator.project.outline import Order
from annotator.project.tagging import MANY
from annotator.records import Annotation, NewTag, Tag, TagId
from annotator.ui import wording
from annotator.ui.keymap import letters_held, undo_hint

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

_WORDS = {"color": "colour", "positive": "example", "negative": "counter-example", "parent": "place"}


def add(desk: Desk, name: str, then: Callable[[Tag], object]) -> None:
    """Add a tag of this name; what else it needs is chosen for it."""

    def deed() -> None:
        letters = {tag.letter.casefold() for tag in desk.tags} | letters_held()
        made = desk.project.add_tag(NewTag(name, letter=free("letter", name, letters)))
        say(desk, f"Added the tag {made.name}")
        then(made)

    desk.attempt(deed, name=("add tag", name))


def change(desk: Desk, tag_id: TagId, values: dict[str, object], *, swap: bool = False) -> None:
    """Change fields of a tag; with `swap` the tag that has the wanted key gets the one that this tag had."""

    def deed() -> None:
        changed = desk.project.change_tag(tag_id, swap=swap, **values)
        what = " and ".join(_WORDS.get(name, name) for name in values)
        say(desk, f"Changed the {what} of {changed.name}")

    desk.attempt(deed, name=("change tag", tag_id, *sorted(values)))


def order(desk: Desk, wanted: Order) -> None:
    """Put the tags in another order, and below other tags."""

    def deed() -> None:
        desk.project.order_tags(wanted)
        say(desk, "Moved the tag")

    desk.attempt(deed, name="order tags")


def merge(desk: Desk, tag_id: TagId, into: TagId) -> None:
    """Give the annotations of a tag to another, and delete the first; undo brings it back, so nothing is asked."""
    tag, target = tag_of(desk, tag_id), tag_of(desk, into)
    if tag is None or target is None:
        return

    def deed() -> None:
        moved = desk.project.merge_tags(tag_id, into)
        say(desk, f"Merged {tag.name} into {target.name}: {wording.counted(moved, 'annotation')}")

    desk.attempt(deed, name=("merge", tag_id))


def split(desk: Desk, tag_id: TagId, name: str, chosen: Sequence[Annotation]) -> None:
    """Give some annotations of a tag to a new one."""

    def deed() -> None:
        made = desk.project.split_tag(tag_id, NewTag(name), chosen)
        say(desk, f"Split off {made.name}: {wording.counted(len(chosen), 'annotation')}")

    desk.attempt(deed, name=("split", tag_id, name))


def delete(desk: Desk, tag_id: TagId, *, into: TagId | None = None, annotations: bool = False) -> None:
    """Delete a tag, and its annotations or give them to another."""
    tag = tag_of(desk, tag_id)
    if tag is None:
        return

    def deed() -> None:
        carried = desk.project.delete_tag(tag_id, into=into, annotations=annotations)
        target = tag_of(desk, into)
        fate = f"; {wording.counted(carried, 'annotation')} went to {target.name}" if target and carried else ""
        fate = f" with {wording.counted(carried, 'annotation')}" if annotations and carried else fate
        say(desk, f"Deleted the tag {tag.name}{fate}")

    def attempt() -> None:
        desk.attempt(deed, name=("delete tag", tag_id))

    if annotations and tag.annotations > MANY:
        desk.secure("before deletion", attempt)
    else:
        attempt()


def tag_of(desk: Desk, tag_id: TagId | None) -> Tag | None:
    """A tag of the codebook as it is shown."""
    return next((tag for tag in desk.tags if tag.id == tag_id), None)


def say(desk: Desk, what: str) -> None:
    """Tell what was done, and that it can be undone."""
    desk.say(f"{what}{undo_hint()}")
