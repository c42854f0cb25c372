"""What a choice on the timeline means for the lists: which articles, which annotations, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.project import Project
from annotator.records import Annotation, ArticleId, Tag
from annotator.timeline.choice import BinChoice
from annotator.ui import wording

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView


def name(choice: BinChoice | None, tags: Sequence[Tag]) -> str:
    """The choice as a chip says it: `Mar 2024 · demand`."""
    if choice is None:
        return ""
    days = "no date" if choice.undated else wording.span_of_days(choice.first, choice.last)
    tag = next((tag.name for tag in tags if tag.id == choice.series), "")
    return " · ".join(part for part in (days, wording.one_line(tag, 40)) if part)


def chosen_annotations(project: Project, choice: BinChoice | None) -> list[Annotation]:
    """The annotations behind the bars, in the order of exports."""
    if choice is None:
        return []
    return project.annotations(tag=choice.series, first=choice.first, last=choice.last, undated=choice.undated)


def article_ids(project: Project, choice: BinChoice | None, *, matching: str, order: str) -> list[ArticleId]:
    """The articles behind the bars (all without a choice) that match the words, in order."""
    if choice is None:
        return project.article_ids(matching=matching, order=order)
    ids = project.article_ids(
        matching=matching, order=order, first=choice.first, last=choice.last, undated=choice.undated
    )
    if choice.series is None:
        return ids
    tagged = {annotation.article_id for annotation in chosen_annotations(project, choice)}
    return [article_id for article_id in ids if article_id in tagged]


def place(view: ArticleView, annotations: Sequence[Annotation]) -> str:
    """Which one is chosen in the text, of those under the pointer: `2 of 3: demand`; alone there, of its tag."""
    selected = view.selected_annotation()
    if selected is None:
        return ""
    number, count = view.annotation_place() or (1, 1)
    if count == 1:
        same = [one.id for one in annotations if one.tag_id == selected.tag_id]
        number, count = same.index(selected.id) + 1, len(same)
    return f"{number} of {count}: {selected.tag}"
