"""Two networks drawn alike: a node that both have stands at the same place in both, what only one has leaves a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modelzoo.diff import Difference
from modelzoo.graph import Graph, Node, Shape
from modelzoo.layout.arranging import arrange
from modelzoo.project import Place

Shapes = Mapping[str, Shape]
Keys = dict[str, str]
"""A node's name in the common network."""


@dataclass(frozen=True)
class Drawing:
    """A network with the shapes on its wires and the places of its boxes."""

    title: str
    graph: Graph
    shapes: Shapes
    places: Mapping[str, Place]


def place_pair(difference: Difference, before: Shapes, after: Shapes) -> tuple[dict[str, Place], dict[str, Place]]:
    """Places for the nodes of both networks, as if they were one that has the nodes and wires of both."""
    old: Keys = {}
    new: Keys = {}
    nodes: list[Node] = []
    shapes: dict[str, Shape] = {}
    for at, row in enumerate(difference.rows):
        key = f"n{at}"
        sources = [*_known(row.after, new), *_known(row.before, old)]
        nodes.append(Node(key, row.node.block, (), tuple(dict.fromkeys(sources))))
        for node, keys, found in ((row.before, old, before), (row.after, new, after)):
            if node:
                keys[node.id] = key
                shapes |= {key: found[node.id]} if node.id in found else {}
    places = arrange(Graph(tuple(nodes)), shapes)
    return _named(old, places), _named(new, places)


def _known(node: Node | None, keys: Keys) -> Iterable[str]:
    """What the node reads, as far as it stands before it in the common order too."""
    return [keys[source] for source in node.sources if source in keys] if node else []


def _named(keys: Keys, places: Mapping[str, Place]) -> dict[str, Place]:
    return {id: places[key] for id, key in keys.items()}
