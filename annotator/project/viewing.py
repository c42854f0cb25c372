"""Saved views of the timeline: a `ChartView` as JSON and back, stored under a name; each verb is one edit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.project.annotating import quoted
from annotator.records import EVERYTHING, Changes, Tag, TagId, Wanted
from annotator.store import chart_views, journal
from annotator.store.chart_views import StoredView
from annotator.store.database import Connection, Database
from annotator.text.canonical import canonical_line
from annotator.timeline.calendar import AUTO, NAMED_UNITS
from annotator.timeline.series import NO_SOURCE
from annotator.timeline.stacks import Mode
from annotator.timeline.view import ChartView, Compared, DateRule, Group, Share

Tell = Callable[[Changes | None], object]
LONGEST = 100  # code points of a name
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of the timeline under its name; `lost` says in sentences what of it could not be kept."""

    id: int
    uid: str
    rev: int
    name: str
    view: ChartView
    lost: tuple[str, ...] = ()


def all_of(connection: Connection, tags: Sequence[Tag]) -> list[SavedView]:
    """All saved views, by name."""
    return [_saved(one, tags) for one in chart_views.all_of(connection)]


def save(database: Database, tell: Tell, named: tuple[str, ChartView], tags: Sequence[Tag], analyst: str) -> SavedView:
    """Store a view under a name; one of that name, in any case, then shows this."""
    name, view = tidy(named[0]), named[1]
    description = json.dumps(as_json(view, tags), ensure_ascii=False, separators=(",", ":"))
    with journal.edit(database, f"view {quoted(name)}", analyst) as (recording, outcome):
        former = _called(chart_views.all_of(recording.connection), name)
        if former is None:
            chart_views.add(recording, name, description)
        else:
            recording.update("chart_view", former.id, {"name": name, "description": description})
        made = the_one(recording.connection, name)
    tell(outcome.changes)
    return _saved(made, tags)


def rename(database: Database, tell: Tell, view: StoredView, name: str, analyst: str) -> None:
    """Give a saved view another name; UserError if another view has it."""
    name = tidy(name)
    with journal.edit(database, f"rename of the view {quoted(view.name)} to {quoted(name)}", analyst) as (
        recording,
        outcome,
    ):
        other = _called(chart_views.all_of(recording.connection), name)
        if other is not None and other.id != view.id:
            raise UserError(f"There is a view “{other.name}” already. Choose another name, or delete that one first.")
        recording.update("chart_view", view.id, {"name": name})
    tell(outcome.changes)


def delete(database: Database, tell: Tell, view: StoredView, analyst: str) -> None:
    """Delete a saved view."""
    with journal.edit(database, f"delete the view {quoted(view.name)}", analyst) as (recording, outcome):
        recording.delete("chart_view", view.id)
    tell(outcome.changes)


def the_one(connection: Connection, ref: SavedView | str) -> StoredView:
    """The saved view meant, by record, uid or name in any case; UserError if there is none."""
    there = chart_views.all_of(connection)
    wanted = ref.uid if isinstance(ref, SavedView) else ref
    found = next((one for one in there if one.uid == wanted), None) or _called(there, wanted)
    if found is None:
        meant = ref.name if isinstance(ref, SavedView) else ref
        names = ", ".join(one.name for one in there) or "no saved views"
        raise UserError(f"There is no view “{meant}” in this project. It has: {names}.")
    return found


def tidy(name: str) -> str:
    """A name as it is stored: one line without spaces around it; UserError for none, or a very long one."""
    line = canonical_line(name)
    if not line or len(line) > LONGEST:
        raise UserError(f"A view needs a name of 1 to {LONGEST} characters.")
    return line


def words(view: ChartView, tags: Iterable[Tag]) -> str:
    """What a view shows, in a few words: `stacked by source, month, 2024-04-01 to 2024-05-31, only claim`."""
    names = {tag.id: tag.name for tag in tags}
    only = [names[tag] for tag in view.wanted.tags if tag in names]
    only += [one or NO_SOURCE for one in view.wanted.sources]
    only += [*view.wanted.analysts, *([f"“{view.wanted.matching}”"] if view.wanted.matching.strip() else [])]
    parts = [
        f"{view.mode} by {view.group}",
        "per 100 articles" if view.mode is Mode.NORMALIZED and view.share is Share.ARTICLES else "",
        "" if view.unit == AUTO else view.unit,
        "by date of annotation" if view.dates is DateRule.ANNOTATED else "",
        _range(view.first, view.last),
        f"only {', '.join(sorted(only))}" if only else "",
        f"without {', '.join(sorted(view.hidden))}" if view.hidden else "",
        "compared" if view.compared is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _range(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return f"{first} to {last}"
    return f"from {first}" if first is not None else f"to {last}" if last is not None else ""


def as_json(view: ChartView, tags: Iterable[Tag]) -> dict[str, Any]:
    """A view as plain values; tags by uid, each with the name it had."""
    known = {tag.id: {"uid": tag.uid, "name": tag.name} for tag in tags}
    content: dict[str, Any] = {
        "mode": view.mode, "share": view.share, "unit": view.unit, "group": view.group, "dates": view.dates,
        "hidden": sorted(view.hidden), "wanted": _of_wanted(view.wanted, known),
        "first": _of_day(view.first), "last": _of_day(view.last),
    }  # fmt: skip
    if view.compared is not None:
        there = view.compared
        wanted = None if there.wanted is None else _of_wanted(there.wanted, known)
        content["compared"] = {"anchor": _of_day(there.anchor), "first": _of_day(there.first), "wanted": wanted}
    return content


def from_json(content: Mapping[str, Any], tags: Iterable[Tag]) -> tuple[ChartView, tuple[str, ...]]:
    """The view that plain values describe, and in sentences what of it is unknown here and was left out.

    Whatever the values are, a view comes back: they may be those of another version of this program.
    """
    reading = _Reading({tag.uid: tag.id for tag in tags})
    unit = content.get("unit")
    view = ChartView(
        mode=reading.choice(Mode, content.get("mode"), Mode.STACKED),
        share=reading.choice(Share, content.get("share"), Share.ANNOTATIONS),
        unit=unit if unit in (AUTO, *NAMED_UNITS) else reading.unknown(unit, AUTO),
        group=reading.choice(Group, content.get("group"), Group.TAG),
        dates=reading.choice(DateRule, content.get("dates"), DateRule.PUBLISHED),
        hidden=frozenset(_texts(content.get("hidden"))),
        wanted=reading.wanted(content.get("wanted")),
        first=reading.day(content.get("first")),
        last=reading.day(content.get("last")),
        compared=reading.compared(content.get("compared")),
    )
    if view.first is not None and view.last is not None and view.last < view.first:
        view = replace(view, first=None, last=None)
    return view, tuple(reading.lost)


class _Reading:
    """Reads the values of one view; `lost` says what is unknown."""

    def __init__(self, tags: Mapping[str, TagId]) -> None:
        self.lost: list[str] = []
        self._tags = tags

    def choice(self, kind: type[_Choice], value: object, default: Any) -> Any:
        """One of the words of a choice; the default, said so, for any other."""
        if value is None:
            return default
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        return self.unknown(value, default)

    def unknown(self, value: object, default: Any) -> Any:
        """The default in the place of a word that this program does not know, and that this is so."""
        if value is not None:
            self.lost.append(f"This version of the program does not know “{str(value)[:40]}”.")
        return default

    def day(self, value: object) -> date | None:
        """A day; none for what is none."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            self.lost.append(f"“{value[:40] if isinstance(value, str) else ''}” is not a day.")
            return None

    def wanted(self, value: object) -> Wanted:
        """The filter, without the tags that are no more."""
        if not isinstance(value, Mapping):
            return EVERYTHING
        tags: set[TagId] = set()
        rows = value.get("tags")
        for one in rows if isinstance(rows, list) else []:
            uid, name = (str(one.get(key, "")) for key in ("uid", "name")) if isinstance(one, Mapping) else ("", "")
            if uid in self._tags:
                tags.add(self._tags[uid])
            else:
                self.lost.append(f"The tag “{name}” is no longer in the codebook.")
        words = value.get("matching")
        return Wanted(
            frozenset(tags),
            frozenset(_texts(value.get("sources"))),
            frozenset(_texts(value.get("analysts"))),
            words if isinstance(words, str) else "",
        )

    def compared(self, value: object) -> Compared | None:
        """What is drawn as an outline, if anything is."""
        if not isinstance(value, Mapping):
            return None
        wanted = self.wanted(value["wanted"]) if value.get("wanted") is not None else None
        anchor, first = self.day(value.get("anchor")), self.day(value.get("first"))
        if anchor is None or first is None:
            anchor = first = None
        return Compared(anchor, first, wanted) if first is not None or wanted is not None else None


def _saved(one: StoredView, tags: Sequence[Tag]) -> SavedView:
    try:
        content = json.loads(one.description)
    except (ValueError, RecursionError):
        content = {}
    view, lost = from_json(content if isinstance(content, dict) else {}, tags)
    return SavedView(one.id, one.uid, one.rev, one.name, view, lost)


def _called(there: Iterable[StoredView], name: str) -> StoredView | None:
    return next((one for one in there if one.name.casefold() == name.strip().casefold()), None)


def _of_wanted(wanted: Wanted, tags: Mapping[TagId, dict[str, str]]) -> dict[str, Any]:
    return {
        "tags": sorted((tags[tag] for tag in wanted.tags if tag in tags), key=lambda one: one["uid"]),
        "sources": sorted(wanted.sources),
        "analysts": sorted(wanted.analysts),
        "matching": wanted.matching,
    }


def _of_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
