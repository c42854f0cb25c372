"""Which annotations a filter's words leave: each word must stand in the tag, the quote, the note or the analyst."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.records import Annotation


def narrowed(annotations: Sequence[Annotation], typed: str, *, noted: bool = False) -> Sequence[Annotation]:
    """Those in which every typed word is found in any case, and with `noted` only those that carry a note."""
    wanted = typed.casefold().split()
    if not wanted and not noted:
        return annotations
    return [one for one in annotations if (one.note or not noted) and _says(one, wanted)]


def _says(annotation: Annotation, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    words = "\n".join((annotation.tag, annotation.quote, annotation.note, annotation.analyst)).casefold()
    return all(word in words for word in wanted)
