"""An architecture as data: nodes in topological order, wires as the names of earlier nodes."""

import hashlib
import keyword
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from modelzoo.errors import GraphError

Value = bool | int | float | str | tuple[int, int]
Shape = tuple[int, ...]
Size = tuple[int, int]
"""Height and width of the input, in pixels."""
Given = Size | Mapping[str, Shape]
"""What comes in: the height and width of all inputs, or each input's whole shape by its id; without one it is loose."""


def shape_text(shape: Shape) -> str:
    """A shape as a person reads it, without the batch: 64x32x32."""
    return "x".join(map(str, shape[1:]))


@dataclass(frozen=True)
class Node:
    """One use of a block: its parameters, and for each port the node that feeds it (None: still open)."""

    id: str
    block: str
    params: tuple[tuple[str, Value], ...] = ()
    inputs: tuple[str | None, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The parameters by name."""
        return dict(self.params)

    @property
    def sources(self) -> tuple[str, ...]:
        """The nodes wired to the ports, open ports left out."""
        return tuple(source for source in self.inputs if source is not None)


@dataclass(frozen=True)
class Graph:
    """An immutable architecture. Ids are unique identifiers and every input names an earlier node.

    Raises GraphError where that is not so; open inputs and loose nodes are legal.
    """

    nodes: tuple[Node, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for node in self.nodes:
            if not node.id.isidentifier() or keyword.iskeyword(node.id) or normalize("NFKC", node.id) != node.id:
                raise GraphError(
                    f"'{node.id}' cannot name a block: use letters, digits and _, not starting with a digit."
                )
            if node.id in seen:
                raise GraphError(f"Two blocks are named {node.id}: every name must be used once.")
            missing = [source for source in node.sources if source not in seen]
            if missing:
                raise GraphError(f"{node.id} takes its input from {missing[0]}, which is not a block before it.")
            seen.add(node.id)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __getitem__(self, id: str) -> Node:
        try:
            return self._by_id[id]
        except KeyError:
            raise GraphError(f"There is no block named {id} here.") from None

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def fingerprint(self) -> str:
        """A name for exactly this graph: the same nodes, parameters, wires and order give the same text."""
        return hashlib.sha256(repr(self.nodes).encode()).hexdigest()[:16]

    @cached_property
    def consumers(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each node, the (node, port) pairs its output is wired to."""
        wires: dict[str, list[tuple[str, int]]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            for port, source in enumerate(node.inputs):
                if source is not None:
                    wires[source].append((node.id, port))
        return {id: tuple(ends) for id, ends in wires.items()}

    @cached_property
    def live(self) -> frozenset[str]:
        """The nodes that reach an output: what a run of the network would compute."""
        found: set[str] = set()
        for node in reversed(self.nodes):
            if node.block == "output" or node.id in found:
                found |= {node.id, *node.sources}
        return frozenset(found)

    def replace(self, *changed: Node) -> "Graph":
        """This graph with some nodes exchanged for others of the same id, in the same places."""
        new = {node.id: node for node in changed}
        return Graph(tuple(new.get(node.id, node) for node in self.nodes))

    def of_block(self, *names: str) -> tuple[Node, ...]:
        """The nodes that use one of these blocks."""
        return tuple(node for node in self.nodes if node.block in names)


def free_id(taken: Iterable[str], stem: str) -> str:
    """A name of the form stem1, stem2, ... that is not yet taken."""
    used = set(taken)
    return next(name for number in range(1, len(used) + 2) if (name := f"{stem}{number}") not in used)
