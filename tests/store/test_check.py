"""Check: each kind of damage that someone could do to a project is found and named."""

import shutil
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from annotator.errors import Cancelled, ProjectBusyError, UserError
from annotator.project import create_project, open_project
from annotator.project.checking import check_file
from annotator.records import NewAnnotation, NewArticle
from annotator.store import rows, schema
from annotator.store.checking.examination import findings
from annotator.store.connecting import connect
from annotator.store.database import open_database
from annotator.store.trouble import explained
from annotator.store.versions import SCHEMA_VERSION
from annotator.timeline.view import ChartView

GOLDEN = Path(__file__).parents[1] / "data" / "projects" / "schema-1.annotations"

TEXT = "Norland 🇳🇴 agreed on Monday to reopen two fishing grounds."
NEW = NewArticle(
    title="T", text=TEXT, published_on=date(2024, 4, 2),
    annotations=(NewAnnotation(0, 7, "claim"), NewAnnotation(11, 17, "action")),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "p.annotations") as project:
        project.add_articles([NEW])
        project.mark_done([1])
        project.add_event("summit", date(2024, 4, 2), date(2024, 4, 5))
        project.save_view("By source", ChartView())
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
        ("schema", "DROP TABLE edit_row"),
        ("checksum", "UPDATE annotation SET note = 'somebody else wrote this' WHERE id = 1"),
        ("checksum", "UPDATE article SET title = 'Other words'"),
        ("checksum", "UPDATE tag SET definition = 'other'"),
        ("checksum", "UPDATE analyst SET name = 'other'"),
        ("checksum", "UPDATE edit SET label = 'other'"),
        ("checksum", "UPDATE edit_row SET after = replace(after, '\"note\":\"\"', '\"note\":\"x\"')"),
        ("journal", "UPDATE annotation SET note = 'x' WHERE id = 1"),
        ("journal", "UPDATE edit SET turn = 0"),
        ("journal", "UPDATE edit_row SET row_id = row_id + 1 WHERE of_table = 'annotation'"),
        ("tags", "UPDATE tag SET parent_id = 3 WHERE id = 2; UPDATE tag SET parent_id = 2 WHERE id = 3"),
        ("meta", "DELETE FROM meta WHERE key = 'uid'"),
        ("meta", "UPDATE meta SET value = 'yesterday' WHERE key = 'created_at'"),
        ("numbers", "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'annotation'"),
        ("numbers", "INSERT INTO sqlite_sequence VALUES ('meta', 1)"),
        ("checksum", "UPDATE done SET done_at = '2024-04-02T14:20:00.000Z'"),
        ("done", "UPDATE done SET done_at = 'soon'"),
        ("journal", "DELETE FROM done"),
        ("journal", "UPDATE done SET id = 7"),
        ("foreign keys", "UPDATE done SET article_id = 7"),
        ("deleted article", "UPDATE article SET deleted_at = '2024-04-02T14:20:00.000Z'; DELETE FROM annotation"),
        ("numbers", "DELETE FROM sqlite_sequence WHERE name = 'done'"),
        ("checksum", "UPDATE event SET name = 'congress'"),
        ("checksum", "UPDATE chart_view SET description = '{}'"),
        ("event", "UPDATE event SET last_on = '2024-02-01'"),
        ("event", "UPDATE event SET first_on = '2024-02-31'"),
        ("view", "UPDATE chart_view SET description = '{bad}'"),
        ("view", "INSERT INTO chart_view SELECT 7, replace(uid, '-7', '-8'), 1, 'BY SOURCE', '{}', 0 FROM chart_view"),
        ("journal", "DELETE FROM event"),
        ("journal", "UPDATE event SET id = 7"),
        ("uid", "UPDATE event SET uid = '3b241101-e2bb-4255-8caf-4136c566a962'"),
        ("day counts", "UPDATE day_count SET annotations = annotations + 1 WHERE tag_id = 1"),
        ("day counts", "DELETE FROM day_count"),
        ("day counts", "INSERT INTO day_count VALUES ('2024-05-01', 1, 3)"),
        ("migrations", "DELETE FROM _sqlite_migrations WHERE name = 'first_schema'"),
    ],
)  # fmt: skip
def test_damage_is_found_and_named(path: Path, rule: str, damage: str) -> None:
    with open_project(path) as project:
        vandal = sqlite3.connect(path)
        guard = vandal.execute("SELECT sql FROM sqlite_schema WHERE name = 'article_text_is_immutable'").fetchone()[0]
        vandal.execute("DROP TRIGGER article_text_is_immutable")
        vandal.execute("PRAGMA ignore_check_constraints = ON")
        vandal.executescript(damage)
        vandal.execute(guard)
        vandal.commit()
        vandal.close()
        assert rule in {finding.rule for finding in project.check()}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE edit SET state = 'dnne'",
        "UPDATE edit_row SET of_table = 'annotatikn'",
        "UPDATE meta SET value = replace(value, '-7', '-8') WHERE key = 'uid'",
        "UPDATE meta SET value = '2020-01-01T00:00:00.000Z' WHERE key = 'created_at'",
        "DELETE FROM meta WHERE key = 'checksum'",
    ],
)
def test_what_no_row_s_checksum_covers_is_verified_all_the_same(path: Path, damage: str) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("PRAGMA ignore_check_constraints = ON")
    vandal.execute(damage)
    vandal.commit()
    vandal.close()
    with open_project(path) as project:
        assert {finding.rule for finding in project.check()} & {"journal", "meta"}


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
    without_schema = path.read_bytes()[:-1]
    with open_project(path) as project:
        project.add_articles([NewArticle(title="Long", text=TEXT * 1_000)])
    path.write_bytes(path.read_bytes()[:-1])
    with open_project(path) as project:
        assert "integrity" in {finding.rule for finding in project.check()}
    path.write_bytes(without_schema)  # in a young project the last page says what tables there are
    with pytest.raises(UserError, match="is damaged"):
        open_project(path)


def test_a_name_that_is_no_utf8_any_more_is_a_finding(path: Path) -> None:
    vandal = sqlite3.connect(path)
    guard = vandal.execute("SELECT sql FROM sqlite_schema WHERE name = 'article_text_is_immutable'").fetchone()[0]
    vandal.execute("DROP TRIGGER article_text_is_immutable")
    vandal.execute("UPDATE article SET text = cast(x'ff' || substr(cast(text AS BLOB), 2) AS TEXT)")
    vandal.execute(guard)
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
        ("ALTER TABLE article RENAME COLUMN title TO headline", "table “article” was changed"),
    ],
)
def test_whoever_uses_a_damaged_project_reads_one_sentence(path: Path, damage: str, said: str) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("PRAGMA ignore_check_constraints = ON")
    vandal.execute(damage)
    vandal.commit()
    vandal.close()
    with pytest.raises(UserError, match=said):
        _read_and_undo(path)


def _read_and_undo(path: Path) -> None:
    with open_project(path) as project:
        project.articles()
        project.day_counts()
        project.undo()


def test_the_text_of_an_article_cannot_be_changed(path: Path) -> None:
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE article SET text = 'other'")
    connection.close()


def test_a_damaged_row_is_not_sealed_again_by_who_changes_it(path: Path) -> None:
    _vandalize(path, "UPDATE annotation SET note = 'somebody else wrote this' WHERE id = 1")
    with open_project(path) as project:
        for change in (
            lambda: project.set_note(project.annotation(1), "mine"),
            lambda: project.retag(1, "action"),
            lambda: project.delete_annotations([1]),
        ):
            with pytest.raises(UserError, match="is damaged"):
                change()
        assert "checksum" in {finding.rule for finding in project.check()}
        assert project.annotations()[0].note == "somebody else wrote this"


def test_undone_and_reverted_edits_replay(path: Path) -> None:
    with open_project(path) as project:
        one, other = project.annotations()
        project.retag(one, "demand")
        project.set_note(other, "a note")
        project.undo()
        project.undo()
        project.redo()
        project.merge_tags("demand", "threat")
        project.set_article_fields(1, title="Another", published_on=date(2024, 5, 1))
        project.delete_articles([1])
        project.undo()
        project.revert(next(edit for edit in project.edits() if edit.label.startswith("change of title")))
        project.undo()
        assert project.check() == []
        project.redo()
        assert project.check() == []


def test_what_an_edit_found_is_compared_with_what_the_edits_before_left(path: Path) -> None:
    with open_project(path) as project:
        project.set_note(1, "first")
        project.set_note(1, "second")
        assert project.check() == []
    connection = sqlite3.connect(path)
    connection.execute('UPDATE edit_row SET before = \'{"note":"other"}\' WHERE id = (SELECT max(id) FROM edit_row)')
    rows.reseal(connection, "edit_row")
    connection.commit()
    connection.close()
    found = check_file(path).findings
    assert [finding.rule for finding in found] == ["journal"]
    assert "did not find annotation 1 as the edits before left it" in found[0].where


def test_a_project_of_the_first_schema_is_checked_as_it_is(tmp_path: Path) -> None:
    old = Path(shutil.copy(GOLDEN, tmp_path))
    before = old.read_bytes()
    assert check_file(old).findings == []
    assert old.read_bytes() == before
    vandal = sqlite3.connect(old)
    vandal.execute("UPDATE annotation SET quote = replace(quote, 'a', 'e')")
    vandal.commit()
    vandal.close()
    assert {"quote", "journal"} <= {finding.rule for finding in check_file(old).findings}


def test_a_span_that_parts_a_character_is_a_remark_and_no_finding(path: Path) -> None:
    with open_project(path) as project:
        project.add_articles([NewArticle(title="Flag", text=f"{TEXT}!", annotations=(NewAnnotation(8, 9, "claim"),))])
    found = check_file(path)
    assert found.findings == []
    assert [(one.rule, "8 to 9" in one.where) for one in found.remarks] == [("grapheme", True)]
    assert (found.articles, found.annotations) == (2, 3)


def test_a_check_leaves_no_trace(path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert check_file(path).findings == []
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]


def test_a_check_goes_on_while_another_program_is_about_to_write(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert check_file(path).findings == []
    other.execute("ROLLBACK")
    other.close()


def test_a_file_that_another_program_keeps_to_itself_is_busy_and_not_damaged(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ProjectBusyError):
        check_file(path)
    other.close()


def test_a_check_can_be_stopped_at_any_step(path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None) -> None:
            raise Cancelled

    with create_project(path.with_name("many.annotations")) as project:
        project.add_articles(
            NewArticle(title=str(number), text=f"{TEXT} {number}", annotations=NEW.annotations) for number in range(200)
        )
        with pytest.raises(Cancelled):
            project.check(progress=Impatient())
        project.annotate(1, 0, 7, "claim")
    assert not [one for one in threading.enumerate() if one.name == "check of the file"]


def test_only_the_first_hundred_of_a_kind_are_listed(path: Path) -> None:
    with open_project(path) as project:
        marks = tuple(NewAnnotation(start, start + 5 + n, "claim") for start in range(40) for n in range(4))
        project.add_articles([NewArticle(title="Many", text=f"{TEXT}?", annotations=marks)])
    _vandalize(path, "UPDATE annotation SET note = 'x'")
    sums = [one.where for one in check_file(path).findings if one.rule == "checksum"]
    assert len(sums) == 101
    assert sums[-1] == "and more of the same"


@pytest.mark.parametrize(
    ("hostile", "named"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON tag BEGIN DELETE FROM annotation; END", "trigger “evil” is not ours"),
        ("CREATE VIEW more AS SELECT 1", "view “more” is not ours"),
        ("CREATE TABLE more (x)", "table “more” is not ours"),
        ("ALTER TABLE annotation ADD COLUMN g INTEGER AS (start + 1)", "table “annotation” was changed"),
        ("CREATE INDEX more ON article (length(text || hex(zeroblob(999))))", "index “more” is not ours"),
        ("ALTER TABLE tag RENAME TO t; CREATE VIEW tag AS SELECT * FROM t", "table “tag” is missing"),
        ("DROP INDEX annotation_day", "index “annotation_day” is missing"),
        ("DROP TRIGGER article_text_is_immutable", "trigger “article_text_is_immutable” is missing"),
        ("DROP TABLE article_search; CREATE VIRTUAL TABLE article_search USING fts5 (title, source, text)",
         "table “article_search” was changed"),
    ],
)  # fmt: skip
def test_a_foreign_schema_is_named_and_never_trusted(path: Path, hostile: str, named: str) -> None:
    _vandalize(path, f"PRAGMA legacy_alter_table = ON; {hostile}")
    assert "schema" in {finding.rule for finding in check_file(path).findings}
    with pytest.raises(UserError, match=named):
        open_project(path)


@pytest.mark.parametrize(
    ("hostile", "named"),
    [
        ("ALTER TABLE tag RENAME TO t; CREATE VIEW tag AS SELECT * FROM t", "view “tag” is not ours"),
        ("ALTER TABLE annotation ADD COLUMN g INTEGER AS (start + 1)", "table “annotation” is no plain table"),
        ("DROP TABLE article_search; CREATE VIRTUAL TABLE article_search USING fts5 (title, source, text)",
         "table “article_search” was changed"),
        ("DROP TABLE edit_row", "table “edit_row” is missing"),
        ("DROP TABLE edit_row; CREATE VIRTUAL TABLE edit_row USING fts5 (edit_id)", "“edit_row” is no plain table"),
    ],
)  # fmt: skip
def test_what_a_newer_version_may_not_hold_is_not_read_either(path: Path, hostile: str, named: str) -> None:
    _vandalize(path, f"PRAGMA legacy_alter_table = ON; {hostile}; PRAGMA user_version = 99")
    assert {"version", "schema"} <= {finding.rule for finding in check_file(path).findings}
    with pytest.raises(UserError, match=named):
        open_project(path)


def test_what_a_newer_version_added_is_read_past(path: Path) -> None:
    _vandalize(path, "CREATE TABLE more (x); CREATE INDEX another ON tag (color); PRAGMA user_version = 99")
    with open_project(path) as project:
        assert len(project.annotations()) == 2


def test_a_schema_that_changes_while_the_project_is_open_takes_no_more_edits(path: Path) -> None:
    with open_project(path) as project:
        project.annotate(1, 0, 7, "claim")
        vandal = sqlite3.connect(path)
        vandal.execute("CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END")
        vandal.close()
        with pytest.raises(UserError, match="trigger “evil” is not ours"):
            project.annotate(1, 0, 7, "action")
        assert len(project.annotations()) == 3


def test_a_file_that_a_newer_program_migrated_while_it_was_open_is_only_read(path: Path) -> None:
    with open_project(path) as project:
        newer = sqlite3.connect(path)
        newer.executescript("CREATE TABLE novelty (x); PRAGMA user_version = 99")
        newer.close()
        with pytest.raises(UserError, match="newer version"):
            project.annotate(1, 0, 7, "action")
        assert len(project.annotations()) == 2


def test_the_shape_that_is_expected_is_the_one_that_the_migrations_make(path: Path, tmp_path: Path) -> None:
    golden = [(one, int(one.stem[-1])) for one in GOLDEN.parent.glob("schema-*.annotations")]
    for made, version in ((path, SCHEMA_VERSION), *golden):
        connection = sqlite3.connect(f"{made.as_uri()}?mode=ro", uri=True)
        assert schema.differences(connection, version) == []
        assert all(schema.differences(connection, other) for other in range(1, SCHEMA_VERSION + 1) if other != version)
        connection.close()


def test_fts5_may_quote_and_space_its_own_tables_as_it_likes(path: Path) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("PRAGMA writable_schema = ON")
    vandal.execute(
        """UPDATE sqlite_schema SET sql = 'CREATE TABLE "article_search_data" (id INTEGER PRIMARY KEY,  block BLOB)'
           WHERE name = 'article_search_data'"""
    )
    vandal.commit()
    assert schema.differences(vandal, SCHEMA_VERSION) == []
    vandal.execute("UPDATE sqlite_schema SET sql = replace(sql, 'BLOB', 'TEXT') WHERE name = 'article_search_data'")
    vandal.commit()
    assert schema.differences(vandal, SCHEMA_VERSION) == ["table “article_search_data” was changed"]
    vandal.close()


def test_rows_without_end_come_to_an_end(path: Path) -> None:
    connection = connect(path, "ro")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(UserError, match="comes to no end"), explained(path):
        connection.execute(endless)
    assert connection.execute("SELECT count(*) FROM annotation").fetchone() == (2,)
    connection.close()


def test_how_long_a_busy_file_is_waited_for_is_ours_to_say(path: Path) -> None:
    for patience, milliseconds in ((2.0, 2000), (0.1, 100)):
        opened = open_database(path, patience=patience)
        assert opened.connection.execute("PRAGMA busy_timeout").fetchone() == (milliseconds,)
        assert findings(opened, lambda done, total: None) == []
        opened.close()


def _vandalize(path: Path, damage: str) -> None:
    vandal = sqlite3.connect(path)
    vandal.execute("PRAGMA foreign_keys = OFF")
    vandal.executescript(damage)
    vandal.close()
