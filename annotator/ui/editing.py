"""What an analyst does to annotations, articles and tags: each verb names itself, runs, and says what to tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from annotator.errors import ProjectBusyError
from annotator.project.tagging import MANY
from annotator.records import Annotation, AnnotationId, ArticleId, Changes, Edit, TagId
from annotator.text.span import Span
from annotator.ui import wording
from annotator.ui.keymap import key_of, undo_hint

if TYPE_CHECKING:
    from annotator.project.settings import Settings
    from annotator.ui.desk import Desk


def apply_tag(desk: Desk, tag_id: TagId, *, note: str = "") -> None:
    """Tag the selected words; with none selected, give the selected annotation this tag."""
    desk.pane.view.adjusting.store()
    span = desk.pane.view.selected_span()
    selected, several = desk.selected(), desk.several()
    if several:
        retag_all(desk, several, tag_id)
    elif span is not None:
        _annotate(desk, tag_id, note)
    elif selected is not None:
        retag(desk, selected, tag_id)
    elif desk.pane.view.kept_tag.is_on:
        desk.pane.view.keep(tag_id)
    else:
        desk.say("Select words in the text first, then press a tag's key.")


def _annotate(desk: Desk, tag_id: TagId, note: str) -> None:
    article, view = desk.article, desk.pane.view
    span = view.span_to_tag()
    if article is None or span is None:
        return
    first = bisect_left(desk.annotations, span.start, key=lambda one: one.start)
    last = bisect_right(desk.annotations, span.start, key=lambda one: one.start)
    same = next((one for one in desk.annotations[first:last] if is_twin(desk, one, span, tag_id)), None)
    if same is not None:
        view.select_span(None)
        desk.select(same.id)
        desk.say(f"These words are tagged {same.tag} already.")
        return

    def deed() -> None:
        made = desk.project.annotate(article.id, span.start, span.end, tag_id, note=note)
        desk.used(tag_id)
        is_seen = desk.article is not None and desk.article.id == article.id
        if is_seen and view.selected_span() in (span, None):  # else the person has gone on while the file was busy
            view.select_span(None)
            desk.select(made.id)
        desk.say(f"Added {made.tag}{undo_hint()}")

    desk.attempt(deed, name=("tag", article.id, span, tag_id))


def is_twin(desk: Desk, annotation: Annotation, span: Span, tag_id: TagId) -> bool:
    """Whether an annotation is what the analyst would make by tagging a span."""
    return (annotation.span, annotation.tag_id, annotation.analyst) == (span, tag_id, desk.project.analyst)


def apply_again(desk: Desk) -> None:
    """Apply the tag that was last applied."""
    if desk.last_tag is None:
        desk.say("No tag was applied yet.")
    else:
        apply_tag(desk, desk.last_tag)


def retag(desk: Desk, annotation: Annotation, tag_id: TagId) -> None:
    """Give an annotation another tag."""
    if annotation.tag_id == tag_id:
        desk.say(f"It is tagged {annotation.tag} already.")
        return

    def deed() -> None:
        changed = desk.project.retag(annotation, tag_id)
        desk.used(tag_id)
        desk.say(f"Changed {annotation.tag} to {changed.tag}{undo_hint()}")

    desk.attempt(deed, name=("retag", annotation.id))


def retag_all(desk: Desk, annotations: Sequence[Annotation], tag_id: TagId) -> None:
    """Give many annotations a tag, as one edit."""

    def deed() -> None:
        changed = desk.project.retag_all(annotations, tag_id)
        desk.used(tag_id)
        name = next((tag.name for tag in desk.tags if tag.id == tag_id), "")
        desk.say(
            f"Changed {wording.counted(changed, 'annotation')} to {name}{undo_hint()}"
            if changed
            else f"All of them are tagged {name} already."
        )

    desk.attempt(deed, name=("retag", *(one.id for one in annotations)))


def set_note(desk: Desk, annotation_id: AnnotationId, note: str) -> None:
    """Replace an annotation's note."""

    def deed() -> None:
        desk.project.set_note(annotation_id, note)
        desk.panel.card.note_stored(annotation_id, note)
        desk.say(f"{'Stored' if note else 'Removed'} the note{undo_hint()}")

    desk.attempt(deed, name=("note", annotation_id))


def delete(desk: Desk, annotations: Sequence[Annotation]) -> None:
    """Delete annotations."""

    def deed() -> None:
        desk.project.delete_annotations(annotations)
        name = annotations[0].tag if len(annotations) == 1 else wording.counted(len(annotations), "annotation")
        desk.say(f"Deleted {name}{undo_hint()}")

    name = ("delete", *(one.id for one in annotations))
    if len(annotations) > MANY:
        desk.secure("before deletion", lambda: desk.attempt(deed, name=name))
    elif annotations:
        desk.attempt(deed, name=name)


def delete_articles(desk: Desk, ids: Sequence[ArticleId]) -> None:
    """Delete articles with their annotations; undo brings them back, so nothing is asked first."""

    def deed() -> None:
        number = desk.project.delete_articles(ids)
        desk.say(f"Deleted {wording.counted(number, 'article')}{undo_hint()}")

    name = ("delete articles", *ids)
    if len(ids) > 1 or _carry_many(desk, ids):
        desk.secure("before deletion", lambda: desk.attempt(deed, name=name))
    elif ids:
        desk.attempt(deed, name=name)


def _carry_many(desk: Desk, ids: Sequence[ArticleId]) -> bool:
    """Whether so much goes with these articles that there should be a backup first."""
    carried = 0
    with desk.guarded():
        carried = sum(one.annotations for one in desk.project.articles_of(ids))
    return carried > MANY


def undo(desk: Desk) -> None:
    """Take back the last edit, and show where that was."""
    desk.panel.card.store_note()
    again = f" · Redo {key_of('redo')}"
    says = ("Undone: {}" + again, "Nothing to undo.")
    desk.attempt(lambda: _replay(desk, desk.project.undo, says), name="undo")


def redo(desk: Desk) -> None:
    """Repeat the edit that was last undone, and show where that is."""
    says = ("Repeated: {}" + undo_hint(), "Nothing to redo.")
    desk.attempt(lambda: _replay(desk, desk.project.redo, says), name="redo")


def revert(desk: Desk, edit: Edit) -> None:
    """Take back one edit, whenever it was made, and show where that was."""
    desk.panel.card.store_note()
    says = ("Done: {}" + undo_hint(), "There was nothing to revert.")
    desk.attempt(lambda: _replay(desk, lambda: desk.project.revert(edit), says), name=("revert", edit.sequence))


def go_to_edit(desk: Desk, edit: Edit) -> None:
    """Open what an edit changed, where it is still there and one thing."""
    with desk.guarded():
        places = desk.project.edit_places(edit)
        if not show_where(desk, places):
            articles = places.annotated | places.articles
            desk.say(
                f"This edit changed {wording.counted(len(articles), 'article')}; the lines below name them."
                if len(articles) > 1
                else "What this edit changed is no longer there."
                if articles
                else "This edit changed the codebook."
            )


def _replay(desk: Desk, verb: Callable[[], Edit | None], says: tuple[str, str]) -> None:
    """Run undo or redo; `says` has a sentence for the edit's label, and one for when there is none."""
    told: list[Changes] = []
    desk.project.changed.connect(told.append)
    try:
        edit = verb()
    finally:
        desk.project.changed.disconnect(told.append)
    for changes in told:
        show_where(desk, changes)
    desk.say(says[0].format(edit.label) if edit else says[1])


def show_where(desk: Desk, changes: Changes) -> bool:
    """Open the one article that an edit changed, and show the one annotation of it that is there; whether it is."""
    is_there = False
    with desk.guarded():
        touched = changes.annotated | changes.articles
        if len(touched) == 1 and desk.project.articles_of(list(touched)):
            is_there, article_id = True, next(iter(touched))
            if desk.article is None or desk.article.id != article_id:
                desk.open_article(article_id)
        shown = [one for one in desk.annotations if one.id in changes.annotations]
        if len(shown) == 1:
            desk.open_annotation(shown[0])
    return is_there


def store_form(desk: Desk, deed: Callable[[], object], *, name: Hashable) -> None:
    """Store what a form holds; a UserError is for the form to show, a busy file is waited for without it."""
    try:
        if not desk.waiting.is_on():
            deed()
            return
    except ProjectBusyError:
        pass
    desk.waiting.add(name, deed)


def ask_for_fields(desk: Desk) -> None:
    """Show the open article's fields and store those that are changed."""
    if desk.article is not None:
        ask_for_article_fields(desk, desk.article.id)


def ask_for_article_fields(desk: Desk, article_id: ArticleId) -> None:
    """Show an article's fields and store those that are changed."""
    from annotator.ui.dialogs.asking import ArticleFields

    def keep(values: dict[str, object]) -> None:
        def deed() -> None:
            desk.project.set_article_fields(article_id, **values)
            desk.say(f"Changed the article{undo_hint()}")

        if values:
            store_form(desk, deed, name=("fields", article_id))

    with desk.guarded():
        ArticleFields(desk, desk.project.article(article_id), keep).open()


def ask_for_analyst(desk: Desk, settings: Settings) -> None:
    """Ask whose name new annotations carry, here and in other projects."""
    from annotator.ui.dialogs.asking import AnalystName

    def keep(values: dict[str, str]) -> None:
        settings.analyst = desk.project.analyst = values["analyst"]
        settings.save()
        desk.status_changed.emit()

    AnalystName(desk, desk.project.analyst, keep).open()
