"""The articles that the robot reads: many scripts, signs of several code points, nothing at all, and one long line."""

from __future__ import annotations

import random
from datetime import date

from annotator.records import NewAnnotation, NewArticle
from annotator.text import boundaries
from annotator.text.span import Span
from tests.text.awkward import random_canonical_text

LATIN = (
    "STENHAVEN, Dec. 22 (Meridian) -- Mr. J. R. Holm of the U.S. delegation called the offer “empty”. "
    "Sudmark demanded that the levy be dropped at once."
    " 👨‍👩‍👧‍👦 Families wait; see https://example.org/ferries?a=1&b=2 for times.\n"
    "\n\n"
    "The 🏳️‍🌈 flag was flown; the café naïvely stayed open. 👩🏽‍🚀👍🏿 “We always have,” she said. No. 24 follows.\n"
    "A table:\tone\ttwo\tthree\n"
)
ARABIC = (
    "أعلن الوزير يوم الاثنين (2 April 2024) أن العبّارات ستعود قريبًا. وقال إن الاتفاق مع Norland نهائي.\n"
    "\nوقف إطلاق النار في القاهرة؛ مطلب عاجل!\n"
)
HEBREW = "השר אמר ביום שני כי ההסכם עם Norland (ABC 123) סופי. ירושלים ביקשה הבהרה.\n\nשָׁלוֹם עוֹלָם 100% נכון.\n"
JAPANESE = (
    "外務省は2日、フェリー航路の再開で合意したと発表した。"
    "「要求は受け入れられない」と述べた。\n\n𠮷野家と中方の反対。\n"
)
THAI = "รัฐมนตรีกล่าวว่าข้อตกลงจะมีผลในวันจันทร์ ชาวบ้านเรียกร้องให้ลดภาษีทันที\n\nกำลังรอคำตอบ\n"
COMBINING = "e\u0301te\u0301 n\u0303andu\u0301 ạ\u0308 क्षि हिन्दी मुंबई Z̸a̶l̵g̶o̷ a\u0301\u0302\u0303b 1️⃣ ❤️ 🇨🇳🇺🇸 end\u0301\n"
LONG_LINE = "One line of the ferries, the levy and the offer; " * 400


def stories(source: random.Random) -> list[NewArticle]:
    """A project's articles, some with annotations of another analyst; the last texts are other with each seed."""
    texts = {
        "Ferries return": LATIN,
        "<b>عبّارات</b> & more": ARABIC,
        "מעבורות": HEBREW,
        "フェリー": JAPANESE,
        "เรือข้ามฟาก": THAI,
        "Combining": COMBINING,
        "Very short": "a",
        "One sign": "👨‍👩‍👧‍👦",
        "Empty lines": "\n\n\nword\n\n\n",
        "Long line": LONG_LINE,
        "Awkward one": random_canonical_text(source, 120) + ".",
        "Awkward two": random_canonical_text(source, 500) + ".",
    }
    return [
        NewArticle(
            title, text, source="Harbour Wire", published_on=date(2024, 1, 1 + place),
            annotations=tuple(_marks(text, source, place % 4)),
        )
        for place, (title, text) in enumerate(texts.items())
    ]  # fmt: skip


def _marks(text: str, source: random.Random, many: int) -> list[NewAnnotation]:
    spans = [any_span(text, source) for _ in range(many)]
    tags = ("claim", "demand", "commitment")
    return [NewAnnotation(span.start, span.end, source.choice(tags), "", "desk two") for span in spans if span]


def any_span(text: str, source: random.Random) -> Span | None:
    """A span of whole characters that is not all white space, mostly a short one; None where there is no luck."""
    for _ in range(8):
        start = source.randrange(len(text)) if text else 0
        end = min(len(text), start + 1 + int(source.expovariate(1 / 25)))
        if start < end:
            span = boundaries.tidied(text, boundaries.snap_to_graphemes(text, Span(start, end)))
            if span is not None:
                return boundaries.snap_to_graphemes(text, span)
    return None
