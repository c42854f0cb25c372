"""Text that breaks careless programs, as Hypothesis strategies and as plain samples for any test."""

import random

from hypothesis import strategies as st

GRAPHEMES = (
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈",
    "👩🏽‍🚀",
    "👍🏿",
    "🇨🇳",
    "🇺🇸",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "1️⃣",
    "❤️",
    "😀",
    "𝔘",
    "𝟜",
    "𠮷",
    "e\u0301",
    "n\u0303",
    "ạ\u0308",
    "g\u0308",
    "क्षि",
    "กำ",
    "한",
)
"""Each is one character to a reader and several code points or UTF-16 units to a program."""

WORDS = (
    "Beijing",
    "U.S.",
    "don't",
    "Straße",
    "naïve",
    "القاهرة",
    "وقف",
    "ירושלים",
    "中方",
    "反对",
    "สวัสดี",
    "ชาวบ้าน",
    "मुंबई",
    "東京",
    "𝕮𝖍𝖎𝖓𝖆",
    "No.",
    "24",
    "$3.5m",
)
BREAKS = (
    " ",
    "  ",
    "\n",
    "\n\n",
    "\u00a0",
    "\u202f",
    "\u2028",
    "\t",
    "\u3000",
    "\u200b",
    "\u0085",
    "\x0b",
    "\x0c",
)
MARKS = (
    ". ",
    "? ",
    "! ",
    "。",
    "؟ ",
    "، ",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "«",
    "»",
    "「",
    "」",
    "(",
    ")",
    " -- ",
    "—",
)
UNCANONICAL = (
    "\r\n",
    "\r",
    "\u2029",
    "\ufeff",
    "\x00",
    "\ud83d",
    "\ude00",
    "\ufdd0",
    "\ufdd1",
    "\ufffe",
    "\uffff",
)
CONTROLS = (
    "\u200d",
    "\u200c",
    "\u200e",
    "\u200f",
    "\u202e",
    "\u2066",
    "\u2069",
    "\ufe0f",
    "\u0301",
    "\ufffd",
    "\x1f",
)

STORABLE_PARTS = GRAPHEMES + WORDS + BREAKS + MARKS + CONTROLS

any_storable_character = st.characters(
    exclude_categories=["Cs"], exclude_characters="\r\u2029\x00\ufdd0\ufdd1\ufffe\uffff"
)


def canonical_texts(*, min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """Canonical texts of between `min_size` and `max_size` awkward parts."""
    part = st.one_of(st.sampled_from(STORABLE_PARTS), any_storable_character)
    parts = st.lists(part, min_size=min_size, max_size=max_size)
    return parts.map(lambda found: "".join(found).lstrip("\ufeff") or "." * min_size)


def raw_texts(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts as they come out of files: with line breaks, marks and characters that cannot stay."""
    part = st.one_of(st.sampled_from(STORABLE_PARTS + UNCANONICAL * 3), st.characters())
    return st.lists(part, max_size=max_size).map("".join)


def random_canonical_text(source: random.Random, parts: int) -> str:
    """One canonical text of about so many parts: the cheap way to a long one."""
    return "".join(source.choice(STORABLE_PARTS) for _ in range(parts)).lstrip("\ufeff")


@st.composite
def texts_with_offsets(draw: st.DrawFn, *, max_size: int = 40) -> tuple[str, int]:
    """A canonical text and an offset in it or at its end (code points)."""
    text = draw(canonical_texts(max_size=max_size))
    return text, draw(st.integers(0, len(text)))


@st.composite
def texts_with_spans(draw: st.DrawFn, *, max_size: int = 40) -> tuple[str, int, int]:
    """A canonical text and the start and end of a span in it (code points)."""
    text = draw(canonical_texts(min_size=1, max_size=max_size))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))
