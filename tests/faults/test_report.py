"""The figures of the long tests on their way into the page that promises them."""

from pathlib import Path

import pytest

from tests.faults import figures, report


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "build" / "figures.json"
    monkeypatch.setenv(figures.VARIABLE, str(path))
    return path


def test_nothing_is_written_down_unless_it_was_asked_for(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(figures.VARIABLE)
    figures.record("a fault", runs=3, failures=0)
    assert not written.exists()


def test_a_later_run_takes_the_place_of_an_earlier_one_and_leaves_the_others(written: Path) -> None:
    figures.record("a fault", runs=3, failures=1)
    figures.record("another", runs=1000, failures=0, share=0.9995)
    figures.record("a fault", runs=4, failures=0)
    found = figures.read(written)
    assert [(name, numbers["runs"]) for name, numbers in found.items()] == [("a fault", 4), ("another", 1000)]
    assert report.failures(found) == 0
    assert "| another | 1,000 | 0 | 0.9995 share |" in report.markdown(found)


def test_failures_are_counted_over_all_faults(written: Path) -> None:
    figures.record("a fault", runs=3, failures=1)
    figures.record("another", runs=3, failures=2)
    assert report.failures(figures.read(written)) == 3


def test_the_page_has_a_place_for_the_table() -> None:
    page = report.DOCUMENT.read_text("utf-8")
    assert report.put_between_marks(page, "| x |").count("| x |") == 1
    with pytest.raises(ValueError, match="exactly one"):
        report.put_between_marks(page + page, "| x |")
