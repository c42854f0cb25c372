"""What the program remembers about the person, not about the project: one JSON file in the user's own config folder."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.project.merging import latest_first, merged
from annotator.writing import alone, replacing

THEMES = ("system", "light", "sepia", "dark")
RECENT_LIMIT = 12
_LISTS = ("recent_projects", "recent_actions")  # of names, the latest first
_Record = TypeVar("_Record")


@dataclass(slots=True)
class Place:
    """Where the analyst was in one project: an article's uid and the code point at the top of the view.

    `warned` and `copies` are what was told already of the folder that the project lies in, and need not be again.
    """

    article: str = ""
    anchor: int = 0
    warned: str = ""
    copies: str = ""


@dataclass(slots=True)
class Settings:
    """Remembered choices; `window` and the values of `layout` are Qt's own bytes in hexadecimal.

    A damaged file, or a value of the wrong kind in it, costs only itself: the rest is kept, the default stands in.
    Two windows share the file: each writes what it changed itself, and leaves the rest as the other wrote it.
    """

    analyst: str = ""
    theme: str = "system"
    zoom: int = 100  # percent
    patterns: bool = True  # in the bars of the timeline
    weeks: str = "system"  # the day on which they begin: monday, sunday, saturday, or where the system has it
    reading: dict[str, Any] = field(default_factory=dict)  # face and spacing of the text
    article_order: str = "newest"
    recent_projects: list[str] = field(default_factory=list)
    last_project: str = ""
    last_folder: str = ""
    export_folder: str = ""  # where a picture of the timeline went last
    window: str = ""
    layout: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)  # of actions, where the person chose others
    recent_actions: list[str] = field(default_factory=list)  # the latest first
    _written: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # read or saved last

    def __post_init__(self) -> None:
        """Take the defaults for what the file holds, until it was read."""
        self._written = _defaults()

    def place(self, project: Path) -> Place:
        """Where the analyst last was in this project; changing the answer changes the settings."""
        return self.places.setdefault(str(project), Place())

    def used(self, project: Path) -> None:
        """Put a project first among the recent ones and make it the one to open next time."""
        name = str(project)
        self.recent_projects = [name, *(old for old in self.recent_projects if old != name)][:RECENT_LIMIT]
        self.last_project = name
        self.places = {old: place for old, place in self.places.items() if old in self.recent_projects}

    def forget_deleted(self) -> None:
        """Drop recent projects that are gone from a folder that is there; one on a drive not connected is kept."""
        gone = {old for old in self.recent_projects if not Path(old).exists() and Path(old).parent.is_dir()}
        self.recent_projects = [old for old in self.recent_projects if old not in gone]
        self.places = {old: place for old, place in self.places.items() if old not in gone}
        if self.last_project in gone:
            self.last_project = ""

    def chose(self, action: str) -> None:
        """Put an action first among those that were chosen lately."""
        self.recent_actions = [action, *(old for old in self.recent_actions if old != action)][:RECENT_LIMIT]

    def save(self, path: Path | None = None) -> bool:
        """Write what was changed here since it was read; False when the folder cannot be written."""
        target = path or settings_path()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with alone(target):
                mine = self._pictured()
                words = json.dumps(self._put_together(mine, target), ensure_ascii=False, indent=1)
                with replacing(target) as stream:
                    stream.write(words.encode(errors="replace"))
        except (OSError, UnicodeError, UserError):
            return False
        self._written = mine
        return True

    def seen_as_written(self) -> Settings:
        """The same settings, which are all in the file as they are now."""
        self._written = self._pictured()
        return self

    def _pictured(self) -> dict[str, Any]:
        """Every value as JSON has it."""
        picture = asdict(self)
        del picture["_written"]
        return picture

    def _put_together(self, mine: dict[str, Any], target: Path) -> dict[str, Any]:
        """What is in the file with this window's own changes; this window's values where it cannot be read."""
        there = _content(target)
        if not there:
            return mine
        fit = {name: value for name, value in there.items() if name not in mine or type(value) is type(mine[name])}
        answer = merged(self._written, mine, {**mine, **fit})
        for name in _LISTS:
            kept = latest_first(self._written[name], mine[name], _words(fit.get(name)))
            answer[name] = kept[:RECENT_LIMIT]
        return answer


def settings_path() -> Path:
    """The settings file of this user on this machine."""
    from platformdirs import user_config_path  # late: the command line does not need it

    return user_config_path("annotator", appauthor=False) / "settings.json"


def load(path: Path | None = None) -> Settings:
    """The remembered settings; defaults for whatever is absent, damaged or of the wrong kind."""
    settings = _filled(Settings(), _content(path or settings_path()))
    settings.theme = settings.theme if settings.theme in THEMES else "system"
    settings.zoom = min(max(settings.zoom, 50), 400)
    settings.recent_projects = _words(settings.recent_projects)
    settings.layout = {name: str(value) for name, value in settings.layout.items()}
    settings.places = {name: _filled(Place(), value) for name, value in settings.places.items()}
    settings.keys = {name: _words(keys) for name, keys in settings.keys.items()}
    settings.recent_actions = _words(settings.recent_actions)
    return settings.seen_as_written()


def _content(path: Path) -> dict[str, Any]:
    """What the file holds; nothing if it is absent or damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _defaults() -> dict[str, Any]:
    """What a person has who never chose anything."""
    return {
        known.name: known.default_factory() if known.default_factory is not MISSING else known.default
        for known in fields(Settings)
        if not known.name.startswith("_")
    }


def _words(found: object) -> list[str]:
    return list(map(str, found)) if isinstance(found, list) else []


def _filled(record: _Record, found: object) -> _Record:
    """The record with those of its fields set for which `found` holds a value of the same kind."""
    if isinstance(found, dict):
        for known in fields(record):  # type: ignore[arg-type]
            value: Any = found.get(known.name)
            if not known.name.startswith("_") and type(value) is type(getattr(record, known.name)):
                setattr(record, known.name, value)
    return record
