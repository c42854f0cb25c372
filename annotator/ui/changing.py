"""What an analyst does to the span of an annotation: move it, tag it once more, split it, merge it with the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.records import Annotation, TagId
from annotator.text.span import Span
from annotator.ui import editing
from annotator.ui.keymap import undo_hint
from annotator.ui.wording import counted

if TYPE_CHECKING:
    from annotator.ui.desk import Desk


def move(desk: Desk, annotation: Annotation, span: Span) -> None:
    """Give an annotation another span."""

    def deed() -> None:
        moved = desk.project.move_annotation(annotation, span.start, span.end)
        desk.say(f"Moved {moved.tag}: {counted(len(moved.quote), 'character')} now{undo_hint()}")

    desk.attempt(deed, name=("move", annotation.id))


def begin_adjusting(desk: Desk, annotation: Annotation) -> None:
    """Show an annotation and let the keys move its edges."""
    if desk.selected() != annotation:
        desk.open_annotation(annotation)
    desk.pane.view.setFocus()
    desk.pane.view.adjusting.begin()


def tag_too(desk: Desk, annotation: Annotation, tag_id: TagId) -> None:
    """Make another annotation on the same span with this tag."""
    name = next((tag.name for tag in desk.tags if tag.id == tag_id), "")
    if any(editing.is_twin(desk, one, annotation.span, tag_id) for one in desk.annotations):
        desk.say(f"These words are tagged {name} already.")
        return

    def deed() -> None:
        made = desk.project.annotate(annotation.article_id, annotation.start, annotation.end, tag_id)
        desk.used(tag_id)
        if desk.article is not None and desk.article.id == annotation.article_id:
            desk.select(made.id)
        desk.say(f"Also tagged {made.tag}{undo_hint()}")

    desk.attempt(deed, name=("tag", annotation.article_id, annotation.span, tag_id))


def split(desk: Desk, annotation: Annotation, parts: Sequence[Span]) -> None:
    """Cut an annotation into parts."""

    def deed() -> None:
        made = desk.project.split_annotation(annotation, [(part.start, part.end) for part in parts])
        if desk.selected() is None:
            desk.select(annotation.id)
        desk.say(f"Split {annotation.tag} into {len(made)}{undo_hint()}")

    desk.attempt(deed, name=("split", annotation.id))


def merge_with_next(desk: Desk, annotation: Annotation) -> None:
    """Make one of an annotation and the next of its tag and analyst in the article, or say that there is none."""
    following = neighbour(desk.annotations, annotation)
    if following is None:
        desk.say(f"No {annotation.tag} of {annotation.analyst} follows in this article.")
        return

    def deed() -> None:
        merged = desk.project.merge_annotations([annotation, following])
        desk.select(merged.id)
        desk.say(f"Merged two {merged.tag}: {counted(len(merged.quote), 'character')} now{undo_hint()}")

    desk.attempt(deed, name=("merge", annotation.id, following.id))


def neighbour(annotations: Sequence[Annotation], annotation: Annotation) -> Annotation | None:
    """The next annotation of the same tag and analyst in the order of the text, or None."""
    place = (annotation.start, annotation.end, annotation.id)
    alike = [
        one
        for one in annotations
        if (one.tag_id, one.analyst) == (annotation.tag_id, annotation.analyst) and (one.start, one.end, one.id) > place
    ]
    return min(alike, key=lambda one: (one.start, one.end, one.id), default=None)
