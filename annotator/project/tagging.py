"""What a person can do to the codebook of an open project, and what every verb that writes needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.project import codebook, references
from annotator.project.changes import Listeners
from annotator.project.narrowing import Narrowing
from annotator.project.outline import Order
from annotator.project.references import AnnotationRef, TagRef
from annotator.records import Annotation, Arrivals, Changes, Edit, NewTag, Tag, TagId
from annotator.store import journal
from annotator.store.database import Database
from annotator.store.trouble import explained

MANY = 20  # annotations; more are not deleted without a backup


class Tagging(Narrowing):
    """The codebook's half of an open project; each verb is one transaction and one edit, durable when it returns."""

    def __init__(self, database: Database, *, analyst: str) -> None:
        self.analyst = analyst  # whose name new annotations and edits carry
        self.changed = Listeners()
        super().__init__(database)

    def add_tag(self, new: NewTag) -> Tag:
        """Add a tag at the end of the codebook; what it lacks of colour, key and letter is chosen."""
        new = codebook.tidy(new)
        with journal.edit(self._database, f"new tag {new.name}", self.analyst) as (recording, outcome):
            codebook.add(recording, new)
            added = self.tag(new.name)
        self._tell(outcome.changes)
        return added

    def change_tag(self, tag: TagRef, *, swap: bool = False, **values: object) -> Tag:
        """Change name, color, key, letter, definition, positive, negative, parent or position of a tag.

        With `swap` the tag that has the wanted key or letter gets, in the same edit, the one that this tag had.
        """
        found = self.tag(tag)
        with journal.edit(self._database, f"change of the tag {found.name}", self.analyst) as (
            recording,
            outcome,
        ):
            codebook.change(recording, found, values, swap=swap)
            changed = self.tag(found.id)
        self._tell(outcome.changes)
        return changed

    def merge_tags(self, tag: TagRef, into: TagRef) -> int:
        """Give the annotations of a tag to another and delete the first, as one edit; how many annotations moved."""
        source, target = self.tag(tag), self.tag(into)
        with journal.edit(self._database, f"merge of the tag {source.name} into {target.name}", self.analyst) as (
            recording,
            outcome,
        ):
            moved = codebook.merge(recording, source, target)
        self._tell(outcome.changes)
        return moved

    def split_tag(self, tag: TagRef, new: NewTag, annotations: Iterable[AnnotationRef]) -> Tag:
        """Give some annotations of a tag to a new one that comes after it, as one edit; the new tag.

        StaleError if a record is older than the file, UserError if an annotation carries another tag.
        """
        found, chosen, new = self.tag(tag), [self._given(one) for one in annotations], codebook.tidy(new)
        label = f"split of the tag {found.name}: {_counted(len(chosen))} to {new.name}"
        with journal.edit(self._database, label, self.analyst) as (recording, outcome):
            made = self.tag(codebook.split(recording, found, new, chosen))
        self._tell(outcome.changes)
        return made

    def delete_tag(self, tag: TagRef, *, into: TagRef | None = None, annotations: bool = False) -> int:
        """Delete a tag, as one edit; how many annotations it carried. Its children go to its parent.

        Its annotations go to `into`, or are deleted with it where `annotations` says so; UserError if there are any
        and neither is said.
        """
        found, target = self.tag(tag), self.tag(into) if into is not None else None
        if target is not None and annotations:
            raise UserError(f"The annotations of the tag {found.name} cannot both go to {target.name} and be deleted.")
        if annotations:
            self._secure_deletion(is_large=found.annotations > MANY)
        fate = f", {_counted(found.annotations)} to {target.name}" if target else ""
        fate = f" with {_counted(found.annotations)}" if annotations and found.annotations else fate
        with journal.edit(self._database, f"delete the tag {found.name}{fate}", self.analyst) as (recording, outcome):
            carried = codebook.delete(recording, found, target, with_annotations=annotations)
        self._tell(outcome.changes)
        return carried

    def order_tags(self, order: Sequence[tuple[TagRef, TagRef | None]]) -> None:
        """Put all tags in this order, each below the tag named beside it or at the top, as one edit.

        StaleError if these are not the tags of the codebook, UserError if a tag would stand below itself.
        """
        wanted: Order = [(self._tag_id(tag), None if below is None else self._tag_id(below)) for tag, below in order]
        with journal.edit(self._database, "order of the tags", self.analyst) as (recording, outcome):
            codebook.arrange(recording, wanted)
        self._tell(outcome.changes)

    def write_codebook(self, target: Path | BinaryIO) -> int:
        """Write the codebook as JSON to a file that appears whole or not at all, or to a stream; how many tags."""
        from annotator.project import codebook_file, exporting  # late: opening needs neither
        from annotator.writing import replacing

        tags = self.tags()
        if not isinstance(target, Path):
            return codebook_file.write(tags, self.name, target)
        exporting.refuse_project(target, self.path)
        with replacing(target) as stream:
            return codebook_file.write(tags, self.name, stream)

    def read_codebook(self, path: Path, *, update: bool = False) -> Arrivals:
        """Add the tags of a codebook file that are not here, as one edit; what came in.

        With `update` tags that are here become as the file says, where it says something. UserError for no codebook.
        """
        from annotator.project import arriving, codebook_file  # late: opening needs neither

        tags = codebook_file.read(path)
        with journal.edit(self._database, f"codebook {path.name}", self.analyst) as (recording, outcome):
            wanted = arriving.plan(self.tags(), tags, update=update)
            arriving.bring_in(recording, wanted)
        self._tell(outcome.changes)
        return wanted.arrivals

    def arrivals(self, path: Path, *, update: bool = False) -> Arrivals:
        """What `read_codebook` would bring in, without doing it."""
        from annotator.project import arriving, codebook_file

        return arriving.plan(self.tags(), codebook_file.read(path), update=update).arrivals

    def _tag_id(self, ref: TagRef) -> TagId:
        """The number of a tag, asked of the file only for a name; whether it is one shows when it is used."""
        if isinstance(ref, str):
            with explained(self.path):
                return references.tag_id(self._connection, ref)
        return ref.id if isinstance(ref, Tag) else TagId(ref)

    def _secure_deletion(self, *, is_large: bool) -> None:
        if is_large:
            self._database.secure("before deletion")

    def _given(self, ref: AnnotationRef) -> Annotation:
        """A record as the caller holds it, so that a stale one is refused; anything else is looked up."""
        return ref if isinstance(ref, Annotation) else self.annotation(ref)

    def _tell(self, changes: Changes | None) -> Edit | None:
        if changes is None or changes.edit is None:
            return None
        self._forget_statuses(changes)
        self.changed.tell(changes)
        return changes.edit


def _counted(number: int) -> str:
    return f"{number:,} annotation{'' if number == 1 else 's'}"
