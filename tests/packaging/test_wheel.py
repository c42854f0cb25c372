"""The wheel works away from the checkout: its resources and its sample corpus are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import annotator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_is_for_every_machine_and_carries_the_programs_version(wheel):
    assert wheel.name == f"annotator-{annotator.__version__}-py3-none-any.whl"


@pytest.mark.parametrize("folder", ["resources", "sample_corpus"])
def test_the_wheel_holds_every_shipped_file(names, folder):
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    shipped = {name for name in shipped if "__pycache__" not in name}
    assert shipped <= {name.removeprefix("annotator/_data/") for name in names}


def test_the_wheel_holds_the_package_its_licences_and_nothing_else(names):
    tops = {name.split("/")[0] for name in names}
    assert tops == {"annotator", f"annotator-{annotator.__version__}.dist-info"}
    licences = {name.rsplit("/", 1)[-1] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE", "OFL.txt"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheels_own_files_are_found_without_a_checkout(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "from annotator.resources import resource, sample_corpus\n"
        "print(resource('fonts', 'OFL.txt'), sample_corpus(), sep='\\n')"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    data = tmp_path / "annotator" / "_data"
    assert run.stdout.split("\n")[:2] == [str(data / "resources/fonts/OFL.txt"), str(data / "sample_corpus")]
