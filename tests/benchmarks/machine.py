"""What a figure depends on besides the program: processor, memory, disk, system and versions."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

import annotator

GIB = 1024**3


def hardware(folder: Path) -> str:
    """Processor, cores, memory, file system of the folder, and operating system, on one line."""
    return f"{_processor()}, {os.cpu_count()} cores, {_memory()}, {_file_system(folder)} for the projects, {_system()}"


def versions() -> str:
    """The program and what it stands on."""
    qt = version("PySide6-Essentials")
    return (
        f"annotator {annotator.__version__}, Python {platform.python_version()}, PySide6 {qt} (offscreen), "
        f"SQLite {sqlite3.sqlite_version}"
    )


def load() -> str:
    """How busy the machine is with other work, and whether this run is preferred to it."""
    try:
        busy = f"load average {os.getloadavg()[0]:.1f}"
    except OSError:
        busy = "load unknown"
    niceness = os.nice(0) if hasattr(os, "nice") else 0
    return f"{busy}, niceness {niceness}" if niceness else busy


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "memory unknown"
    return f"{total / GIB:.0f} GiB"


def _file_system(folder: Path) -> str:
    """The type of the file system that holds the folder: the mount with the longest path above it."""
    found = "", "unknown file system"
    for line in _lines(Path("/proc/mounts")):
        _, place, kind, *_ = line.split()
        if folder.resolve().is_relative_to(place) and len(place) >= len(found[0]):
            found = place, kind
    return found[1]


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
