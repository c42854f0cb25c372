"""Context menus: what can be done to articles, an annotation, a tag."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.records import DONE, UNREAD, Annotation, AnnotationId, ArticleId, TagId
from annotator.text import boundaries
from annotator.timeline.choice import BinChoice
from annotator.timeline.series import NO_SOURCE
from annotator.ui import changing, citing, dating, editing, statuses, theme, wording
from annotator.ui.actions import plain
from annotator.ui.desk import Desk
from annotator.ui.keymap import key_of
from annotator.ui.reading import opening

KEEP_ONLY = "Keep only this in the whole window"
_SOURCES_LOOKED_AT = 200  # articles; of more nobody asks whose they are


def for_articles(window: QWidget, desk: Desk, ids: Sequence[ArticleId]) -> QMenu:
    """What can be done to the selected articles."""
    menu = _menu(window)
    writable = not desk.project.read_only
    if len(ids) == 1:
        _add(menu, "Title, date and source…", lambda: editing.ask_for_article_fields(desk, ids[0]), writable)
    _add(menu, "Date of publication…", lambda: dating.show_dates(desk, ids), True)
    for title, deed, enabled in _statuses(desk, ids):
        _add(menu, title, deed, enabled)
    menu.addSeparator()
    _add_sources(menu, desk, ids)
    name = "the article" if len(ids) == 1 else wording.counted(len(ids), "article")
    _add(menu, f"Delete {name}", lambda: editing.delete_articles(desk, ids), writable)
    return menu


def _add_sources(menu: QMenu, desk: Desk, ids: Sequence[ArticleId]) -> None:
    """Offer to keep only articles of the source of these, or of their sources if they are few."""
    sources = sorted({one.source for one in desk.project.articles_of(ids[:_SOURCES_LOOKED_AT])})
    if len(ids) <= _SOURCES_LOOKED_AT and sources:
        named = " and ".join(wording.one_line(one, 40) or NO_SOURCE for one in sources)
        whose = named if len(sources) < 3 else f"these {wording.number(len(sources))} sources"
        wanted = replace(desk.narrowing.wanted, sources=frozenset(sources))
        title = f"Only articles of {whose}" if sources != [""] else "Only articles without a source"
        _add(menu, title, lambda: desk.narrowing.want(wanted), wanted != desk.narrowing.wanted)
        menu.addSeparator()


def add_to_series(menu: QMenu, desk: Desk, name: str) -> None:
    """Offer in the menu of the legend to filter everything by a series, not only to see it alone on the chart."""
    wanted = desk.narrowing.series_named(name)
    menu.addSeparator()
    _add(menu, KEEP_ONLY, lambda: desk.narrowing.want(wanted), wanted != desk.narrowing.wanted)


def _add_narrowing(menu: QMenu, desk: Desk, annotation: Annotation) -> None:
    """Offer to keep only the tag or the analyst of an annotation, in the whole window."""
    wanted = desk.narrowing.wanted
    of_tag, of_analyst = (
        replace(wanted, tags=frozenset([annotation.tag_id])),
        replace(wanted, analysts=frozenset([annotation.analyst])),
    )
    inner = menu.addMenu(KEEP_ONLY)
    for title, other in ((annotation.tag, of_tag), (f"by {annotation.analyst}", of_analyst)):
        _add(inner, wording.one_line(title, 60), partial(desk.narrowing.want, other), other != wanted)


def _statuses(desk: Desk, ids: Sequence[ArticleId]) -> list[tuple[str, Callable[[], object], bool]]:
    """What can be said of the articles: done, not done, unread; what they are already cannot be chosen."""
    present, writable = {desk.project.statuses().of(one) for one in ids}, not desk.project.read_only
    return [
        ("Mark as done", lambda: statuses.mark(desk, ids), writable and present != {DONE}),
        ("Mark as not done", lambda: statuses.mark(desk, ids, done=False), writable and DONE in present),
        ("Mark as unread", lambda: statuses.mark_unread(desk, ids), writable and present != {UNREAD}),
    ]


def for_annotation(window: QWidget, desk: Desk, annotation: Annotation) -> QMenu:
    """What can be done to one annotation."""
    menu = _menu(window)
    writable = not desk.project.read_only
    _add_tags(menu.addMenu("Change the tag"), desk, _retagging(desk, annotation), {annotation.tag_id})
    present = {one.tag_id for one in desk.annotations if one.span == annotation.span}
    _add_tags(menu.addMenu("Also tag"), desk, _tagging_too(desk, annotation), present | {annotation.tag_id})
    menu.addSeparator()
    _add(menu, "Move its edges", lambda: changing.begin_adjusting(desk, annotation), writable, "enter")
    if desk.selected() == annotation:
        _add(menu, "Split it here", desk.pane.view.split, writable, "split")
    following = changing.neighbour(desk.annotations, annotation)
    words = f"Merge with the next {wording.one_line(annotation.tag, 40)}"
    merging = writable and following is not None
    _add(menu, words, lambda: changing.merge_with_next(desk, annotation), merging, "merge")
    menu.addSeparator()

    def write_note() -> None:
        desk.open_annotation(annotation)
        desk.write_note()

    _add(menu, "Write a note", write_note, writable, "note")
    _add(menu, "Copy the quote", lambda: _copy(annotation.quote), True)
    _add(menu, "Copy with citation", lambda: citing.copy_quotes(desk, [annotation]), True, "copy_citation")
    _add(menu, "Copy a link", lambda: citing.copy_links(desk, [annotation]), True, "copy_link")
    _add_narrowing(menu, desk, annotation)
    menu.addSeparator()
    _add(menu, "Delete the annotation", lambda: editing.delete(desk, [annotation]), writable, "delete")
    return menu


def for_annotations(window: QWidget, desk: Desk, annotations: Sequence[Annotation]) -> QMenu:
    """What can be done to the annotations selected in the table."""
    if len(annotations) == 1:
        return for_annotation(window, desk, annotations[0])
    menu = _menu(window)
    writable = not desk.project.read_only
    name = wording.counted(len(annotations), "annotation")

    def changing(tag_id: TagId) -> Callable[[], None]:
        return lambda: editing.retag_all(desk, annotations, tag_id)

    present = {one.tag_id for one in annotations}
    _add_tags(menu.addMenu(f"Change the tag of {name}"), desk, changing, present if len(present) == 1 else set())
    _add(menu, f"Copy {name} with citations", lambda: citing.copy_quotes(desk, annotations), True)
    _add(menu, f"Copy links to {name}", lambda: citing.copy_links(desk, annotations), True)
    menu.addSeparator()
    _add(menu, f"Delete {name}", lambda: editing.delete(desk, annotations), writable)
    return menu


def at_annotation(window: QWidget, desk: Desk, annotation_id: AnnotationId, place: QPoint) -> None:
    """Open the menu of an annotation in the text, at a place on the screen."""
    desk.select(annotation_id)
    annotation = desk.selected()
    if annotation is not None:
        menu = for_annotation(window, desk, annotation)
        opening.offer_under(menu, desk, place)
        menu.popup(place)


def at_selection(window: QWidget, desk: Desk, place: QPoint) -> None:
    """Open the menu of the selected words, at a place on the screen."""
    menu, view = _menu(window), desk.pane.view
    writable = not desk.project.read_only
    _add_tags(menu.addMenu("Tag these words"), desk, lambda tag_id: lambda: editing.apply_tag(desk, tag_id), ())
    _add(menu, "Find a tag, write a note", view.search_tag, writable and view.can_search_tag(), "find_tag")
    _add(menu, "Split the annotation around them", view.split, writable and view.can_split(), "split")
    menu.addSeparator()
    _add(menu, "Copy", view.copy_selected, True, "copy")
    _add(menu, "Copy with citation", lambda: citing.copy_chosen(desk), True, "copy_citation")
    menu.popup(place)


def at_text(window: QWidget, desk: Desk, place: QPoint) -> None:
    """Open the menu of a place in the text that has no annotation, at a place on the screen."""
    menu, view = _menu(window), desk.pane.view
    writable = not desk.project.read_only

    _add(menu, "Select the sentence", lambda: view.select_unit(boundaries.sentence_at), True, "enter")
    _add(menu, "Select the paragraph", lambda: view.select_unit(boundaries.paragraph_at), True)
    menu.addSeparator()
    _add(menu, "Find in the article…", lambda: desk.pane.finding.begin(), True, "find")
    _add(menu, "Show only some annotations…", lambda: desk.pane.begin_filter(), True, "show_some")
    menu.addSeparator()
    done = "Mark as not done" if statuses.is_done(desk) else "Mark as done"
    _add(menu, done, lambda: statuses.toggle_done(desk), writable, "done")
    _add(menu, "Title, date and source…", lambda: editing.ask_for_fields(desk), writable, "fields")
    menu.popup(place)


def at_undated(window: QWidget, desk: Desk, place: QPoint) -> None:
    """Open the menu of the annotations without a date, at a place on the screen."""
    menu, choice = _menu(window), BinChoice(None, None, undated=True)
    _add(menu, "Give them a date…", lambda: dating.show_undated(desk), True, "date_undated")
    _add(menu, "List them", lambda: desk.timeline.take_choice(choice), True)
    menu.popup(place)


def at_card(window: QWidget, desk: Desk) -> None:
    """Open the menu of tags under the card's button."""
    annotation = desk.selected()
    button = desk.panel.card.retag
    if annotation is not None:
        menu = _menu(window)
        _add_tags(menu, desk, _retagging(desk, annotation), {annotation.tag_id})
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _retagging(desk: Desk, annotation: Annotation) -> Callable[[TagId], Callable[[], None]]:
    return lambda tag_id: lambda: editing.retag(desk, annotation, tag_id)


def _tagging_too(desk: Desk, annotation: Annotation) -> Callable[[TagId], Callable[[], None]]:
    return lambda tag_id: lambda: changing.tag_too(desk, annotation, tag_id)


def _add_tags(
    menu: QMenu, desk: Desk, deed_for: Callable[[TagId], Callable[[], None]], without: Collection[TagId]
) -> None:
    """Offer every tag with its deed; those that would change nothing are shown and cannot be chosen."""
    menu.setEnabled(not desk.project.read_only)
    for tag in desk.tags:
        action = _add(menu, wording.one_line(tag.name, 60), deed_for(tag.id), tag.id not in without)
        action.setIcon(theme.swatch_icon(tag.color))


def _menu(window: QWidget) -> QMenu:
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(menu: QMenu, title: str, deed: Callable[[], object], enabled: bool, action_id: str = "") -> QAction:
    """A line of a menu; `action_id` names the action whose key does the same."""
    key = key_of(action_id)
    # Qt shows what follows a tab as the key, and nobody hears it here.
    action = menu.addAction(plain(title).replace("\t", " ") + (f"\t{key}" if key else ""))
    action.triggered.connect(lambda: deed())
    action.setEnabled(enabled)
    return action


def _copy(words: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(words)
