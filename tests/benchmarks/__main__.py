"""`make bench`: measures the speeds that docs/benchmarks.md promises, each beside its floor in the same run."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import machine, report
from tests.benchmarks.measure import Row, row_from_json

ROOT = Path(__file__).parents[2]
NAMES = (
    "start",
    "memory",
    "opening",
    "annotating",
    "marking",
    "export_csv",
    "large_projects",
    "trust",
    "stress",
    "frames",
    "timeline",
)
LONG = ("five_million",)
LIMIT = 900  # seconds for one benchmark
SCREEN = {"name": "bench", "x": 0, "y": 0, "width": 1920, "height": 1080}


def main() -> int:
    """Run the benchmarks that were asked for; 1 if one of them could not be measured, never for being slow."""
    asked = _asked()
    found: list[Row] = []
    failed = []
    # In the checkout and not in the system's folder for temporary files, which may lie in memory.
    scratch = ROOT / "build"
    scratch.mkdir(exist_ok=True)
    where = report.Report((), machine.hardware(scratch), machine.versions(), machine.load())
    print(f"{where.hardware}\n{where.versions}; {where.load}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=scratch) as folder:
        for name in _wanted(asked):
            rows = _measured(name, Path(folder))
            if rows is None:
                failed.append(name)
            else:
                found += rows
                print(report.table(rows).partition("\n")[2], flush=True)
    done = report.Report(found, where.hardware, where.versions, where.load)
    print(f"\n{report.table(found)}")
    _keep(done, asked, complete=not failed and not asked.names)
    if failed:
        print(f"\nnot measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all by default: {', '.join(NAMES)}")
    parser.add_argument("--all", action="store_true", help=f"also what takes minutes: {', '.join(LONG)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to this file")
    parser.add_argument("--write", action="store_true", help="renew the table in docs/benchmarks.md")
    asked = parser.parse_args()
    known = (*NAMES, *LONG)
    unknown = set(asked.names) - set(known)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return asked


def _wanted(asked: argparse.Namespace) -> Sequence[str]:
    return asked.names or (*NAMES, *(LONG if asked.all else ()))


def _keep(done: report.Report, asked: argparse.Namespace, *, complete: bool) -> None:
    if asked.json:
        report.write_json(done, asked.json)
    if asked.write and complete:
        report.write_document(done)
        print(f"\nThe table in docs/{report.DOCUMENT.name} is renewed.")
    elif asked.write:
        print(f"\ndocs/{report.DOCUMENT.name} stays as it is: it holds whole runs only.")


def _measured(name: str, folder: Path) -> list[Row] | None:
    command: Sequence[str] = [sys.executable, "-m", "tests.benchmarks.child", name, str(folder)]
    try:
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=_as_a_new_user(folder / f"home of {name}"),
            stdout=subprocess.PIPE,
            timeout=LIMIT,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return None
    return [row_from_json(row) for row in json.loads(ran.stdout)]


def _as_a_new_user(home: Path) -> dict[str, str]:
    """The environment of someone who has never run the program, without a screen."""
    places = {"HOME": home}
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        places[f"XDG_{name}_HOME"] = home / name.lower()
    places["XDG_RUNTIME_DIR"] = home / "runtime"
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken_over = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return taken_over | {
        **{name: str(place) for name, place in places.items()},
        "QT_QPA_PLATFORM": _no_screen(home),
        # Compiled once in each run, whatever was left in the checkout: from then on the files are warm.
        "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode"),
    }


def _no_screen(folder: Path) -> str:
    """Qt's platform without a screen, in the size of a usual one; left alone it takes 800 x 800 pixels."""
    kept = folder / "screen.json"
    kept.write_text(json.dumps({"screens": [SCREEN]}), "ascii")
    return f"offscreen:configfile={kept}"


if __name__ == "__main__":
    sys.exit(main())
