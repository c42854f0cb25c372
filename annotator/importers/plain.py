"""Plain text: the title is its first line, the date stands in the file's name or nowhere."""

from annotator.importers.byline import find_byline, find_dateline, first_lines
from annotator.importers.dates import date_in_name
from annotator.importers.opening import Refused
from annotator.records import NewArticle
from annotator.text.canonical import canonical

LONGEST_TITLE = 200
"""How many code points of a first line become the title; the text keeps the whole line."""


def read_plain(text: str, name: str) -> NewArticle:
    """The article of a canonical text in a file called `name` (without suffix); Refused if it is blank."""
    body = without_blank_edges(text)
    lines = first_lines(body)
    if not lines:
        raise Refused("the file holds nothing but blank lines; there is nothing to annotate in it")
    byline, dateline = find_byline(lines[1:]), find_dateline(lines)
    day, notice = date_in_name(name)
    return NewArticle(
        title=title_from(lines[0]),
        text=body,
        source=byline.source or dateline.agency,
        published_on=day or (None if notice else byline.day),
        published_at=byline.published_at,
        place=dateline.place,
        agency=dateline.agency,
        notices=(notice,) if notice else (),
    )


def without_blank_edges(text: str) -> str:
    """A text without the blank lines around its written ones, and without its last line break."""
    written = text.strip()
    if not written:
        return ""
    first = text.index(written[0])
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first + len(written))
    return text[start:] if end < 0 else text[start:end]


def title_from(line: str) -> str:
    """A line as a title: canonical, white space made single spaces, cut at a word after 200 code points."""
    title = " ".join(canonical(line).split())
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: LONGEST_TITLE - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > LONGEST_TITLE // 2 else cut) + "…"
