"""The annotations of an article as they are to be painted: which lie where, in which lane, in which colour."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, count, takewhile
from operator import attrgetter
from typing import NamedTuple

from annotator.records import Annotation, AnnotationId, Tag, TagId
from annotator.text.lanes import SpanIndex
from annotator.text.span import Span

UNKNOWN_COLOR = "#999999"

UNDERLINE_LANES = 3
"""How many underlines fit below a line; marks in later lanes are only counted."""


AT_ONCE = 256
"""How many records are compared at once."""


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
    """All marks of one article, found by place (code points) or by id; each is made when first asked for."""

    def __init__(self, annotations: Iterable[Annotation] = (), tags: Iterable[Tag] = ()) -> None:
        self.annotations = tuple(annotations)
        self._looks = {tag.id: (tag.color, tag.letter or tag.key or tag.name[:1]) for tag in tags}
        self._index = SpanIndex(self.annotations)
        self._marks: dict[int, Mark] = {}
        self._moved: Mark | None = None

    @cached_property
    def _number_by_id(self) -> dict[AnnotationId, int]:
        return dict(zip(map(attrgetter("id"), self.annotations), count(), strict=False))

    def __len__(self) -> int:
        return len(self.annotations)

    def __iter__(self) -> Iterator[Mark]:
        return map(self._mark, range(len(self)))

    def _mark(self, number: int) -> Mark:
        found = self._marks.get(number)
        if found is None:
            annotation = self.annotations[number]
            color, letter = self._looks.get(annotation.tag_id, (UNKNOWN_COLOR, annotation.tag[:1]))
            found = Mark(annotation, annotation.span, self._index.lane(number), color, letter)
            self._marks[number] = found
        return found

    def color(self, tag_id: TagId) -> str:
        """The colour of a tag's marks."""
        return self._looks[tag_id][0] if tag_id in self._looks else UNKNOWN_COLOR

    def get(self, annotation_id: AnnotationId | None) -> Mark | None:
        """The mark of an annotation, or None."""
        number = self._number_by_id.get(annotation_id) if annotation_id is not None else None
        return self._mark(number) if number is not None else None

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that touch `[start, end)`, by start, of equal ones the longest first."""
        found = [self._mark(number) for number in self._index.overlapping(start, end)]
        moved = self._moved
        if moved is not None:
            found = [mark for mark in found if mark.id != moved.id]
            if moved.span.start < end and start < moved.span.end:
                insort(found, moved, key=lambda mark: (mark.span.start, -mark.span.end))
        return found

    def preview(self, annotation_id: AnnotationId, span: Span | None) -> Sequence[Span]:
        """Show one mark at another span of the text, or with None where it is again; the spans that look different."""
        number = self._number_by_id[annotation_id]
        before = self._mark(number)
        self._marks.pop(number)
        self._moved = None
        if span is not None:
            self._moved = self._marks[number] = self._mark(number)._replace(span=span)
        return before.span, self._mark(number).span

    def at(self, offset: int) -> list[Mark]:
        """The marks that hold the code point at `offset`, shortest first."""
        return [self._mark(number) for number in self._index.at(offset)]

    def added(self, before: MarkBook) -> Sequence[Annotation]:
        """The annotations whose ids `before` did not hold."""
        come = unlike(before.annotations, self.annotations)[1]
        return [each for each in come if each.id not in before._number_by_id]

    def changed_spans(self, before: MarkBook) -> list[Span]:
        """The spans that look different from `before`: added, gone, moved, recoloured or in another lane."""
        if self._looks != before._looks:
            return [annotation.span for annotation in chain(self.annotations, before.annotations)]
        gone, come = unlike(before.annotations, self.annotations)
        # Only who hangs together with something new or gone can have come into another lane.
        touched = self._crowds(come) | before._crowds(gone)
        changed: set[Span] = set()
        for annotation_id in touched:
            mark, old = self.get(annotation_id), before.get(annotation_id)
            if mark is None or old is None or not _looks_like(old, mark):
                changed.update(each.span for each in (mark, old) if each is not None)
        return sorted(changed)

    def _crowds(self, annotations: Iterable[Annotation]) -> set[AnnotationId]:
        found: set[AnnotationId] = set()
        for annotation in annotations:
            if annotation.id not in found:
                crowd = self._index.crowd(self._number_by_id[annotation.id])
                found.update(self.annotations[number].id for number in crowd)
        return found


def unlike(
    before: Sequence[Annotation], after: Sequence[Annotation]
) -> tuple[Sequence[Annotation], Sequence[Annotation]]:
    """The records of `before` that are not in `after`, and the other way round; quick where little differs."""
    first = _alike(before, after)
    last = _alike(before[:first:-1], after[:first:-1])
    gone, come = before[first : len(before) - last], after[first : len(after) - last]
    kept = {id(one) for one in gone} & {id(one) for one in come}
    return [one for one in gone if id(one) not in kept], [one for one in come if id(one) not in kept]


def _alike(one: Sequence[Annotation], other: Sequence[Annotation]) -> int:
    """With how many records both begin alike."""
    place = 0
    # Many are compared at once, since that happens outside Python.
    while place < len(one) and one[place : place + AT_ONCE] == other[place : place + AT_ONCE]:
        place += AT_ONCE
    pairs = zip(one[place : place + AT_ONCE], other[place : place + AT_ONCE], strict=False)
    return min(place, len(one)) + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _looks_like(one: Mark, other: Mark) -> bool:
    is_in_place = one.span == other.span and _seen_lane(one) == _seen_lane(other)
    has_sign = bool(one.annotation.note) == bool(other.annotation.note)
    return is_in_place and has_sign and one.color == other.color and one.letter == other.letter


def _seen_lane(mark: Mark) -> int:
    # Underlines tell three lanes apart, stripes one more.
    return min(mark.lane, UNDERLINE_LANES + 1)
