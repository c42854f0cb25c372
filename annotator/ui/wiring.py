"""Which verb answers the wishes of the desk's parts: every signal of a part ends here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.records import Annotation
from annotator.timeline.choice import BinChoice
from annotator.ui import changing, chronicling, editing, picturing, quoting, troubles, walking
from annotator.ui.codebook.editing import CodebookEditing
from annotator.ui.reading import opening

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.ui.desk import Desk
    from annotator.ui.main_window import MainWindow


def connect(desk: Desk) -> None:
    """Tie all parts of a desk to its verbs."""
    _connect_lists(desk)
    _connect_text(desk)
    _connect_tags(desk)
    desk.timeline.bars_chosen.connect(lambda choice: _choose_bars(desk, choice))
    desk.timeline.bars_opened.connect(lambda choice: _open_bars(desk, choice))
    desk.timeline.choice_cleared.connect(lambda: desk.choose(None))
    desk.timeline.view_changed.connect(desk.narrowing.follow)
    walker = walking.Walking(desk)
    desk.timeline.stepped.connect(lambda by: walker.step(by))  # a bound method alone would not be kept
    desk.timeline.quotes_wanted.connect(lambda asked: quoting.find(desk, asked))
    desk.timeline.series_menu_opened.connect(lambda menu, name: _menus().add_to_series(menu, desk, name))
    chronicling.connect(desk)
    picturing.connect(desk)
    desk.timeline.comparing.filter_asked.connect(lambda: _other_filter().open_panel(desk))
    desk.timeline.comparing.say = lambda wanted: _other_filter().words(desk, wanted)


def connect_window(window: MainWindow, desk: Desk) -> None:
    """Tie what a desk says, and the menus it asks for, to the window around it."""
    desk.project.changed.connect(lambda changes: window.notice.pass_by() if changes.edit is not None else None)
    desk.secure = window.keeping.before
    desk.said.connect(window.status.say)
    desk.trouble.connect(window.tell_trouble)
    desk.displaced.connect(lambda error: troubles.tell_displaced(window, error))
    desk.busy.connect(lambda words, again: troubles.tell_busy(window, words, again))
    desk.waiting.began.connect(lambda: troubles.tell_waiting(window))
    desk.waiting.ended.connect(window.status.release)
    desk.status_changed.connect(lambda: window.status.show_desk(desk))
    desk.codebook_changed.connect(window.repertoire.refill)
    desk.project.changed.connect(lambda changes: window.repertoire.refill() if changes.views else None)
    desk.codebook.refused.connect(window.status.hold)
    desk.codebook.settled.connect(window.status.release)
    desk.articles.menu_requested.connect(lambda ids, place: _menus().for_articles(window, desk, ids).popup(place))
    desk.table.menu_requested.connect(
        lambda annotations, place: _menus().for_annotations(window, desk, annotations).popup(place)
    )
    desk.pane.view.adjusting.told.connect(window.status.hold)
    desk.pane.view.adjusting.ended.connect(window.status.release)
    desk.pane.view.annotation_menu_requested.connect(
        lambda annotation_id, place: _menus().at_annotation(window, desk, annotation_id, place)
    )
    desk.pane.view.selection_menu_requested.connect(lambda place: _menus().at_selection(window, desk, place))
    desk.pane.view.text_menu_requested.connect(lambda place: _menus().at_text(window, desk, place))
    desk.timeline.undated_menu_asked.connect(lambda place: _menus().at_undated(window, desk, place))
    desk.panel.tag_menu_requested.connect(lambda tag_id, place: _tag_menu().for_tag(window, desk, tag_id).popup(place))
    desk.panel.card.retag_requested.connect(lambda: _menus().at_card(window, desk))
    desk.timeline.export_asked.connect(lambda suffix: picturing.ask_where(window, suffix))
    opening.connect(window, desk)
    desk.pane.reading_button.clicked.connect(lambda: _reading().toggle(window, desk))


def _menus() -> ModuleType:
    from annotator.ui import menus_of_things  # late: the first picture needs no menu

    return menus_of_things


def _other_filter() -> ModuleType:
    from annotator.ui import other_filter  # late, as the menus

    return other_filter


def _reading() -> ModuleType:
    from annotator.ui.reading import shown  # late, as the menus

    return shown


def _filtering() -> ModuleType:
    from annotator.ui import filtering

    return filtering


def _tag_menu() -> ModuleType:
    from annotator.ui.codebook import menu

    return menu


def _connect_lists(desk: Desk) -> None:
    desk.articles.article_chosen.connect(desk.open_article)
    desk.articles.wanted_changed.connect(lambda: _list_again(desk))
    desk.articles.chips.removed.connect(desk.narrowing.remove)
    desk.articles.chips.all_removed.connect(desk.narrowing.clear)
    desk.articles.narrowing_asked.connect(lambda: _filtering().toggle(desk))
    desk.articles.read_requested.connect(desk.pane.view.setFocus)
    desk.table.annotation_chosen.connect(desk.open_annotation)
    desk.table.annotation_opened.connect(lambda annotation: _open_and_read(desk, annotation))
    desk.table.annotation_dropped.connect(lambda: desk.select(None))
    desk.table.turned.connect(desk.narrowing.turn_table)
    desk.table.left.connect(desk.pane.view.setFocus)


def _connect_text(desk: Desk) -> None:
    view = desk.pane.view
    desk.pane.jumping.connect(desk.going.depart)
    desk.pane.travelled.connect(lambda step: desk.going.back() if step < 0 else desk.going.forward())
    view.span_selected.connect(lambda _: desk.status_changed.emit())
    view.annotation_selected.connect(lambda _: desk.refreshing.beside_soon())
    view.tag_requested.connect(lambda tag_id, note: editing.apply_tag(desk, tag_id, note=note))
    view.read_only = desk.project.read_only
    view.told.connect(desk.say)
    view.kept_tag.kept.connect(desk.panel.list.keep)
    view.split_requested.connect(lambda annotation, parts: changing.split(desk, annotation, parts))
    view.merge_requested.connect(lambda annotation: changing.merge_with_next(desk, annotation))
    view.tag_too_requested.connect(lambda annotation, tag_id: changing.tag_too(desk, annotation, tag_id))
    view.adjusting.moved.connect(lambda annotation, span: changing.move(desk, annotation, span))
    view.retag_requested.connect(lambda _, tag_id: editing.apply_tag(desk, tag_id))


def _connect_tags(desk: Desk) -> None:
    desk.panel.list.tag_singled_out.connect(desk.pane.single_out)
    desk.panel.tag_chosen.connect(lambda tag_id: editing.apply_tag(desk, tag_id))
    desk.codebook = CodebookEditing(desk)
    card = desk.panel.card
    card.note_written.connect(lambda annotation_id, note: editing.set_note(desk, annotation_id, note))
    card.left.connect(desk.pane.view.setFocus)
    card.delete_requested.connect(desk.delete_selected)


def _list_again(desk: Desk) -> None:
    with desk.guarded():
        desk.narrowing.search()
        if desk.article is None or desk.articles.model.row_of(desk.article.id) is None:
            desk.articles.rows.scrollToTop()


def _open_and_read(desk: Desk, annotation: Annotation) -> None:
    desk.open_annotation(annotation)
    desk.pane.view.setFocus()


def _choose_bars(desk: Desk, choice: BinChoice) -> None:
    desk.table.show()
    desk.choose(choice)
    if choice.undated:
        desk.say("Timeline > Give the undated a date… sorts them out, and so does a right-click on their bars.")


def _open_bars(desk: Desk, choice: BinChoice) -> None:
    _choose_bars(desk, choice)
    with desk.guarded():
        found = desk.project.annotations_within(desk.narrowing.narrowed(), limit=1)
        if found:
            _open_and_read(desk, found[0])
