"""The commands for damaged projects: what can be read goes into a new file, and the damaged one stays as it is."""

from argparse import Namespace

from annotator.cli.printing import counted, progress
from annotator.cli.terminal import safe
from annotator.project import salvaging
from annotator.project.salvaging import SalvageReport
from annotator.records import Finding

SHOWN = 20  # findings on the terminal


def salvage(asked: Namespace) -> int:
    """Put what is left of a project into a new one; 0 if nothing is missing, else 1."""
    with progress("Checking") as line:
        report = salvaging.salvage(asked.project, asked.output, texts=asked.texts, progress=line)
    _print_report(report)
    print(f"{safe(str(report.target))} is ready.")
    return 0 if report.is_complete else 1


def repair(asked: Namespace) -> int:
    """Salvage a project with findings into a copy, or into its place; 0 if all was recovered, else 1."""
    with progress("Checking") as line:
        report = salvaging.repair(asked.project, replace=asked.replace, texts=asked.texts, progress=line)
    name = safe(str(asked.project))
    if report.salvage is None:
        print(f"{name} is sound; there is nothing to repair.")
        return 0
    _print_findings(f"Before, {name} has", report.before)
    _print_report(report.salvage)
    _print_findings("After, the repaired project has", report.after)
    if report.aside is not None:
        print(f"{name} is repaired; the damaged file is kept as {safe(str(report.aside))}.")
    else:
        print(f"The repaired project is {safe(str(report.repaired))}; {name} is as it was.")
    return 0 if report.salvage.is_complete and not report.after else 1


def _print_findings(beginning: str, findings: tuple[Finding, ...]) -> None:
    print(f"{beginning} {counted(len(findings), 'finding') if findings else 'no findings'}.")
    for finding in findings[:SHOWN]:
        print(f"  {safe(finding.rule)}: {safe(finding.where)}")
    if len(findings) > SHOWN:
        print(f"  and {len(findings) - SHOWN:,} more, which “annotator check” lists")


def _print_report(report: SalvageReport) -> None:
    for line in report.lines:
        print(safe(line))
    print()
    if report.without_text is not None:
        print(f"Annotations without a text: {safe(str(report.without_text))}")
    print(f"This report: {safe(str(report.report))}")
