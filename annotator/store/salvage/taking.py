"""Copies the bytes of one file, zeros in the place of what the disk no longer gives: a program of its own.

It loads nothing else, and runs as `python -m annotator.store.salvage.taking SOURCE TARGET`.
"""

import os
import sys

BLOCK = 1 << 16  # bytes read at once
SECTOR = 512  # bytes given up at once where a block cannot be read


def take(source: str, target: str) -> int:
    """Copy what can be read; how many bytes could not. OSError if the file cannot be opened at all."""
    lost = 0
    number = os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.lseek(number, 0, os.SEEK_END)
        with open(target, "wb") as copy:  # noqa: PTH123  this program loads nothing it can do without
            for place in range(0, size, BLOCK):
                lost += _take_block(number, copy.fileno(), place, min(BLOCK, size - place))
    finally:
        os.close(number)
    return lost


def _take_block(number: int, copy: int, place: int, length: int) -> int:
    try:
        os.pwrite(copy, os.pread(number, length, place).ljust(length, b"\0"), place)
        return 0
    except OSError:
        lost = 0
    for sector in range(place, place + length, SECTOR):
        width = min(SECTOR, place + length - sector)
        try:
            content = os.pread(number, width, sector)
        except OSError:
            content = b""
        lost += width - len(content)
        os.pwrite(copy, content.ljust(width, b"\0"), sector)
    return lost


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2])
