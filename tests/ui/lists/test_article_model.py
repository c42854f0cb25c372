"""The list of articles reads the rows that are shown, in pages, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.records import Article, ArticleId
from annotator.ui import app
from annotator.ui.lists.article_list import ArticleList
from annotator.ui.lists.article_model import PAGE, ArticleModel


def an_article(number: int, title: str = "") -> Article:
    return Article(
        id=ArticleId(number), uid=f"a{number}", title=title or f"Story {number}", source="Harbour Wire", url="",
        language="", published_on=date(2024, 4, 2), published_at=None, place="", agency="", origin="",
        imported_at="", text_sha256="", length=10, annotations=number % 7,
    )  # fmt: skip


class Shelf:
    """Articles by number, and a note of which were read."""

    def __init__(self) -> None:
        self.reads: list[Sequence[ArticleId]] = []
        self.titles: dict[int, str] = {}

    def fetch(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, Article]:
        self.reads.append(list(ids))
        return {one: an_article(one, self.titles.get(one, "")) for one in ids if one >= 0}


def ids(number: int) -> list[ArticleId]:
    return [ArticleId(one) for one in range(number)]


def test_a_row_is_read_with_its_page_and_only_once(qapp: object) -> None:
    shelf = Shelf()
    model = ArticleModel(shelf.fetch)
    model.show(ids(1000))
    assert shelf.reads == []
    assert model.index(250).data() == "Story 250"
    assert model.index(299).data() == "Story 299"
    assert [len(read) for read in shelf.reads] == [PAGE]


def test_a_refreshed_row_is_read_again_and_the_others_are_not(qapp: object) -> None:
    shelf = Shelf()
    model = ArticleModel(shelf.fetch)
    model.show(ids(1000))
    model.index(3).data()
    shelf.titles[3] = "Changed"
    model.refresh([ArticleId(3), ArticleId(99_999)])
    assert model.index(3).data() == "Changed"
    assert len(shelf.reads) == 2


def test_an_article_that_has_gone_shows_nothing(qapp: object) -> None:
    model = ArticleModel(Shelf().fetch)
    model.show([ArticleId(-5)])
    assert model.index(0).data() is None


def test_rows_and_ids_agree(qapp: object) -> None:
    model = ArticleModel(Shelf().fetch)
    model.show([ArticleId(9), ArticleId(4)])
    assert model.row_of(ArticleId(4)) == 1
    assert model.row_of(ArticleId(5)) is None
    assert model.row_of(None) is None
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_row_is_read_aloud_with_title_date_source_count_and_status(qapp: object) -> None:
    model = ArticleModel(Shelf().fetch)
    model.show([ArticleId(8)])
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Story 8, 2 Apr 2024 · Harbour Wire, 1 annotation, unread"


def test_a_list_of_300_000_articles_reads_what_is_on_the_screen(qtbot: QtBot) -> None:
    app.make_application()
    shelf = Shelf()
    box = ArticleList(shelf.fetch)
    qtbot.addWidget(box)
    box.resize(260, 500)
    box.show_articles(ids(300_000), 300_000)
    box.show()
    qtbot.waitExposed(box)
    box.rows.scrollToBottom()
    qtbot.wait(20)
    assert sum(len(read) for read in shelf.reads) <= 4 * PAGE
    assert box.model.rowCount() == 300_000


def test_a_new_filter_keeps_the_open_article_marked(qtbot: QtBot) -> None:
    app.make_application()
    box = ArticleList(Shelf().fetch)
    qtbot.addWidget(box)
    box.show_articles(ids(10), 10)
    box.set_current(ArticleId(7))
    with qtbot.assertNotEmitted(box.article_chosen):
        box.show_articles([ArticleId(2), ArticleId(7)], 10)
    assert box.rows.currentIndex().row() == 1
    assert box.chosen() == [ArticleId(7)]


def test_a_view_hears_once_of_other_rows(qtbot: QtBot) -> None:
    model = ArticleModel(Shelf().fetch)
    model.show(ids(300))
    heard: list[int] = []
    for told in (model.modelAboutToBeReset, model.modelReset, model.rowsInserted, model.rowsRemoved):
        told.connect(lambda *_: heard.append(model.rowCount()))
    for number in (20, 0, 700):
        model.show(ids(number))
    assert heard == [20, 20, 0, 0, 700, 700]
