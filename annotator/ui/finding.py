"""What the search field offers for what was typed: actions (`>`), articles (`@`), tags (`#`), or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.records import Annotation, Article, ArticleId, Tag
from annotator.ui import actions, editing, wording
from annotator.ui.actions import Action, key_text
from annotator.ui.desk import Desk
from annotator.ui.dialogs.search import Hit
from annotator.ui.ranking import score

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_ARTICLES = 60
_LOOSELY = 5_000  # articles at most whose titles are all looked at for scattered letters
_FEW = 5  # articles found by their words, below which that is worth it
_IN_THE_TEXT = 40.0  # what an article scores whose text has the words and whose title has not
_AMONG_OTHERS = 0.8  # of the score of an article where actions are offered, too
_RECENT = 6.0  # more for the action chosen last, and less for each before it
# More, where nothing is typed and a project is open; what changes nothing stands first, where Enter takes it.
_AT_WORK = {"Go": 0.3, "Edit": 0.2, "Tag": 0.1}
_BY_MENU = 0.5  # of a score that counts only with the name of the menu
_NOT_NOW = 0.6  # of the score of what cannot be done
_KINDS = {"tags": "Tag", "panels": "Show or hide", "mode": "Timeline", "unit": "Timeline"}
_UNSAID = ("Caret", "Selection", "This tag")  # submenus whose titles say enough by themselves
_NO_WORDS = "select words or an annotation first"


def found(window: MainWindow, typed: str) -> list[Hit]:
    """The hits, best first; without words the actions chosen lately, then all others."""
    sign, words = (typed[0], typed[1:]) if typed[:1] in (">", "@", "#") else ("", typed)
    desk = window.desk
    if sign == ">":
        return _best(_actions(window, words))
    if sign == "#":
        return _best(_tags(desk, words)) if desk is not None else []
    if sign == "@":
        return _best(_articles(desk, words, loosely=True)) if desk is not None else []
    articles = _articles(desk, words) if desk is not None and words.strip() else ()
    return _best([*_actions(window, words), *((_AMONG_OTHERS * fit, hit) for fit, hit in articles)])


Scored = tuple[float, Hit]


def _best(scored: Iterable[Scored]) -> list[Hit]:
    """The hits that fit, the best first; of two that fit alike the one that came first."""
    return [hit for fit, hit in sorted(scored, key=lambda pair: -pair[0]) if fit > 0]


# --- actions --------------------------------------------------------------------------------------------------------


def _actions(window: MainWindow, typed: str) -> list[Scored]:
    recent = window.settings.recent_actions
    colors = {f"tag:{tag.id}": tag.color for tag in window.desk.tags} if window.desk is not None else {}
    answer = []
    for action in window.repertoire.actions:
        title = _title(action)
        fit = score(typed, title) or _BY_MENU * score(typed, f"{action.menu} {title}")
        if fit:
            hit = _of_action(window, action, title, colors.get(action.id, ""))
            bonus = _RECENT * (1 - recent.index(action.id) / len(recent)) if action.id in recent else 0.0
            bonus += _AT_WORK.get(action.menu, 0.0) if window.desk is not None and not typed.strip() else 0.0
            answer.append(((fit + bonus) * (_NOT_NOW if hit.why_not else 1), hit))
    return answer


def _title(action: Action) -> str:
    kind = action.within if action.within not in _UNSAID else ""
    kind = kind or _KINDS.get(action.group, "")
    return f"{kind}: {action.label}" if kind else action.label


def _of_action(window: MainWindow, action: Action, title: str, color: str) -> Hit:
    def choose() -> None:
        window.settings.chose(action.id)
        actions.run(action)

    keys = " or ".join(key_text(key) for key in action.keys)
    on = " · on" if action.checked is not None and action.enabled() and action.checked() else ""
    return Hit(title, (keys or action.menu) + on, choose, why_not=actions.why_not(action), color=color)


# --- tags -----------------------------------------------------------------------------------------------------------


def _tags(desk: Desk, typed: str) -> list[Scored]:
    """Each tag twice: to apply it, and to go to the next annotation that carries it; what can be done comes first."""
    cannot = "the project is read-only" if desk.project.read_only else "" if _has_place(desk) else _NO_WORDS
    answer = []
    for place, tag in enumerate(desk.tags):
        fit = score(typed, tag.name)
        if fit:
            fit -= place / 1000  # the order of the codebook, where nothing else decides
            answer.append((max(fit * (_NOT_NOW if cannot else 1), 0.01), _applying(desk, tag, cannot)))
            answer.append((max(fit * 0.8, 0.01), _going(desk, tag)))
    return answer


def _has_place(desk: Desk) -> bool:
    return desk.pane.view.selected_span() is not None or desk.selected() is not None


def _applying(desk: Desk, tag: Tag, cannot: str) -> Hit:
    keys = " or ".join(key for key in (tag.key, tag.letter.upper()) if key)
    return Hit(
        wording.one_line(tag.name, 60), f"apply · {keys}" if keys else "apply",
        lambda: editing.apply_tag(desk, tag.id), why_not=cannot, color=tag.color,
    )  # fmt: skip


def _going(desk: Desk, tag: Tag) -> Hit:
    number = wording.counted(tag.annotations, "annotation")
    return Hit(
        f"Next: {wording.one_line(tag.name, 60)}", f"go to · {number}", lambda: go_to_next(desk, tag),
        why_not="" if tag.annotations else "no annotation carries it", color=tag.color,
    )  # fmt: skip


def go_to_next(desk: Desk, tag: Tag) -> None:
    """Open the next annotation with a tag: after the caret, then in the articles further down the list, then above."""
    caret, selected = desk.pane.view.selection.caret, desk.selected()
    start = selected.start if selected is not None else caret - 1
    here = [one for one in desk.annotations if one.tag_id == tag.id]
    later = next((one for one in here if one.start > start), None)
    if later is None:
        with desk.guarded():
            later = _elsewhere(desk, tag) or next(iter(here), None)
    if later is None:
        desk.say(f"No annotation is tagged {tag.name} in the articles of the list.")
        return
    desk.open_annotation(later)
    desk.pane.view.setFocus()


def _elsewhere(desk: Desk, tag: Tag) -> Annotation | None:
    """The first annotation with a tag in the next article of the list that has one, from the open one on and around."""
    first: dict[ArticleId, Annotation] = {}
    for one in desk.project.annotations(tag=tag.id):
        first.setdefault(one.article_id, one)
    ids = list(desk.articles.model.ids())
    place = ids.index(desk.article.id) + 1 if desk.article is not None and desk.article.id in ids else 0
    return next((first[one] for one in [*ids[place:], *ids[: max(place - 1, 0)]] if one in first), None)


# --- articles -------------------------------------------------------------------------------------------------------


def _articles(desk: Desk, typed: str, *, loosely: bool = False) -> list[Scored]:
    """Articles whose title or text has the words; `loosely` also those whose title has only their letters."""
    answer: list[Scored] = []
    with desk.guarded():
        if not typed.strip():
            ids: Sequence[ArticleId] = list(desk.articles.model.ids())[:_ARTICLES]
            return [(1.0, _of_article(desk, article)) for article in desk.project.articles_of(ids)]
        ids = desk.project.article_ids(matching=typed)[:_ARTICLES]
        for article in desk.project.articles_of(ids):
            answer.append((score(typed, article.title) or _IN_THE_TEXT, _of_article(desk, article)))
        if loosely and len(ids) < _FEW and desk.totals.articles <= _LOOSELY:
            others = [one for one in desk.project.article_ids() if one not in set(ids)]
            fits = ((score(typed, one.title), one) for one in desk.project.articles_of(others))
            answer += [(fit, _of_article(desk, one)) for fit, one in fits if fit]
    return answer


def _of_article(desk: Desk, article: Article) -> Hit:
    return Hit(wording.one_line(article.title), wording.about(article), _opening(desk, article))


def _opening(desk: Desk, article: Article) -> Callable[[], None]:
    def choose() -> None:
        desk.open_article(article.id)
        desk.pane.view.setFocus()

    return choose
