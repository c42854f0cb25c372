"""Wrong usage, the short forms of `open`, interruptions and bugs."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from annotator.cli.terminal import cut, safe, width
from annotator.importers import jsonlines
from annotator.project import Project


@pytest.mark.parametrize(
    "words",
    [
        ("articles",),
        ("exprot", "p.annotations"),
        ("annotate", "p", "1", "one", "2", "claim"),
        ("export", "p"),
        ("export", "p", "-o", "-", "--from", "2024-02-30"),
        ("export", "p", "-o", "-", "--from", "20240203"),
        ("export", "p", "-o", "-", "--form", "csv"),
        ("timeline", "p", "-o", "t.png", "--by", "decade"),
        ("log", "p", "--limit", "-1"),
    ],
)
def test_wrong_usage_is_status_2_and_a_usage_line(annotator, words):
    said = annotator(*words)
    assert said.status == 2
    assert said.err.startswith("usage: annotator")


def test_a_misspelt_command_is_told_the_right_one(annotator):
    assert "did you mean “export”?" in annotator("exprot").err


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_and_version_are_status_0(annotator, word):
    assert annotator(word).done.startswith(("usage: annotator", "annotator "))


@pytest.fixture
def opened(monkeypatch):
    """What the window was asked to open; the window itself has its own tests."""
    asked: list[tuple[Path | None, bool]] = []
    window = ModuleType("annotator.ui.app")
    window.run = lambda project, *, sample, annotation: asked.append((project, sample)) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "annotator.ui.app", window)
    return asked


def test_open_may_be_left_out(annotator, project, opened):
    for words in ((), ("open",), (project,), ("open", project), ("open", "--sample"), ("--sample",)):
        assert annotator(*words).status == 0
    assert opened == [
        (None, False),
        (None, False),
        (Path(project), False),
        (Path(project), False),
        (None, True),
        (None, True),
    ]


def test_a_project_that_is_not_there_is_told_before_the_window_opens(annotator, opened):
    assert "There is no project typo.annotations" in annotator("typo.annotations").sentence
    assert opened == []


def test_an_interruption_is_status_130_and_a_sentence(annotator, project, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "articles", interrupt)
    said = annotator("articles", project)
    assert said.status == 130
    assert said.err.count("\n") == 1
    assert "Interrupted" in said.err


@pytest.fixture
def interrupted_at_the_second_article(monkeypatch):
    """How many articles were read before the interruption."""
    read_article = jsonlines._article
    read: list[int] = []

    def stop(*given):
        if read:
            raise KeyboardInterrupt
        read.append(1)
        return read_article(*given)

    monkeypatch.setattr(jsonlines, "_article", stop)
    return read


def test_an_interrupted_import_leaves_the_project_as_it_was(
    annotator, project, tmp_path, interrupted_at_the_second_article
):
    (tmp_path / "in.jsonl").write_text('{"text": "One"}\n{"text": "Two"}\n', encoding="utf-8")
    before = annotator("articles", project).done
    assert annotator("import", project, "in.jsonl").status == 130
    assert interrupted_at_the_second_article == [1]
    assert annotator("articles", project).done == before
    assert "is sound" in annotator("check", project).done


def test_a_bug_is_one_sentence_and_a_traceback_only_on_request(annotator, project, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr(Project, "articles", fail)
    said = annotator("articles", project)
    assert said.status == 1
    assert said.err.count("\n") == 1
    assert "mistake in the program (ZeroDivisionError: nobody expected this)" in said.err
    monkeypatch.setenv("ANNOTATOR_DEBUG", "1")
    assert "Traceback" in annotator("articles", project).err


@pytest.mark.parametrize(
    ("text", "columns"), [("plain", 5), ("渡轮", 4), ("e\u0301", 1), ("👍", 2), ("", 0), ("\u200b", 0)]
)
def test_width_counts_columns(text, columns):
    assert width(text) == columns


def test_cut_never_takes_more_columns_than_it_may():
    for text in ("a plain title", "渡轮停运了", "e\u0301" * 9):
        for columns in range(1, 12):
            assert width(cut(text, columns)) <= columns


def test_safe_keeps_what_a_terminal_may_show():
    assert safe("渡轮 e\u0301 👩\u200d🚀") == "渡轮 e\u0301 👩\u200d🚀"
    assert safe("a\x1b[0m\nb\u2028c\x85\u202e\x7f") == "a\\x1b[0m\\nb\\u2028c\\x85\\u202e\\x7f"
    assert safe("a\nb\x07", keep="\n") == "a\nb\\x07"


def test_ctrl_c_while_the_words_are_still_read_is_one_line(annotator, monkeypatch):
    def interrupted(_words):
        raise KeyboardInterrupt

    monkeypatch.setattr("annotator.cli.running.parse", interrupted)
    said = annotator("articles", "p.annotations")
    assert (said.status, said.err.count("\n")) == (130, 1)
