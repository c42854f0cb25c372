"""Comparing two copies of a project, and bringing in what one of them lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from annotator.errors import UserError
from annotator.project.annotating import Tell, quoted
from annotator.project.progress import Progress, Quiet
from annotator.project.reading import Reading
from annotator.records import Annotation, Article, Event, Tag
from annotator.store import chart_views, journal
from annotator.store import events as stored_events
from annotator.store.chart_views import StoredView
from annotator.store.copies import bringing as copies
from annotator.store.database import Database, open_database
from annotator.store.trouble import explained

_Row = TypeVar("_Row", Article, Annotation, Tag, Event, StoredView)
_OF_ARTICLES = ("title", "source", "url", "language", "published_on", "published_at", "place", "agency")
_OF_TAGS = ("name", "color", "key", "letter", "definition", "positive", "negative")
_OF_ANNOTATIONS = ("start", "end", "note", "analyst")
_OF_EVENTS = ("name", "first_on", "last_on", "note")
_OF_VIEWS = ("name", "description")


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """Something that only one of two copies holds; `of` is article, tag, annotation, event, view, or done: that one is.

    `was_deleted` says that the other copy once held it, too.
    """

    of: str
    uid: str
    name: str  # its title, its name, or its tag and quote; of what is done, by whom
    article: str = ""  # the title of the article that an annotation is in, or that is done
    was_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one thing that two copies hold differently."""

    of: str
    uid: str  # in the first copy
    name: str
    article: str
    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two copies do not have in common; things are the same by uid, or where they say the same of one place."""

    here: Path
    there: Path
    is_one_project: bool
    only_here: tuple[OnlyOne, ...] = ()
    only_there: tuple[OnlyOne, ...] = ()
    differing: tuple[Difference, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both hold the same."""
        return not (self.only_here or self.only_there or self.differing)

    def missing(self, *, deleted: bool = False) -> list[OnlyOne]:
        """What the first copy lacks: what it never held, and where `deleted` says so what was deleted from it."""
        return [one for one in self.only_there if deleted or not one.was_deleted]


@dataclass(frozen=True, slots=True)
class Brought:
    """How much came in from another copy."""

    articles: int
    tags: int
    annotations: int
    done: int = 0  # articles
    events: int = 0
    views: int = 0


def compare(here: str | Path, there: str | Path, *, progress: Progress | None = None) -> Comparison:
    """What only one of two project files holds and what they hold differently; neither file is changed.

    UserError if one of them is no project, Cancelled if `progress` says so.
    """
    _check_two(Path(here), Path(there))
    with opened(Path(here)) as one, opened(Path(there)) as other:
        steps = progress or Quiet()
        return _Comparing(_Side(one, steps), _Side(other, steps), steps).compared()


def bring_in(
    database: Database, tell: Tell, analyst: str, there: Path, *, deleted: bool = False, progress: Progress
) -> Brought:
    """Take what a project lacks from another copy, as one edit; UserError if the other copy is not sound.

    What was deleted from the project stays so unless `deleted` asks for it.
    """
    from annotator.store.checking import examination as check  # late: comparing needs none of it

    _check_two(database.path, there)
    with opened(there) as other:
        findings = check.findings(other, progress.step)
        if findings:
            raise UserError(
                f"{there} has {len(findings)} findings (“annotator check”), so nothing was brought in. “annotator "
                "salvage” makes a sound copy of it."
            )
        missing = (
            _Comparing(_Side(database, progress), _Side(other, progress), progress).compared().missing(deleted=deleted)
        )
        with journal.edit(database, "bring in", analyst) as (recording, outcome):
            bringing = copies.Bringing(recording, other.connection)
            for of in ("tag", "article", "annotation"):
                bringing.bring(of, [one.uid for one in missing if one.of == of])
            bringing.bring_done([one.uid for one in missing if one.of == "done"])
            events = bringing.bring_of_timeline("event", [one.uid for one in missing if one.of == "event"])
            views = bringing.bring_of_timeline("chart_view", [one.uid for one in missing if one.of == "view"])
            brought = Brought(bringing.articles, bringing.tags, bringing.annotations, bringing.done, events, views)
            if recording.rows:
                journal.relabel(recording, f"bring in {words(brought)} from {quoted(there.stem)}")
    tell(outcome.changes)
    return brought


def words(brought: Brought) -> str:
    """How much came in: `2 articles, 1 tag and 14 annotations`."""
    numbers = (("article", brought.articles), ("tag", brought.tags), ("annotation", brought.annotations),
               ("event", brought.events), ("view", brought.views))  # fmt: skip
    parts = [f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in numbers if number]
    if brought.done:
        parts.append(f"{brought.done:,} {'article' if brought.done == 1 else 'articles'} done")
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "nothing"


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A project file that is open for reading only and not changed, not even where its schema is an older one."""
    with closing(open_database(path, reading=True)) as database, explained(path):
        yield database


def _check_two(here: Path, there: Path) -> None:
    if here.exists() and there.exists() and here.samefile(there):
        raise UserError(f"{there} is the same file as {here}. Choose another copy of the project.")


class _Side:
    """All of one copy, as far as it is compared."""

    def __init__(self, database: Database, progress: Progress) -> None:
        progress.step(0, None)
        self.database = database
        project, connection = Reading(database), database.connection
        self.articles = {article.uid: article for article in project.articles()}
        self.tags = {tag.uid: tag for tag in project.tags()}
        self.tag_uids = {tag.id: tag.uid for tag in self.tags.values()}
        progress.step(0, None)
        self.annotations = {one.uid: one for one in project.annotations()}
        progress.step(0, None)
        self.events = {one.uid: one for one in stored_events.all_of(connection)}
        self.views = {one.uid: one for one in chart_views.all_of(connection)}
        self.known = copies.known_uids(connection)
        once = copies.once_done(connection)
        self.once_done = {article.uid for article in self.articles.values() if article.id in once}
        self.fingerprints = {uid: fingerprint for uid, fingerprint, _ in copies.fingerprints(connection)}
        self.deleted = {uid for uid, _, deleted in copies.fingerprints(connection) if deleted}

    def title(self, uid: str) -> str:
        """The title of an article that is shown here."""
        return self.articles[uid].title if uid in self.articles else ""


@dataclass
class _Pairs:
    """Which uids of one copy mean the same as which of the other."""

    there: dict[str, str] = field(default_factory=dict)  # by the uid here
    here: dict[str, str] = field(default_factory=dict)  # by the uid there

    def join(self, here: str, there: str) -> None:
        """These two mean the same."""
        self.there[here], self.here[there] = there, here


class _Comparing:
    """Compares two sides: pairs what is the same by uid first, then by what it says."""

    def __init__(self, here: _Side, there: _Side, progress: Progress) -> None:
        self._here, self._there = here, there
        self._progress = progress
        self._articles = _paired(here.fingerprints, there.fingerprints)
        self._tags = _paired(*({uid: tag.name.casefold() for uid, tag in side.tags.items()} for side in (here, there)))
        self._annotations = _paired(
            {uid: self._place(one, here, self._articles.there, self._tags.there)
             for uid, one in here.annotations.items()},
            {uid: self._place(one, there, {}, {}) for uid, one in there.annotations.items()},
        )  # fmt: skip

        sides = here, there
        self._events = _paired(*({uid: _happening(one) for uid, one in side.events.items()} for side in sides))
        self._views = _paired(*({uid: one.name.casefold() for uid, one in side.views.items()} for side in sides))

    def compared(self) -> Comparison:
        """The whole comparison."""
        here, there = self._here.database, self._there.database
        return Comparison(
            here=here.path,
            there=there.path,
            is_one_project=copies.are_of_one_project(here.connection, there.connection),
            only_here=tuple(self._only(self._here, self._there, lambda pairs: pairs.there)),
            only_there=tuple(self._only(self._there, self._here, lambda pairs: pairs.here)),
            differing=tuple(self._differing()),
        )

    def _place(
        self, one: Annotation, side: _Side, articles: Mapping[str, str], tags: Mapping[str, str]
    ) -> tuple[object, ...]:
        """What an annotation says, in the uids of the other copy where the mappings know them."""
        tag = side.tag_uids[one.tag_id]
        return articles.get(one.article, one.article), tags.get(tag, tag), one.start, one.end, one.analyst, one.note

    def _only(self, side: _Side, other: _Side, known: Callable[[_Pairs], Mapping[str, str]]) -> Iterator[OnlyOne]:
        articles, tags, annotations = known(self._articles), known(self._tags), known(self._annotations)
        for uid, tag in side.tags.items():
            if uid not in tags:
                yield OnlyOne("tag", uid, tag.name, was_deleted=uid in other.known)
        for uid, article in side.articles.items():
            if articles.get(uid) not in other.articles:
                yield OnlyOne("article", uid, article.title, was_deleted=uid in articles)
        for uid, one in side.annotations.items():
            if uid not in annotations:
                was_deleted = uid in other.known or articles.get(one.article) in other.deleted
                yield OnlyOne("annotation", uid, _named(one), side.title(one.article), was_deleted)
        for uid, article in side.articles.items():
            twin = other.articles.get(articles.get(uid, ""))
            if article.done_at is not None and (twin is None or twin.done_at is None):
                was_deleted = articles.get(uid) in {*other.deleted, *other.once_done}
                yield OnlyOne("done", uid, f"by {article.done_by}", article.title, was_deleted)
        for of, rows, pairs in (("event", side.events, self._events), ("view", side.views, self._views)):
            lacking = [uid for uid in rows if uid not in known(pairs)]
            yield from (OnlyOne(of, uid, rows[uid].name, was_deleted=uid in other.known) for uid in lacking)

    def _differing(self) -> Iterator[Difference]:
        here, there = self._here, self._there
        for tag, other_tag in self._both(here.tags, there.tags, self._tags):
            yield from _different("tag", tag, other_tag, (tag.name, "", _OF_TAGS))
        for article, other_article in self._both(here.articles, there.articles, self._articles):
            yield from _different("article", article, other_article, (article.title, "", _OF_ARTICLES))
            if article.done_at is not None and other_article.done_at is not None:
                yield from _different("article", article, other_article, (article.title, "", ("done_by",)))
        for one, other in self._both(here.annotations, there.annotations, self._annotations):
            name, title = _named(one), here.title(one.article)
            if self._tags.there.get(here.tag_uids[one.tag_id]) != there.tag_uids[other.tag_id]:
                yield Difference("annotation", one.uid, name, title, "tag", one.tag, other.tag)
            yield from _different("annotation", one, other, (name, title, _OF_ANNOTATIONS))
        for event, other_event in self._both(here.events, there.events, self._events):
            yield from _different("event", event, other_event, (event.name, "", _OF_EVENTS))
        for view, other_view in self._both(here.views, there.views, self._views):
            yield from _different("view", view, other_view, (view.name, "", _OF_VIEWS))

    def _both(self, here: Mapping[str, _Row], there: Mapping[str, _Row], pairs: _Pairs) -> Iterator[tuple[_Row, _Row]]:
        total = len(pairs.there)
        for done, (uid, other) in enumerate(pairs.there.items(), 1):
            if done % 1000 == 0 or done == total:
                self._progress.step(done, total)
            if uid in here and other in there:
                yield here[uid], there[other]


def _different(of: str, here: _Row, there: _Row, told: tuple[str, str, Iterable[str]]) -> Iterator[Difference]:
    name, article, names = told
    for column in names:
        one, other = getattr(here, column), getattr(there, column)
        if one != other:
            yield Difference(of, here.uid, name, article, column, _text(one), _text(other))


def _paired(here: Mapping[str, object], there: Mapping[str, object]) -> _Pairs:
    """Pairs of uids: the same uid first, then the same meaning, each at most once and in order."""
    pairs = _Pairs()
    for uid in here:
        if uid in there:
            pairs.join(uid, uid)
    left: defaultdict[object, list[str]] = defaultdict(list)
    for uid, meaning in there.items():
        if uid not in pairs.here:
            left[meaning].append(uid)
    for uid, meaning in here.items():
        same: Sequence[str] = left.get(meaning, ()) if uid not in pairs.there else ()
        if same:
            pairs.join(uid, left[meaning].pop(0))
    return pairs


def _named(annotation: Annotation) -> str:
    return f"{annotation.tag} on {quoted(annotation.quote)}"


def _happening(event: Event) -> tuple[object, ...]:
    """What makes two events the same where their uids differ."""
    return event.name.casefold(), event.first_on, event.last_on


def _text(value: object) -> str:
    return "" if value is None else str(value)
