"""What is remembered comes back, and a damaged file costs only what is damaged in it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.project import settings
from annotator.project.merging import latest_first, merged
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
        st.sampled_from(["theme", "zoom", "places", "recent_projects", "analyst", "keys", "_written", "x"]), inner),
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


def two_windows(path: Path) -> tuple[Settings, Settings]:
    Settings(analyst="desk one", zoom=120).save(path)
    return settings.load(path), settings.load(path)


def test_two_windows_keep_each_others_choices(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = two_windows(path)
    one.theme = "dark"
    one.keys["undo"] = ["Ctrl+U"]
    other.zoom = 200
    other.keys["redo"] = []
    assert one.save(path)
    assert other.save(path)
    kept = settings.load(path)
    assert (kept.theme, kept.zoom, kept.analyst) == ("dark", 200, "desk one")
    assert kept.keys == {"undo": ["Ctrl+U"], "redo": []}


def test_what_a_window_took_back_stays_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(keys={"undo": ["Ctrl+U"], "redo": ["Ctrl+R"]}).save(path)
    one, other = settings.load(path), settings.load(path)
    del one.keys["undo"]
    one.save(path)
    other.theme = "dark"
    other.save(path)
    assert settings.load(path).keys == {"redo": ["Ctrl+R"]}


def test_a_later_choice_wins_over_an_earlier_one_of_another_window(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = two_windows(path)
    one.theme = "dark"
    one.save(path)
    other.theme = "light"
    other.save(path)
    one.save(path)
    assert settings.load(path).theme == "light"


def test_the_projects_of_two_windows_are_all_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = two_windows(path)
    one.used(Path("/news/a"))
    one.place(Path("/news/a")).anchor = 7
    one.save(path)
    other.used(Path("/news/b"))
    other.place(Path("/news/b")).anchor = 9
    other.save(path)
    kept = settings.load(path)
    assert kept.recent_projects == ["/news/b", "/news/a"]
    assert (kept.place(Path("/news/a")).anchor, kept.place(Path("/news/b")).anchor) == (7, 9)


def test_what_a_later_version_remembers_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "voice": "low"}', encoding="utf-8")
    known = settings.load(path)
    known.zoom = 150
    known.save(path)
    assert '"voice": "low"' in path.read_text(encoding="utf-8")


def test_programs_that_save_at_the_same_moment_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    words = (
        "import sys; from pathlib import Path; from annotator.project.settings import load\n"
        "path, name = Path(sys.argv[1]), sys.argv[2]\n"
        "for n in range(8): mine = load(path); mine.keys[name + str(n)] = []; mine.save(path)"
    )
    programs = [subprocess.Popen([sys.executable, "-c", words, str(path), name]) for name in "abc"]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    assert set(settings.load(path).keys) == {f"{name}{number}" for name in "abc" for number in range(8)}


def test_a_program_that_was_killed_while_it_saved_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    (tmp_path / ".settings.json.lock").touch()
    began = time.monotonic()
    assert Settings(theme="dark").save(path)
    assert time.monotonic() - began < 5
    assert [left.name for left in tmp_path.iterdir()] == ["settings.json"]


VALUES = st.dictionaries(
    st.sampled_from("abcde"), st.integers(0, 3) | st.dictionaries(st.sampled_from("xyz"), st.booleans())
)


@given(VALUES, VALUES)
def test_who_changed_nothing_changes_nothing(before: dict[str, object], there: dict[str, object]) -> None:
    assert merged(before, before, there) == there


@given(VALUES, VALUES)
def test_who_is_alone_gets_all_that_was_changed(before: dict[str, object], mine: dict[str, object]) -> None:
    assert merged(before, mine, before) == mine


NAMES = st.lists(st.sampled_from("abcdef"), unique=True)


@given(NAMES, NAMES, st.sampled_from("abcdefg"))
def test_the_latest_name_comes_first_and_no_other_is_lost(before: list[str], there: list[str], used: str) -> None:
    assume(before[:1] != [used])
    mine = [used, *(name for name in before if name != used)]
    assert latest_first(before, mine, there) == [used, *(name for name in there if name != used)]


@given(NAMES, NAMES)
def test_who_used_nothing_leaves_the_names_as_they_are(before: list[str], there: list[str]) -> None:
    assert latest_first(before, before, there) == there
