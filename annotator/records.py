"""The nouns of the program as immutable records; offsets are code points, `_on` civil dates, `_at` UTC instants."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import NewType

from annotator.text.span import Span

ArticleId = NewType("ArticleId", int)
TagId = NewType("TagId", int)
AnnotationId = NewType("AnnotationId", int)
EventId = NewType("EventId", int)

UNREAD, READING, DONE = STATUSES = ("unread", "reading", "done")


@dataclass(frozen=True, slots=True)
class Article:
    """One news text without its text; `length` is its number of code points, `annotations` how many it carries.

    `published_at` is the time of the byline: an instant ending in `Z` where the source named its zone, else the
    source's own local time (`2023-12-23T13:53`), because a zone is never guessed. `furthest` is up to which code point
    this person has read it, from the bookmarks outside the project; None if it was not opened yet.
    """

    id: ArticleId
    uid: str
    title: str
    source: str
    url: str
    language: str
    published_on: date | None
    published_at: str | None
    place: str
    agency: str
    origin: str
    imported_at: str
    text_sha256: str
    length: int
    annotations: int
    done_by: str = ""  # the analyst who marked it as done
    done_at: str | None = None
    furthest: int | None = None

    @property
    def status(self) -> str:
        """`done`, `reading` or `unread`, for the person at this desk."""
        return DONE if self.done_at is not None else UNREAD if self.furthest is None else READING

    @property
    def read_percent(self) -> int:
        """How much of the text this person has read, 0 to 100; all of it only where its end was seen."""
        return min(max(self.furthest or 0, 0), self.length) * 100 // max(self.length, 1)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One span of an article with its tag; `quote == text[start:end]`, `prefix` and `suffix` are its context."""

    id: AnnotationId
    uid: str
    rev: int
    article_id: ArticleId
    article: str  # the article's uid
    tag_id: TagId
    tag: str  # the tag's name
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    note: str
    analyst: str
    created_at: str
    updated_at: str

    @classmethod
    def made_of(cls, columns: Sequence[Iterable[object]]) -> list[Annotation]:
        """The annotations whose fields stand in these columns, in the order of the fields; quick for thousands."""
        made: list[Annotation] = []
        for name, column in zip(cls.__slots__, columns, strict=False):
            values = list(column)
            made = made or list(map(object.__new__, repeat(cls, len(values))))
            # A frozen record is filled field by field in Python; this does a field of all of them at once in C.
            deque(map(getattr(cls, name).__set__, made, values), maxlen=0)
        return made

    @property
    def span(self) -> Span:
        """The place in the article's text, in code points."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of the codebook; `key` is its digit and `letter` its letter, both usable on the keyboard."""

    id: TagId
    uid: str
    name: str
    parent_id: TagId | None
    color: str  # #RRGGBB
    key: str
    letter: str
    definition: str
    positive: str
    negative: str
    position: int
    annotations: int


@dataclass(frozen=True, slots=True)
class NewTag:
    """A tag on its way into a codebook."""

    name: str
    color: str = ""
    key: str = ""
    letter: str = ""
    definition: str = ""
    positive: str = ""
    negative: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a codebook file brings into a project: new tags, tags that are here and the fields in which they differ.

    `present` counts all tags of the file that are here, `notices` are choices made, such as of another key.
    """

    new: tuple[NewTag, ...] = ()
    differing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    present: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """An annotation on its way in, already verified against the canonical text it belongs to."""

    start: int
    end: int
    tag: str
    note: str = ""
    analyst: str = ""
    created_at: str | None = None


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article on its way in; `text` is canonical, `origin` says which file (and line) it came from."""

    title: str
    text: str
    source: str = ""
    url: str = ""
    language: str = ""
    published_on: date | None = None
    published_at: str | None = None
    place: str = ""
    agency: str = ""
    origin: str = ""
    annotations: tuple[NewAnnotation, ...] = ()
    notices: tuple[str, ...] = ()  # what the reader had to decide, e.g. "read as Windows-1252"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not taken in: where it stood, and why in one sentence."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: numbers of articles and annotations, refusals with reasons, notices of choices made."""

    added: int = 0
    present: int = 0
    annotations: int = 0
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable action in the journal; `state` is `done`, `undone` or `dropped` (undone, then overwritten)."""

    sequence: int
    uid: str
    label: str
    analyst: str
    made_at: str
    state: str


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many annotations of one tag belong to articles published on one day (None: undated)."""

    day: date | None
    tag_id: TagId
    annotations: int


@dataclass(frozen=True, slots=True)
class Event:
    """A day or a period with a name on the timeline; both dates are days of it."""

    id: EventId
    uid: str
    rev: int
    name: str
    first_on: date
    last_on: date
    note: str = ""

    @property
    def is_moment(self) -> bool:
        """Whether it is a single day."""
        return self.first_on == self.last_on


@dataclass(frozen=True, slots=True)
class EventReport:
    """What a file of events brought: how many are new, how many were here already, and what was refused."""

    added: int = 0
    present: int = 0
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which annotations are meant; an empty field leaves nothing out, and all fields must agree.

    `sources` and `analysts` are names (a source may be empty: articles without one), `matching` are words that the
    article holds, as the search of the articles takes them.
    """

    tags: frozenset[TagId] = frozenset()
    sources: frozenset[str] = frozenset()
    analysts: frozenset[str] = frozenset()
    matching: str = ""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.tags or self.sources or self.analysts or self.matching.strip())


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which annotations and articles are meant: those that all filters leave, of some days or without a date.

    `first` and `last`, both counted in, are days of publication, or with `by_making` the UTC days on which annotations
    were made. An article is meant if one of its annotations is, where that is asked for: by tags, analysts, `marked`.
    """

    filters: tuple[Wanted, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: bool = False
    by_making: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant found by `check`: which rule, and where."""

    rule: str
    where: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What one edit (or another program) changed; a view refreshes what it shows of these.

    `everything` means: read all again. `articles` lists articles added, removed or whose fields changed, `annotated`
    those whose annotations changed, `annotations` which ones these are; `statuses` lists articles marked as done or no
    longer so; `tags` says that the codebook itself changed, `events` and `views` those of the timeline.
    """

    articles: frozenset[ArticleId] = field(default_factory=frozenset)
    annotated: frozenset[ArticleId] = field(default_factory=frozenset)
    annotations: frozenset[AnnotationId] = field(default_factory=frozenset)
    statuses: frozenset[ArticleId] = field(default_factory=frozenset)
    tags: bool = False
    events: bool = False
    views: bool = False
    everything: bool = False
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The project in three numbers; undated annotations belong to articles without a date."""

    articles: int
    annotations: int
    undated: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of a project and what it holds; `number` orders backups as they were made.

    `is_sound` is False where the copy cannot be read, or where `check` found something in it.
    """

    path: Path
    number: int
    made_at: str
    why: str
    turn: int
    articles: int
    annotations: int
    edits: int
    size: int = 0  # bytes
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What a project would lose, get back and have otherwise, were a backup put in its place."""

    articles_lost: int = 0
    articles_back: int = 0
    annotations_lost: int = 0
    annotations_back: int = 0
    annotations_changed: int = 0
    done_lost: int = 0  # articles that are done now and were not then
    done_back: int = 0
    events_lost: int = 0
    events_back: int = 0
    views_lost: int = 0
    views_back: int = 0
