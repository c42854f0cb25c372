"""No time zone and no change of the clock moves a count: other processes, elsewhere, say the same to the byte."""

import csv
import io
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest

from annotator.project import create_project
from annotator.records import NewAnnotation, NewArticle

# As POSIX writes them, so that no list of zones need be installed; a minus is east of Greenwich.
ZONES = ("UTC0", "LINT-14", "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01", "EET-2EEST,M4.5.5/0,M10.5.4/24")
# Clocks change at midnight, a day is skipped beside the date line, years begin and end, the calendar itself begins.
TURNS = (
    date(1000, 1, 1), date(1582, 10, 15), date(2011, 12, 30), date(2024, 2, 29), date(2024, 3, 10),
    date(2024, 3, 31), date(2024, 4, 26), date(2024, 10, 27), date(2024, 10, 31), date(2024, 11, 3),
    date(2024, 12, 31), date(9999, 12, 31),
)  # fmt: skip
DAYS = [day + timedelta(days=step) for day, step in product(TURNS, (-1, 0, 1)) if (day, step) != (date.max, 1)]
TEXT = "Norland agreed to reopen two grounds."
SCRIPT = """
import sys
from annotator.cli import main
near, far, out, drawn = sys.argv[1:]
for unit in ("day", "week", "month", "quarter"):
    assert not main(["timeline", near, "-o", f"{out}/{unit}.csv", "--by", unit, "--tag", "claim"])
assert not main(["timeline", far, "-o", f"{out}/year.csv", "--by", "year", "--tag", "claim"])
if drawn == "drawn":
    assert not main(["timeline", near, "-o", f"{out}/chart.svg", "--by", "week"])
"""


def story(place, day):
    return NewArticle(
        f"Story {place}", f"{TEXT} {place}", published_on=day, annotations=(NewAnnotation(0, 7, "claim"),)
    )


def make_project(path, days):
    with create_project(path, analyst="desk one") as project:
        project.add_articles([story(number, day) for number, day in enumerate([*days, None])])
    return path


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a process in each zone writes: files by name."""
    place = tmp_path_factory.mktemp("zones")
    near = make_project(place / "near.annotations", [day for day in DAYS if 2000 < day.year < 3000])
    far = make_project(place / "far.annotations", DAYS)
    found = {}
    for number, zone in enumerate(ZONES):
        out = place / str(number)
        out.mkdir()
        drawn = "drawn" if number in (1, 2) else "plain"
        command = [sys.executable, "-c", SCRIPT, str(near), str(far), str(out), drawn]
        ended = subprocess.run(command, env=os.environ | {"TZ": zone}, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stderr
        found[zone] = {file.name: file.read_bytes() for file in sorted(out.iterdir())}
    return found


def counted(content):
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {row["bin_start"]: int(row["annotations"]) for row in rows if row["annotations"] != "0"}


@pytest.mark.parametrize("zone", ZONES)
def test_each_annotation_counts_on_its_articles_own_day(told, zone):
    near = Counter(day.isoformat() for day in DAYS if 2000 < day.year < 3000)
    assert counted(told[zone]["day.csv"]) == near | {"": 1}
    assert counted(told[zone]["year.csv"]) == Counter(f"{day.year:04}-01-01" for day in DAYS) | {"": 1}


@pytest.mark.parametrize("zone", ZONES[1:])
def test_numbers_and_pictures_are_the_same_in_every_zone(told, zone):
    drawn = told[ZONES[1]]
    for name, content in told[zone].items():
        assert content == drawn[name], name
