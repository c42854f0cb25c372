"""Check: each kind of damage that someone could do to a project is found and named."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.project import Project, create_project, open_project
from annotator.records import NewAnnotation, NewArticle

TEXT = "Norland 🇳🇴 agreed on Monday to reopen two fishing grounds."
NEW = NewArticle(
    title="T", text=TEXT, published_on=date(2024, 4, 2),
    annotations=(NewAnnotation(0, 7, "claim"), NewAnnotation(11, 17, "action")),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "p.annotations") as project:
        project.add_articles([NEW])
    return tmp_path / "p.annotations"


def test_a_sound_project_has_no_findings(path: Path) -> None:
    with open_project(path) as project:
        assert project.check() == []


@pytest.mark.parametrize(
    ("rule", "damage"),
    [
        ("quote", "UPDATE annotation SET quote = 'NORLAND' WHERE id = 1"),
        ("quote", "UPDATE annotation SET start = start + 1, \"end\" = \"end\" + 1 WHERE id = 2"),
        ("span", "UPDATE annotation SET start = 900, \"end\" = 907 WHERE id = 1"),
        ("context", "UPDATE annotation SET prefix = 'x' WHERE id = 2"),
        ("published_on", "UPDATE annotation SET published_on = '2024-04-03' WHERE id = 2"),
        ("published_on", "UPDATE article SET published_on = NULL"),
        ("deleted article", "UPDATE article SET deleted_at = '2024-01-01T00:00:00.000Z'"),
        ("search index", "UPDATE article SET title = 'Other words'"),
        ("foreign keys", "DELETE FROM tag WHERE name = 'claim'"),
        ("journal", "DELETE FROM edit_row"),
        ("schema", "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END"),
        ("schema", "DROP INDEX annotation_day"),
        ("text hash", "UPDATE article SET text = replace(text, 'two', 'ten')"),
        ("canonical text", "UPDATE article SET text = text || char(13)"),
        ("application id", "PRAGMA application_id = 7"),
        ("version", "PRAGMA user_version = 99"),
        ("uid", "UPDATE annotation SET uid = '3b241101-e2bb-4255-8caf-4136c566a962' WHERE id = 1"),
        ("journal", "UPDATE edit_row SET after = '{bad}'"),
        ("journal", "DELETE FROM annotation WHERE id = 1"),
        ("integrity", "DROP TABLE edit_row"),
    ],
)  # fmt: skip
def test_damage_is_found_and_named(path: Path, rule: str, damage: str) -> None:
    with open_project(path) as project:
        vandal = sqlite3.connect(path)
        guard = vandal.execute("SELECT sql FROM sqlite_schema WHERE name = 'article_text_is_immutable'").fetchone()[0]
        vandal.execute("DROP TRIGGER article_text_is_immutable")
        vandal.execute(damage)
        vandal.execute(guard)
        vandal.commit()
        vandal.close()
        assert rule in {finding.rule for finding in project.check()}


def test_a_day_that_no_calendar_has_is_found(path: Path) -> None:
    with open_project(path) as project:
        vandal = sqlite3.connect(path)
        vandal.execute("PRAGMA ignore_check_constraints = ON")
        vandal.execute("UPDATE article SET published_on = '2024-02-31'")
        vandal.commit()
        vandal.close()
        rules = {finding.rule for finding in project.check()}
    # Newer SQLite knows by itself that this is no date, and then says that the row breaks its CHECK.
    assert rules & {"published_on", "integrity"}


def test_a_torn_page_is_found(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with open_project(path) as project:
        assert "integrity" in {finding.rule for finding in project.check()}


def test_a_file_that_lost_its_end_is_a_finding_or_one_sentence(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with open_project(path) as project:
        assert {finding.rule for finding in project.check()} == {"integrity"}


def test_a_name_that_is_no_utf8_any_more_is_a_finding(path: Path) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("DROP TRIGGER article_text_is_immutable")
    vandal.execute("UPDATE article SET text = cast(x'ff' || substr(cast(text AS BLOB), 2) AS TEXT)")
    vandal.commit()
    vandal.close()
    with open_project(path) as project:
        assert "integrity" in {finding.rule for finding in project.check()}
        with pytest.raises(UserError, match="is damaged"):
            project.text(1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE article SET published_on = '2024-02-31'", "is damaged"),
        ("UPDATE annotation SET published_on = 'soon'", "is damaged"),
        ("UPDATE edit_row SET before = '{bad}', after = '{bad}'", "is damaged"),
        ("ALTER TABLE article RENAME COLUMN title TO headline", "lacks what this program looks for"),
    ],
)
def test_whoever_uses_a_damaged_project_reads_one_sentence(path: Path, damage: str, said: str) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("PRAGMA ignore_check_constraints = ON")
    vandal.execute(damage)
    vandal.commit()
    vandal.close()
    with open_project(path) as project, pytest.raises(UserError, match=said):
        _read_and_undo(project)


def _read_and_undo(project: Project) -> None:
    project.articles()
    project.day_counts()
    project.undo()


def test_the_text_of_an_article_cannot_be_changed(path: Path) -> None:
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE article SET text = 'other'")
    connection.close()
