"""The command that compares two copies of a project."""

from argparse import Namespace

from annotator.cli.printing import as_object, print_json, progress
from annotator.cli.terminal import safe
from annotator.project import comparing, open_project, settings
from annotator.project.comparing import Comparison, Difference, OnlyOne


def compare(asked: Namespace) -> None:
    """Print what two copies do not have in common; bring in what the first one lacks, if that is asked."""
    if asked.bring_in:
        return _bring_in(asked)
    with progress("Comparing") as line:
        found = comparing.compare(asked.project, asked.other, progress=line)
    if asked.json:
        return print_json(_objects(found))
    if not found.is_one_project:
        print("note: these are not copies of one project.")
    for heading, things in (("Only in", found.only_here), ("Only in", found.only_there)):
        if things:
            print(f"{heading} {safe(str(found.here if things is found.only_here else found.there))}:")
            print("".join(f"  {_line(one)}\n" for one in things), end="")
    if found.differing:
        print("In both, but different (first here, then there):")
        print("".join(f"  {_difference(one)}\n" for one in found.differing), end="")
    if found.is_empty:
        print(f"{safe(str(found.here))} and {safe(str(found.there))} hold the same.")
    return None


def _bring_in(asked: Namespace) -> None:
    analyst = settings.load().analyst or None
    with open_project(asked.project, analyst=analyst) as project, progress("Bringing in") as line:
        brought = project.bring_in(asked.other, deleted=asked.deleted, progress=line)
    print(f"Brought in {comparing.words(brought)} from {safe(str(asked.other))}.")


def _line(one: OnlyOne) -> str:
    where = f", in “{one.article}”" if one.article else ""
    gone = " (deleted from the other)" if one.was_deleted else ""
    gone = gone.replace("deleted from", "taken back in") if one.of == "done" else gone
    return safe(f"{one.of} {one.name}{where}{gone}")


def _difference(one: Difference) -> str:
    return safe(f"{one.of} {one.name}: {one.field} “{one.here}”, “{one.there}”")


def _objects(found: Comparison) -> list[dict[str, object]]:
    only = [("only_here", one) for one in found.only_here] + [("only_there", one) for one in found.only_there]
    return [
        *(as_object(one, found=where, field="", here="", there="") for where, one in only),
        *(as_object(one, found="differing", was_deleted=False) for one in found.differing),
    ]
