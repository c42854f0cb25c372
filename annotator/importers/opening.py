"""Opens a file for reading without waiting for a pipe, waking a device, or swallowing more than fits."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import AnnotatorError

TEXT_LIMIT = 64 * 1024 * 1024
"""The largest plain text (and the longest line of JSON Lines) that is read, in bytes."""


class Refused(AnnotatorError):
    """A file, line or annotation that is not taken in; its text is the reason, in one sentence."""


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file as bytes; Refused, with the reason, for what cannot be opened or is none."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise Refused(reason_of(error)) from error
    with os.fdopen(number, "rb") as stream:
        # Asked of the open file, since the name may have been given to another one meanwhile.
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Refused("this is not a regular file, so it was not opened")
        yield stream


def read_whole(path: Path) -> bytes:
    """The bytes of a file; Refused if it is unreadable, or larger than 64 MB by its size, before reading."""
    with open_regular(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > TEXT_LIMIT:
            raise too_large(size)
        try:
            content = stream.read(TEXT_LIMIT + 1)
        except (OSError, MemoryError) as error:
            raise Refused(reason_of(error)) from error
    if len(content) > TEXT_LIMIT:
        raise too_large(len(content))
    return content


def too_large(size: int) -> Refused:
    """The refusal of a text of `size` bytes."""
    megabytes = size / (1024 * 1024)
    return Refused(
        f"the text is {megabytes:.0f} MB, and one article may have {TEXT_LIMIT >> 20} MB; "
        "split it, or bring it as JSON Lines with one article a line"
    )


def reason_of(error: Exception) -> str:
    """What went wrong with a file, as a person would say it."""
    if isinstance(error, PermissionError):
        return "this may not be read by you; change its permissions and import it again"
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the spelling"
    if isinstance(error, MemoryError):
        return "there is not enough memory to read this"
    said = getattr(error, "strerror", None) or str(error)
    return f"this cannot be read ({said.lower()})"
