"""What the search field offers: actions, tags and articles that match what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.records import Article
from annotator.ui import actions, wording
from annotator.ui.desk import Desk
from annotator.ui.dialogs.search import Hit, ranked

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_ARTICLES = 20
_KINDS = {"tags": "Tag", "panels": "Show or hide", "mode": "Timeline", "unit": "Timeline"}


def found(window: MainWindow, typed: str) -> list[Hit]:
    """Actions and tags first, then articles; without words every action."""
    known = ranked([_of_action(action) for action in window.repertoire.actions if action.enabled()], typed)
    if window.desk is None or not typed.strip():
        return known
    return [*known, *_articles(window.desk, typed)]


def _of_action(action: actions.Action) -> Hit:
    kind = action.within or _KINDS.get(action.group, "")
    title = f"{kind}: {action.label}" if kind else action.label
    keys = " or ".join(actions.key_text(key) for key in action.keys)
    return Hit(title, keys or action.menu, lambda: actions.run(action))


def _articles(desk: Desk, typed: str) -> list[Hit]:
    hits: list[Hit] = []
    with desk.guarded():
        ids = desk.project.article_ids(matching=typed)[:_ARTICLES]
        hits.extend(
            Hit(wording.one_line(article.title), wording.about(article), _opening(desk, article))
            for article in desk.project.articles_of(ids)
        )
    return hits


def _opening(desk: Desk, article: Article) -> Callable[[], None]:
    def choose() -> None:
        desk.open_article(article.id)
        desk.pane.view.setFocus()

    return choose
