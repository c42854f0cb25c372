"""The codebook: adding tags, changing, ordering, merging, splitting and deleting them, each inside an edit."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from annotator.errors import StaleError, UserError
from annotator.project.outline import ring_in
from annotator.records import Annotation, NewTag, Tag, TagId
from annotator.store import annotations as stored_annotations
from annotator.store import codebook, journal
from annotator.store.database import Connection
from annotator.text.canonical import canonical, canonical_line

FREE_COLORS = (
    "#0072B2", "#009E73", "#D55E00", "#882255", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442", "#999933", "#999999",
    "#8C69FC", "#D72440", "#457D52", "#990F94", "#6C4302", "#6D84D2", "#B17C4F", "#3C52DC", "#8B769B", "#E95979",
)  # fmt: skip
"""Colours for tags in the order in which they are given out: ten with a name each, after Okabe and Ito (2008), then
ten that keep 3:1 on light papers, as far as can be from the others, also for eyes that see no red or no green."""
LONGEST_NAME = 100
"""The most code points of a tag's name, the same as imports take."""
NOTE_LETTER = "n"
"""The letter that writes a note in the window: no tag gets it unasked."""
FIELDS = frozenset(field.name for field in fields(NewTag)) - {"name"}
"""What a tag has besides its name."""


def add(recording: journal.Recording, new: NewTag, *, keys_are_final: bool = False) -> int:
    """Add one tag in the edit under way; a missing colour, and unless they are final key and letter, are chosen.

    Its number.
    """
    connection = recording.connection
    row = _row(tidy(new), codebook.tags(connection))
    row |= {"key": new.key, "letter": new.letter} if keys_are_final else {}
    return recording.insert("tag", codebook.new_row(row, codebook.next_position(connection)))


def tidy(new: NewTag) -> NewTag:
    """The tag with canonical words, its name on one line."""
    told = {name: canonical(value) for name, value in asdict(new).items() if value is not None}
    return replace(new, **{**told, "name": canonical_line(new.name)})


def plant(connection: Connection, tags: Sequence[NewTag]) -> None:
    """Give a project that is being made its first codebook, outside of any edit; its keys stay as they are."""
    for new in map(tidy, tags):
        present = codebook.tags(connection)
        row = {**_row(new, present), "key": new.key, "letter": new.letter}
        codebook.insert(connection, codebook.new_row(row, codebook.next_position(connection)))


def change(recording: journal.Recording, tag: Tag, values: dict[str, object], *, swap: bool = False) -> None:
    """Change fields of a tag in the edit under way; UserError for a field or value that cannot be.

    With `swap` a tag that has the wanted key or letter gets the one that this tag had.
    """
    unknown = values.keys() - FIELDS - {"name", "position"}
    if unknown:
        raise UserError(f"A tag has no field {', '.join(sorted(unknown))}.")
    told: dict[str, Any] = {key: value for key, value in values.items() if key != "position"}
    wanted = tidy(replace(_as_new(tag), **told))
    if swap:
        _give_in_exchange(recording, tag, wanted)
    others = [other for other in codebook.tags(recording.connection) if other.id != tag.id]
    _check_shape(wanted, values.keys())
    _check_free(wanted, others)
    row = {key: getattr(wanted, key, value) for key, value in values.items() if key != "parent"}
    if "color" in row:
        row["color"] = str(row["color"]).upper()
    if "parent" in values:
        row["parent_id"] = _parent_id(wanted, others)
    recording.update("tag", tag.id, row)
    if tag.id in codebook.above(recording.connection, tag.id):
        raise UserError(
            f"The tag {tag.name} cannot stand below {wanted.parent}, which stands below it. Choose another."
        )


def merge(recording: journal.Recording, tag: Tag, into: Tag) -> int:
    """Move annotations and children of a tag to another and delete it, in the edit under way; how many moved."""
    if tag.id == into.id:
        raise UserError(f"The tag {tag.name} cannot be merged into itself. Choose another.")
    moved = codebook.annotations_of(recording.connection, tag.id)
    for annotation_id in moved:
        recording.update("annotation", annotation_id, {"tag_id": into.id})
    kept = codebook.above(recording.connection, into.id) | {into.id}  # would stand below what they stand above
    for child in codebook.tags(recording.connection):
        if child.parent_id == tag.id:
            recording.update("tag", child.id, {"parent_id": tag.parent_id if child.id in kept else into.id})
    recording.delete("tag", tag.id)
    return len(moved)


def split(recording: journal.Recording, tag: Tag, new: NewTag, chosen: Sequence[Annotation]) -> TagId:
    """Give some annotations of a tag to a new one that comes to stand after it, in the edit under way."""
    if not chosen:
        raise UserError(f"No annotation was chosen to leave the tag {tag.name}. Choose those that the new tag is for.")
    connection = recording.connection
    found = {one.id: one for one in stored_annotations.by_ids(connection, [one.id for one in chosen])}
    for annotation in chosen:
        _check_carries(found.get(annotation.id), annotation, tag)
    if new.parent is None and tag.parent_id is not None:
        new = replace(new, parent=codebook.tag(connection, tag.parent_id).name)
    row = _row(tidy(new), codebook.tags(connection))
    for other in codebook.tags(connection):
        if other.position > tag.position:
            recording.update("tag", other.id, {"position": other.position + 1})
    made = TagId(recording.insert("tag", codebook.new_row(row, tag.position + 1)))
    for annotation in chosen:
        recording.update("annotation", annotation.id, {"tag_id": made})
    return made


def delete(recording: journal.Recording, tag: Tag, into: Tag | None, *, with_annotations: bool) -> int:
    """Delete a tag in the edit under way; its annotations go to another or with it, its children to its parent.

    How many annotations it carried; UserError if there are any and nothing is said of them.
    """
    carried = codebook.annotations_of(recording.connection, tag.id)
    if into is not None and into.id == tag.id:
        raise UserError(f"The annotations of the tag {tag.name} cannot stay with it. Choose another tag for them.")
    if carried and into is None and not with_annotations:
        number = f"{len(carried):,} annotation{' carries' if len(carried) == 1 else 's carry'}"
        raise UserError(f"{number} the tag {tag.name}. Say which tag gets them, or that they are deleted with it.")
    for annotation_id in carried:
        if into is not None:
            recording.update("annotation", annotation_id, {"tag_id": into.id})
        else:
            recording.delete("annotation", annotation_id)
    for child in codebook.tags(recording.connection):
        if child.parent_id == tag.id:
            recording.update("tag", child.id, {"parent_id": tag.parent_id})
    recording.delete("tag", tag.id)
    return len(carried)


def arrange(recording: journal.Recording, wanted: Sequence[tuple[TagId, TagId | None]]) -> None:
    """Put all tags into an order, each below a parent or none, in the edit under way.

    StaleError if these are not the tags of the codebook, UserError if one would stand below itself.
    """
    present = codebook.tags(recording.connection)
    if sorted(tag_id for tag_id, _ in wanted) != sorted(tag.id for tag in present):
        raise StaleError(
            "The codebook was changed meanwhile, so its order was left as it is. Look at it and try again."
        )
    stuck = ring_in(dict(wanted))
    if stuck is not None:
        name = next(tag.name for tag in present if tag.id == stuck)
        raise UserError(f"The tag {name} cannot stand below itself. Choose another place for it.")
    for position, (tag_id, parent_id) in enumerate(wanted, 1):
        recording.update("tag", tag_id, {"position": position, "parent_id": parent_id})


def ensure(recording: journal.Recording, name: str) -> int:
    """The number of the tag of this name, which joins the codebook if it is new."""
    for tag in codebook.tags(recording.connection):
        if tag.name.casefold() == name.casefold():
            return tag.id
    return add(recording, NewTag(name=name))


def meta(connection: Connection, key: str) -> str | None:
    """One remark of the project about itself."""
    return codebook.meta(connection, key)


def _check_carries(found: Annotation | None, annotation: Annotation, tag: Tag) -> None:
    if found is None or found.rev != annotation.rev:
        raise StaleError(
            f"The annotation on “{annotation.quote[:40]}” was changed or deleted elsewhere meanwhile; "
            "nothing was stored. Choose again."
        )
    if found.tag_id != tag.id:
        raise UserError(f"The annotation on “{found.quote[:40]}” carries {found.tag}, not {tag.name}. Leave it out.")


def _give_in_exchange(recording: journal.Recording, tag: Tag, wanted: NewTag) -> None:
    for what in ("key", "letter"):
        value, former = getattr(wanted, what), getattr(tag, what)
        for other in codebook.tags(recording.connection):
            if value and other.id != tag.id and getattr(other, what).casefold() == value.casefold():
                recording.update("tag", other.id, {what: former})


def _as_new(tag: Tag) -> NewTag:
    return NewTag(**{name: value for name, value in asdict(tag).items() if name in FIELDS or name == "name"})


def _row(new: NewTag, present: Sequence[Tag]) -> dict[str, object]:
    _check_shape(new, ("key", "letter"))
    _check_free(new, present)
    return {
        "name": new.name,
        "parent_id": _parent_id(new, present),
        "color": (new.color or _free_color(present)).upper(),
        "key": new.key or free("key", new.name, {tag.key for tag in present}),
        "letter": new.letter or free("letter", new.name, {tag.letter.casefold() for tag in present}),
        "definition": new.definition,
        "positive": new.positive,
        "negative": new.negative,
    }


def _check_free(new: NewTag, others: Sequence[Tag]) -> None:
    for what in ("name", "key", "letter"):
        value = getattr(new, what)
        for other in others:
            if value and value.casefold() == getattr(other, what).casefold():
                raise UserError(f"The {what} “{value}” is already that of the tag {other.name}. Choose another.")
    if not 0 < len(new.name) <= LONGEST_NAME:
        raise UserError(f"A tag needs a name of 1 to {LONGEST_NAME} characters.")
    if new.color and not is_color(new.color):
        raise UserError(f"“{new.color}” is no colour for the tag {new.name}. Write it as #RRGGBB.")


def _check_shape(new: NewTag, asked: Collection[str]) -> None:
    """Refuse a key or letter that no single key press could mean; those that were there before are let be."""
    if "key" in asked and new.key and not (len(new.key) == 1 and new.key in "1234567890"):
        raise UserError(f"“{new.key}” cannot be the key of the tag {new.name}. A key is one digit, or nothing.")
    if "letter" in asked and new.letter and not (len(new.letter) == 1 and new.letter.isalpha()):
        raise UserError(f"“{new.letter}” cannot be the letter of the tag {new.name}. Choose one letter, or nothing.")


def _parent_id(new: NewTag, present: Sequence[Tag]) -> int | None:
    if not new.parent:
        return None
    for tag in present:
        if tag.name.casefold() == new.parent.casefold():
            return tag.id
    raise UserError(f"The tag {new.name} names the parent “{new.parent}”, which is not in the codebook before it.")


def _free_color(present: Sequence[Tag]) -> str:
    used = [tag.color.upper() for tag in present]
    return min(FREE_COLORS, key=lambda color: used.count(color))


def free(what: str, name: str, used: Container[str]) -> str:
    """A key or letter for a tag of this name that is not used (in lower case), or nothing if there is none."""
    candidates = "1234567890" if what == "key" else name.lower() + "abcdefghijklmnopqrstuvwxyz"
    fitting = (one for one in candidates if one.isascii() and one.isalnum() and one != NOTE_LETTER)
    return next((one for one in fitting if one not in used), "")


def is_color(color: str) -> bool:
    """Whether a colour is written as #RRGGBB."""
    return len(color) == 7 and color[0] == "#" and all(digit in "0123456789abcdefABCDEF" for digit in color[1:])
