"""Which tags are likely next, which one a key means, and which ones a few typed letters find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.records import Tag, TagId
from annotator.ui.article.keyboard import plain_modifiers

REMEMBERED = 12
MAX_CHARACTER = 0x10FFFF
"""Keys beyond it, such as F5, are no characters."""


class TagChoice:
    """The codebook as the article view offers it; remembers what was used, the latest first."""

    def __init__(self) -> None:
        self.tags: tuple[Tag, ...] = ()
        self._recent: list[TagId] = []

    def use(self, tags: Iterable[Tag]) -> None:
        """Offer these tags, which come in codebook order."""
        self.tags = tuple(tags)

    def remember(self, tag_id: TagId) -> None:
        """A tag was used just now."""
        if tag_id in self._recent:
            self._recent.remove(tag_id)
        self._recent.insert(0, tag_id)
        del self._recent[REMEMBERED:]

    def last(self) -> Tag | None:
        """The tag used last, if it still exists."""
        by_id = {tag.id: tag for tag in self.tags}
        return next((by_id[tag_id] for tag_id in self._recent if tag_id in by_id), None)

    def likely(self) -> list[Tag]:
        """All tags: those used lately first, then those that the project has most of, then in codebook order."""
        by_id = {tag.id: tag for tag in self.tags}
        recent = [by_id[tag_id] for tag_id in self._recent if tag_id in by_id]
        others = [tag for tag in self.tags if tag not in recent]
        return recent + sorted(others, key=lambda tag: -tag.annotations)

    def by_id(self, tag_id: TagId) -> Tag | None:
        """The tag with that number."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    def of_key(self, event: QKeyEvent) -> Tag | None:
        """The tag that a key press means, alone or with Alt."""
        modifiers = plain_modifiers(event) & ~Qt.KeyboardModifier.ShiftModifier
        if modifiers == Qt.KeyboardModifier.NoModifier:
            return self.by_key(event.text())
        # With Alt some systems type another character, so the key itself is asked.
        key = event.key()
        return self.by_key(chr(key)) if modifiers == Qt.KeyboardModifier.AltModifier and key <= MAX_CHARACTER else None

    def too(self, event: QKeyEvent) -> bool:
        """Whether a tag's key asks for one tag more (with Alt) and not for another."""
        return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def by_key(self, character: str) -> Tag | None:
        """The tag whose digit or letter is `character`."""
        if len(character) != 1:
            return None
        wanted = character.casefold()
        return next((tag for tag in self.tags if wanted in (tag.key.casefold(), tag.letter.casefold())), None)

    def matching(self, typed: str) -> Sequence[Tag]:
        """The tags that typed letters mean: by key, then names that begin with them, then names with them inside."""
        wanted = " ".join(typed.split()).casefold()
        if not wanted:
            return self.likely()
        ranked = [(rank, tag) for tag in self.likely() if (rank := _rank(tag, wanted)) is not None]
        return [tag for _, tag in sorted(ranked, key=lambda pair: pair[0])]


def _rank(tag: Tag, wanted: str) -> int | None:
    name = tag.name.casefold()
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in name.split()):
        return 2
    if wanted in (tag.key.casefold(), tag.letter.casefold()):
        return 3
    return 4 if wanted in name else None
