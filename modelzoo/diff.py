"""What sets two models apart, node by node and in sum: any two graphs, with costs and times where there are any."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from modelzoo.alignment import Matches, align
from modelzoo.foreign import DIGEST
from modelzoo.graph import Graph, Node, Value
from modelzoo.params import value_text
from modelzoo.results import Cost, LayerCost

Kind = Literal["added", "removed", "changed", "unchanged"]


@dataclass(frozen=True)
class Figures:
    """What a node or a whole model costs, as `Cost` has it; the peak of whole models only, seconds where measured."""

    parameters: int = 0
    macs: int = 0
    mult_adds: int | None = 0
    pass_bytes: int | None = 0
    activation_bytes: int = 0
    peak_activation_bytes: int | None = None
    seconds: float | None = None

    @staticmethod
    def of(cost: Cost | LayerCost, seconds: float | None = None) -> "Figures":
        """A model's or a node's figures, with its measured time."""
        names = (each.name for each in fields(Figures))
        found: dict[str, Any] = {name: getattr(cost, name, None) for name in names}
        if isinstance(cost, Cost) and not cost.as_torchinfo:
            found |= {"mult_adds": None, "pass_bytes": None}
        return Figures(**found | {"seconds": seconds})

    def less(self, other: "Figures") -> "Figures":
        """How much more this is than another, where both have a figure."""
        pairs = {each.name: (getattr(self, each.name), getattr(other, each.name)) for each in fields(self)}
        more: dict[str, Any] = {name: None if None in pair else pair[0] - pair[1] for name, pair in pairs.items()}
        return Figures(**more)


@dataclass(frozen=True)
class Edit:
    """One thing that differs in a node: its `block`, a parameter, or what it reads, each as text; "" for nothing."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name} {self.before or 'none'} → {self.after or 'none'}"


@dataclass(frozen=True)
class Row:
    """A node of either graph, or of both, and how it differs. delta: how much more it costs than before."""

    before: Node | None
    after: Node | None
    edits: tuple[Edit, ...] = ()
    delta: Figures = Figures()

    @property
    def kind(self) -> Kind:
        """What has become of the node. One that only has another name is unchanged."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.edits else "unchanged"

    @property
    def node(self) -> Node:
        """The node as it is now, or was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def name(self) -> str:
        """The node's name, both where it has another now."""
        if self.before and self.after and self.before.id != self.after.id:
            return f"{self.before.id} → {self.after.id}"
        return self.node.id


@dataclass(frozen=True)
class Difference:
    """Two graphs side by side: their nodes in order, those that were taken out where they stood, and the totals."""

    rows: tuple[Row, ...]
    before: Figures | None = None
    after: Figures | None = None

    def of_kind(self, kind: Kind) -> tuple[Row, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    @property
    def delta(self) -> Figures | None:
        """How much more the second costs than the first, where both can be counted."""
        return self.after.less(self.before) if self.before and self.after else None


@dataclass(frozen=True)
class Side:
    """One of two graphs, with what is known of it: its cost, each node's measured time, the whole's measured time."""

    graph: Graph
    cost: Cost | None = None
    times: Mapping[str, float] = field(default_factory=dict)
    seconds: float | None = None

    @property
    def total(self) -> Figures | None:
        """What the whole costs, if that can be counted."""
        return Figures.of(self.cost, self.seconds) if self.cost else None

    def figures(self) -> dict[str, Figures]:
        """What each node costs, if that can be counted."""
        layers = self.cost.layers if self.cost else ()
        return {each.node: Figures.of(each, self.times.get(each.node)) for each in layers}


def diff(before: Side, after: Side) -> Difference:
    """What sets the second apart from the first."""
    matches = align(before.graph, after.graph)
    ours, theirs = before.figures(), after.figures()
    wires = _Wires(before.graph, after.graph, matches)
    absent = Figures(seconds=0.0)
    rows = []
    for one, other in _in_order(before.graph, after.graph, matches):
        was = ours.get(one.id, Figures()) if one else absent
        now = theirs.get(other.id, Figures()) if other else absent
        edits = (*_edits(one, other), *wires.edits(one, other)) if one and other else ()
        rows.append(Row(one, other, edits, now.less(was)))
    return Difference(tuple(rows), before.total, after.total)


def _in_order(before: Graph, after: Graph, matches: Matches) -> list[tuple[Node | None, Node | None]]:
    """The pairs in the second graph's order; what was taken out stands behind what it stood behind."""
    partners = {new: old for old, new in matches.items()}
    behind: dict[str | None, list[Node]] = {}
    last: str | None = None
    for node in before:
        if node.id in matches:
            last = matches[node.id]
        else:
            behind.setdefault(last, []).append(node)
    found: list[tuple[Node | None, Node | None]] = [(gone, None) for gone in behind.get(None, ())]
    for node in after:
        found.append((before[partners[node.id]] if node.id in partners else None, node))
        found += [(gone, None) for gone in behind.get(node.id, ())]
    return found


def _edits(before: Node, after: Node) -> list[Edit]:
    if before.block != after.block:
        return [Edit("block", before.block, after.block)]
    was, now = before.values, after.values
    names = [name for name in {**was, **now} if (before.block, name) != DIGEST]
    return [_edit(name, was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name)]


def _edit(name: str, was: Value | None, now: Value | None) -> Edit:
    """A parameter's two values; of a graph within the block, the nodes that differ."""
    if name != "graph":
        return Edit(name, *("" if value is None else value_text(value) for value in (was, now)))
    before, after = ({row["id"]: row for row in json.loads(str(each))} for each in (was, now))
    return Edit("inside", _differing(before, after), _differing(after, before))


def _differing(rows: Mapping[str, Any], others: Mapping[str, Any]) -> str:
    return ", ".join(id for id in rows if rows[id] != others.get(id))


class _Wires:
    """What nodes read, seen past nodes that have no partner: an insertion is no change of what reads it."""

    def __init__(self, before: Graph, after: Graph, matches: Matches) -> None:
        self._before = _sources(before, {old: {new} for old, new in matches.items()})
        self._after = _sources(after, {new: {new} for new in matches.values()})

    def edits(self, before: Node, after: Node) -> list[Edit]:
        """Which ports read something else than before."""
        found = []
        for port in range(max(len(before.inputs), len(after.inputs))):
            was, now = (dict(enumerate(node.inputs)).get(port) for node in (before, after))
            ours, theirs = self._before.get(was, set()), self._after.get(now, set())
            if (ours or theirs) and not ours & theirs:
                found.append(Edit(f"input {port + 1}", was or "", now or ""))
        return found


def _sources(graph: Graph, matched: Mapping[str, set[str]]) -> dict[str | None, set[str]]:
    """For each node, itself where it is matched, else all the matched nodes that it comes from."""
    found: dict[str | None, set[str]] = {}
    for node in graph:
        found[node.id] = matched.get(node.id) or set().union(*(found[source] for source in node.sources))
    return found
