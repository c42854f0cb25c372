"""What the program remembers about the person, not about the project: one JSON file in the user's own config folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import UserError
from annotator.writing import replacing

THEMES = ("system", "light", "sepia", "dark")
RECENT_LIMIT = 12
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
    """

    analyst: str = ""
    theme: str = "system"
    zoom: int = 100  # percent
    article_order: str = "newest"
    recent_projects: list[str] = field(default_factory=list)
    last_project: str = ""
    last_folder: str = ""
    window: str = ""
    layout: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

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

    def save(self, path: Path | None = None) -> bool:
        """Write the whole file at once; False when the folder cannot be written, which must not stop anybody."""
        target = path or settings_path()
        words = json.dumps(asdict(self), ensure_ascii=False, indent=1).encode(errors="replace")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with replacing(target) as stream:
                stream.write(words)
        except (OSError, UnicodeError, UserError):
            return False
        return True


def settings_path() -> Path:
    """The settings file of this user on this machine."""
    from platformdirs import user_config_path  # late: the command line does not need it

    return user_config_path("annotator", appauthor=False) / "settings.json"


def load(path: Path | None = None) -> Settings:
    """The remembered settings; defaults for whatever is absent, damaged or of the wrong kind."""
    try:
        found = json.loads((path or settings_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    settings = _filled(Settings(), found)
    settings.theme = settings.theme if settings.theme in THEMES else "system"
    settings.zoom = min(max(settings.zoom, 50), 400)
    settings.recent_projects = list(map(str, settings.recent_projects))
    settings.layout = {name: str(value) for name, value in settings.layout.items()}
    settings.places = {name: _filled(Place(), value) for name, value in settings.places.items()}
    return settings


def _filled(record: _Record, found: object) -> _Record:
    """The record with those of its fields set for which `found` holds a value of the same kind."""
    if isinstance(found, dict):
        for known in fields(record):  # type: ignore[arg-type]
            value: Any = found.get(known.name)
            if type(value) is type(getattr(record, known.name)):
                setattr(record, known.name, value)
    return record
