"""What stands in the way of a name, key or letter for a tag, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.records import Tag
from annotator.ui import wording
from annotator.ui.keymap import holder_of


class Conflict(NamedTuple):
    """One sentence; what is offered on a button, or nothing; and whether another tag gives its key up for that."""

    trouble: str = ""
    offer: str = ""
    is_swap: bool = False


NONE = Conflict()


def conflict(field: str, value: str, tag: Tag, tags: Sequence[Tag]) -> Conflict:
    """What is in the way of a value for a field of a tag."""
    if field == "name" and not value:
        return Conflict("A tag needs a name.")
    if field not in ("name", "key", "letter") or not value:
        return NONE
    owner = next((one for one in tags if one.id != tag.id and getattr(one, field).casefold() == value.casefold()), None)
    if owner is None:
        return _with_an_action(value) if field == "letter" else NONE
    if field == "name":
        words = f"“{wording.one_line(value, 40)}” is another tag already. Merge the two, or choose another name."
        return Conflict(words)
    former = getattr(tag, field) or f"no {field}"
    offer = f"Swap: {wording.one_line(owner.name, 16)} gets {former}"
    return Conflict(f"{value} is the {field} of {wording.one_line(owner.name, 40)}.", offer, is_swap=True)


def _with_an_action(letter: str) -> Conflict:
    """A letter alone may also be the key of something that is done to the text."""
    title = holder_of(letter.upper())
    if not title:
        return NONE
    return Conflict(f"{letter.upper()} is the key of “{title}”, which would have none.", "Take it for the tag")
