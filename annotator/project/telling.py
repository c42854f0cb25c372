"""What a salvage brought back and what not, in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.project.annotating import quoted
from annotator.store.salvage.gathering import FILE, Gathered
from annotator.store.salvage.rebuilding import Rebuilt, Row

LISTED = 1_000
"""How many rows of a kind are named one by one."""


def lines(path: Path, gathered: Gathered, outcome: Rebuilt, *, keeps_journal: bool) -> list[str]:
    """The report: what came back and from where, then what did not, each row by its uid."""
    return [f"Salvage of {path}", "", *_recovered(gathered, outcome, keeps_journal), "", *_missing(gathered, outcome)]


def textless(gathered: Gathered, outcome: Rebuilt) -> list[Row]:
    """The articles that are known, but not in the new project, since their texts are nowhere."""
    return [row for uid, row in gathered.articles.items() if uid not in outcome.articles]


def _recovered(gathered: Gathered, outcome: Rebuilt, keeps_journal: bool) -> Iterator[str]:
    yield "Recovered:"
    for noun, there in (
        ("article", outcome.articles),
        ("annotation", outcome.annotations),
        ("tag", outcome.tags),
    ):
        yield f"  {_counted(len(there), noun)}{_origins(gathered, there)}"
    if outcome.done:
        yield f"  that {_counted(len(outcome.done), 'article')} {'is' if len(outcome.done) == 1 else 'are'} done"
    if outcome.timeline:
        yield f"  {_counted(len(outcome.timeline), 'event or view', 'events and views')} of the timeline"
    if keeps_journal:
        yield "  the journal; every edit in it can still be undone"
    else:
        yield "  not the journal: the project now begins with one edit that holds all of this"


def _origins(gathered: Gathered, uids: Iterable[str]) -> str:
    """From where so many rows came, if not all from the file."""
    counts = Counter(gathered.origins[uid] for uid in uids)
    if not counts.keys() - {FILE}:
        return ""
    return f" ({', '.join(f'{number:,} from {origin}' for origin, number in counts.most_common())})"


def _missing(gathered: Gathered, outcome: Rebuilt) -> Iterator[str]:
    lost = (
        ("without a text anywhere; import it again or name it with --texts", textless(gathered, outcome), _article),
        ("of articles without a text; they are in the table beside this report", outcome.without_text, _annotation),
        ("that do not fit their text; they are in the table beside this report", outcome.misplaced, _annotation),
    )
    if not any([outcome.refused, gathered.lost, *(rows for _, rows, _ in lost)]):
        yield "Nothing that the file, its ledger or its backups speak of is missing."
        return
    yield "Not recovered:"
    for why, rows, line in lost:
        if rows:
            noun = "article" if line is _article else "annotation"
            yield f"  {_counted(len(rows), noun)} {why}:"
            yield from _listed(map(line, rows), len(rows))
    if outcome.refused:
        yield f"  {_counted(len(outcome.refused), 'row')} that broke a rule of the file:"
        yield from _listed(outcome.refused, len(outcome.refused))
    if gathered.lost:
        yield f"  {_counted(len(gathered.lost), 'row')} of which nothing is left but the uid in an index:"
        yield from _listed(gathered.lost, len(gathered.lost))


def _listed(found: Iterable[str], number: int) -> Iterator[str]:
    for _, line in zip(range(LISTED), found, strict=False):
        yield f"    {line}"
    if number > LISTED:
        yield f"    and {number - LISTED:,} more"


def _article(row: Row) -> str:
    return f"{row['uid']} {quoted(row['title'])} {row['published_on'] or 'undated'}"


def _annotation(row: Row) -> str:
    return f"{row['annotation']} {row['tag'] or 'a lost tag'} on {quoted(row['quote'])}"


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
