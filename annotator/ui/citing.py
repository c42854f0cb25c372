"""Taking annotations along on the clipboard: their quotes with citations, and links that lead back to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from annotator.project import citing
from annotator.records import Annotation
from annotator.ui import clipboard, wording

if TYPE_CHECKING:
    from annotator.ui.desk import Desk


def copy_chosen(desk: Desk) -> None:
    """Copy what is chosen with its citation: rows of the table, the selected words, or the selected annotation."""
    article, span = desk.article, desk.pane.view.selected_span()
    if article is not None and span is not None and not desk.several():
        _put([(span.quote(desk.pane.view.text), article)])
        desk.say("Copied the selected words with their citation")
    elif _chosen(desk):
        copy_quotes(desk, _chosen(desk))
    else:
        desk.say("Select words or an annotation first; then its quote can be copied.")


def copy_chosen_links(desk: Desk) -> None:
    """Copy the links of the chosen annotations."""
    if _chosen(desk):
        copy_links(desk, _chosen(desk))
    else:
        desk.say("Select an annotation first; then a link to it can be copied.")


def copy_quotes(desk: Desk, annotations: Sequence[Annotation]) -> None:
    """Copy the quotes of annotations, each with its citation, as plain words and as HTML."""
    with desk.guarded():
        wanted = list(dict.fromkeys(one.article_id for one in annotations))
        articles = {article.id: article for article in desk.project.articles_of(wanted)}
        cited = [(one.quote, articles[one.article_id]) for one in annotations if one.article_id in articles]
        _put(cited)
        many = len(cited) != 1
        desk.say(f"Copied {wording.counted(len(cited), 'quote')} with citations" if many else "Copied with citation")


def copy_links(desk: Desk, annotations: Sequence[Annotation]) -> None:
    """Copy for each annotation the command that opens the window at it."""
    QGuiApplication.clipboard().setText(citing.link(desk.project.path, annotations))
    number = len(annotations)
    desk.say(f"Copied {wording.counted(number, 'link')}" if number > 1 else "Copied a link to this annotation")


def _chosen(desk: Desk) -> list[Annotation]:
    selected = desk.selected()
    return desk.several() or ([selected] if selected is not None else [])


def _put(cited: Sequence[citing.Cited]) -> None:
    data = QMimeData()
    data.setText(citing.as_text(cited))
    data.setHtml(citing.as_html(cited))
    clipboard.put(data)
