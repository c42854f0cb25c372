"""Citations and links: every part is there or left out, nothing in a title becomes a tag or a command."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.project import citing
from annotator.project.project import Project
from annotator.records import Article, NewAnnotation, NewArticle

TEXT = "Norland agreed on Monday to reopen two ferry lines.\n“We will leave,” it said.\n"
of_posix = pytest.mark.skipif("os.name == 'nt'", reason="quoted for a POSIX shell")


@pytest.fixture
def article(project: Project) -> Article:
    story = NewArticle(
        "Ferries return", TEXT, source="Meridian News", url="https://meridian.example/a?b=1&c=2",
        published_on=date(2024, 4, 2), annotations=(NewAnnotation(0, 14, "claim"), NewAnnotation(8, 24, "demand")),
    )  # fmt: skip
    project.add_articles([story])
    return project.articles()[0]


class _Read(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags, self.addresses = "", set(), []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words += data


def test_a_citation_names_title_source_day_and_address(article):
    wanted = "“Norland agreed” — Ferries return, Meridian News, 2 April 2024, https://meridian.example/a?b=1&c=2"
    assert citing.as_text([("Norland agreed", article)]) == wanted
    page = _Read(citing.as_html([("Norland agreed", article)]))
    assert page.words == wanted
    assert page.addresses == ["https://meridian.example/a?b=1&c=2"]


def test_what_an_article_lacks_is_left_out_and_a_missing_day_is_said(article):
    bare = replace(article, source="", url="", published_on=None)
    assert citing.as_text([("Norland", bare)]) == "“Norland” — Ferries return, no date"


@pytest.mark.parametrize("title", ["", "  \n"])
def test_an_article_without_a_title_is_cited_by_what_there_is(article, title):
    untitled = replace(article, title=title, url="")
    wanted = "“Norland” — Meridian News, 2 April 2024"
    assert citing.as_text([("Norland", untitled)]) == wanted
    assert _Read(citing.as_html([("Norland", untitled)])).words == wanted
    bare = replace(untitled, source="", published_on=None)
    assert citing.as_text([("Norland", bare)]) == "“Norland” — no date"
    assert _Read(citing.as_html([("Norland", bare)])).words == "“Norland” — no date"


def test_a_quote_that_brings_its_marks_gets_no_second_ones(article):
    spoken = citing.as_text([("“We will leave”", article)])
    assert spoken.startswith("“We will leave” — ")
    assert citing.as_text([("“No” and “yes”", article)]).startswith("““No” and “yes”” — ")


def test_a_quote_over_two_paragraphs_stays_one_line(article):
    cited = [("lines.\n“We", article), ("Norland", article)]
    assert len(citing.as_text(cited).splitlines()) == 2


def test_an_address_that_a_click_could_run_is_no_link(article):
    page = _Read(citing.as_html([("Norland", replace(article, url="javascript:alert(1)"))]))
    assert page.addresses == []
    assert "javascript:alert(1)" in page.words


@example("<b>bold</b> & “so”", "<img src=x onerror=alert(1)>", '"><script>')
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_nothing_in_an_article_becomes_html(quote, title, source):
    article = Article(1, "", title, source, f"https://{quote}", "", None, None, "", "", "", "", "", 0, 0)  # type: ignore[arg-type]
    page = _Read(citing.as_html([(quote, article)]))
    assert page.tags <= {"p", "cite", "a"}
    assert page.words == citing.as_text([(quote, article)])


@of_posix
@pytest.mark.parametrize("name", ["Strait talks", "it's; rm -rf $HOME", "a\nb", "“π” `id`"])
def test_a_link_is_one_command_whatever_the_project_is_called(project, article, name):
    annotation = project.annotations(article)[0]
    path = Path("/somewhere") / f"{name}.annotations"
    assert shlex.split(citing.link(path, [annotation])) == [
        "annotator", "open", str(path), "--annotation", annotation.uid
    ]  # fmt: skip


def test_several_links_are_a_line_each(project, article):
    both = project.annotations(article)
    assert [line.split()[-1] for line in citing.link(project.path, both).splitlines()] == [one.uid for one in both]
