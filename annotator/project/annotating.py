"""Making and changing annotations: each verb is one transaction and one edit, named as a person would name it."""

from collections.abc import Callable, Sequence

from annotator.errors import StaleError, UserError
from annotator.records import Annotation, AnnotationId, Article, Changes, NewAnnotation, Tag, TagId
from annotator.store import annotations, journal
from annotator.store.database import Database
from annotator.store.trouble import DamagedRow
from annotator.text.canonical import canonical
from annotator.text.span import Span

SHOWN = 40  # code points of a quote in the name of an edit
Tell = Callable[[Changes | None], object]


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


def _found(database: Database, annotation_id: AnnotationId) -> Annotation:
    """The annotation as the edit under way leaves it: once stored, no failing disk may keep it from the caller."""
    found = annotations.by_id(database.connection, annotation_id)
    if found is None:
        raise DamagedRow(f"annotation {annotation_id} does not read back")
    return found
