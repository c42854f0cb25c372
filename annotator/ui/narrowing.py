"""What articles, table and timeline of a desk are narrowed to: filters, words sought, and the bars that are chosen.

The filters stand in the view of the timeline and nowhere else; whoever changes them changes the view, and everything
follows when the timeline says that its view is another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.records import EVERYTHING, Annotation, AnnotationId, ArticleId, Changes, Narrowed, Wanted
from annotator.timeline.choice import BinChoice
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.view import ChartView, DateRule, Group
from annotator.ui import choosing, statuses
from annotator.ui.lists.chips import Told

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

MOST = 5_000
"""Annotations that the table lists; of more it says how many there are."""
_CHART_AFTER = 20  # milliseconds; the list that is typed for is painted first
_FEW = 20  # annotations or articles that are looked at one by one when they change


class Narrowing:
    """What one desk is narrowed to; `series` is what the chosen bars stood for when they were chosen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.choice: BinChoice | None = None
        self.series: Wanted = EVERYTHING
        self.is_of_article = False  # whether the person wants the open article's annotations in the table all the same
        self._followed = ChartView()
        self._listed: Narrowed | None = None  # what was asked for when `_found` was read
        self._found: Sequence[Annotation] = ()
        self._total = 0  # annotations that fit, also those that the table does not list
        self._changed: set[AnnotationId] = set()  # since then
        self._annotated: set[ArticleId] = set()
        self._drops: list[Callable[[], object]] = []  # what takes away each chip
        self._words: str | None = None  # sought in the list already, and about to be in the view
        self._telling = QTimer(desk, singleShot=True, interval=_CHART_AFTER)
        self._telling.timeout.connect(lambda: self.want(self.wanted))
        self._articles_of: Narrowed | None = None  # what was asked for when the articles were listed

    # --- what is meant ------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """The filters in force, without the bars that are chosen."""
        wanted = self._desk.timeline.view.wanted
        return wanted if self._words is None else replace(wanted, matching=self._words)

    def narrowed(self) -> Narrowed:
        """Which articles and annotations are meant."""
        view = replace(self._desk.timeline.view, wanted=self.wanted)
        return choosing.narrowed(view, self.choice, self.series)

    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self.choice is not None or bool(self.wanted)

    def asks_for_annotations(self) -> bool:
        """Whether more than words is asked for: what fits is then listed in the table, from all articles."""
        return self.choice is not None or bool(replace(self.wanted, matching=""))

    def lists_all(self) -> bool:
        """Whether the table lists what fits, rather than the annotations of the open article."""
        return self.asks_for_annotations() and not self.is_of_article

    def name(self) -> str:
        """Everything that is asked for, in one line."""
        return choosing.title(one.name for one in self._told())

    def choice_name(self) -> str:
        """The chosen bars in words."""
        return choosing.name(self.choice, self.series, self._desk.tags, self._desk.timeline.view.dates)

    # --- verbs --------------------------------------------------------------------------------------------------

    def want(self, wanted: Wanted) -> None:
        """Put other filters in force."""
        self._telling.stop()
        self._words = None
        timeline = self._desk.timeline
        if wanted != timeline.view.wanted:
            hidden = timeline.view.hidden - self._newly_named(wanted)
            timeline.show_view(replace(timeline.view, wanted=wanted, hidden=hidden))

    def _newly_named(self, wanted: Wanted) -> frozenset[str]:
        """The series that are asked for by name and were not before: these are not to stay hidden on the chart."""
        view = self._desk.timeline.view
        if view.group is Group.TAG:
            fresh = wanted.tags - view.wanted.tags
            return frozenset(tag.name for tag in self._desk.tags if tag.id in fresh)
        if view.group is Group.ANALYST:
            return wanted.analysts - view.wanted.analysts
        return frozenset(one or NO_SOURCE for one in wanted.sources - view.wanted.sources)

    def series_named(self, name: str) -> Wanted:
        """The filters in force, but of tags, sources or analysts only what the series of this name stands for."""
        desk = self._desk
        timeline, group = desk.timeline.timeline_shown(), desk.timeline.view.group
        number = next((one.id for one in timeline.series if one.name == name), None)
        meant = choosing.meant(BinChoice(None, None, number), timeline, group, desk.tags)
        fields = {field: getattr(meant, field) for field in ("tags", "sources", "analysts") if getattr(meant, field)}
        return replace(self.wanted, **fields)

    def search(self) -> None:
        """List the articles anew as their list asks: words, statuses or order are others.

        Who types sees the list first; timeline and chips follow a moment later.
        """
        words = self._desk.articles.matching()
        if words != self.wanted.matching.strip():
            self._words = words
            self._telling.start()
        statuses.list_articles(self._desk)

    def is_settled(self) -> bool:
        """Whether everything has heard of the words that are sought."""
        return not self._telling.isActive()

    def stop(self) -> None:
        """Ask for nothing any more: the project is about to be closed."""
        self._telling.stop()

    def choose(self, choice: BinChoice | None) -> None:
        """Narrow articles and table to bars of the timeline, or to none."""
        desk = self._desk
        series = choosing.meant(choice, desk.timeline.timeline_shown(), desk.timeline.view.group, desk.tags)
        if (choice, series) != (self.choice, self.series):
            self.choice, self.series = choice, series
            self._show()

    def drop_choice(self) -> None:
        """Show the whole time again."""
        self._desk.timeline.set_choice(None)
        self.choose(None)

    def clear(self) -> None:
        """Take all filters away, and the choice."""
        self._desk.timeline.set_choice(None)
        self.choice, self.series = None, EVERYTHING
        self._desk.articles.drop_words()
        is_heard = bool(self._desk.timeline.view.wanted)
        self.want(EVERYTHING)
        if not is_heard:
            self._show()

    def remove(self, place: int) -> None:
        """Take away what one chip says."""
        if 0 <= place < len(self._drops):
            self._drops[place]()

    def turn_table(self) -> None:
        """Let the table list the annotations of the open article though filters are on, or again what fits."""
        self.is_of_article = self.lists_all()
        with self._desk.guarded():
            self.show_table()

    # --- following ----------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Take over what the timeline's view asks for, if it is something else."""
        view, was = self._desk.timeline.view, self._followed
        if (view.wanted, view.group, view.dates) == (was.wanted, was.group, was.dates):
            return
        self._followed = view
        if (view.group, view.dates) != (was.group, was.dates) and self.choice is not None:
            self._widen(view)
        self._show()

    def _widen(self, view: ChartView) -> None:
        """Let the choice be one of whole days: its series is none of those that the chart counts now."""
        whole = replace(self.choice, series=None) if self.choice is not None else None
        if whole is not None and whole.undated and view.dates is DateRule.ANNOTATED:
            whole = None  # every annotation was made on some day
        self.choice, self.series = whole, EVERYTHING
        self._desk.timeline.set_choice(whole)

    def forget_tags(self) -> None:
        """Ask no longer for tags that are gone from the codebook."""
        there = frozenset(tag.id for tag in self._desk.tags)
        if self.wanted.tags - there:
            self.want(replace(self.wanted, tags=self.wanted.tags & there))
        if self.series.tags - there:
            self.drop_choice()
        self._show_chips()

    def note(self, changes: Changes) -> None:
        """Remember what an edit changed, for the next time that the lists are shown."""
        if changes.everything or changes.articles or changes.tags:
            self._listed = None
        elif changes.annotated:
            self._annotated |= changes.annotated
            self._changed |= changes.annotations
            if not changes.annotations:
                self._listed = None

    def catch_up(self) -> None:
        """List the articles anew if others fit after annotations changed; the open one stays until it is left."""
        changed, self._annotated = self._annotated, set()
        narrowed, desk = self.narrowed(), self._desk
        if not changed or not _asks_for_marks(narrowed):
            return
        if len(changed) <= _FEW:
            fitting = set(desk.project.articles_within(narrowed, among=sorted(changed)))
            listed = {one for one in changed if desk.articles.model.row_of(one) is not None}
            here = {desk.article.id} if desk.article is not None else set()
            if not (fitting - listed - self._hidden_by_status(fitting)) and not (listed - fitting - here):
                return
        desk.list_articles()

    def _hidden_by_status(self, ids: set[ArticleId]) -> set[ArticleId]:
        desk = self._desk
        wanted = desk.articles.statuses.wanted()
        return ids - set(desk.project.statuses().chosen(sorted(ids), wanted)) if wanted else set()

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        desk = self._desk
        self.is_of_article = False
        with desk.guarded():
            desk.articles.show_words(self.wanted.matching)
            self._show_chips()
            if self._articles_of != self.narrowed():
                desk.list_articles()
            self.show_table()
        desk.status_changed.emit()

    def _told(self) -> list[Told]:
        chips = [Told(self.choice_name())] if self.choice is not None else []
        return [*chips, *(Told(one.name, one.color) for one in choosing.conditions(self.wanted, self._desk.tags))]

    def _show_chips(self) -> None:
        dropping: list[Callable[[], object]] = [self.drop_choice] if self.choice is not None else []
        for one in choosing.conditions(self.wanted, self._desk.tags):
            dropping.append(partial(self.want, one.without))
        self._drops = dropping
        self._desk.articles.chips.show_chips(self._told())
        self._desk.articles.show_narrowed(narrowed=bool(replace(self.wanted, matching="")))

    def article_ids(self, order: str) -> list[ArticleId]:
        """The articles that are meant, in an order of the list."""
        self._articles_of = None  # until they are read
        asked = self.narrowed()
        found = self._desk.project.articles_within(asked, order=order)
        self._articles_of = asked
        return found

    def show_table(self) -> None:
        """List in the table what fits, or the annotations of the open article."""
        desk, table = self._desk, self._desk.table
        table.offer_all(offered=self.asks_for_annotations(), is_of_article=not self.lists_all())
        if self.lists_all():
            self._find()
            table.show_annotations(self.name(), self._found, of_article=False, total=self._total)
        else:
            title = "In this article" if desk.article else "No article is open"
            table.show_annotations(title, desk.annotations, of_article=True, is_open=desk.article is not None)
        selected = desk.selected()
        table.set_current(selected.id if selected else None)

    def _find(self) -> None:
        """Read what fits, if it may be another than before; after few changes no more than these."""
        project, asked = self._desk.project, self.narrowed()
        changed, self._changed = self._changed, set()
        if asked == self._listed and (not changed or self._take_in(changed)):
            return
        self._listed = None  # until all of it is read
        self._found = project.annotations_within(asked, limit=MOST)
        self._total = len(self._found)
        if self._total == MOST:
            self._total = project.number_within(asked)
        self._listed = asked

    def _take_in(self, changed: Collection[AnnotationId]) -> bool:
        """Put few annotations that changed where they belong; False if that takes reading all again."""
        if self._total != len(self._found) or len(changed) > _FEW:
            return False
        fitting = self._desk.project.annotations_within(self.narrowed(), limit=_FEW, among=sorted(changed))
        kept = [one for one in self._found if one.id not in changed]
        for one in fitting:
            rows = [row for row, other in enumerate(kept) if other.article_id == one.article_id]
            if not rows or len(kept) == MOST:
                return False  # where its article stands among the others is for the project to say
            later = [row for row in rows if _key(kept[row]) > _key(one)]
            kept.insert(later[0] if later else rows[-1] + 1, one)
        self._found, self._total = kept, len(kept)
        return True


def _asks_for_marks(narrowed: Narrowed) -> bool:
    """Whether an article is listed for the sake of its annotations."""
    return narrowed.marked or narrowed.by_making or any(one.tags or one.analysts for one in narrowed.filters)


def _key(annotation: Annotation) -> tuple[int, int, str, int]:
    """The order of the annotations of one article in exports."""
    return annotation.start, annotation.end, annotation.tag, annotation.id
