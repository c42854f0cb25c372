"""What may be asked on the command line, and in which words."""

import argparse
import difflib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.cli import chart_arguments, kinds

REASONS = ("first change", "at work", "before import", "before deletion")
EPILOG = "ARTICLE is the number that lists show, a uid, or an unambiguous beginning of one."


class _Unasked(argparse.ArgumentParser):
    """In the place of a command that nobody asked for: it takes what it is told, and makes nothing of it."""

    def __init__(self) -> None:
        """Without all that makes a parser one: that is what takes time."""

    def add_argument(self, *_: Any, **__: Any) -> argparse.Action:
        """An argument that nobody asked for either."""
        return _NO_ARGUMENT

    def add_argument_group(self, *_: Any, **__: Any) -> Any:
        """The same again."""
        return self

    def add_mutually_exclusive_group(self, **_: Any) -> Any:
        """The same again."""
        return self


_NO_ARGUMENT = argparse.Action([], "")


class Commands:
    """The commands under construction: all of them, or `only` one, since making all delays each start of the window."""

    def __init__(self, only: str = "") -> None:
        self.names: list[str] = []
        """The words that are commands."""
        self._only = only
        self.parser = argparse.ArgumentParser(
            prog="annotator",
            description="Mark what articles say, see it on a timeline, get it out. Without a command: the window.",
            epilog=EPILOG,
            allow_abbrev=False,
        )
        self.parser.add_argument("--version", action="version", version=f"annotator {__version__}")
        self._added = self.parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(self, name: str, module: str, verb: str, summary: str) -> argparse.ArgumentParser:
        """A command that runs `annotator.cli.<module>.<verb>`."""
        self.names.append(name)
        if self._only not in ("", name):
            return _Unasked()
        sentence = f"{summary[0].upper()}{summary[1:]}."
        parser = self._added.add_parser(name, help=summary, description=sentence, allow_abbrev=False)
        parser.set_defaults(module=module, verb=verb)
        return parser

    def on_project(self, name: str, module: str, verb: str, summary: str) -> argparse.ArgumentParser:
        """A command whose first argument is a project."""
        parser = self.add(name, module, verb, summary)
        parser.add_argument("project", metavar="PROJECT", type=Path, help="the project file")
        return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked; SystemExit(2) with a usage line for what cannot be."""
    given = list(arguments)
    commands = _commands(given[0] if given else "open")
    if not given or _means_open(given[0], commands):
        given.insert(0, "open")
        commands = _commands("open")
    if given[0] not in commands.names:
        commands = _commands("")
    return commands.parser.parse_args(given)


def _commands(only: str) -> Commands:
    commands = Commands(only)
    _add_window(commands)
    _add_changing(commands)
    _add_looking(commands)
    _add_chronicle(commands)
    _add_files(commands)
    chart_arguments.add(commands.on_project("timeline", "charting", "timeline", chart_arguments.SUMMARY))
    return commands


def _means_open(first: str, commands: Commands) -> bool:
    """Whether the first word is the project (or an option) of `open`, whose name may be left out."""
    if first in commands.names or first in ("-h", "--help", "--version"):
        return False
    could_be_project = first.startswith("-") or Path(first).suffix or os.sep in first or Path(first).exists()
    if not could_be_project:
        near = difflib.get_close_matches(first, commands.names, n=1)
        hint = f"did you mean “{near[0]}”?" if near else "“annotator --help” lists the commands"
        commands.parser.error(f"there is no command and no project “{first}”; {hint}")
    return True


def _add_window(commands: Commands) -> None:
    window = commands.add("open", "drawing", "open_window", "open the window")
    window.add_argument("project", metavar="PROJECT", type=Path, nargs="?", help="by default the last one")
    window.add_argument("--sample", action="store_true", help="open the sample project")
    where = "show this one; its uid, an unambiguous beginning of it, or its number"
    window.add_argument("--annotation", metavar="UID", type=kinds.words, default="", help=where)
    tour = commands.add("demo", "drawing", "demo", "take the tour of the window, and keep what it makes")
    tour.add_argument("folder", metavar="FOLDER", type=Path, help="where the tour leaves its files")


def _add_changing(commands: Commands) -> None:
    new = commands.on_project("new", "changing", "new", "make an empty project")
    new.add_argument("--codebook", metavar="FILE", type=Path, help="JSON; by default ten tags")
    take_in = commands.on_project("import", "changing", "import_files", "take in articles; make PROJECT if absent")
    take_in.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="a file (.txt, .jsonl) or a folder")
    annotate = commands.on_project("annotate", "changing", "annotate", "mark a span with a tag; print its uid")
    annotate.add_argument("article", metavar="ARTICLE", type=kinds.words)
    annotate.add_argument("start", metavar="START", type=int, help="the first code point, from 0")
    annotate.add_argument("end", metavar="END", type=int, help="the code point after the last")
    annotate.add_argument("tag", metavar="TAG", type=kinds.words)
    annotate.add_argument("--note", metavar="N", type=kinds.words, default="")
    annotate.add_argument("--analyst", metavar="A", type=kinds.words, help="whose annotation it is")
    done = commands.on_project("done", "changing", "done", "mark articles as done")
    done.add_argument("articles", metavar="ARTICLE", type=kinds.words, nargs="+")
    done.add_argument("--undo", action="store_true", help="mark them as not done")
    commands.on_project("undo", "changing", "undo", "take back the last edit")
    commands.on_project("redo", "changing", "redo", "repeat the edit that was last undone")
    revert = commands.on_project("revert", "changing", "revert", "take back one old edit, as a new edit")
    revert.add_argument("edit", metavar="EDIT", type=kinds.number, help="its number, which “annotator log” shows")


def _add_looking(commands: Commands) -> None:
    articles = commands.on_project("articles", "looking", "articles", "list the articles")
    show = commands.on_project("show", "looking", "show", "print one article as it is stored")
    show.add_argument("article", metavar="ARTICLE", type=kinds.words)
    marks = commands.on_project("annotations", "looking", "annotations", "list the annotations")
    marks.add_argument("article", metavar="ARTICLE", type=kinds.words, nargs="?", help="only those of this one")
    tags = commands.on_project("tags", "tagging", "tags", "list the codebook, write it to a file, or add tags to it")
    out_or_in = tags.add_mutually_exclusive_group()
    out_or_in.add_argument("-o", "--output", metavar="FILE", help="write the codebook as JSON; - is standard output")
    out_or_in.add_argument("--add", metavar="FILE", type=Path, help="take in the tags of a codebook that are not here")
    tags.add_argument("--update", action="store_true", help="with --add: tags that are here become as FILE says")
    log = commands.on_project("log", "looking", "log", "list the edits, newest first")
    log.add_argument("--limit", metavar="N", type=kinds.number, default=100, help="how many edits (100)")
    log.add_argument("--details", action="store_true", help="also what each edit changed")
    for parser in (articles, show, marks, tags, log):
        parser.add_argument("--json", action="store_true", help="print JSON")
    commands.on_project("check", "checking", "check", "verify everything in the file")
    compare = commands.on_project("compare", "comparing", "compare", "tell how another copy of a project differs")
    compare.add_argument("other", metavar="OTHER", type=Path, help="the copy to compare it with")
    compare.add_argument("--json", action="store_true", help="print JSON")
    compare.add_argument("--bring-in", action="store_true", help="bring what only OTHER has into PROJECT")
    compare.add_argument("--deleted", action="store_true", help="with --bring-in: also what was deleted from PROJECT")


def _add_chronicle(commands: Commands) -> None:
    """What a person wrote on the timeline."""
    what = "list the events of the timeline, write them to a file, or add those of one"
    events = commands.on_project("events", "chronicling", "events", what)
    out_or_in = events.add_mutually_exclusive_group()
    out_or_in.add_argument("-o", "--output", metavar="FILE", help="write the events as CSV; - is standard output")
    out_or_in.add_argument("--add", metavar="FILE", type=Path, help="CSV with name, first_on and perhaps last_on, note")
    views = commands.on_project("views", "chronicling", "views", "list the saved views of the timeline")
    for parser in (events, views):
        parser.add_argument("--json", action="store_true", help="print JSON")


def _add_files(commands: Commands) -> None:
    export = commands.on_project("export", "files", "export", "write the annotations to a file")
    export.add_argument("-o", "--output", metavar="FILE", required=True, help="- is standard output")
    export.add_argument("--format", metavar="F", default="", help="csv or jsonl; by default as FILE ends")
    export.add_argument("--excel", action="store_true", help="CSV that spreadsheets open well")
    export.add_argument("--from", dest="first", metavar="DATE", type=kinds.day, help="published on or after")
    export.add_argument("--to", dest="last", metavar="DATE", type=kinds.day, help="published on or before")
    export.add_argument("--tag", dest="tags", metavar="T", **kinds.AGAIN, help="only this one; again for more")
    backup = commands.on_project("backup", "files", "backup", "make a verified copy")
    backup.add_argument("target", metavar="FILE", type=Path, nargs="?", help="by default among its backups")
    backup.add_argument("--automatic", action="store_true", help="only if it is time for one; as the window does")
    backup.add_argument("--because", metavar="WHY", choices=REASONS, default="", help="with --automatic: what for")
    restore = commands.add("restore", "files", "restore", "list backups, or put one in the place of a project")
    restore.add_argument("backup", metavar="BACKUP", type=Path, nargs="?", help="a file, or its number in the list")
    restore.add_argument("project", metavar="PROJECT", type=Path, help="moved aside if it is there")
    restore.add_argument("--json", action="store_true", help="print the list as JSON")
    _add_salvaging(commands)


def _add_salvaging(commands: Commands) -> None:
    salvage = commands.on_project("salvage", "salvaging", "salvage", "put what is left of a project into a new one")
    salvage.add_argument("-o", "--output", metavar="NEW", type=Path, required=True, help="the new project")
    repair = commands.on_project("repair", "salvaging", "repair", "salvage a project that has findings into a copy")
    repair.add_argument("--replace", action="store_true", help="put the copy in its place; the damaged file is kept")
    for parser in (salvage, repair):
        where = "files and folders with articles whose texts may be missing"
        parser.add_argument("--texts", metavar="PATH", type=Path, nargs="+", default=[], help=where)
