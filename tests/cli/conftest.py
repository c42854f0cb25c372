"""The command line in this process, as a person types it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.cli import main

ARTICLES = Path(__file__).parents[1] / "data" / "articles"


@dataclass(frozen=True)
class Said:
    """What a command left on the screen."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on stderr of a user's error."""
        assert self.status == 1, self
        assert self.err.count("\n") == 1, self
        assert self.err.startswith("annotator: "), self
        assert "mistake in the program" not in self.err, self
        return self.err.removeprefix("annotator: ").rstrip("\n")

    @property
    def done(self) -> str:
        """What a command that went well printed."""
        assert (self.status, self.err) == (0, ""), self
        return self.out


Annotator = Callable[..., Said]


@pytest.fixture
def annotator(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotator:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()

    def run(*words: object) -> Said:
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture
def project(annotator: Annotator) -> str:
    """The name of a project with the three articles of tests/data."""
    annotator("import", "p.annotations", ARTICLES)
    return "p.annotations"
