"""Where a sentence goes on though a segmenter of sentences has cut it: after titles, and after what somebody said."""

from __future__ import annotations

import re

_TITLES = frozenset(
    (
        "د.", "أ.", "م.", "أ.د.", "डॉ.", "प्रो.", "श्री.", "פרופ.", "им.", "ул.", "M.", "MM.", "Mme.", "Mlle.",
    )
)  # fmt: skip
"""Abbreviations before a name that the segmenter lacks."""

_OPENING = "([«“„\"'‘"
_CLOSED = re.compile("[。！？!?.…][”’」』]$")
_DASHES = "—–-"
_GOES_ON_AFTER_A_QUOTE = re.compile(
    "(?:と|って|など|といった)|[^，。！？：；、\\s“「『]{0,10}(?:说|說|表示|称|稱|道|问|問|指出|强调|強調|补充|補充|写道|寫道)(?![法明话話服])"
)
"""What follows a quotation in Japanese or Chinese where its sentence tells who said it."""


def is_continued(before: str, piece: str) -> bool:
    """Whether a piece of a text belongs to the sentence that the pieces before it are."""
    if piece[:1].islower() or _is_said_after_a_dash(piece):
        return True
    ended = before.rstrip()
    if ended[-1:] == ".":
        return ended.rpartition(" ")[2].lstrip(_OPENING) in _TITLES
    return bool(_CLOSED.search(ended) and _GOES_ON_AFTER_A_QUOTE.match(piece))


def _is_said_after_a_dash(piece: str) -> bool:
    """Whether a piece tells after a dash who said what came before it, as in «Нет!» — сказал он."""
    return piece[:1] in _DASHES and piece.lstrip(_DASHES + " \u00a0")[:1].islower()
