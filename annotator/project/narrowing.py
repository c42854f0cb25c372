"""What filters leave of an open project, and by what it can be filtered."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.project.reading import Reading
from annotator.records import Annotation, AnnotationId, ArticleId, Narrowed
from annotator.store import annotations as stored_annotations
from annotator.store import narrowing
from annotator.store.trouble import explained


class Narrowing(Reading):
    """The filtering half of an open project; UserError for what a person can mend."""

    def articles_within(
        self, narrowed: Narrowed, *, order: str = "newest", among: Sequence[ArticleId] | None = None
    ) -> list[ArticleId]:
        """The numbers of the articles that are meant, or those `among` some; `order` is newest, oldest or title."""
        with explained(self.path):
            return narrowing.article_ids(self._connection, narrowed, order=order, among=among)

    def annotations_within(
        self, narrowed: Narrowed, *, limit: int, among: Sequence[AnnotationId] | None = None
    ) -> list[Annotation]:
        """The annotations that are meant, or those `among` some, in the order of exports, at most `limit` of them."""
        with explained(self.path):
            ids = narrowing.annotation_ids(self._connection, narrowed, limit=limit, among=among)
            found = {one.id: one for one in stored_annotations.by_ids(self._connection, ids)}
        return [found[one] for one in ids if one in found]

    def number_within(self, narrowed: Narrowed) -> int:
        """How many annotations are meant."""
        with explained(self.path):
            return narrowing.number(self._connection, narrowed)

    def sources(self) -> list[tuple[str, int]]:
        """Every source with its number of annotations, by name; articles without one have the source ''."""
        with explained(self.path):
            return narrowing.sources(self._connection)

    def analysts(self) -> list[tuple[str, int]]:
        """Every analyst who made annotations, with the number of these, by name."""
        with explained(self.path):
            return narrowing.analysts(self._connection)
