"""Addresses in a text: where they stand, and what would be opened, in plain ASCII that hides nothing."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from annotator.text.span import Span

LONGEST = 2_000
"""Code points of the longest address that is taken for one."""

# Letters of scripts that put no space between an address and the words after it. Those beyond U+FFFF are left out:
# a pattern with their ranges takes long to compile.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\ua960-\ua97f"
    r"\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
)
_BODY = rf"[^\s<>\"“”«»„‟‹›`|\\^{{}}\u2000-\u200a\u2028\u2029{_UNSPACED}]"
_LINK = (
    "(?<![A-Za-z0-9_\u00c0-\u05ff@/.])"
    "(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ww][Ww][Ww]\\.|[Mm][Aa][Ii][Ll][Tt][Oo]:)"
    rf"(?:(?=[{_UNSPACED}])[\w.\-]+)?{_BODY}*"
)
_TRAILING = ".,;:!?…'’‘*_~"
_PAIRS = {")": "(", "]": "["}
_LABEL = r"[a-z0-9_](?:[a-z0-9_\-]*[a-z0-9_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*\.?"
_KEPT = string.ascii_letters + string.digits + "!#$%&'()*+,-./:;=?@[]_~"


class Link(NamedTuple):
    """An address in a text: its span in code points, and what would be opened, with nothing but ASCII in it."""

    span: Span
    address: str


def links_in(text: str) -> Iterator[Link]:
    """The links of a text from left to right; what cannot be an address of the web or of mail is none."""
    for match in re.finditer(_LINK, text):
        words = _without_trailing(match.group()) if match.end() - match.start() <= LONGEST else ""
        address = address_of(words)
        if address is not None:
            yield Link(Span(match.start(), match.start() + len(words)), address)


def address_of(words: str) -> str | None:
    """What a link's words would open: hosts in Punycode, else in percents what is not ASCII; None for nothing.

    No two addresses that lead elsewhere look alike, and no character in one is invisible or turns its direction.
    """
    scheme, colon, rest = words.partition(":")
    if colon and scheme.casefold() == "mailto":
        return _mail_address(rest)
    if colon and scheme.casefold() in ("http", "https") and rest.startswith("//"):
        return _web_address(scheme.lower(), rest[2:])
    return _web_address("https", words) if re.match(r"[Ww]{3}\.[^./?#]+\.", words) else None


def host_of(address: str) -> str:
    """Where an address leads: its host in lower case, without user and port."""
    rest = address.partition(":")[2].removeprefix("//")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return authority.rpartition("@")[2].partition(":")[0]


def is_odd(address: str) -> bool:
    """Whether an address could be taken for another one, so that it should be read before it is opened."""
    authority = re.split(r"[/?#]", address.partition("//")[2], maxsplit=1)[0]
    return "xn--" in address or "@" in authority or re.search(r"%(?:E2%8[01]|EF%BB|C2%AD|[01])", address) is not None


def _without_trailing(words: str) -> str:
    """The words without the punctuation of the sentence around them; a bracket that was opened in them stays."""
    while words:
        last = words[-1]
        if last in _TRAILING or (last in _PAIRS and words.count(last) > words.count(_PAIRS[last])):
            words = words[:-1]
        else:
            break
    return words


def _web_address(scheme: str, rest: str) -> str | None:
    authority, tail = re.fullmatch(r"([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    user, at, place = authority.rpartition("@")
    host, colon, port = place.partition(":")
    plain = _plain_host(host)
    if plain is None or (colon and not (port.isascii() and port.isdigit() and int(port) < 65_536)):
        return None
    return f"{scheme}://{_escaped(user)}{at}{plain}{colon}{port}{_escaped(tail)}"


def _mail_address(rest: str) -> str | None:
    # Headers after a question mark could bring a text or an attachment along that nobody sees here.
    person, at, host = rest.partition("?")[0].rpartition("@")
    plain = _plain_host(host)
    return f"mailto:{_escaped(person)}{at}{plain}" if person and plain is not None else None


def _plain_host(host: str) -> str | None:
    """A host name as the net knows it; None for what is none."""
    if not host.isascii():
        import unicodedata  # late, as few addresses need it

        labels = [unicodedata.normalize("NFKC", label).lower() for label in host.split(".")]
        if any(re.fullmatch(r"[\w\-]*", label) is None for label in labels):
            return None
        host = ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)
    host = host.lower()
    return host if len(host) < 254 and re.fullmatch(_HOST, host) else None


def _escaped(words: str) -> str:
    return "".join(
        each if each in _KEPT else "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "replace")) for each in words
    )
