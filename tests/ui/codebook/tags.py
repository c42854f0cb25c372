"""Tags for tests, and a small codebook of them."""

from __future__ import annotations

from typing import Any

from annotator.records import Tag, TagId


def tag(number: int, name: str, parent: int | None = None, **fields: Any) -> Tag:
    """A tag with as many fields as a test cares for."""
    values = {"color": "#0072B2", "annotations": 0, "position": number, **fields}
    rest = {field: "" for field in ("key", "letter", "definition", "positive", "negative") if field not in fields}
    above = None if parent is None else TagId(parent)
    return Tag(id=TagId(number), uid=str(number), name=name, parent_id=above, **values, **rest)


CODEBOOK = [
    tag(1, "commitment", key="2", letter="m", annotations=87, definition="Binds itself."),
    tag(2, "kept commitment", parent=1, letter="k", annotations=22),
    tag(3, "demand", key="3", annotations=1204, definition="Asks of another."),
]
