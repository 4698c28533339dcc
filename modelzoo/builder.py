"""Writing an architecture down: each call adds a node and returns its id."""

from typing import Any

from modelzoo.catalog import find_block
from modelzoo.graph import Graph, Node, free_id


class Builder:
    """Collects nodes in the order in which they are called for.

    `b("conv", x, out=64)` wires x to the block's first port; the id is the block's name with a number, or `id`.
    """

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def __call__(self, block: str, *inputs: str, id: str | None = None, **values: Any) -> str:
        """Add a node. Raises UnknownNameError or ParamError."""
        name = id or free_id(self._nodes, block)
        self._nodes[name] = find_block(block).node(name, inputs, **values)
        return name

    @property
    def graph(self) -> Graph:
        """What has been written so far. Raises GraphError where a wire leads nowhere."""
        return Graph(tuple(self._nodes.values()))
