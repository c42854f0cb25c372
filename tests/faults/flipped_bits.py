"""Flips one bit of a project at a time and asks `check`; prints what came of it. Runs in a process of its own.

Arguments: a project file, how many flips, a seed.
"""

import json
import random
import sys
from pathlib import Path

from annotator.errors import UserError
from annotator.project.checking import check_file
from tests.faults.projects_to_damage import contents


def main(source: Path, flips: int, seed: int) -> dict[str, object]:
    """How many flips changed what the tables hold, and which of those `check` did not report, as `byte.bit`."""
    rng = random.Random(seed)
    whole, sound = source.read_bytes(), contents(source)
    flipped = source.with_name("flipped.annotations")
    changed, missed, idle = 0, [], 0
    for _ in range(flips):
        place, bit = rng.randrange(len(whole)), rng.randrange(8)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << bit
        flipped.write_bytes(damaged)
        is_changed = contents(flipped) != sound
        is_reported = _is_reported(flipped)
        changed += is_changed
        idle += is_reported and not is_changed
        if is_changed and not is_reported:
            missed.append(f"{place}.{bit}")
    return {"flips": flips, "changed": changed, "missed": missed, "reported though unchanged": idle}


def _is_reported(path: Path) -> bool:
    try:
        return bool(check_file(path).findings)
    except UserError:
        return True


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
