"""The present instant as the file writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present instant in UTC, to the millisecond: `2024-04-02T14:20:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
