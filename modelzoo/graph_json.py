"""Nodes and their places as JSON, as they stand in a project's file and on the clipboard."""

import json
import math
from functools import lru_cache
from typing import Any

from modelzoo.catalog import find_block
from modelzoo.errors import BuildError, GraphError, ParamError, ZooError
from modelzoo.graph import Graph, Node, Size, Value
from modelzoo.sizes import MOST_PIXELS


def nodes_to_json(graph: Graph) -> list[dict[str, Any]]:
    """The nodes as JSON objects, a graph within a block as a list of such."""
    return [
        {"id": node.id, "block": node.block, "params": _params_to_json(node), "inputs": list(node.inputs)}
        for node in graph
    ]


def nodes_from_json(rows: Any) -> tuple[Node, ...]:
    """Nodes from JSON objects, each checked by its block. Raises ZooError, KeyError, TypeError or ValueError."""
    return tuple(_node(row) for row in rows)


def graph_text(graph: Graph) -> str:
    """The nodes as one compact text, which is how a block holds a graph."""
    return json.dumps(nodes_to_json(graph), separators=(",", ":"))


@lru_cache(maxsize=1024)
def graph_of(text: str) -> Graph:
    """The graph that `graph_text` wrote. Raises GraphError on anything else."""
    try:
        return Graph(nodes_from_json(json.loads(text)))
    except ZooError as error:
        raise GraphError(f"inside, {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise GraphError(f"what is inside is damaged: {type(error).__name__} at {error}.") from error


def places_from_json(rows: Any) -> dict[str, tuple[float, float]]:
    """Places on the canvas from a JSON object. Raises TypeError, ValueError, AttributeError or OverflowError."""
    return {str(id): place_from_json(place) for id, place in rows.items()}


def place_from_json(value: Any) -> tuple[float, float]:
    """A place on the canvas. Raises TypeError, ValueError or OverflowError."""
    x, y = (float(at) for at in value)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"place {x}, {y}")
    return x, y


def size_from_json(value: Any) -> Size:
    """The height and width of an input. Raises TypeError or ValueError."""
    height, width = value
    if type(height) is not int or type(width) is not int:
        raise TypeError(f"size {height}x{width}")
    if not (1 <= height <= MOST_PIXELS and 1 <= width <= MOST_PIXELS):
        raise ValueError(f"size {height}x{width}")
    return height, width


def value_from_json(value: Any) -> Value:
    """A parameter's value, of whatever kind. Raises TypeError."""
    match value:
        case bool() | int() | float() | str():
            return value
        case [int() as height, int() as width]:
            return height, width
    raise TypeError(f"value {value}")


def _node(row: Any) -> Node:
    id, inputs = row["id"], row["inputs"]
    if (
        not isinstance(id, str)
        or not isinstance(inputs, list)
        or any(not isinstance(each, str | None) for each in inputs)
    ):
        raise TypeError(f"node {id}")
    try:
        return find_block(row["block"]).node(id, inputs, **_params_from_json(row["block"], row["params"]))
    except ParamError as error:
        raise BuildError(id, str(error)) from error


def _graphs_of(block: str) -> set[str]:
    """The parameters of a block that are graphs."""
    info = find_block(block)
    return {param.name for param in info.params if param.kind == "graph"} if info.is_made_of_graph else set()


def _params_to_json(node: Node) -> dict[str, Any]:
    graphs = _graphs_of(node.block)
    return {name: json.loads(str(value)) if name in graphs else value for name, value in node.params}


def _params_from_json(block: str, params: Any) -> dict[str, Any]:
    graphs = _graphs_of(block)
    return {name: _read_text(value) if name in graphs else value for name, value in params.items()}


def _read_text(value: Any) -> str:
    """The text of a graph within a block, which the file holds as a list."""
    return graph_text(Graph(nodes_from_json(json.loads(value) if isinstance(value, str) else value)))
