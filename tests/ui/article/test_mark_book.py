"""Which marks an edit makes look different, against looking at every single one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from annotator.records import Annotation
from annotator.text.span import Span
from annotator.ui.article.marks import Mark, MarkBook, unlike

from .conftest import TAGS, an_annotation

TEXT = "word " * 60


def looks(mark: Mark) -> tuple[object, ...]:
    return mark.span, min(mark.lane, 4), mark.color, mark.letter, bool(mark.annotation.note)


def differences(before: MarkBook, after: MarkBook) -> set[Span]:
    """What `changed_spans` must tell, found the slow way."""
    old, new = ({mark.id: mark for mark in book} for book in (before, after))
    changed: set[Span] = set()
    for annotation_id in old.keys() | new.keys():
        pair = [book.get(annotation_id) for book in (old, new)]
        if None in pair or looks(pair[0]) != looks(pair[1]):  # type: ignore[arg-type]
            changed |= {mark.span for mark in pair if mark is not None}
    return changed


def an_edit(source: random.Random, annotations: list[Annotation], number: int) -> list[Annotation]:
    """The same very records but for one that is added, taken away, retagged, annotated with a note, or moved."""
    start = source.randrange(len(TEXT) - 1)
    span = Span(start, min(len(TEXT), start + source.randint(1, 40)))
    kind = source.randrange(5) if annotations else 0
    if kind == 0:
        return sorted([*annotations, an_annotation(number, TEXT, span)], key=lambda one: (one.start, one.end))
    place = source.randrange(len(annotations))
    there, rest = annotations[place], annotations[:place] + annotations[place + 1 :]
    if kind == 1:
        return rest
    tag = source.choice(TAGS)
    changed = {
        2: replace(there, tag_id=tag.id, tag=tag.name),
        3: replace(there, note="seen"),
        4: replace(there, start=span.start, end=span.end, quote=span.quote(TEXT)),
    }[kind]
    return sorted([*rest, changed], key=lambda one: (one.start, one.end))


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_marks_that_look_different_are_told(seed: int) -> None:
    source = random.Random(seed)
    annotations: list[Annotation] = []
    for number in range(1, 120):
        before = MarkBook(annotations, TAGS)
        annotations = an_edit(source, annotations, number)
        after = MarkBook(annotations, TAGS)
        assert set(after.changed_spans(before)) == differences(before, after)


def test_another_colour_in_the_codebook_changes_every_mark() -> None:
    annotations = [an_annotation(1, TEXT, Span(0, 4)), an_annotation(2, TEXT, Span(10, 14))]
    repainted = [replace(tag, color="#123456") for tag in TAGS]
    changed = MarkBook(annotations, repainted).changed_spans(MarkBook(annotations, TAGS))
    assert set(changed) == {Span(0, 4), Span(10, 14)}


def test_only_an_annotation_with_a_new_id_counts_as_added() -> None:
    first = an_annotation(1, TEXT, Span(0, 4))
    second = an_annotation(2, TEXT, Span(10, 14))
    book = MarkBook([replace(first, note="seen"), second], TAGS)
    assert book.added(MarkBook([first], TAGS)) == [second]


@pytest.mark.parametrize("seed", range(20))
def test_what_differs_between_thousands_of_records_is_found_wherever_it_is(seed: int) -> None:
    source = random.Random(seed)
    before = [an_annotation(number, TEXT, Span(number % 200, number % 200 + 3)) for number in range(1, 900)]
    after = list(before)
    for number in range(source.randrange(4)):
        place = source.choice((0, 255, 256, 257, 512, len(after) - 1, source.randrange(len(after))))
        after[place : place + source.randrange(3)] = [an_annotation(1_000 + number, TEXT, Span(0, 4))]
    gone, come = unlike(before, after)
    assert [one.id for one in gone] == [one.id for one in before if one not in after]
    assert [one.id for one in come] == [one.id for one in after if one not in before]
