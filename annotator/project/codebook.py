"""The codebook: reading one from a file, adding tags and changing them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.records import NewTag, Tag
from annotator.resources import resource
from annotator.store import codebook, journal
from annotator.store.database import Connection
from annotator.text.canonical import canonical, canonical_line

FREE_COLORS = (
    "#0072B2", "#009E73", "#D55E00", "#882255", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442", "#999933", "#999999",
    "#332288", "#117733", "#44AA99", "#88CCEE", "#DDCC77", "#CC6677", "#AA4499", "#661100", "#6699CC", "#AA4466",
)  # fmt: skip
"""Colours that colour-blind people tell apart: Okabe and Ito (2008), then Tol's muted scheme (2021)."""
LONGEST_NAME = 100
"""The most code points of a tag's name, the same as imports take."""
_FIELDS = frozenset(field.name for field in fields(NewTag)) - {"name"}


def read(path: Path | None = None) -> list[NewTag]:
    """The tags of a codebook file (JSON), the default codebook without one; UserError says what is wrong where."""
    path = path or resource("codebook.json")
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"The codebook {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"The codebook {path} is not UTF-8. Save it in UTF-8.") from error
    except RecursionError as error:
        raise UserError(f"The codebook {path} is nested too deeply to be one.") from error
    except ValueError as error:
        raise UserError(f"The codebook {path} is not JSON: {error}.") from error
    rows = content.get("tags") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise UserError(f"The codebook {path} has no list “tags”.")
    tags = [_new_tag(path, number, row) for number, row in enumerate(rows, 1)]
    _check_unique(path, tags)
    return tags


def add(recording: journal.Recording, new: NewTag) -> int:
    """Add one tag in the edit under way; missing colour, key and letter are chosen. Its number."""
    connection = recording.connection
    row = _row(tidy(new), codebook.tags(connection))
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


def change(recording: journal.Recording, tag: Tag, values: dict[str, object]) -> None:
    """Change fields of a tag in the edit under way; UserError for a field or value that cannot be."""
    unknown = values.keys() - _FIELDS - {"name", "position"}
    if unknown:
        raise UserError(f"A tag has no field {', '.join(sorted(unknown))}.")
    others = [other for other in codebook.tags(recording.connection) if other.id != tag.id]
    told: dict[str, Any] = {key: value for key, value in values.items() if key != "position"}
    wanted = tidy(replace(_as_new(tag), **told))
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


def ensure(recording: journal.Recording, name: str) -> int:
    """The number of the tag of this name, which joins the codebook if it is new."""
    for tag in codebook.tags(recording.connection):
        if tag.name.casefold() == name.casefold():
            return tag.id
    return add(recording, NewTag(name=name))


def meta(connection: Connection, key: str) -> str | None:
    """One remark of the project about itself."""
    return codebook.meta(connection, key)


def _as_new(tag: Tag) -> NewTag:
    return NewTag(**{name: value for name, value in asdict(tag).items() if name in _FIELDS or name == "name"})


def _row(new: NewTag, present: Sequence[Tag]) -> dict[str, object]:
    _check_free(new, present)
    return {
        "name": new.name,
        "parent_id": _parent_id(new, present),
        "color": (new.color or _free_color(present)).upper(),
        "key": new.key or _free("1234567890", {tag.key for tag in present}),
        "letter": new.letter or _free(new.name.lower() + "abcdefghijklmnopqrstuvwxyz", {t.letter for t in present}),
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
    if new.color and not _is_color(new.color):
        raise UserError(f"“{new.color}” is no colour for the tag {new.name}. Write it as #RRGGBB.")


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


def _free(candidates: str, used: set[str]) -> str:
    return next((one for one in candidates if one.isascii() and one.isalnum() and one not in used), "")


def _is_color(color: str) -> bool:
    return len(color) == 7 and color[0] == "#" and all(digit in "0123456789abcdefABCDEF" for digit in color[1:])


def _new_tag(path: Path, number: int, row: object) -> NewTag:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        raise UserError(f"The codebook {path}: tag {number} has no name.")
    known = {key: value for key, value in row.items() if key in _FIELDS and value is not None}
    wrong = [key for key, value in known.items() if not isinstance(value, str)]
    if wrong:
        raise UserError(f"The codebook {path}: {', '.join(wrong)} of the tag {row['name']} must be text.")
    if known.get("color") and not _is_color(known["color"]):
        raise UserError(f"The codebook {path}: “{known['color']}” of the tag {row['name']} is not #RRGGBB.")
    return NewTag(name=row["name"].strip(), **known)


def _check_unique(path: Path, tags: Sequence[NewTag]) -> None:
    for what in ("name", "key", "letter"):
        seen: set[str] = set()
        for tag in tags:
            value = getattr(tag, what).casefold()
            if value and value in seen:
                raise UserError(f"The codebook {path} gives the {what} “{getattr(tag, what)}” to two tags.")
            seen.add(value)
