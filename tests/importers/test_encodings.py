"""Which bytes are text, in which encoding, and what is said of those that are none."""

import codecs
import os

import pytest

from annotator import importers
from annotator.importers.decoding import WINDOWS_NOTICE, decode
from annotator.importers.opening import Refused
from annotator.records import NewArticle, Refusal

WORDS = "Ferries stop — “at once”, 5 £ 🛳\n"


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_by_its_mark(mark, codec):
    decoded = decode(mark + WORDS.encode(codec))
    assert (decoded.text, decoded.notice) == (WORDS, "")


def test_what_is_no_utf8_is_read_as_windows_and_says_so():
    decoded = decode("Café “at once”, 5 £ – naïve €\n".encode("cp1252"))
    assert decoded.text == "Café “at once”, 5 £ – naïve €\n"
    assert decoded.notice == WINDOWS_NOTICE == "read as Windows-1252, since it is not UTF-8"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"SQLite format 3\x00\x10", "a database"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"plain until \x00 here", "NUL"),
        (b"W\x00i\x00d\x00e\x00", "NUL"),
        (b"\x01\x02\x03 some words", "control characters"),
        (b"caf\xe9 and \x07 a bell", "control characters"),
        (b"undefined \x81 byte \xe9", "neither UTF-8 nor Windows-1252"),
        (codecs.BOM_UTF16_LE + b"odd", "damaged"),
        (codecs.BOM_UTF8 + b"broken \xe9", "damaged"),
        ("Паромы стоят у причала.".encode("koi8-r"), "cannot be told"),
        ("渡轮今天停运，因为没有合同。".encode("gb18030"), "cannot be told"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(content, said):
    with pytest.raises(Refused) as refusal:
        decode(content)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_random_bytes_are_never_taken_for_text():
    for seed in range(50):
        content = bytes((seed * 7 + n * n * 31) % 256 for n in range(600))
        with pytest.raises(Refused):
            decode(content)


def test_a_stray_control_character_in_a_long_text_is_kept():
    text = "word " * 100 + "\x1a"
    assert decode(text.encode()).text == text


def test_a_text_above_64_mb_is_refused_by_its_size_without_reading(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        os.truncate(stream.fileno(), 200 * 1024 * 1024)
    (refusal,) = importers.read([path])
    assert isinstance(refusal, Refusal)
    assert "200 MB" in refusal.reason


def test_trouble_with_one_file_lets_the_others_in(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Ferries stop\n\nThey stop.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01")
    found = list(importers.read([tmp_path]))
    assert [type(one) for one in found] == [Refusal, NewArticle, Refusal]


def test_a_notice_names_what_was_decided(tmp_path):
    path = tmp_path / "café.txt"
    path.write_bytes("Café near the quay\n".encode("cp1252"))
    (article,) = importers.read([path])
    assert isinstance(article, NewArticle)
    assert article.notices == (WINDOWS_NOTICE,)
