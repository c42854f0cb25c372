"""Making and changing annotations: each verb is one transaction and one edit, named as a person would name it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from annotator.errors import StaleError, UserError
from annotator.records import Annotation, AnnotationId, Article, Changes, NewAnnotation, Tag, TagId
from annotator.store import annotations, journal
from annotator.store.database import Database
from annotator.store.trouble import DamagedRow
from annotator.text.canonical import canonical
from annotator.text.span import Span

SHOWN = 40  # code points of a quote in the name of an edit
Tell = Callable[[Changes | None], object]
Part = tuple[int, int]
"""Start and end in code points of the text."""


def annotate(
    database: Database, tell: Tell, article: Article, text: str, new: tuple[NewAnnotation, TagId]
) -> Annotation:
    """Store one annotation, durable when this returns; UserError if the span is not in the text."""
    draft, tag_id = new
    _check_span(draft.start, draft.end, text)
    label = f"{draft.tag} on {quoted(text[draft.start : draft.end])}"
    with journal.edit(database, label, draft.analyst) as (recording, outcome):
        made = _found(database, annotations.add(recording, article.id, text, draft, tag_id))
    tell(outcome.changes)
    return made


def retag(database: Database, tell: Tell, annotation: Annotation, tag: Tag, analyst: str) -> Annotation:
    """Give an annotation another tag."""
    label = f"retag of {quoted(annotation.quote)} from {annotation.tag} to {tag.name}"
    return _change(database, tell, annotation, {"tag_id": tag.id}, (label, analyst))


def retag_all(database: Database, tell: Tell, chosen: Sequence[Annotation], tag: Tag, analyst: str) -> int:
    """Give many annotations one tag as one edit; how many had another before."""
    changed = [annotation for annotation in chosen if annotation.tag_id != tag.id]
    if not changed:
        return 0
    number = f"{len(changed):,} annotations" if len(changed) > 1 else quoted(changed[0].quote)
    with journal.edit(database, f"retag of {number} to {tag.name}", analyst) as (recording, outcome):
        for annotation in changed:
            _check_fresh(database, annotation)
            recording.update("annotation", annotation.id, {"tag_id": tag.id})
    tell(outcome.changes)
    return len(changed)


def set_note(database: Database, tell: Tell, annotation: Annotation, note: str, analyst: str) -> Annotation:
    """Replace the note of an annotation; an empty one removes it."""
    label = f"note on {quoted(annotation.quote)}"
    return _change(database, tell, annotation, {"note": canonical(note)}, (label, analyst))


def move(database: Database, tell: Tell, annotation: Annotation, where: tuple[str, Part], analyst: str) -> Annotation:
    """Give an annotation another span of its text; its quote and context follow, no other annotation does."""
    text, span = where
    _check_span(*span, text)
    label = f"{annotation.tag} on {_in_place_of(text[slice(*span)], annotation.quote)}"
    return _change(database, tell, annotation, annotations.place(text, Span(*span)), (label, analyst))


def split(
    database: Database, tell: Tell, annotation: Annotation, cut: tuple[str, Sequence[Part]], analyst: str
) -> list[Annotation]:
    """Cut an annotation into parts of its span as one edit; the first stays itself and keeps the note."""
    text, parts = cut
    _check_parts(annotation, parts)
    label = f"split of {annotation.tag} on {quoted(annotation.quote)} into {len(parts)}"
    with journal.edit(database, label, analyst) as (recording, outcome):
        _check_fresh(database, annotation)
        recording.update("annotation", annotation.id, annotations.place(text, Span(*parts[0])))
        made = [annotation.id]
        for part in parts[1:]:
            new = NewAnnotation(*part, annotation.tag, analyst=annotation.analyst)
            made.append(annotations.add(recording, annotation.article_id, text, new, annotation.tag_id))
        found = [_found(database, each) for each in made]
    tell(outcome.changes)
    return found


def merge(database: Database, tell: Tell, chosen: Sequence[Annotation], text: str, analyst: str) -> Annotation:
    """Make one annotation of several of a tag and an analyst, from the first start to the last end, as one edit.

    The first in the text stays itself; the notes are joined, each once.
    """
    _check_alike(chosen)
    ordered = sorted(chosen, key=lambda one: (one.start, one.end, one.id))
    kept, whole = ordered[0], Span(ordered[0].start, max(one.end for one in ordered))
    note = "\n".join(dict.fromkeys(one.note for one in ordered if one.note))
    label = f"merge of {len(ordered)} {kept.tag} into {quoted(whole.quote(text))}"
    with journal.edit(database, label, analyst) as (recording, outcome):
        for annotation in ordered:
            _check_fresh(database, annotation)
        for annotation in ordered[1:]:
            recording.delete("annotation", annotation.id)
        recording.update("annotation", kept.id, {**annotations.place(text, whole), "note": canonical(note)})
        merged = _found(database, kept.id)
    tell(outcome.changes)
    return merged


def delete(database: Database, tell: Tell, doomed: Sequence[Annotation], analyst: str) -> int:
    """Delete annotations as one edit; how many there were."""
    if not doomed:
        return 0
    only = doomed[0]
    label = f"delete {only.tag} on {quoted(only.quote)}" if len(doomed) == 1 else f"delete {len(doomed)} annotations"
    with journal.edit(database, label, analyst) as (recording, outcome):
        for annotation in doomed:
            _check_fresh(database, annotation)
            recording.delete("annotation", annotation.id)
    tell(outcome.changes)
    return len(doomed)


def _in_place_of(quote: str, before: str) -> str:
    """A quote and the one it replaces; where both look alike once they are shortened, their lengths in code points."""
    if quoted(quote) != quoted(before):
        return f"{quoted(quote)} instead of {quoted(before)}"
    return f"{quoted(quote)}, {len(quote):,} characters instead of {len(before):,}"


def quoted(quote: str) -> str:
    """A quote in quotation marks on one line, shortened to 40 code points."""
    line = " ".join(quote.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + '…'}”"


def _change(
    database: Database, tell: Tell, annotation: Annotation, row: dict[str, object], named: tuple[str, str]
) -> Annotation:
    with journal.edit(database, *named) as (recording, outcome):
        _check_fresh(database, annotation)
        recording.update("annotation", annotation.id, row)
        changed = _found(database, annotation.id)
    tell(outcome.changes)
    return changed


def _check_fresh(database: Database, annotation: Annotation) -> None:
    present = annotations.by_id(database.connection, annotation.id)
    if present is None or present.rev != annotation.rev:
        raise StaleError(
            f"The annotation on {quoted(annotation.quote)} was {'deleted' if present is None else 'changed'} "
            "elsewhere meanwhile; nothing was stored. Look at it again and repeat."
        )


def _check_span(start: int, end: int, text: str) -> None:
    try:
        Span(start, end).check_within(text)
    except ValueError:
        raise UserError(
            f"The span {start} to {end} is not in this article: it must begin at 0 or later, end after it begins, "
            f"and end by {len(text)} (code points)."
        ) from None


def _check_parts(annotation: Annotation, parts: Sequence[Part]) -> None:
    edges = [annotation.start, *(edge for part in parts for edge in part), annotation.end]
    in_order = all(before <= after for before, after in pairwise(edges)) and all(start < end for start, end in parts)
    if len(parts) < 2 or not in_order:
        raise UserError(
            f"{annotation.tag} on {quoted(annotation.quote)} cannot be split so: name two or more parts of "
            f"{annotation.start} to {annotation.end}, in order and without overlap."
        )


def _check_alike(chosen: Sequence[Annotation]) -> None:
    if len({one.id for one in chosen}) < 2 or len({one.id for one in chosen}) < len(chosen):
        raise UserError("Name two or more annotations to merge, each once.")
    for what, kinds in (
        ("articles", {one.article_id for one in chosen}),
        ("tags", {one.tag_id for one in chosen}),
        ("analysts", {one.analyst for one in chosen}),
    ):
        if len(kinds) > 1:
            raise UserError(f"Annotations of different {what} are not merged: choose those of one.")


def _found(database: Database, annotation_id: AnnotationId) -> Annotation:
    """The annotation as the edit under way leaves it: once stored, no failing disk may keep it from the caller."""
    found = annotations.by_id(database.connection, annotation_id)
    if found is None:
        raise DamagedRow(f"annotation {annotation_id} does not read back")
    return found
