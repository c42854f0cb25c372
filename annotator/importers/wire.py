"""Wire stories: a first line ` date 2023-12-23 TITLE` above the text, which keeps its byline and dateline."""

import re

from annotator.importers.byline import find_byline, find_dateline, first_lines
from annotator.importers.dates import real_date
from annotator.importers.opening import Refused
from annotator.importers.plain import title_from, without_blank_edges
from annotator.records import NewArticle

HEAD = re.compile(
    r"\s*date\s*[:=]?\s*(?P<day>(\d{4})([-/.])(\d{1,2})\3(\d{1,2}))(?!\d)(?:T\S*)?[^\S\n]*(?P<title>[^\n]*)(?:\n|\Z)",
    re.IGNORECASE,
)


def has_head(text: str) -> bool:
    """Whether the first line that is not blank is one that gives a date and a title."""
    return HEAD.match(text) is not None


def read_wire(text: str) -> NewArticle:
    """The article of a canonical text that has such a first line; Refused if nothing stands below it.

    A day that does not exist leaves the article undated, with a notice.
    """
    head = HEAD.match(text)
    if head is None:
        raise ValueError("the text has no first line with a date")
    body = without_blank_edges(text[head.end() :])
    lines = first_lines(body)
    if not lines:
        raise Refused("the file has a first line with date and title, but no text below it")
    day = real_date(int(head[2]), int(head[4]), int(head[5]))
    byline, dateline = find_byline(lines), find_dateline(lines)
    notice = "" if day else f"there is no day {head['day']}, so the article is undated"
    return NewArticle(
        title=" ".join(head["title"].split()) or title_from(lines[0]),
        text=body,
        source=byline.source or dateline.agency,
        published_on=day,
        published_at=byline.published_at,
        place=dateline.place,
        agency=dateline.agency,
        notices=(notice,) if notice else (),
    )
