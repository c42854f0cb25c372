"""Which module reads which file: by suffix, and for plain text by its first line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.importers import jsonlines, plain, wire
from annotator.importers.decoding import decode
from annotator.importers.finding import find, shown
from annotator.importers.opening import Refused, read_whole
from annotator.records import NewArticle, Refusal
from annotator.text.canonical import canonical

Read = Callable[[Path], Iterator[NewArticle | Refusal]]


def read_text(path: Path) -> Iterator[NewArticle | Refusal]:
    """The one article of a text file: a wire story if its first line says so, else plain text."""
    decoded = decode(read_whole(path))
    text = canonical(decoded.text)
    article = wire.read_wire(text) if wire.has_head(text) else plain.read_plain(text, path.stem)
    notices = (decoded.notice, *article.notices) if decoded.notice else article.notices
    yield replace(article, origin=shown(path), notices=notices)


SUFFIXES: dict[str, Read] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".jsonl": jsonlines.read_json_lines,
    ".ndjson": jsonlines.read_json_lines,
}
"""The formats by suffix in lower case."""

KNOWN = "plain text (.txt) and JSON Lines (.jsonl) are"
MENDS = {
    ".annotations": "this is a project; open it with `annotator open`",
    ".json": f"JSON is not read, {KNOWN}; write one article a line and name it .jsonl",
    ".csv": f"tables are not read, {KNOWN}",
}


def read(paths: Iterable[Path]) -> Iterator[NewArticle | Refusal]:
    """Each article in the files named by, or lying under, `paths`, and each refusal with its reason."""
    for found in find(paths):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from read_file(found)


def read_file(path: Path) -> Iterator[NewArticle | Refusal]:
    """The articles of one file as they are read; trouble with the file becomes a refusal."""
    reader = SUFFIXES.get(path.suffix.lower())
    if reader is None:
        yield Refusal(shown(path), _unknown(path.suffix.lower()))
        return
    try:
        yield from reader(path)
    except Refused as refused:
        yield Refusal(shown(path), str(refused))


def _unknown(suffix: str) -> str:
    mend = MENDS.get(suffix, f"files ending in {suffix} are not read, {KNOWN}; save it as plain text in UTF-8")
    return canonical(mend)
