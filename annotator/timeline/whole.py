"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import UserError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A new path beside `target` to write to; it takes the place of `target` only if the block succeeds.

    Raises UserError where the folder is missing or cannot be written to.
    """
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}{target.suffix}")
    try:
        if target.is_dir():
            raise UserError(f"Cannot write {target}: it is a folder. Give the name of a file.")
        part.touch(exist_ok=True)
        yield part
        part.replace(target)
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise UserError(f"Cannot write {target}: {reason}. Choose another folder or name.") from trouble
    finally:
        _discard(part)


def _discard(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone or closed: nothing of ours is left to clear away
