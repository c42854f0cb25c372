"""What a person may write for an article, an annotation or a tag: the record, its number, its uid, its name."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotator.errors import UserError
from annotator.records import Annotation, Article, ArticleId, Tag, TagId
from annotator.store import annotations, articles, codebook
from annotator.store.database import Connection

ArticleRef = Article | int | str
AnnotationRef = Annotation | int | str
TagRef = Tag | int | str
_Found = TypeVar("_Found", Article, Annotation)


def article(connection: Connection, ref: ArticleRef) -> Article:
    """The article meant; UserError if none or more than one is."""
    number = ref.id if isinstance(ref, Article) else _number(ref)
    if number is not None:
        found = articles.by_ids(connection, [ArticleId(number)])
        if found:
            return found[0]
    return _the_one("article", ref, articles.by_uid, connection)


def annotation(connection: Connection, ref: AnnotationRef) -> Annotation:
    """The annotation meant; UserError if none or more than one is."""
    number = ref.id if isinstance(ref, Annotation) else _number(ref)
    if number is not None:
        found = annotations.by_id(connection, number)
        if found is not None:
            return found
    return _the_one("annotation", ref, annotations.by_uid, connection)


def tag_id(connection: Connection, ref: TagRef) -> TagId:
    """The number of the tag meant, by record, number, name in any case, or uid; UserError if there is none."""
    return tag_name(connection, ref)[0]


def tag_name(connection: Connection, ref: TagRef) -> tuple[TagId, str]:
    """Number and name of the tag meant, without counting its annotations; UserError if there is none."""
    known = codebook.names(connection)
    wanted = ref.id if isinstance(ref, Tag) else ref
    for number, uid, name in known:
        if number == wanted or (isinstance(ref, str) and (ref.casefold() == name.casefold() or ref == uid)):
            return number, name
    there_are = ", ".join(name for _, _, name in known) or "no tags"
    meant = ref.name if isinstance(ref, Tag) else ref
    raise UserError(f"There is no tag “{meant}” in this codebook. It has: {there_are}.")


def tag_ids(connection: Connection, refs: TagRef | Iterable[TagRef] | None) -> list[TagId]:
    """The numbers of the tags meant by one or several references; none for None."""
    if refs is None:
        return []
    if isinstance(refs, (Tag, int, str)):
        refs = [refs]
    return [tag_id(connection, ref) for ref in refs]


def _number(ref: int | str | object) -> int | None:
    if isinstance(ref, int):
        return ref
    # Lists show no number with a leading zero, but each uid of these years begins with one.
    if isinstance(ref, str) and ref.isascii() and ref.isdigit() and ref[0] != "0" and len(ref) < 16:
        return int(ref)
    return None


def _the_one(
    noun: str,
    ref: object,
    by_uid: Callable[[Connection, str], Sequence[_Found]],
    connection: Connection,
) -> _Found:
    found = by_uid(connection, ref.lower()) if isinstance(ref, str) and ref else []
    if len(found) == 1:
        return found[0]
    name = getattr(ref, "uid", ref)
    if found:
        raise UserError(f"More than one {noun} begins with “{name}”. Write more of its uid, or its number.")
    raise UserError(f"There is no {noun} “{name}” in this project. Lists show the numbers and uids.")
