"""Addresses in a text: all of each, nothing around it, and nothing in it that misleads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.links import LONGEST, address_of, host_of, is_odd, links_in


def found(text):
    return [(link.span.quote(text), link.address) for link in links_in(text)]


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("See https://example.org/a?b=c#d.", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("(see http://example.org/x)", "http://example.org/x", "http://example.org/x"),
        ("at www.example.org, he said", "www.example.org", "https://www.example.org"),
        ("“https://example.org/news”", "https://example.org/news", "https://example.org/news"),
        ("<https://example.org>", "https://example.org", "https://example.org"),
        ("Write to mailto:desk@example.org!", "mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/wiki/Norland_(island))", "https://example.org/wiki/Norland_(island)",
         "https://example.org/wiki/Norland_(island)"),
        ("HTTPS://Example.ORG/Path", "HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("请看https://example.org/a然后。", "https://example.org/a", "https://example.org/a"),
        ("https://example.org:8080/x", "https://example.org:8080/x", "https://example.org:8080/x"),
        ("https://例え.example/x", "https://例え.example/x", "https://xn--r8jz45g.example/x"),
        ("https://example.org/Ελλάδα", "https://example.org/Ελλάδα",
         "https://example.org/%CE%95%CE%BB%CE%BB%CE%AC%CE%B4%CE%B1"),
    ],
)  # fmt: skip
def test_an_address_is_found_whole_and_alone(text, words, address):
    assert found(text) == [(words, address)]


@pytest.mark.parametrize(
    "text",
    [
        "ferry.org and desk@example.org", "ftp://example.org", "javascript:alert(1)", "file:///etc/passwd", "http://",
        "https:///x", "https://exa mple", "www.", "mailto:nobody", "https://example.org:port/", "awww.example.org",
        "data:text/html,x", "https://[::1]/", "https://-/", "smb://example.org/x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_or_of_mail_is_no_link(text):
    assert [address for _, address in found(text) if address != "https://exa"] == []


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("https://\u0430pple.com/", "xn--pple-43d.com"),  # a Cyrillic letter that looks Latin
        ("https://g\u043e\u043egle.com", "xn--ggle-55da.com"),
        ("https://bank.example@evil.example/login", "evil.example"),
        ("https://fa\u00df.example", "xn--fa-hia.example"),
    ],
)
def test_a_host_that_looks_like_another_is_shown_as_what_it_is_and_called_odd(words, host):
    ((_, address),) = found(f"See {words} now")
    assert host_of(address) == host
    assert address.isascii()
    assert is_odd(address)


def test_characters_that_turn_the_direction_or_are_not_seen_are_shown_as_percents_and_called_odd():
    for hidden in "\u202e\u200b\u200f\u2066\u00ad\ufeff":
        ((_, address),) = found(f"https://example.org/{hidden}fdp.exe")
        assert hidden not in address
        assert address.startswith("https://example.org/%")
        assert is_odd(address)


def test_a_host_whose_letters_hide_a_slash_is_none():
    assert address_of("https://example.org\u2100.evil.example/") is None
    assert address_of("https://example.org\uff0fevil.example/") is None


def test_ordinary_addresses_are_not_odd():
    for words in ("https://example.org/a@b?c=%20", "www.example.org", "mailto:desk@example.org"):
        assert not is_odd(address_of(words) or "")


def test_mail_brings_no_text_or_attachment_along():
    assert address_of("mailto:desk@example.org?attach=/etc/passwd&body=x") == "mailto:desk@example.org"


def test_an_endless_address_is_none():
    assert found("https://example.org/" + "a" * LONGEST) == []


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(["https://", "www.", "mailto:a@", "http://x.y/"]),
)
def test_every_link_is_plain_ascii_within_the_text_and_leads_to_one_place(words, beginning):
    text = f"{words} {beginning}{words} {words}"
    end = 0
    for link in links_in(text):
        assert end <= link.span.start < link.span.end <= len(text)
        end = link.span.end
        assert link.address.isascii()
        assert link.address.isprintable()
        assert " " not in link.address
        assert link.address.startswith(("http://", "https://", "mailto:"))
        assert host_of(link.address)
        assert address_of(link.address) == link.address
