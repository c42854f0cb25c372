"""The annotations of an article as they are to be painted: which lie where, in which lane, in which colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.records import Annotation, AnnotationId, Tag, TagId
from annotator.text.lanes import SpanIndex, lanes
from annotator.text.span import Span

UNKNOWN_COLOR = "#999999"

UNDERLINE_LANES = 3
"""How many underlines fit below a line; marks in later lanes are only counted."""


class Mark(NamedTuple):
    """One annotation ready to be painted; `lane` counts from 0 under the text."""

    annotation: Annotation
    span: Span
    lane: int
    color: str
    letter: str

    @property
    def id(self) -> AnnotationId:
        """The annotation's id."""
        return self.annotation.id


class MarkBook:
    """All marks of one article, found by place (code points) or by id."""

    def __init__(
        self, annotations: Iterable[Annotation] = (), tags: Iterable[Tag] = (), *, before: MarkBook | None = None
    ) -> None:
        self._tags = {tag.id: tag for tag in tags}
        kept = list(annotations)
        known = before._by_id if before is not None and before._looks() == self._looks() else {}
        spans = [_span(annotation, known.get(annotation.id)) for annotation in kept]
        self._index = SpanIndex(spans)
        self.marks = tuple(
            self._mark(annotation, span, lane, known.get(annotation.id))
            for annotation, span, lane in zip(kept, spans, lanes(spans), strict=True)
        )
        self._by_id: dict[AnnotationId, Mark] = {mark.annotation.id: mark for mark in self.marks}

    def _looks(self) -> dict[TagId, tuple[str, str, str, str]]:
        return {tag.id: (tag.color, tag.letter, tag.key, tag.name) for tag in self._tags.values()}

    def _mark(self, annotation: Annotation, span: Span, lane: int, old: Mark | None) -> Mark:
        # An edit changes one of thousands: the others keep their very marks, so that comparing them costs nothing.
        if old is not None and old.annotation is annotation and old.lane == lane:
            return old
        tag = self._tags.get(annotation.tag_id)
        color = tag.color if tag else UNKNOWN_COLOR
        letter = (tag.letter or tag.key or tag.name[:1]) if tag else annotation.tag[:1]
        return Mark(annotation, span, lane, color, letter)

    def __len__(self) -> int:
        return len(self.marks)

    def get(self, annotation_id: AnnotationId | None) -> Mark | None:
        """The mark of an annotation, or None."""
        return self._by_id.get(annotation_id) if annotation_id is not None else None

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that touch `[start, end)`, by start, of equal ones the longest first."""
        return [self.marks[index] for index in self._index.overlapping(start, end)]

    def at(self, offset: int) -> list[Mark]:
        """The marks that hold the code point at `offset`, shortest first."""
        return [self.marks[index] for index in self._index.at(offset)]

    def changed_spans(self, before: MarkBook) -> list[Span]:
        """The spans that look different from `before`: added, gone, moved, recoloured or in another lane."""
        changed = []
        for mark in self.marks:
            old = before._by_id.get(mark.annotation.id)
            if old is mark:
                continue
            if old is None or not _looks_like(old, mark):
                changed.append(mark.span)
                if old is not None:
                    changed.append(old.span)
        changed.extend(mark.span for mark in before.marks if mark.annotation.id not in self._by_id)
        return changed


def added(before: MarkBook, after: MarkBook) -> Sequence[Mark]:
    """The marks of annotations that `before` did not hold."""
    return [mark for mark in after.marks if before.get(mark.id) is None]


def _span(annotation: Annotation, old: Mark | None) -> Span:
    return old.span if old is not None and old.annotation is annotation else annotation.span


def _looks_like(one: Mark, other: Mark) -> bool:
    # Thousands are compared after each edit, so number by number rather than record by record.
    mine, theirs = one.annotation, other.annotation
    is_in_place = mine.start == theirs.start and mine.end == theirs.end and _seen_lane(one) == _seen_lane(other)
    return is_in_place and one.color == other.color and one.letter == other.letter


def _seen_lane(mark: Mark) -> int:
    return min(mark.lane, UNDERLINE_LANES)
