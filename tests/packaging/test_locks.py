"""The locks name exact files for everything that pyproject.toml asks for, and no place to get them from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run.txt", "dev.txt")


def locked(name: str) -> dict[str, str]:
    """The version of each package in a lock, each of which must carry at least one hash."""
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text(encoding="utf-8").strip())
    versions = {}
    for entry in entries:
        requirement = Requirement(entry.split(" \\\n")[0])
        assert "--hash=sha256:" in entry, requirement
        versions[canonicalize_name(requirement.name)] = re.fullmatch(r"==([\w.]+)", str(requirement.specifier))[1]
    return versions


def asked_for() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = [Requirement(line) for line in project["dependencies"]]
    dev = [Requirement(line) for line in project["optional-dependencies"]["dev"]]
    return {"run.txt": run, "dev.txt": run + dev}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_version_of_everything_asked_for(lock):
    versions = locked(lock)
    unmet = [wish for wish in asked_for()[lock] if versions[canonicalize_name(wish.name)] not in wish.specifier]
    assert unmet == []


def test_developers_run_the_versions_that_users_run():
    dev = locked("dev.txt")
    assert {name: dev.get(name) for name in locked("run.txt")} == locked("run.txt")


@pytest.mark.parametrize("file", ["pyproject.toml", "Makefile", "requirements/run.txt", "requirements/dev.txt"])
def test_no_file_says_where_packages_come_from(file):
    assert re.findall(r"\w+://\S+|--(?:extra-)?index\S*|--find-links\S*", committed(file)) == []


def committed(file: str) -> str:
    words = (ROOT / file).read_text(encoding="utf-8")
    return words.replace("--no-emit-index-url", "").replace("--no-emit-find-links", "")


def test_the_decision_on_dependencies_names_each_of_them():
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    assert [wish.name for wish in asked_for()["dev.txt"] if wish.name not in reasons] == []
