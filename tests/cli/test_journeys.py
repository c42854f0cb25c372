"""Whole journeys through the command line: in, look, mark, out, back."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from annotator.project import settings

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_story_is_imported_annotated_exported_undone_and_checked(annotator):
    done = annotator("import", "p.annotations", ARTICLES).done
    assert done.startswith("3 articles came in, 0 were already there, 0 refused")
    assert "quay.txt: read as Windows-1252" in done
    (story,) = [
        one for one in json.loads(annotator("articles", "p.annotations", "--json").done) if one["place"] == "STENHAVEN"
    ]
    assert (story["published_on"], story["source"]) == ("2024-04-02", "Meridian")

    shown = json.loads(annotator("show", "p.annotations", story["uid"], "--json").done)
    start = shown["text"].index("We will keep")
    end = shown["text"].index('," she said')
    marked = annotator("annotate", "p.annotations", story["uid"], start, end, "commitment", "--note", "day, night").done
    uid = marked.split()[-1]
    assert UID.fullmatch(uid)

    (row,) = table(annotator("export", "p.annotations", "-o", "-").done)
    assert row["annotation"] == uid
    assert shown["text"][int(row["start"]) : int(row["end"])] == row["quote"] == shown["text"][start:end]
    assert (row["note"], row["tag"], row["published_on"]) == ("day, night", "commitment", "2024-04-02")

    assert "commitment on" in annotator("undo", "p.annotations").done
    assert table(annotator("export", "p.annotations", "-o", "-").done) == []
    assert "commitment on" in annotator("redo", "p.annotations").done
    assert table(annotator("export", "p.annotations", "-o", "-").done) == [row]
    assert "is sound: 3 articles, 1 annotation" in annotator("check", "p.annotations").done


def test_the_same_files_twice_are_the_same_articles(annotator, project):
    assert annotator("import", project, ARTICLES, ARTICLES).done.startswith(
        "0 articles came in, 6 were already there, 0 refused"
    )


def test_what_was_refused_is_listed_and_the_rest_comes_in(annotator, tmp_path):
    shutil.copytree(ARTICLES, tmp_path / "in")
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "in" / "empty.txt").touch()
    said = annotator("import", "p.annotations", "in", "typo")
    assert said.status == 0
    assert said.out.startswith("3 articles came in, 0 were already there, 3 refused")
    assert re.findall("^refused: ([^:]+):", said.out, re.MULTILINE) == ["in/a.pdf", "in/empty.txt", "typo"]


def test_an_import_of_nothing_but_refusals_is_an_error(annotator, tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    assert "empty.txt: the file is empty" in annotator("import", "p.annotations", "empty.txt").sentence
    assert "1 more reason above" in annotator("import", "p.annotations", "empty.txt", "binary.txt").sentence


def test_a_misspelt_path_makes_no_project(annotator, tmp_path):
    assert "There is no typo" in annotator("import", "p.annotations", "typo").sentence
    assert list(tmp_path.iterdir()) == []


def test_json_lines_go_out_and_come_in_equal(annotator, project, tmp_path):
    annotator("annotate", project, 1, 0, 8, "claim", "--analyst", "Desk Öst", "--note", "two\nlines")
    annotator("annotate", project, 2, 3, 9, "threat")
    assert annotator("export", project, "-o", "out.jsonl").done == "2 annotations written to out.jsonl.\n"
    assert annotator("import", "q.annotations", "out.jsonl").done.startswith("2 articles came in")
    first, second = (table(annotator("export", name, "-o", "-").done) for name in (project, "q.annotations"))
    for row in (*first, *second):
        for name in ("annotation", "article", "updated_at"):
            del row[name]
    assert first == second


def test_an_article_is_named_by_number_uid_or_beginning(annotator, project):
    uids = [one["uid"] for one in json.loads(annotator("articles", project, "--json").done)]
    by_uid = annotator("show", project, uids[0]).done
    assert annotator("show", project, uids[0].upper()).done == by_uid
    beginnings = {uid[:length] for uid in uids for length in range(1, 37)}
    alone = min((one for one in beginnings if sum(uid.startswith(one) for uid in uids) == 1), key=len)
    assert annotator("show", project, alone).status == 0
    assert "More than one article" in annotator("show", project, uids[0][:6]).sentence
    assert "There is no article “zzz”" in annotator("show", project, "zzz").sentence
    assert "There is no article “99”" in annotator("show", project, 99).sentence


def test_show_prints_fields_and_the_text_as_it_is_stored(annotator, project):
    text = json.loads(annotator("show", project, 1, "--json").done)["text"]
    out = annotator("show", project, 1).done
    assert out.endswith(f"\n\n{text}\n")
    assert re.search(r"^published_at +2024-04-02T09:41$", out, re.MULTILINE)


def test_json_has_the_fields_of_the_records(annotator, project):
    annotator("annotate", project, 1, 0, 8, "claim")
    (edit, *_) = json.loads(annotator("log", project, "--json").done)
    assert (edit["state"], edit["sequence"]) == ("done", 2)
    tags = json.loads(annotator("tags", project, "--json").done)
    assert [tag["name"] for tag in tags][:3] == ["claim", "commitment", "demand"]
    assert tags[0]["annotations"] == 1
    (mark,) = json.loads(annotator("annotations", project, "--json").done)
    assert (mark["start"], mark["end"], mark["tag"]) == (0, 8, "claim")
    for article in json.loads(annotator("articles", project, "--json").done):
        assert {"id", "uid", "title", "source", "published_on", "annotations"} <= article.keys()
    assert json.loads(annotator("annotations", project, 2, "--json").done) == []


def test_lists_are_tables_with_a_header(annotator, project):
    annotator("annotate", project, 1, 0, 8, "claim")
    for command, header in (
        ("articles", "id date source title annotations status"),
        ("annotations", "uid tag start end analyst quote"),
        ("tags", "key letter color name annotations definition"),
        ("log", "edit made_at analyst state label"),
    ):
        assert annotator(command, project).done.splitlines()[0].split() == header.split()


def test_columns_are_aligned_by_width_and_titles_cannot_command_the_terminal(annotator, tmp_path):
    lines = [{"title": title, "text": "x"} for title in ("渡轮停运 👍", "plain", "\x1b[31mred\u202e", "e\u0301")]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    annotator("import", "p.annotations", "in.jsonl")
    out = annotator("articles", "p.annotations").done
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\x1b[31mred\\u202e" in out
    wide, plain = (next(line for line in out.splitlines() if title in line) for title in ("渡轮停运", "plain"))
    assert len(wide) + len("渡轮停运👍") == len(plain)


def test_dates_and_tags_choose_what_is_exported(annotator, project):
    annotator("annotate", project, 1, 0, 8, "claim")
    annotator("annotate", project, 2, 0, 8, "threat")
    annotator("annotate", project, 3, 0, 8, "claim")

    def tags(*words: str) -> list[str]:
        return [row["tag"] for row in table(annotator("export", project, "-o", "-", *words).done)]

    assert sorted(tags()) == ["claim", "claim", "threat"]
    assert tags("--from", "2024-01-01") == ["claim"]
    assert tags("--to", "2023-12-31") == ["threat"]
    assert tags("--tag", "THREAT") == ["threat"]
    assert sorted(tags("--tag", "threat", "--tag", "claim")) == ["claim", "claim", "threat"]
    assert "There is no tag “typo”" in annotator("export", project, "-o", "-", "--tag", "typo").sentence


def test_the_timeline_has_its_numbers_without_a_screen(annotator, project):
    annotator("annotate", project, 1, 0, 8, "claim")
    rows = table(annotator("timeline", project, "-o", "-", "--by", "month").done)
    assert list(rows[0]) == ["bin_start", "bin_end", "tag", "annotations"]
    assert sum(int(row["annotations"]) for row in rows) == 1
    (counted,) = [row for row in rows if row["annotations"] == "1"]
    assert (counted["bin_start"], counted["bin_end"], counted["tag"]) == ("2024-04-01", "2024-05-01", "claim")
    assert "rows written" in annotator("timeline", project, "-o", "t.csv").done
    only = table(annotator("timeline", project, "-o", "-", "--tag", "threat", "--tag", "claim").done)
    assert {row["tag"] for row in only} == {"claim", "threat"}


def test_the_timeline_is_drawn_without_a_screen(annotator, project, tmp_path):
    for name, beginning in (("t.png", b"\x89PNG"), ("t.svg", b"<?xml"), ("t.pdf", b"%PDF")):
        annotator("timeline", project, "-o", name, "--by", "quarter", "--mode", "grouped")
        assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_backup_is_a_project_and_can_be_restored(annotator, project, tmp_path):
    annotator("backup", project, "safe.annotations")
    annotator("annotate", project, 1, 0, 8, "claim")
    done = annotator("restore", "safe.annotations", project).done
    assert "is now as in safe.annotations" in done
    assert json.loads(annotator("annotations", project, "--json").done) == []
    assert len(list(tmp_path.glob("p*.annotations"))) == 2


def test_undo_stops_with_a_sentence_when_nothing_is_left(annotator, project):
    assert "import" in annotator("undo", project).done
    assert json.loads(annotator("articles", project, "--json").done) == []
    assert "nothing to undo" in annotator("undo", project).sentence
    assert "import" in annotator("redo", project).done
    assert "nothing to redo" in annotator("redo", project).sentence


def test_annotations_carry_the_name_that_was_given_or_that_the_window_knows(annotator, project):
    settings.Settings(analyst="Desk Öst").save()
    annotator("annotate", project, 1, 0, 8, "claim")
    annotator("annotate", project, 1, 0, 8, "claim", "--analyst", "Desk West")
    marks = json.loads(annotator("annotations", project, "--json").done)
    assert sorted(mark["analyst"] for mark in marks) == ["Desk West", "Desk Öst"]


def test_new_makes_an_empty_project_with_a_codebook(annotator, tmp_path):
    assert "10 tags" in annotator("new", "p.annotations").done
    assert json.loads(annotator("articles", "p.annotations", "--json").done) == []
    assert annotator("new", "p.annotations").sentence
    (tmp_path / "codebook.json").write_text('{"tags": [{"name": "rumour"}]}', encoding="utf-8")
    annotator("new", "q.annotations", "--codebook", "codebook.json")
    assert [tag["name"] for tag in json.loads(annotator("tags", "q.annotations", "--json").done)] == ["rumour"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((1, 0, 8, "typo"), "no tag “typo”"),
        ((1, 8, 8, "claim"), "The span 8 to 8"),
        ((1, -1, 8, "claim"), "The span -1 to 8"),
        ((1, 0, 10**9, "claim"), "The span 0 to 1000000000"),
        ((99, 0, 8, "claim"), "no article “99”"),
    ],
)
def test_a_wrong_annotation_is_a_sentence_and_stores_nothing(annotator, project, words, said):
    assert said in annotator("annotate", project, *words).sentence
    assert json.loads(annotator("annotations", project, "--json").done) == []
