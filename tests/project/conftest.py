"""A small project to act on."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from annotator.project import Project, create_project, open_project
from annotator.records import NewArticle

TEXT = "STENHAVEN, April 1 (Meridian) -- “We will reopen 🇳🇴 two grounds,” the minister said.\n\nSudmark must leave."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "strait.annotations", analyst="desk one") as project:
        project.add_articles(
            [
                NewArticle(title="Norland to reopen two grounds", text=TEXT, source="Meridian News",
                           published_on=date(2024, 4, 2)),
                NewArticle(title="A letter", text="No date at all. 中方反对。"),
            ]
        )  # fmt: skip
    return tmp_path / "strait.annotations"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with open_project(path, analyst="desk one") as opened:
        yield opened


@pytest.fixture
def reopened(path: Path) -> Iterator[Callable[[], Project]]:
    """Open the project once more, as another program would."""
    opened: list[Project] = []

    def again() -> Project:
        opened.append(open_project(path, analyst="desk two"))
        return opened[-1]

    yield again
    for one in opened:
        one.close()
