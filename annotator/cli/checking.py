"""The command that verifies a file, also one that cannot be opened any more."""

from argparse import Namespace

from annotator.cli.printing import counted, progress
from annotator.cli.terminal import safe
from annotator.project.checking import check_file


def check(asked: Namespace) -> int:
    """Verify the file: 0 if all holds, else 1 and one line a finding. Remarks are printed and change nothing."""
    with progress("Checking") as line:
        found = check_file(asked.project, progress=line)
    for finding in found.findings:
        print(f"{safe(finding.rule)}: {safe(finding.where)}")
    for remark in found.remarks:
        print(f"remark: {safe(remark.where)}")
    if found.findings:
        return 1
    held = f"{counted(found.articles, 'article')}, {counted(found.annotations, 'annotation')}"
    print(f"{safe(str(asked.project))} is sound: {held}.")
    return 0
