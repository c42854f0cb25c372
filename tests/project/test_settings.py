"""What is remembered comes back, and a damaged file costs only what is damaged in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project import settings
from annotator.project.settings import Settings


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    before = Settings(analyst="desk one", theme="dark", zoom=150, layout={"top": "00ff"})
    before.used(Path("/news/a.annotations"))
    before.place(Path("/news/a.annotations")).anchor = 812
    assert before.save(path)
    assert settings.load(path) == before


def test_an_absent_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == Settings()


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["theme", "zoom", "places", "layout", "recent_projects", "analyst", "x"]), inner),
))  # fmt: skip
def test_any_json_at_all_can_be_loaded(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    import json

    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    loaded = settings.load(path)
    assert loaded.theme in settings.THEMES
    assert 50 <= loaded.zoom <= 400
    assert all(isinstance(name, str) for name in loaded.recent_projects)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000])
def test_a_file_that_is_not_json_means_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.load(path) == Settings()


def test_a_value_of_the_wrong_kind_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "zoom": "large", "analyst": "desk one"}', encoding="utf-8")
    assert settings.load(path) == Settings(theme="dark", analyst="desk one")


def test_a_project_used_again_comes_first_and_once() -> None:
    kept = Settings()
    for name in ("a", "b", "a"):
        kept.used(Path(name))
    assert kept.recent_projects == ["a", "b"]
    assert kept.last_project == "a"


def test_only_the_latest_projects_are_remembered() -> None:
    kept = Settings()
    for number in range(30):
        kept.place(Path(str(number)))
        kept.used(Path(str(number)))
    assert kept.recent_projects[0] == "29"
    assert len(kept.recent_projects) == settings.RECENT_LIMIT
    assert set(kept.places) == set(kept.recent_projects)


def test_a_deleted_project_is_forgotten_but_not_one_on_a_drive_that_is_away(tmp_path: Path) -> None:
    kept = Settings()
    deleted, away, here = tmp_path / "deleted", tmp_path / "drive" / "away", tmp_path / "here"
    here.touch()
    for path in (here, away, deleted):
        kept.place(path).anchor = 7
        kept.used(path)
    kept.forget_deleted()
    assert kept.recent_projects == [str(away), str(here)]
    assert set(kept.places) == {str(away), str(here)}
    assert kept.last_project == ""


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert not Settings().save(tmp_path / "file" / "settings.json")


def test_saving_leaves_nothing_else_in_the_folder(tmp_path: Path) -> None:
    Settings().save(tmp_path / "settings.json")
    Settings(theme="dark").save(tmp_path / "settings.json")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
