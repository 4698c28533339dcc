"""ONNX names that say whose they are: nodes and values after our blocks, open axes after what they count."""

import ast
import re
from collections import Counter
from collections.abc import Sequence

import onnx

from modelzoo.export.models import scopes_of

_AXES = ("batch", "", "height", "width")
_DOUBLED = re.compile(r"\(\(((?:[^()]|\([^()]*\))*)\)\)")
"""Two pairs of brackets around the same."""


def name_all(model: onnx.ModelProto, outputs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Name the nodes and values of an exported model; gives the block of each node that has one.

    A node is "fire2.squeeze.0/Conv", what it gives "fire2.squeeze.0", what the whole block gives "fire2"; a second of
    the same name has a number. The model's outputs are named like the graph's.
    """
    graph = model.graph
    paths = [_path(node) for node in graph.node]
    last = {path.partition(".")[0]: at for at, path in enumerate(paths) if path}
    taken = Counter([*(each.name for each in (*graph.input, *graph.initializer)), *outputs])
    values = {each.name: name for each, name in zip(graph.output, outputs, strict=True)}
    for at, (node, path) in enumerate(zip(graph.node, paths, strict=True)):
        block = path.partition(".")[0]
        kind = node.op_type.lower()
        wish = block if last.get(block) == at else f"{block}.{kind}" if path == block else path or kind
        for value in filter(None, node.output):
            values.setdefault(value, _free(wish, taken))
        node.name = _free(f"{path or 'shared'}/{node.op_type}", taken)
    _rename(graph, values)
    _name_axes(graph)
    return tuple((node.name, path.partition(".")[0]) for node, path in zip(graph.node, paths, strict=True) if path)


def _path(node: onnx.NodeProto) -> str:
    """The innermost module that an ONNX node comes from; the last of its scopes is an operation of it."""
    scopes = [str(each) for each in ast.literal_eval(scopes_of(node)) if each]
    return scopes[-2] if len(scopes) > 1 else ""


def _free(wish: str, taken: "Counter[str]") -> str:
    taken[wish] += 1
    return wish if taken[wish] == 1 else _free(f"{wish}_{taken[wish]}", taken)


def _rename(graph: onnx.GraphProto, values: dict[str, str]) -> None:
    for node in graph.node:
        for names in (node.input, node.output):
            names[:] = [values.get(name, name) for name in names]
    for value in (*graph.value_info, *graph.output):
        value.name = values.get(value.name, value.name)


def _name_axes(graph: onnx.GraphProto) -> None:
    """Name the open axes of the inputs, and what is counted by them elsewhere."""
    words: dict[str, str] = {}
    for at, value in enumerate(graph.input, 1):
        for axis, dim in zip(_AXES, value.type.tensor_type.shape.dim, strict=False):
            words.setdefault(dim.dim_param, axis if axis not in words.values() else f"{axis}{at}")
    words.pop("", None)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b") if words else None
    for value in (*graph.input, *graph.value_info, *graph.output):
        for dim in value.type.tensor_type.shape.dim:
            if dim.dim_param and pattern:
                named = pattern.sub(lambda found: words[found[0]], dim.dim_param)
                dim.dim_param = _DOUBLED.sub(r"(\1)", named)
