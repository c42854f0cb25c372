"""Texts of articles put away by their SHA-256 while a project is put together again."""

from __future__ import annotations

from pathlib import Path

from annotator.store.connecting import connect
from annotator.text.canonical import text_sha256


class Texts:
    """A scratch file of texts, so that those of a large project need not be in memory at once."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, "rwc")
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("CREATE TABLE text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID")

    def keep(self, text: str) -> str:
        """Put a text away; its SHA-256."""
        digest = text_sha256(text)
        self._connection.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (digest, text))
        return digest

    def find(self, digest: str) -> str | None:
        """The text of this SHA-256, if it was put away."""
        row = self._connection.execute("SELECT text FROM text WHERE sha256 = ?", (digest,)).fetchone()
        return row[0] if row else None

    def has(self, digest: str) -> bool:
        """Whether this text was put away."""
        return self._connection.execute("SELECT 1 FROM text WHERE sha256 = ?", (digest,)).fetchone() is not None

    def close(self) -> None:
        """Let go of the scratch file."""
        self._connection.close()
