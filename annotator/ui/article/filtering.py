"""Which annotations of an article are painted: those of some tags, of some analysts, with some words in their note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.records import Annotation, AnnotationId, TagId


class Showing(NamedTuple):
    """What an annotation must have to be painted; what is empty asks nothing, and so all of it asks nothing."""

    tags: frozenset[TagId] = frozenset()
    analysts: frozenset[str] = frozenset()
    note: str = ""

    @property
    def is_all(self) -> bool:
        """Whether every annotation is painted."""
        return self == EVERYTHING

    def keeps(self, annotation: Annotation) -> bool:
        """Whether an annotation has what is asked; words of a note are found whatever their case."""
        return (
            (not self.tags or annotation.tag_id in self.tags)
            and (not self.analysts or annotation.analyst in self.analysts)
            and (not self.note or self.note.casefold() in annotation.note.casefold())
        )


EVERYTHING = Showing()


class Filtering:
    """Keeps the annotations of the open article to those that are painted.

    What is made, changed or gone to while it would be left out is painted all the same, until another filter or
    article comes: nothing vanishes under the hand that made it.
    """

    def __init__(self) -> None:
        self.showing = EVERYTHING
        self.all: Sequence[Annotation] = ()
        self._shown: Sequence[Annotation] = ()
        self._also: set[AnnotationId] = set()

    def begin(self, annotations: Sequence[Annotation]) -> Sequence[Annotation]:
        """Those of another article that are painted."""
        self._also.clear()
        return self._use(annotations)

    def renew(self, annotations: Sequence[Annotation]) -> Sequence[Annotation]:
        """Those of the same article that are painted after an edit: those that were, those that are new, and more."""
        if not self.showing.is_all:
            before = {one.id for one in self.all}
            self._also.update(one.id for one in self._shown)
            self._also.update(one.id for one in annotations if one.id not in before)
        return self._use(annotations)

    def use(self, showing: Showing) -> Sequence[Annotation]:
        """Those that are painted from now on."""
        self.showing = showing
        return self.begin(self.all)

    def include(self, annotation_id: AnnotationId | None) -> Sequence[Annotation] | None:
        """All that are painted once this one is, too; None if it is already, or unknown."""
        is_left_out = any(one.id == annotation_id for one in self.all) if not self.showing.is_all else False
        if annotation_id is None or not is_left_out or any(one.id == annotation_id for one in self._shown):
            return None
        self._also.add(annotation_id)
        return self._use(self.all)

    def counts(self) -> tuple[int, int]:
        """How many are painted, and how many there are."""
        return len(self._shown), len(self.all)

    def _use(self, annotations: Sequence[Annotation]) -> Sequence[Annotation]:
        self.all = self._shown = annotations
        if not self.showing.is_all:
            self._shown = [one for one in annotations if one.id in self._also or self.showing.keeps(one)]
        return self._shown
