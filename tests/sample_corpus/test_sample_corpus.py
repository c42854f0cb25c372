"""The sample corpus is what its README says, read with nothing but json and plain files."""

import json
import re
from collections import Counter
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "sample_corpus"
TEN_TAGS = [
    ("claim", "c", "#0072B2"),
    ("commitment", "m", "#009E73"),
    ("demand", "d", "#D55E00"),
    ("threat", "t", "#882255"),
    ("rejection", "r", "#E69F00"),
    ("criticism", "i", "#CC79A7"),
    ("support", "s", "#56B4E9"),
    ("agreement", "a", "#F0E442"),
    ("position", "p", "#999933"),
    ("action", "x", "#999999"),
]
ARTICLE_FIELDS = ["title", "text", "published_on", "source", "url", "language", "place", "annotations"]
CODEBOOKS = [ROOT / "resources" / "codebook.json", CORPUS / "codebook.json"]


def read_articles() -> list[dict[str, Any]]:
    """Every article of every JSON Lines file; only LF ends a line."""
    files = sorted((CORPUS / "articles").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_bytes().split(b"\n") if line]
    return [json.loads(line) for line in lines]


def read_tags(codebook: Path) -> list[dict[str, Any]]:
    """The tags of one codebook, in its order."""
    tags: list[dict[str, Any]] = json.loads(codebook.read_text("utf-8"))["tags"]
    return tags


ARTICLES = read_articles()
PLAIN = {file.name: file.read_bytes().decode("utf-8") for file in sorted((CORPUS / "articles").glob("*.txt"))}
ANNOTATED = [(article, note) for article in ARTICLES for note in article["annotations"]]
PLAIN_DATES = [found[1] for text in PLAIN.values() if (found := re.match(r"\ufeff? date (\S+) ", text))]
DATES = sorted([article["published_on"] for article in ARTICLES if article["published_on"]] + PLAIN_DATES)


def all_texts() -> list[str]:
    return [article["text"] for article in ARTICLES] + list(PLAIN.values())


def test_there_are_at_least_forty_stories_from_four_agencies() -> None:
    assert len(ARTICLES) + len(PLAIN) >= 44
    assert len({article["source"] for article in ARTICLES}) >= 4


def test_the_stories_cover_two_years_and_leave_one_month_quiet() -> None:
    days = [date.fromisoformat(day) for day in DATES]
    assert {day.year for day in days} == {2024, 2025}
    assert (days[-1] - days[0]).days > 690
    by_month = Counter(day[:7] for day in DATES)
    assert by_month["2024-08"] == 0
    assert len(by_month) == 23
    assert max(by_month.values()) >= 4


def test_every_article_has_the_fields_of_the_interchange_format_in_order() -> None:
    for article in ARTICLES:
        assert list(article) == ARTICLE_FIELDS
        assert article["title"]
        assert article["text"] == article["text"].strip()
        assert article["url"].startswith("https://example.org/")


def test_files_end_their_lines_with_lf_and_escape_no_letter() -> None:
    for file in (CORPUS / "articles").glob("*.jsonl"):
        raw = file.read_bytes()
        assert raw.endswith(b"\n")
        assert b"\r" not in raw
        assert rb"\u" not in raw


def test_no_story_is_there_twice() -> None:
    addresses = [article["url"] for article in ARTICLES]
    titles = [article["title"] for article in ARTICLES]
    assert len(set(addresses)) == len(addresses)
    assert len(set(titles)) == len(titles)
    paragraphs = [part.strip() for text in all_texts() for part in re.split(r"\r?\n\r?\n", text)]
    long_ones = [part for part in paragraphs if len(part) > 60]
    assert len(set(long_ones)) == len(long_ones)


def test_stories_have_the_length_of_wire_copy() -> None:
    lengths = sorted(len(text.split()) for text in all_texts())
    assert lengths[0] >= 150
    assert sum(length > 450 for length in lengths) == 1


def test_two_desks_made_at_least_two_hundred_and_thirty_annotations() -> None:
    desks = Counter(annotation["analyst"] for _, annotation in ANNOTATED)
    assert set(desks) == {"Desk North", "Desk South"}
    assert sum(desks.values()) >= 230
    assert min(desks.values()) >= 100


def test_every_quote_equals_its_slice() -> None:
    for article, annotation in ANNOTATED:
        start, end = annotation["start"], annotation["end"]
        assert 0 <= start < end <= len(article["text"])
        assert article["text"][start:end] == annotation["quote"]


def test_every_span_is_trimmed_and_keeps_words_whole() -> None:
    for article, annotation in ANNOTATED:
        text, start, end = article["text"], annotation["start"], annotation["end"]
        quote = annotation["quote"]
        assert quote == quote.strip(" \n\r\u00a0\u2028,;:.")
        assert "\n" not in quote
        assert not (text[start - 1 : start].isalnum() and quote[0].isalnum())
        assert not (quote[-1].isalnum() and text[end : end + 1].isalnum())


def test_annotations_are_ordered_and_no_desk_repeats_itself() -> None:
    for article in ARTICLES:
        places = [(note["start"], note["end"]) for note in article["annotations"]]
        assert places == sorted(places)
        keys = [(n["start"], n["end"], n["tag"], n["analyst"]) for n in article["annotations"]]
        assert len(set(keys)) == len(keys)


def test_annotations_were_made_after_publication_in_utc() -> None:
    for article, annotation in ANNOTATED:
        made = annotation["created_at"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made)
        day = datetime.fromisoformat(made.replace("Z", "+00:00")).date()
        if article["published_on"]:
            assert 0 < (day - date.fromisoformat(article["published_on"])).days <= 10


def test_every_tag_is_in_the_codebook_and_all_ten_are_used() -> None:
    known = {tag["name"] for tag in read_tags(CORPUS / "codebook.json")}
    used = Counter(annotation["tag"] for _, annotation in ANNOTATED)
    assert set(used) == known
    assert used.most_common(1)[0][0] == "claim"
    assert min(used.values()) >= 10


def test_notes_are_on_some_annotations_only() -> None:
    share = sum(bool(annotation.get("note")) for _, annotation in ANNOTATED) / len(ANNOTATED)
    assert 0.1 < share < 0.25


def test_annotations_overlap_and_the_desks_sometimes_disagree() -> None:
    overlaps, disagreements, crossings = 0, 0, 0
    for article in ARTICLES:
        for one, other in combinations(article["annotations"], 2):
            if other["start"] < one["end"] and one["start"] < other["end"] and one["tag"] != other["tag"]:
                overlaps += 1
                disagreements += one["analyst"] != other["analyst"]
                crossings += one["start"] < other["start"] < one["end"] < other["end"]
    assert overlaps >= 25
    assert disagreements >= 10
    assert crossings >= 3
    both = [a for a in ARTICLES if len({note["analyst"] for note in a["annotations"]}) == 2]
    assert len(both) >= 8


def test_recent_stories_are_left_for_the_newcomer() -> None:
    untouched = [article["published_on"] for article in ARTICLES if not article["annotations"]]
    assert 4 <= len(untouched) <= 6
    assert min(untouched) >= "2025-12-01"


@pytest.mark.parametrize(
    ("feature", "pattern"),
    [
        ("family of four joined by ZWJ", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"),
        ("flag of two regional indicators", "[\U0001f1e6-\U0001f1ff]{2}"),
        ("skin tone", "[\U0001f3fb-\U0001f3ff]"),
        ("Arabic quote", r'^"[\u0600-\u06ff ]{20,}"$'),
        ("Chinese quote", r"^「[\u4e00-\u9fff，。]{6,}」$"),
        ("Thai quote", r'^"[\u0e00-\u0e7f ]{10,}"$'),
        ("Hebrew phrase", r"[\u05d0-\u05ea]{4,} "),
        ("combining accent", "e\u0301"),
        ("no-break space", "\\d\u00a0\\w"),
    ],
)
def test_an_annotation_holds_the_awkward(feature: str, pattern: str) -> None:
    found = [note["quote"] for _, note in ANNOTATED if re.search(pattern, note["quote"])]
    assert found, feature


def test_one_annotated_text_has_crlf_line_ends_only() -> None:
    crlf = [article for article in ARTICLES if "\r\n" in article["text"]]
    assert len(crlf) == 1
    assert len(crlf[0]["annotations"]) >= 5
    assert crlf[0]["text"].count("\r\n") == crlf[0]["text"].count("\n")


def test_one_undated_annotated_text_has_line_separators() -> None:
    undated = [article for article in ARTICLES if article["published_on"] is None]
    assert len(undated) == 1
    assert "\u2028" in undated[0]["text"]
    assert undated[0]["annotations"]


def test_one_paragraph_is_longer_than_four_thousand_characters() -> None:
    long_ones = [a for a in ARTICLES if max(map(len, a["text"].split("\n\n"))) > 4000]
    assert len(long_ones) == 1
    assert len(long_ones[0]["annotations"]) >= 10


def test_plain_files_are_dated_in_every_way_a_wire_story_can_be() -> None:
    headed = {name for name, text in PLAIN.items() if re.match(r"\ufeff? date \d{4}-\d\d-\d\d \S", text)}
    named = {name for name in PLAIN if re.match(r"\d{4}-\d\d-\d\d", name)}
    assert len(headed) >= 4
    assert len(named) == 1
    assert not named & headed
    assert len(set(PLAIN) - headed - named) == 1
    assert any(text.startswith("\ufeff") for text in PLAIN.values())
    assert any("\r\n" in text and not re.search("[^\r]\n", text) for text in PLAIN.values())


def test_stories_with_a_header_carry_byline_and_dateline() -> None:
    headed = [text for text in PLAIN.values() if re.match(r"\ufeff? date ", text)]
    for text in headed:
        assert re.search(r"^[A-Z][A-Za-z ]+\) \d\d:\d\d, [A-Z][a-z]+ \d+, 202[45]\r?$", text, re.MULTILINE)
        assert re.search(r"^[A-Z ]+, [A-Z][a-z]+\.? \d+ \([A-Z][A-Za-z ]+\) -- ", text, re.MULTILINE)


@pytest.mark.parametrize("codebook", CODEBOOKS, ids=["default", "sample"])
def test_a_codebook_repeats_no_name_key_letter_or_colour(codebook: Path) -> None:
    tags = read_tags(codebook)
    for field in ("name", "key", "letter", "color"):
        values = [tag[field] for tag in tags if tag[field]]
        assert len(set(values)) == len(values), field
    for tag in tags:
        assert re.fullmatch(r"#[0-9A-F]{6}", tag["color"])
        assert re.fullmatch(r"[a-z]", tag["letter"])
        assert tag["definition"].endswith(".")
        assert '"' in tag["positive"] or tag["positive"].endswith(".")
        assert re.search(r" \[[a-z]+: .+\]$", tag["negative"])


def test_the_default_codebook_has_the_ten_tags_in_order() -> None:
    tags = read_tags(CODEBOOKS[0])
    assert [(tag["name"], tag["letter"], tag["color"]) for tag in tags] == TEN_TAGS
    assert [tag["key"] for tag in tags] == list("1234567890")
    assert all(tag["parent"] is None for tag in tags)


def test_the_sample_codebook_adds_only_children_of_commitment() -> None:
    default = {tag["name"]: tag for tag in read_tags(CODEBOOKS[0])}
    added = [tag for tag in read_tags(CODEBOOKS[1]) if default.get(tag["name"]) != tag]
    assert [tag["name"] for tag in added] == ["kept commitment", "broken commitment"]
    assert {tag["parent"] for tag in added} == {"commitment"}
