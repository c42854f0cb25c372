"""Windows that tell: refusals with their reasons, an error of the program, and words that are never HTML."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.records import ImportReport, Refusal
from annotator.ui import app, theme
from annotator.ui.dialogs import telling

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def window(qtbot, qapp):
    app.make_application()
    theme.use("light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


REPORT = ImportReport(
    added=3, present=1, annotations=2, refused=(Refusal("x.pdf", "it is not text"), Refusal("e.txt", "it is empty")),
    notices=("a.txt was read as Windows-1252.",),
)  # fmt: skip


def test_an_import_is_summed_up_in_a_sentence():
    assert telling.import_summary(REPORT) == (
        "3 articles came in with 2 annotations, 1 article was already here, 2 refused."
    )


def test_each_refusal_has_its_line_and_can_be_copied(window):
    report = telling.import_told(window, REPORT)
    report.open()
    lines = report.detail.toPlainText().splitlines()
    assert lines[:2] == ["Refused: x.pdf: it is not text", "Refused: e.txt: it is empty"]
    assert lines[2].endswith("Windows-1252.")
    copy = next(button for button in report.findChildren(QWidget) if getattr(button, "text", str)() == "Copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "e.txt" in QApplication.clipboard().text()
    QTest.keyClick(report, Qt.Key.Key_Escape)
    assert not QApplication.activeModalWidget()


def test_an_error_of_the_program_names_the_log_and_shows_the_trace(window):
    told = telling.bug_told(window, "annotator.log", "Traceback: the chart fell over")
    assert "annotator.log" in told.says.text()
    assert "fell over" in told.detail.toPlainText()
    told.deleteLater()


def test_what_looks_like_html_is_shown_as_it_is(window):
    told = telling.Telling(window, "Check", '<img src="file:///nowhere.png">')
    assert told.says.textFormat() == Qt.TextFormat.PlainText
    told.deleteLater()
