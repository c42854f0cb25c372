"""JSON Lines: every article with its annotations, each wrong thing refused with its line and reason."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import importers
from annotator.importers import jsonlines
from annotator.records import NewAnnotation, NewArticle, Refusal
from annotator.text.canonical import canonical

TEXT = "We will open the gates, the minister said."


@pytest.fixture
def read(tmp_path):
    def read_lines(*lines: object) -> list[NewArticle | Refusal]:
        path = tmp_path / "in.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        path.write_bytes(b"\n".join(raw))
        return list(importers.read([path]))

    return read_lines


def with_annotation(**fields: object) -> dict[str, object]:
    return {"text": TEXT, "annotations": [{"start": 0, "end": 22, "tag": "commitment", **fields}]}


def test_an_article_comes_with_all_its_fields_and_annotations(read):
    (article,) = read(
        {
            "title": "Gates",
            "text": TEXT,
            "published_on": "2024-01-16",
            "published_at": "2024-01-16T09:10",
            "source": "Meridian",
            "url": "https://example.org/1",
            "language": "en",
            "place": "Stenhaven",
            "agency": "Meridian",
            "annotations": [
                {
                    "start": 0,
                    "end": 22,
                    "tag": "commitment",
                    "quote": "We will open the gates",
                    "note": "Two\nlines",
                    "analyst": "Desk North",
                    "created_at": "2024-01-18T16:53:49+02:00",
                }
            ],
        }
    )
    mark = NewAnnotation(0, 22, "commitment", "Two\nlines", "Desk North", "2024-01-18T14:53:49Z")
    assert isinstance(article, NewArticle)
    assert article.annotations == (mark,)
    assert (article.title, article.text, article.published_on) == ("Gates", TEXT, date(2024, 1, 16))
    assert (article.published_at, article.source, article.url) == (
        "2024-01-16T09:10",
        "Meridian",
        "https://example.org/1",
    )
    assert (article.language, article.place, article.agency) == ("en", "Stenhaven", "Meridian")
    assert article.origin.endswith("in.jsonl, line 1")


def test_only_the_text_is_needed(read):
    (article,) = read({"text": "First line\nSecond"})
    assert isinstance(article, NewArticle)
    assert (article.title, article.text, article.published_on) == ("First line", "First line\nSecond", None)


def test_offsets_move_with_the_text(read):
    raw = "\ufeffOne\r\ntwo 🛳\r\nthree"
    start = raw.index("three")
    (article,) = read({"text": raw, "annotations": [{"start": start, "end": start + 5, "tag": "t", "quote": "three"}]})
    assert isinstance(article, NewArticle)
    assert article.text == "One\ntwo 🛳\nthree"
    mark = article.annotations[0]
    assert article.text[mark.start : mark.end] == "three"


def test_a_quote_may_be_given_as_in_the_text_or_canonical(read):
    for quote in ("One\r\ntwo", "One\ntwo"):
        (article,) = read({"text": "One\r\ntwo", "annotations": [{"start": 0, "end": 8, "tag": "t", "quote": quote}]})
        assert isinstance(article, NewArticle)
        assert article.annotations == (NewAnnotation(0, 7, "t"),)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"quote": "We will open the gate"}, "holds “We will open the gates”, not the quote “We will open the gate”"),
        ({"start": -1}, "no span -1 to 22"),
        ({"end": 4000}, "no span 0 to 4000 in a text of 42 code points"),
        ({"start": 22}, "no span 22 to 22"),
        ({"start": "0"}, '"start" should be a whole number of code points and is the string “0”'),
        ({"start": True}, '"start" should be a whole number of code points and is true or false'),
        ({"start": 0.5}, "is the number “0.5”"),
        ({"end": None}, '"end" is missing'),
        ({"tag": ""}, '"tag" should be a name'),
        ({"tag": None}, '"tag" should be a name'),
        ({"tag": 7}, '"tag" should be a string'),
        ({"tag": "x" * 101}, '"tag" should be a name'),
        ({"note": ["a"]}, '"note" should be a string and is a list'),
        ({"created_at": "yesterday"}, '"created_at" should be an instant'),
        ({"created_at": "2024-01-18T14:53:49"}, '"created_at" should be an instant with its zone'),
    ],
)
def test_a_wrong_annotation_is_refused_with_line_and_reason_and_the_article_goes_on(read, fields, said):
    good = {"start": 24, "end": 41, "tag": "claim", "quote": "the minister said"}
    article = with_annotation(**fields)
    article["annotations"].append(good)
    refusal, kept = read({"text": "Other"}, article)[1:]
    assert isinstance(refusal, Refusal)
    assert refusal.origin.endswith("in.jsonl, line 2, annotation 1")
    assert said in refusal.reason
    assert isinstance(kept, NewArticle)
    assert kept.annotations == (NewAnnotation(24, 41, "claim"),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut o', "the line is not JSON"),
        (b'{"text": "caf\xe9"}', "not UTF-8 at byte 14"),
        (b'"just a string"', "should be an object with a text and is the string"),
        (b"[1]", "should be an object with a text and is a list"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a", "published_on": ' + b"1" * 5000 + b"}", "thousands of digits"),
        ({}, "no text"),
        ({"text": ""}, "no text"),
        ({"text": " \n"}, "no text"),
        ({"text": None}, "no text"),
        ({"text": 5}, '"text" should be a string and is the number'),
        ({"text": "a", "title": []}, '"title" should be a string and is a list'),
        ({"text": "a", "published_on": "2023-02-30"}, "should be a real date as 2023-12-23 and is “2023-02-30”"),
        ({"text": "a", "published_on": "20230201"}, "should be a real date"),
        ({"text": "a", "published_on": 20230201}, '"published_on" should be a string'),
        ({"text": "a", "published_at": "noon"}, "should be a time"),
        ({"text": "a", "annotations": {}}, '"annotations" should be a list and is an object'),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_the_others_go_on(read, line, said):
    before, refusal, after = read({"text": "Before"}, line, {"text": "After"})
    assert isinstance(refusal, Refusal)
    assert refusal.origin.endswith("in.jsonl, line 2")
    assert said in refusal.reason
    assert [one.text for one in (before, after)] == ["Before", "After"]


def test_an_annotation_that_is_no_object_is_refused(read):
    refusal, article = read({"text": TEXT, "annotations": [5]})
    assert isinstance(refusal, Refusal)
    assert "should be an object and is the number “5”" in refusal.reason
    assert isinstance(article, NewArticle)


def test_unknown_keys_are_told_once_a_file(read):
    first, second = read({"text": "a", "publishedon": "x"}, {"text": "b", "publishedon": "x"})
    assert first.notices == ("left out, since the key is not known: “publishedon”",)
    assert second.notices == ()


def test_blank_lines_are_nothing_and_a_byte_order_mark_is_allowed(tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a"}\r\n\r\n  \n{"text": "b"}\r\n')
    assert [one.origin[-6:] for one in importers.read([path])] == ["line 1", "line 4"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"\n \n", "empty"), (b"SQLite format 3\x00", "database")]
)
def test_a_file_without_articles_is_refused(tmp_path, content, said):
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    (refusal,) = importers.read([path])
    assert said in refusal.reason


def test_a_nul_byte_in_a_later_line_refuses_that_line_alone(read):
    first, refused, last = read({"text": "one"}, b'{"text": "tw\x00o"}', {"text": "three"})
    assert (first.text, last.text) == ("one", "three")
    assert refused.origin.endswith("line 2")
    assert refused.reason == "the line is not JSON: invalid control character at character 13"


def test_a_line_that_is_too_long_is_passed_over_and_the_others_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonlines, "TEXT_LIMIT", 1000)
    path = tmp_path / "in.jsonl"
    long = json.dumps({"text": "x" * 5_000_000}).encode()
    path.write_bytes(b"\n".join([b'{"text": "Before"}', long, b'{"text": "After"}']))
    before, refusal, after = importers.read([path])
    assert refusal.reason.startswith("the line is longer than")
    assert [before.text, after.text] == ["Before", "After"]


AWKWARD = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\u2028\u2029\ufeff\u00a0🛳é\u0301👩\u200d🚀שא\x00\uffff\"'\\,;="),
        st.characters(),
    )
)


@given(text=AWKWARD.filter(lambda text: bool(canonical(text).strip())), data=st.data())
def test_any_span_of_any_text_keeps_its_quote(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    path = tmp_path_factory.mktemp("any") / "in.jsonl"
    mark = {"start": start, "end": end, "tag": "claim", "quote": text[start:end]}
    path.write_text(json.dumps({"text": text, "annotations": [mark]}), encoding="utf-8")
    for found in importers.read([path]):
        if isinstance(found, Refusal):
            assert "canonical text leaves out" in found.reason
        else:
            assert found.text == canonical(text)
            for kept in found.annotations:
                given_quote = canonical(text[start:end])
                assert canonical(found.text[kept.start : kept.end]).strip("\n") == given_quote.strip("\n")
