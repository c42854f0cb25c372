"""Turns the bytes of a file into text, or says why they are none."""

import codecs
import re
from dataclasses import dataclass

from annotator.importers.opening import Refused

MARKS = (
    # A UTF-32 mark begins with the UTF-16 one, so it is tried first.
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\x7fELF", "a program"),
)
CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
MEND = "save it as plain text in UTF-8 and import that"
WINDOWS_NOTICE = "read as Windows-1252, since it is not UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with what had to be decided to read it; `notice` is empty where nothing was in doubt."""

    text: str
    notice: str = ""


def decode(content: bytes) -> Decoded:
    """The text that `content` holds: by its mark, else strict UTF-8, else Windows-1252 with a notice.

    Refused, with the reason, for what is empty, binary or in no encoding that can be told for certain.
    """
    if not content:
        raise Refused("the file is empty; there is nothing to annotate in it")
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return _decode_marked(content, codec, name)
    refuse_binary(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Decoded(_decode_windows(content), WINDOWS_NOTICE)
    _refuse_control_characters(text, allowed=len(text) // 100)
    return Decoded(text)


def refuse_binary(content: bytes) -> None:
    """Raise Refused if bytes without a byte order mark start like a known kind of file, or hold a NUL."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise Refused(f"this is {kind}, not plain text; {MEND}")
    if b"\x00" in content:
        raise Refused(f"this is not text: it holds NUL bytes; {MEND}")


def _decode_marked(content: bytes, codec: str, name: str) -> Decoded:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise Refused(f"this begins as {name} but is damaged at byte {error.start}; {MEND}") from error
    _refuse_control_characters(text, allowed=len(text) // 100)
    return Decoded(text)


def _decode_windows(content: bytes) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Refused(f"this is neither UTF-8 nor Windows-1252; {MEND}") from error
    _refuse_control_characters(text, allowed=0)
    # Nearly any bytes pass for Windows-1252. Where most of them are accented letters, the text was Chinese,
    # Cyrillic, Greek ... in another encoding, and would be stored as nonsense for ever.
    written = "".join(text.split())
    if 2 * sum(character > "\x7f" for character in written) > len(written):
        raise Refused(f"this is not UTF-8, and its encoding cannot be told for certain; {MEND}")
    return text


def _refuse_control_characters(text: str, *, allowed: int) -> None:
    """Refuse a text that holds more control characters than allowed, white space apart."""
    if len(CONTROL.findall(text)) > allowed:
        raise Refused(f"this is not text: it holds control characters; {MEND}")
