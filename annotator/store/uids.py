"""Identifiers that sort by the time they were made: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_uid() -> str:
    """A fresh UUIDv7 as text; later ones from this process sort after earlier ones, whatever the clock does.

    The 12 bits beside the millisecond are a counter (method 1 of the RFC's section 6.2), the last 62 are random.
    """
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        moment, counter = _last >> 12, _last & 0xFFF
    noise = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    digits = f"{moment << 80 | 7 << 76 | counter << 64 | 0b10 << 62 | noise:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
