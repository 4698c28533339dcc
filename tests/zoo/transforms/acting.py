"""Acts on models named by a person, and how two graphs compare, for the tests of transforms."""

from collections.abc import Iterable
from typing import Any

from modelzoo.acts import Act
from modelzoo.analysis.cost import cost
from modelzoo.analysis.preview import apply
from modelzoo.builder import Builder
from modelzoo.diff import Side, diff
from modelzoo.graph import Graph, Size
from modelzoo.project import Project
from modelzoo.zoo import open_model

SIZE = (32, 32)
FIGURES = ("parameters", "macs", "mult_adds", "pass_bytes")


def acted(graph: Graph, name: str, size: Size = SIZE, ids: Iterable[str] = (), **values: Any) -> Graph:
    """The graph after one act."""
    return apply(graph, Act(name, tuple(values.items()), tuple(ids)), size)


def chain(*blocks: str, channels: int = 8, **values: Any) -> Graph:
    """An input, blocks one after another, all with these values, and an output."""
    b = Builder()
    x = b("input", id="picture", channels=channels)
    for block in blocks:
        x = b(block, x, **values)
    b("output", x, id="result")
    return b.graph


def figures(graph: Graph, size: Size = SIZE) -> dict[str, int]:
    """What the graph costs, by those conventions that figures are published in."""
    found = cost(graph, size)
    return {each: getattr(found, each) for each in FIGURES}


def figures_of(model: str) -> dict[str, int]:
    """What a model costs at its own size."""
    opened: Project = open_model(model)
    return figures(opened.graph, opened.size)


def same_but_for_names(one: Graph, other: Graph) -> bool:
    """Whether two graphs have the same nodes and wires, whatever the nodes are called."""
    return len(one) == len(other) and all(row.kind == "unchanged" for row in diff(Side(one), Side(other)).rows)


def shape_of(graph: Graph, id: str, size: Size = SIZE) -> tuple[int, ...]:
    """What a node hands on, without the batch."""
    return next(layer.output[1:] for layer in cost(graph, size).layers if layer.node == id)
