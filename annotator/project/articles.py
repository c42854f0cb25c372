"""Taking articles in, changing their fields, and the words in which the journal names that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from annotator.errors import UserError
from annotator.project import codebook
from annotator.project.annotating import quoted
from annotator.records import Article, ArticleId, ImportReport, NewArticle, TagId
from annotator.store import annotations, articles
from annotator.store.journal import Recording
from annotator.text.canonical import canonical_line

CHANGEABLE = frozenset({"title", "source", "url", "language", "published_on", "published_at", "place", "agency"})


def take_in(recording: Recording, new: Iterable[NewArticle], analyst: str) -> ImportReport:
    """Add articles with their annotations to the edit under way; annotations that are already there are left."""
    added = present = annotated = 0
    tags: dict[str, TagId] = {}
    for article in new:
        article_id, is_new = articles.add(recording, article)
        added, present = added + is_new, present + (not is_new)
        annotated += _annotate(recording, article_id, article, tags, analyst)
    return ImportReport(added=added, present=present, annotations=annotated)


def _annotate(
    recording: Recording, article_id: ArticleId, article: NewArticle, tags: dict[str, TagId], analyst: str
) -> int:
    if not article.annotations:
        return 0
    known = annotations.places(recording.connection, article_id)
    added = 0
    for draft in dict.fromkeys(article.annotations):
        name = draft.tag.casefold()
        if name not in tags:
            tags[name] = TagId(codebook.ensure(recording, draft.tag))
        draft = replace(draft, analyst=canonical_line(draft.analyst or analyst))
        place = (draft.start, draft.end, tags[name], draft.analyst)
        if known[place]:  # there already; the next of the same place may be another one
            known[place] -= 1
        else:
            annotations.add(recording, article_id, article.text, draft, tags[name])
            added += 1
    return added


def row(values: Mapping[str, object]) -> dict[str, object]:
    """Columns for changed fields; UserError for one that cannot be changed or a value that is not of its kind."""
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise UserError(f"An article has no field {', '.join(sorted(unknown))} that can be changed.")
    columns = {name: _line(name, value) for name, value in values.items()}
    day = values.get("published_on")
    if isinstance(day, date):
        columns["published_on"] = day.isoformat()
    elif day is not None:
        raise UserError(f"“{day}” is not a date.")
    if "title" in values and not columns["title"]:
        raise UserError("An article needs a title.")
    return columns


def _line(name: str, value: object) -> object:
    """A field as one canonical line, a time as imports write it; UserError for what neither can be."""
    if name == "published_on" or (name == "published_at" and value is None):
        return value
    if not isinstance(value, str):
        raise UserError(f"The {name.replace('_', ' ')} of an article must be text.")
    return _time(value) if name == "published_at" else canonical_line(value)


def _time(written: str) -> str | None:
    from annotator.importers import fields  # late: only who changes a time needs it
    from annotator.importers.opening import Refused

    try:
        return fields.time({"time": canonical_line(written)}, "time")
    except Refused as refused:
        raise UserError(f"The time cannot be stored: {refused}.") from refused


def label(article: Article, values: Mapping[str, object]) -> str:
    """The name of a change of fields."""
    names = ", ".join(name.removesuffix("_on").replace("_", " ") for name in values)
    return f"change of {names} of {quoted(article.title)}"


def delete_label(doomed: Sequence[Article]) -> str:
    """The name of a deletion."""
    return f"delete article {quoted(doomed[0].title)}" if len(doomed) == 1 else f"delete {len(doomed)} articles"


def import_label(report: ImportReport) -> str:
    """The name of an import."""
    parts = [_counted(report.added, "article")] if report.added else []
    if report.annotations:
        parts.append(_counted(report.annotations, "annotation"))
    return f"import of {' and '.join(parts) or 'nothing new'}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
