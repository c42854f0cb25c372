"""JSON Lines: one article a line with its annotations, read line by line; each span is held to its quote."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from annotator.importers import fields
from annotator.importers.byline import first_lines
from annotator.importers.decoding import refuse_binary
from annotator.importers.fields import Fields
from annotator.importers.finding import shown
from annotator.importers.opening import TEXT_LIMIT, Refused, open_regular, reason_of
from annotator.importers.plain import title_from
from annotator.records import NewAnnotation, NewArticle, Refusal
from annotator.text.canonical import CanonicalText, canonical, canonical_with_offsets

ARTICLE_KEYS = frozenset(
    (
        "title",
        "text",
        "source",
        "url",
        "language",
        "published_on",
        "published_at",
        "place",
        "agency",
        "annotations",
    )
)
ANNOTATION_KEYS = frozenset(("start", "end", "tag", "quote", "note", "analyst", "created_at"))
LONGEST_TAG = 100
"""The most code points of a tag's name."""

SNIFFED = 65_536
"""How many bytes of the first line are looked at before the file is taken for text."""


def read_json_lines(path: Path) -> Iterator[NewArticle | Refusal]:
    """The articles of a file, one a line as they are read; a wrong line is refused, the rest goes on."""
    strange = StrangeKeys()
    empty = True
    with open_regular(path) as stream:
        refuse_binary(stream.readline(SNIFFED))  # a NUL in a later line refuses that line alone
        stream.seek(0)
        for number, content in _lines(stream):
            if isinstance(content, bytes) and not content.strip():
                continue
            empty = False
            origin = f"{shown(path)}, line {number}"
            yield from _read_line(content, origin, strange)
    if empty:
        raise Refused("the file is empty; there is no article in it")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | Refused]]:
    """Each line with its number from 1; one too long is passed over in pieces, never held whole."""
    number = 0
    while True:
        number += 1
        try:
            content = stream.readline(TEXT_LIMIT + 1)
            is_too_long = len(content) > TEXT_LIMIT
            piece = content
            while is_too_long and piece and not piece.endswith(b"\n"):
                piece = stream.readline(1 << 20)
        except (OSError, MemoryError) as error:
            yield number, Refused(reason_of(error))
            return
        if not content:
            return
        mark = len(b"\xef\xbb\xbf") if number == 1 and content.startswith(b"\xef\xbb\xbf") else 0
        yield (
            number,
            Refused(f"the line is longer than {TEXT_LIMIT >> 20} MB") if is_too_long else content[mark:],
        )


def _read_line(content: bytes | Refused, origin: str, strange: "StrangeKeys") -> Iterator[NewArticle | Refusal]:
    """The article of one line after the refusals of its annotations; or one refusal of the whole line."""
    try:
        if isinstance(content, Refused):
            raise content
        given = _parsed(content)
        text = canonical_with_offsets(fields.string(given, "text"))
        article = _article(given, text.text)
        raw_annotations = _listed(given)
    except Refused as refused:
        yield Refusal(origin, str(refused))
        return
    strange.look_at(given, ARTICLE_KEYS)
    annotations = []
    for number, raw in enumerate(raw_annotations, start=1):
        try:
            if not isinstance(raw, dict):
                raise Refused(f"an annotation should be an object and is {fields.kind(raw)}")
            annotations.append(_annotation(raw, fields.string(given, "text"), text))
            strange.look_at(raw, ANNOTATION_KEYS)
        except Refused as refused:
            yield Refusal(f"{origin}, annotation {number}", str(refused))
    yield replace(article, origin=origin, annotations=tuple(annotations), notices=strange.notices())


def _parsed(content: bytes) -> Fields:
    """The JSON object of a line."""
    try:
        value = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"the line is not UTF-8 at byte {error.start + 1}; save the file in UTF-8") from error
    except json.JSONDecodeError as error:
        what = error.msg.lower().removesuffix(" at")
        raise Refused(f"the line is not JSON: {what} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise Refused("the line is not an article: its JSON is nested too deeply") from error
    except ValueError as error:
        raise Refused("the line is not an article: it holds a number of thousands of digits") from error
    if not isinstance(value, dict):
        raise Refused(f"the line should be an object with a text and is {fields.kind(value)}")
    return value


def _article(given: Fields, text: str) -> NewArticle:
    """The article of an object, still without annotations."""
    if not text.strip():
        raise Refused("the article has no text; give it under the key “text”")
    return NewArticle(
        title=fields.line(given, "title") or title_from(first_lines(text)[0]),
        text=text,
        source=fields.line(given, "source"),
        url=fields.line(given, "url"),
        language=fields.line(given, "language"),
        published_on=fields.day(given, "published_on"),
        published_at=fields.time(given, "published_at"),
        place=fields.line(given, "place"),
        agency=fields.line(given, "agency"),
    )


def _listed(given: Fields) -> Sequence[object]:
    raw = given.get("annotations")
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise Refused(f'"annotations" should be a list and is {fields.kind(raw)}')
    return raw


def _annotation(raw: Fields, given_text: str, text: CanonicalText) -> NewAnnotation:
    """The annotation of an object, its offsets moved from the text as given to the canonical one."""
    tag = fields.line(raw, "tag")
    if not tag or len(tag) > LONGEST_TAG:
        raise Refused(f'"tag" should be a name of 1 to {LONGEST_TAG} characters')
    start, end = _verified(raw, given_text, text)
    return NewAnnotation(
        start=start,
        end=end,
        tag=tag,
        note=fields.words(raw, "note"),
        analyst=fields.line(raw, "analyst"),
        created_at=fields.moment(raw, "created_at"),
    )


def _verified(raw: Fields, given_text: str, text: CanonicalText) -> tuple[int, int]:
    """Start and end in the canonical text; Refused unless the quote, where given, stands exactly there."""
    start, end = fields.offset(raw, "start"), fields.offset(raw, "end")
    if not 0 <= start < end <= len(given_text):
        raise Refused(f"there is no span {start} to {end} in a text of {len(given_text)} code points")
    span = text.move_span(start, end)
    if span is None:
        raise Refused(f"the span {start} to {end} holds only marks that canonical text leaves out")
    quote, found = fields.string(raw, "quote"), given_text[start:end]
    if raw.get("quote") is not None and quote != found and canonical(quote) != span.quote(text.text):
        raise Refused(f"the span {start} to {end} holds {fields.short(found)}, not the quote {fields.short(quote)}")
    return span.start, span.end


class StrangeKeys:
    """The unknown keys of one file, each told once, since a misspelt key loses what it holds."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._new: list[str] = []

    def look_at(self, given: Fields, known: frozenset[str]) -> None:
        """Remember the keys of an object that are not among the known ones."""
        for key in given.keys() - known - self._told:
            self._told.add(key)
            self._new.append(key)

    def notices(self) -> tuple[str, ...]:
        """A notice of the strange keys not told before."""
        if not self._new:
            return ()
        listed = ", ".join(f"“{canonical(key)[:40]}”" for key in sorted(self._new))
        self._new.clear()
        return (f"left out, since the key is not known: {listed}",)
