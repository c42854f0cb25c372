"""The numbers by which a project file is known."""

from __future__ import annotations

APPLICATION_ID = 0x414E4E4F  # "ANNO"
SCHEMA_VERSION = 4
SUFFIX = ".annotations"
