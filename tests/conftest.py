"""Keeps tests off the screen, off the user's own settings, and quick and repeatable."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt or asks for a home folder. A real platform is wanted only by name:
# desktops set QT_QPA_PLATFORM for everything they start, and tests must not open windows there.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("ANNOTATOR_TEST_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # the system says how months are called and where weeks begin
_run_home = tempfile.TemporaryDirectory(prefix="annotator-tests-", ignore_cleanup_errors=True)
_PLACES = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}


def _settle_in(home: Path) -> dict[str, str]:
    """Make the folders of a user who has never run the program; return the variables that lead there."""
    for name in _PLACES.values():
        (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {variable: str(home / name) for variable, name in _PLACES.items()}


os.environ.update(_settle_in(Path(_run_home.name)))

settings.register_profile("default", derandomize=True, deadline=None, max_examples=100, database=None)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=int(os.environ.get("ANNOTATOR_SOAK_EXAMPLES", "5000")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("ANNOTATOR_HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _fresh_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home of its own, so that none meets another's settings or recent projects."""
    for variable, place in _settle_in(tmp_path_factory.mktemp("home")).items():
        monkeypatch.setenv(variable, place)


@pytest.fixture(autouse=True)
def _no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that used Qt, destroy its windows, so that none lives on into the next test."""
    yield
    if {"qtbot", "qapp"} & set(request.fixturenames) or _top_levels():
        _destroy_windows()


def _top_levels() -> list:
    """Return the live top-level widgets, without being the one who imports Qt."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return widgets.QApplication.topLevelWidgets()


def _destroy_windows() -> None:
    """Close the top levels, deliver the deletions Qt has put off, and collect the wrappers' cycles."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for widget in _top_levels():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    gc.collect()
