"""The language of a stretch of text, as far as it decides which points end an abbreviation and not a sentence.

Letters tell most writings apart; among languages in Latin letters the small words that each of them is full of are
counted. Where nothing tells, it is English: that is what wire stories are in.
"""

from __future__ import annotations

import re
from functools import lru_cache

ENGLISH = "en"
SAMPLED = 1_500
"""How many code points of a stretch, and of the text where that is too short to tell, are looked at."""

FEWEST = 3
"""So many small words must be there before they are believed."""

_BY_LETTER = re.compile(
    "(?P<ru>[\u0400-\u052f])|(?P<el>[\u0370-\u03ff\u1f00-\u1fff])|(?P<hy>[\u0530-\u058f])|(?P<ar>[\u0600-\u06ff])"
    "|(?P<am>[\u1200-\u139f])|(?P<ta>[\u0b80-\u0bff])|(?P<latin>[A-Za-z\u00c0-\u024f])"
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    ENGLISH: "the of and to in that is was for on with said by it as at he be from his have",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine auch als an nach bei sagte",
    "fr": "le la les des et en un une du que est pour dans qui sur au aux il pas ce par plus avec sont a de",
    "es": "el la los las de que y en un una por con para del se al su es lo como más no",
    "it": "il di che e la per un una non sono del della dei con le da in si gli al nel è ha",
    "pt": "o os as de que e do da em um uma para com não se por dos das no na ao",
    "nl": "de het een en van te dat die in is niet op zijn voor met er aan ook naar",
    "pl": "w i na z się do nie że jest to o po za od jak przez był",
    "cs": "a v se na je že s z do to o ve by i byl jako které",
    "da": "og i at det er en til af på for den de som med har ikke et var",
    "fi": "ja on ei että se oli hän mutta myös sekä ovat kun mukaan",
}
IN_LATIN_LETTERS = frozenset(_SMALL_WORDS)
"""The languages that are told by their small words."""

_LANGUAGES_BY_WORD: dict[str, list[str]] = {}
for _code, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_BY_WORD.setdefault(_word, []).append(_code)


def language_of(stretch: str, text: str = "") -> str:
    """The code of the language that a stretch of a text seems to be in, as the segmenter of sentences takes it."""
    return _language(stretch[:SAMPLED]) or _language(text[:SAMPLED]) or ENGLISH


@lru_cache(maxsize=64)
def _language(sample: str) -> str:
    """The language of a sample, or nothing where it does not tell."""
    counts: dict[str, int] = {}
    for match in _BY_LETTER.finditer(sample):
        name = str(match.lastgroup)
        counts[name] = counts.get(name, 0) + 1
    main = max(counts, key=counts.__getitem__, default="latin")
    return main if main != "latin" else _by_small_words(sample)


def _by_small_words(sample: str) -> str:
    votes: dict[str, int] = {}
    for word in _WORD.findall(sample.lower()):
        for language in _LANGUAGES_BY_WORD.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    best = max(votes, key=votes.__getitem__, default="")
    return best if best and votes[best] >= FEWEST else ""
