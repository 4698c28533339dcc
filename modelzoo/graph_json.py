"""Nodes and their places as JSON, as they stand in a project's file and on the clipboard."""

import math
from typing import Any

from modelzoo.catalog import find_block
from modelzoo.errors import BuildError, ParamError
from modelzoo.graph import Graph, Node, Size, Value
from modelzoo.sizes import MOST_PIXELS


def nodes_to_json(graph: Graph) -> list[dict[str, Any]]:
    """The nodes as JSON objects."""
    return [
        {"id": node.id, "block": node.block, "params": dict(node.params), "inputs": list(node.inputs)} for node in graph
    ]


def nodes_from_json(rows: Any) -> tuple[Node, ...]:
    """Nodes from JSON objects, each checked by its block. Raises ZooError, KeyError, TypeError or ValueError."""
    return tuple(_node(row) for row in rows)


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
        return find_block(row["block"]).node(id, inputs, **row["params"])
    except ParamError as error:
        raise BuildError(id, str(error)) from error
