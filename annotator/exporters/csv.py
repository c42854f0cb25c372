"""CSV after RFC 4180: UTF-8, a header, lines ending in CRLF, one row an annotation."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from annotator.exporters.columns import COLUMNS, Row, Told, batches

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula, or for a new cell with one."""

GUARD = "'"


def write_csv(rows: Iterator[Row], stream: BinaryIO, *, excel: bool, told: Told) -> int:
    """Write header and rows; how many rows. `excel` adds a byte order mark and guards formulas with `'`."""
    written = 0
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        if excel:
            text.write(BYTE_ORDER_MARK)
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for batch in batches(_guarded(rows) if excel else rows):
            writer.writerows(batch)
            written += len(batch)
            told(written)
        text.flush()
    finally:
        # The stream belongs to the caller, who still has to sync it.
        text.detach()
    return written


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield [_guard(cell) for cell in row]


def _guard(cell: object) -> object:
    return GUARD + cell if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
