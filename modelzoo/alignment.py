"""Which nodes of two graphs are the same ones: found by what they do and where they stand, helped by their names.

Two alignments are made, one that trusts the names and one that looks at the structure alone; the one that leaves the
graphs less far apart is taken. So a graph whose every width was changed still aligns by its names, and one whose nodes
were all renamed, or numbered anew behind an insertion, by its structure.

Each is a patience diff with hashes of neighbourhoods in place of lines. A node's mark at depth 0 is its block and
parameters; at depth n it is that with the marks at depth n - 1 of all that it reads and all that read it.

1. Nodes of one name and block, where names are trusted, are anchors; then, from the deepest marks to the shallowest,
   the nodes with equal marks at both ends of a stretch, and those whose mark occurs once in each graph. As many are
   taken as keep the order of both (the longest increasing subsequence). Deep marks make anchors even where a block is
   used many times.
2. Between two anchors the nodes in order are aligned so that the sum of their likenesses is greatest (Needleman and
   Wunsch): equal parameters, equal neighbourhoods and equal names each add to it; other blocks are alike by name only.
3. What is left, such as branches that are written down in another order, is matched by name and block where names are
   trusted, then by its wires: nodes of the same block that read, or are read by, the same nodes; then other blocks that
   stand between the same nodes.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import cache
from operator import eq

from modelzoo.graph import Graph, Node, Value

DEPTH = 4
"""How far a node's neighbourhood reaches in the deepest marks."""

NAMED = 2.0
"""What an equal name adds to a likeness where names are trusted: as much as equal blocks with equal parameters."""

HINTED = 0.01
"""What it adds where they are not: enough to choose among equals."""

Nodes = Sequence[Node]
Marks = dict[str, list[int]]
"""The marks of each node, from depth 0 on."""

Work = tuple[str, tuple[tuple[str, Value], ...]]
"""A node's block and parameters."""

Matches = dict[str, str]
"""For nodes of the first graph, the node of the second that is the same."""


def align(before: Graph, after: Graph) -> Matches:
    """The nodes of two graphs that are the same ones, each used once."""
    marks = _marks(before), _marks(after)
    both = [_Alignment(before, after, marks, named).found for named in (False, True)]
    return min(both, key=lambda found: _distance(before, after, found))


def _distance(before: Graph, after: Graph, found: Matches) -> int:
    """How far the graphs are apart: two for each node that is added or removed, one for each that is changed.

    One more for each that is matched against its name: one that somebody gave it, and that both graphs have.
    """
    pairs = [(before[old], after[new]) for old, new in found.items()]
    changed = sum((one.block, one.params) != (other.block, other.params) for one, other in pairs)
    against = sum(
        one.id != other.id and ((one.id in after and _given(one)) or (other.id in before and _given(other)))
        for one, other in pairs
    )
    return 2 * (len(before) + len(after) - 2 * len(found)) + changed + against


def _given(node: Node) -> bool:
    """Whether its name is more than its block's with a number."""
    return node.id.rstrip("0123456789") != node.block


class _Alignment:
    """Two graphs with the marks of their nodes, and the matches as they are found."""

    def __init__(self, before: Graph, after: Graph, marks: tuple[Marks, Marks], named: bool) -> None:
        self.before, self.after, self.marks = before, after, marks
        self.named = NAMED if named else HINTED
        self.found: Matches = {}
        names = [[(node.id, node.block) for node in graph] for graph in (before, after)]
        self._around(_anchors(*names) if named else [], before.nodes, after.nodes, DEPTH)
        if named:
            self._by_name()
        self._along_wires()

    def _around(self, anchors: Iterable[tuple[int, int]], ours: Nodes, theirs: Nodes, depth: int) -> None:
        """Match two stretches: at these anchors, and between them by marks of this depth."""
        start, begin = 0, 0
        for at, to in anchors:
            self.found[ours[at].id] = theirs[to].id
            self._between(ours[start:at], theirs[begin:to], depth)
            start, begin = at + 1, to + 1
        self._between(ours[start:], theirs[begin:], depth)

    def _between(self, ours: Nodes, theirs: Nodes, depth: int) -> None:
        """Match two stretches by marks of this depth, then by shallower ones, and by likeness in the end."""
        if not ours or not theirs:
            return
        marks = self._marked(ours, 0, depth), self._marked(theirs, 1, depth)
        anchors = (_ends(*marks) if depth else []) or _anchors(*marks)
        if anchors:
            self._around(anchors, ours, theirs, depth)
        elif depth:
            self._between(ours, theirs, depth - 1)
        else:
            self._by_likeness(ours, theirs)

    def _marked(self, nodes: Nodes, which: int, depth: int) -> list[int]:
        return [self.marks[which][node.id][depth] for node in nodes]

    def _by_likeness(self, ours: Nodes, theirs: Nodes) -> None:
        """The alignment in order whose likenesses have the greatest sum."""
        likeness = self._likenesses(ours, theirs)
        best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
        for at in reversed(range(len(ours))):
            row, below, alike = best[at], best[at + 1], likeness[at]
            for to in reversed(range(len(theirs))):
                skipped = max(below[to], row[to + 1])
                together = alike[to] + below[to + 1]
                row[to] = together if alike[to] and together > skipped else skipped
        at = to = 0
        while at < len(ours) and to < len(theirs):
            if likeness[at][to] and best[at][to] == likeness[at][to] + best[at + 1][to + 1]:
                self.found[ours[at].id] = theirs[to].id
                at, to = at + 1, to + 1
            elif best[at][to] == best[at + 1][to]:
                at += 1
            else:
                to += 1

    def _likenesses(self, ours: Nodes, theirs: Nodes) -> list[list[float]]:
        """How much each of ours is like each of theirs."""
        kind = cache(_likeness)
        marks = [self.marks[1][node.id] for node in theirs]
        plain = [(node.block, node.params) for node in theirs]
        names = {node.id: to for to, node in enumerate(theirs)}
        found = []
        for node in ours:
            mark = self.marks[0][node.id]
            row = [kind((node.block, node.params), other) for other in plain]
            for to, other in enumerate(marks):
                if mark[0] == other[0]:
                    row[to] += sum(map(eq, mark, other)) / len(mark)
            if node.id in names:
                row[names[node.id]] += self.named
            found.append(row)
        return found

    def _by_name(self) -> None:
        """Match nodes of one name and block wherever they stand."""
        free = {node.id: node.block for node in self.after if node.id not in self.found.values()}
        left = (node for node in self.before if node.id not in self.found)
        self.found |= {node.id: node.id for node in left if free.get(node.id) == node.block}

    def _along_wires(self) -> None:
        """Match what is left by its wires, until nothing more is found."""
        free = {node.id for node in self.after} - set(self.found.values())
        for same_block in (True, False):
            found = True
            while found:
                found = False
                for node in self.before:
                    other = None if node.id in self.found else self._in_its_place(node, free, same_block)
                    if other is not None:
                        self.found[node.id] = other
                        free.discard(other)
                        found = True

    def _in_its_place(self, node: Node, free: Collection[str], same_block: bool) -> str | None:
        """A node that reads or is read by what this one does, and is of the same block or else fits on both sides."""
        near = {
            id: None for each in node.sources if each in self.found for id, _ in self.after.consumers[self.found[each]]
        }
        near |= {
            source: None
            for id, _ in self.before.consumers[node.id]
            if id in self.found
            for source in self.after[self.found[id]].sources
        }
        for id in near:
            other = self.after[id]
            alike = (node.block == other.block) is same_block
            if id in free and alike and self._in_one_place(node, other, either=same_block):
                return id
        return None

    def _in_one_place(self, node: Node, other: Node, either: bool) -> bool:
        """Whether all that two nodes read, and all that reads them, is matched; or, for `either`, one of the two."""
        read = bool(node.sources) and [self.found.get(each) for each in node.sources] == list(other.sources)
        ours, theirs = self.before.consumers[node.id], self.after.consumers[other.id]
        reading = bool(ours) and sorted((self.found.get(id, ""), port) for id, port in ours) == sorted(theirs)
        return (read or reading) if either else (read and reading)


def _marks(graph: Graph) -> Marks:
    """For each node its marks from depth 0 on."""
    found: Marks = {node.id: [hash((node.block, node.params))] for node in graph}
    for depth in range(DEPTH):
        level = {id: marks[depth] for id, marks in found.items()}
        for node in graph:
            reads = tuple(level[source] if source else 0 for source in node.inputs)
            read_by = tuple(sorted((level[id], port) for id, port in graph.consumers[node.id]))
            found[node.id].append(hash((level[node.id], reads, read_by)))
    return found


def _ends(ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """Places where both begin alike, and where both end alike."""
    shorter = min(len(ours), len(theirs))
    first = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
    last = next((at for at in range(shorter - first) if ours[-1 - at] != theirs[-1 - at]), shorter - first)
    trailing = [(len(ours) - at, len(theirs) - at) for at in range(last, 0, -1)]
    return [*((at, at) for at in range(first)), *trailing]


def _anchors(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what occurs once in both, as many as keep the order of both."""
    counts, others = Counter(ours), Counter(theirs)
    places = {mark: to for to, mark in enumerate(theirs) if others[mark] == 1}
    once = [(at, places[mark]) for at, mark in enumerate(ours) if counts[mark] == 1 and mark in places]
    return _increasing(once)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers grow, as the first ones do."""
    ends: list[int] = []
    lasts: list[int] = []
    previous: dict[int, int] = {}
    for index, (_, to) in enumerate(pairs):
        at = bisect_left(ends, to)
        if at:
            previous[index] = lasts[at - 1]
        ends[at : at + 1], lasts[at : at + 1] = [to], [index]
    chosen = lasts[-1:]
    while chosen and chosen[-1] in previous:
        chosen.append(previous[chosen[-1]])
    return [pairs[index] for index in reversed(chosen)]


def _likeness(one: Work, other: Work) -> float:
    """How much two nodes are alike whatever their names and neighbours: not at all if they are different blocks."""
    (block, params), (block2, params2) = one, other
    if block != block2:
        return 0.0
    return 1.0 + sum(map(eq, params, params2)) / len(params) if params else 2.0
