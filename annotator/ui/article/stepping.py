"""From one annotation to the next in the order of the text, all of them or those of one tag."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.records import Annotation, TagId


def neighbour(
    annotations: Iterable[Annotation], here: Annotation | int, *, forward: bool, tag_id: TagId | None = None
) -> Annotation | None:
    """The annotation after (or before) another one or an offset, of one tag if that is given.

    Of those that begin together the longest comes first. Beyond the last there is none but that one.
    """
    ordered = [one for one in annotations if tag_id is None or one.tag_id == tag_id]
    if not ordered:
        return None
    order = max if forward else min
    if isinstance(here, int):
        onward = [one for one in ordered if (one.start >= here if forward else one.start < here)]
    else:
        place = _place(here)
        onward = [one for one in ordered if (_place(one) > place if forward else _place(one) < place)]
    if not onward:
        return order(ordered, key=_place)
    return min(onward, key=_place) if forward else max(onward, key=_place)


def _place(annotation: Annotation) -> tuple[int, int, int]:
    return annotation.start, -annotation.end, annotation.id
