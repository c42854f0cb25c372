"""Tags of a codebook file that join a project: what would come of it, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.errors import UserError
from annotator.project import codebook
from annotator.records import Arrivals, NewTag, Tag, TagId
from annotator.store import codebook as stored
from annotator.store import journal

_FIELDS = ("color", "key", "letter", "definition", "positive", "negative", "parent")
_WORDS = {"color": "colour", "positive": "example", "negative": "counter-example"}
_KEYS = ("key", "letter")
Values = dict[str, str]


class Plan(NamedTuple):
    """What reading a codebook comes to: tags that are new, changes of tags that are here, and what to tell of it."""

    new: list[NewTag]
    changes: list[tuple[Tag, Values]]
    arrivals: Arrivals


def plan(present: Sequence[Tag], tags: Sequence[NewTag], *, update: bool) -> Plan:
    """How the tags of a file join a codebook: those of a new name, and with `update` what they say of the others.

    A key or letter that is taken here gives way to a free one. UserError if a tag would stand below itself.
    """
    here = {tag.name.casefold(): tag for tag in present}
    known = [(new, here[new.name.casefold()]) for new in tags if new.name.casefold() in here]
    in_file: set[TagId] = {tag.id for _, tag in known} if update else set()
    notices: list[str] = []
    joining = [new for new in tags if update or new.name.casefold() not in here]
    settled = {new.name: new for new in _with_free_keys(joining, present, in_file, notices)}
    differing = [(tag, _differing(settled.get(new.name, new), tag, present, settled=update)) for new, tag in known]
    changes = [(tag, values) for tag, values in differing if values]
    new_ones = [new for new in settled.values() if new.name.casefold() not in here]
    _check_parents(present, new_ones, changes if update else [])
    told = tuple((tag.name, tuple(_WORDS.get(name, name) for name in values)) for tag, values in changes)
    arrivals = Arrivals(tuple(new_ones), told, len(known), tuple(notices))
    return Plan(new_ones, changes if update else [], arrivals)


def bring_in(recording: journal.Recording, wanted: Plan) -> None:
    """Do what was planned, in the edit under way."""
    for tag, values in wanted.changes:  # keys may change hands among them: whoever gives one up does so first
        recording.update("tag", tag.id, dict.fromkeys(values.keys() & set(_KEYS), ""))
    for new in wanted.new:
        codebook.add(recording, replace(new, parent=None), keys_are_final=True)
    below = [(new.name, new.parent) for new in wanted.new if new.parent]
    for tag, values in wanted.changes:
        told: dict[str, object] = {name: value for name, value in values.items() if name != "parent"}
        codebook.change(recording, tag, told)
        below += [(tag.name, values["parent"])] if "parent" in values else []
    numbers = {name.casefold(): tag_id for tag_id, _, name in stored.names(recording.connection)}
    for name, parent in below:
        recording.update("tag", numbers[name.casefold()], {"parent_id": numbers[parent.casefold()]})


def _with_free_keys(
    joining: Sequence[NewTag], present: Sequence[Tag], in_file: set[TagId], notices: list[str]
) -> list[NewTag]:
    """The tags with keys and letters that nobody else has; those of `in_file` give up theirs for what the file says."""
    former = {tag.name.casefold(): tag for tag in present if tag.id in in_file}
    for what in _KEYS:
        owners = {getattr(tag, what).casefold(): tag.name for tag in present if tag.id not in in_file}
        asked: dict[str, str] = {}
        for new in joining:
            value = getattr(new, what)
            if value and owners.setdefault(value.casefold(), new.name) == new.name:
                asked[new.name] = value
            elif value:
                owner = owners[value.casefold()]
                notices.append(f"The {what} “{value}” of {new.name} is that of {owner} here; {new.name} gets another.")
        left = [new for new in joining if new.name not in asked]
        for new in sorted(left, key=lambda one: one.name.casefold() not in former):  # those that are here come first
            old = former.get(new.name.casefold())
            value = codebook.free(what, new.name, owners.keys()) if old is None else getattr(old, what)
            asked[new.name] = "" if value.casefold() in owners else value
            owners.setdefault(asked[new.name].casefold(), new.name)
        joining = [replace(new, **{what: asked[new.name]}) for new in joining]
    return list(joining)


def _differing(new: NewTag, tag: Tag, present: Sequence[Tag], *, settled: bool) -> Values:
    """What a file says of a tag that is here and that is not so here; what it leaves open is no difference.

    With `settled` keys are as they will be, so that none is one, too.
    """
    parents = {one.id: one.name for one in present}
    values = {name: getattr(new, name) for name in _FIELDS if getattr(new, name) or (settled and name in _KEYS)}
    found = {name: getattr(tag, name) for name in _FIELDS if name != "parent"}
    found["parent"] = parents.get(tag.parent_id, "") if tag.parent_id is not None else ""
    blind = ("color", "parent")  # to upper and lower case
    return {
        name: value
        for name, value in values.items()
        if (value.casefold() != found[name].casefold() if name in blind else value != found[name])
    }


def _check_parents(present: Sequence[Tag], new: Sequence[NewTag], changes: Sequence[tuple[Tag, Values]]) -> None:
    names = {tag.id: tag.name.casefold() for tag in present}
    above = {names[tag.id]: names[tag.parent_id] if tag.parent_id is not None else "" for tag in present}
    above |= {one.name.casefold(): (one.parent or "").casefold() for one in new}
    above |= {names[tag.id]: values["parent"].casefold() for tag, values in changes if "parent" in values}
    for name, parent in above.items():
        if parent and parent not in above:
            raise UserError(f"The tag {name} of the codebook names the parent “{parent}”, which is in no codebook.")
        seen = {name}
        while parent:
            if parent in seen:
                raise UserError(f"The tag {name} would stand below itself. Change its parent in the codebook's file.")
            seen.add(parent)
            parent = above[parent]
