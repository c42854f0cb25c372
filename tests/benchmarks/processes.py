"""Windows in processes of their own: from the start of the process to the byte that says how far it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select

LIMIT = 30  # seconds
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Window:
    """A process with a window, and the end of the pipe on which it tells how far it is."""

    process: subprocess.Popen[bytes]
    pipe: int
    begun: float

    def seconds_until(self, mark: bytes) -> float:
        """How long after its start the process wrote this byte; RuntimeError if it wrote another one or none."""
        ready, _, _ = select([self.pipe], [], [], LIMIT)
        came, now = (os.read(self.pipe, 1) if ready else b""), time.perf_counter()
        if came != mark:
            raise RuntimeError(f"the window said {came!r} where {mark!r} was awaited")
        return now - self.begun

    def memory(self) -> tuple[float, float]:
        """Its resident and its proportional memory in MiB."""
        found = {}
        for line in Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("ascii").splitlines()[1:]:
            name, amount, *_ = line.split()
            found[name] = int(amount) / KIB_PER_MIB
        return found["Rss:"], found["Pss:"]


@contextmanager
def window(module: str, *arguments: str) -> Iterator[Window]:
    """Run a module of this package that shows a window; it is ended with the block."""
    reading, writing = os.pipe()
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(writing), *arguments]
    begun = time.perf_counter()
    process = subprocess.Popen(command, pass_fds=[writing])
    os.close(writing)
    try:
        yield Window(process, reading, begun)
    finally:
        process.kill()
        process.wait()
        os.close(reading)


def settle(project: Path) -> None:
    """Open and close the window once as a person does: files warm, bytecode made, settings remembered."""
    with window("real_window", str(project), "close") as shown:
        shown.seconds_until(b"p")
        shown.seconds_until(b"t")
        shown.process.wait(LIMIT)
