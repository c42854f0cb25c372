"""The counts of each day: kept by the file itself, whatever a person does to annotations, tags and articles."""

import sqlite3
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.project import Project, create_project, open_project
from annotator.project.salvaging import repair, salvage
from annotator.records import NewAnnotation, NewArticle, NewTag

TEXT = "Norland agreed on Monday to reopen two fishing grounds."
TAGS = ("claim", "action", "demand")


def kept(project: Project) -> Counter[tuple[str, int]]:
    connection = sqlite3.connect(f"{project.path.as_uri()}?mode=ro", uri=True)
    found = connection.execute("SELECT day, tag_id, annotations FROM day_count").fetchall()
    connection.close()
    return Counter({(day, tag): number for day, tag, number in found})


def counted(project: Project) -> Counter[tuple[str, int]]:
    days = {one.id: one.published_on for one in project.articles()}
    return Counter((str(days[one.article_id] or ""), int(one.tag_id)) for one in project.annotations())


def filled(folder: Path) -> Project:
    project = create_project(folder / "p.annotations")
    project.add_articles(
        NewArticle(
            title=f"Article {number}",
            text=f"{number} {TEXT}",
            published_on=date(2024, 4, 1 + number) if number else None,
            annotations=tuple(NewAnnotation(at, at + 5, TAGS[(at + number) % 3]) for at in range(6)),
        )
        for number in range(4)
    )
    return project


def _retag(project: Project, number: int) -> object:
    chosen = project.annotations()
    return project.retag(chosen[number % len(chosen)], TAGS[number % 3]) if chosen else None


def _delete(project: Project, number: int) -> object:
    return project.delete_annotations(project.annotations()[number : number + 3])


def _date(project: Project, number: int) -> object:
    articles = project.articles()
    day = date(2024, 4, 1 + number % 5) if number % 4 else None
    return project.set_article_fields(articles[number % len(articles)], published_on=day) if articles else None


def _delete_article(project: Project, number: int) -> object:
    return project.delete_articles(project.articles()[number % 7 :][:1])


def _annotate(project: Project, number: int) -> object:
    articles = project.articles()
    return project.annotate(articles[number % len(articles)], 0, 3 + number, TAGS[number % 3]) if articles else None


def _split(project: Project, number: int) -> object:
    tag = TAGS[number % 3]
    return project.split_tag(tag, NewTag(f"{tag} {number} {project.turn()}"), project.annotations(tag=tag)[:2])


def _merge(project: Project, number: int) -> object:
    return project.merge_tags(project.tags()[-1], "claim") if len(project.tags()) > 4 else None


def _revert(project: Project, number: int) -> object:
    edits = project.edits()
    return project.revert(edits[number % len(edits)])


DEEDS = (_retag, _delete, _date, _delete_article, _annotate, _split, _merge, _revert)
STEPS = st.lists(
    st.one_of(st.tuples(st.sampled_from(DEEDS), st.integers(0, 20)), st.sampled_from(("undo", "redo"))), max_size=10
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_they_are_those_of_the_annotations_after_any_edits(tmp_path_factory, steps) -> None:
    with filled(tmp_path_factory.mktemp("counts")) as project:
        for step in steps:
            with suppress(UserError):  # what is refused stores nothing
                getattr(project, step)() if isinstance(step, str) else step[0](project, step[1])
            assert kept(project) == counted(project)
        assert project.check() == []


def test_they_come_back_with_a_salvaged_project_and_are_made_right_by_a_repair(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        right = kept(project)
        assert right == counted(project)
    salvage(project.path, tmp_path / "new.annotations")
    with open_project(tmp_path / "new.annotations") as again:
        assert kept(again) == right
    vandal = sqlite3.connect(project.path)
    vandal.execute("UPDATE day_count SET annotations = annotations + 7")
    vandal.commit()
    vandal.close()
    report = repair(project.path, replace=True)
    assert {one.rule for one in report.before} == {"day counts"}
    assert not report.after
    with open_project(project.path) as repaired:
        assert kept(repaired) == right
