"""A codebook as a readable file (JSON): reading it and writing it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.project import codebook
from annotator.project.outline import outline
from annotator.records import NewTag, Tag
from annotator.resources import resource


def read(path: Path | None = None) -> list[NewTag]:
    """The tags of a codebook file, each after its parent; the default codebook without one.

    UserError says what is wrong where.
    """
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
    tags = [codebook.tidy(_new_tag(path, number, row)) for number, row in enumerate(rows, 1)]
    _check_unique(path, tags)
    return _parents_first(path, tags)


def write(tags: Sequence[Tag], name: str, stream: BinaryIO) -> int:
    """Write the tags, each after its parent, in the form that `read` takes; how many."""
    names = {tag.id: tag.name for tag in tags}
    rows = [
        {
            "name": tag.name,
            "key": tag.key,
            "letter": tag.letter,
            "color": tag.color,
            "definition": tag.definition,
            "positive": tag.positive,
            "negative": tag.negative,
            "parent": names.get(tag.parent_id) if tag.parent_id is not None else None,
        }
        for tag, _ in outline(tags)
    ]
    stream.write((json.dumps({"name": name, "tags": rows}, ensure_ascii=False, indent=2) + "\n").encode())
    return len(rows)


def _new_tag(path: Path, number: int, row: object) -> NewTag:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        raise UserError(f"The codebook {path}: tag {number} has no name.")
    known = {key: value for key, value in row.items() if key in codebook.FIELDS and value is not None}
    wrong = [key for key, value in known.items() if not isinstance(value, str)]
    if wrong:
        raise UserError(f"The codebook {path}: {', '.join(wrong)} of the tag {row['name']} must be text.")
    if known.get("color") and not codebook.is_color(known["color"]):
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


def _parents_first(path: Path, tags: Sequence[NewTag]) -> list[NewTag]:
    """The tags in the order of the file, but each after the parent that the file has for it."""
    by_name = {tag.name.casefold(): tag for tag in tags}
    sorted_tags: dict[str, NewTag] = {}
    for tag in tags:
        path_up = [tag]
        while (parent := by_name.get((path_up[-1].parent or "").casefold())) and parent.name not in sorted_tags:
            if parent in path_up:
                raise UserError(f"The codebook {path} has the tag {parent.name} stand below itself. Give it no parent.")
            path_up.append(parent)
        sorted_tags.update((one.name, one) for one in reversed(path_up))
    return list(sorted_tags.values())
