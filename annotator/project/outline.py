"""The codebook as an outline: which tag stands below which, and the order after one of them is moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from annotator.records import Tag, TagId

Order = list[tuple[TagId, TagId | None]]
"""All tags from top to bottom, each with the tag that it stands below."""
Where = Literal["before", "after", "into"]
Step = Literal["up", "down", "in", "out"]


class Placed(NamedTuple):
    """One line of the outline; `depth` counts the tags above it."""

    tag: Tag
    depth: int


def outline(tags: Sequence[Tag]) -> list[Placed]:
    """The tags as they read from top to bottom: each before its children, which follow it in their order.

    All are there: a ring of tags that stand below each other, which only a damaged file has, is opened somewhere.
    """
    known = {tag.id: tag for tag in tags}
    return [Placed(known[tag_id], depth) for tag_id, depth in _Tree.of(tags).lines()]


def order_of(tags: Sequence[Tag]) -> Order:
    """The order in which the tags stand now."""
    return _Tree.of(tags).order()


def placed(tags: Sequence[Tag], moved: TagId, target: TagId, where: Where) -> Order | None:
    """The order once a tag stands before, after or (as the last child) below another; None if that changes nothing.

    Its children go with it, so it cannot go below one of them: None then, too.
    """
    tree = _Tree.of(tags)
    if moved == target or moved in tree.above(target):
        return None
    tree.take_out(moved)
    if where == "into":
        tree.put(moved, target, len(tree.children[target]))
    else:
        parent = tree.parents[target]
        tree.put(moved, parent, tree.children[parent].index(target) + (where == "after"))
    return _unless_same(tree.order(), tags)


def stepped(tags: Sequence[Tag], moved: TagId, step: Step) -> Order | None:
    """The order once a tag has gone one place up or down among its siblings, or one level in or out.

    One level in is below the sibling before it, one level out is after its parent. None where there is no such place.
    """
    tree = _Tree.of(tags)
    parent = tree.parents[moved]
    siblings = tree.children[parent]
    at = siblings.index(moved)
    if step == "up":
        return placed(tags, moved, siblings[at - 1], "before") if at else None
    if step == "down":
        return placed(tags, moved, siblings[at + 1], "after") if at + 1 < len(siblings) else None
    if step == "in":
        return placed(tags, moved, siblings[at - 1], "into") if at else None
    return placed(tags, moved, parent, "after") if parent is not None else None


def ring_in(parents: Mapping[TagId, TagId | None]) -> TagId | None:
    """A tag that would stand below itself, if there is one."""
    sound: set[TagId] = set()
    for tag_id in parents:
        path: list[TagId] = []
        here: TagId | None = tag_id
        while here is not None and here not in sound:
            if here in path:
                return here
            path.append(here)
            here = parents.get(here)
        sound.update(path)
    return None


def _unless_same(order: Order, tags: Sequence[Tag]) -> Order | None:
    return None if order == order_of(tags) else order


class _Tree:
    """Parents and children by number; what stands in a ring, or below a tag that is not there, stands at the top."""

    def __init__(self, parents: dict[TagId, TagId | None]) -> None:
        self.parents = parents
        self.children: dict[TagId | None, list[TagId]] = {None: [], **{tag_id: [] for tag_id in parents}}
        for tag_id, parent in parents.items():
            self.children[parent].append(tag_id)

    @classmethod
    def of(cls, tags: Sequence[Tag]) -> _Tree:
        """The tree of a codebook, whose tags come in the order of their positions."""
        parents: dict[TagId, TagId | None] = {tag.id: tag.parent_id for tag in tags}
        known = {tag_id: parent if parent in parents else None for tag_id, parent in parents.items()}
        while (stuck := ring_in(known)) is not None:
            known[stuck] = None
        return cls(known)

    def lines(self) -> list[tuple[TagId, int]]:
        """Number and depth of each tag, from top to bottom."""
        found: list[tuple[TagId, int]] = []
        waiting = [(tag_id, 0) for tag_id in reversed(self.children[None])]
        while waiting:
            tag_id, depth = waiting.pop()
            found.append((tag_id, depth))
            waiting.extend((child, depth + 1) for child in reversed(self.children[tag_id]))
        return found

    def order(self) -> Order:
        """The tags from top to bottom with their parents."""
        return [(tag_id, self.parents[tag_id]) for tag_id, _ in self.lines()]

    def above(self, tag_id: TagId) -> set[TagId]:
        """The tags above one, to the top."""
        found: set[TagId] = set()
        parent = self.parents[tag_id]
        while parent is not None:
            found.add(parent)
            parent = self.parents[parent]
        return found

    def take_out(self, tag_id: TagId) -> None:
        """Take a tag from among its siblings."""
        self.children[self.parents[tag_id]].remove(tag_id)

    def put(self, tag_id: TagId, parent: TagId | None, place: int) -> None:
        """Put a tag that was taken out below a parent, at a place among its children."""
        self.parents[tag_id] = parent
        self.children[parent].insert(place, tag_id)
