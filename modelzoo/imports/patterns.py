"""Several operations of ONNX that together are one block, seen where the last of them stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import onnx

from modelzoo.imports.concrete import Concrete
from modelzoo.imports.formulas import attributes
from modelzoo.imports.operation import Mapped, Operation


@dataclass(frozen=True)
class Together:
    """The block, the operations that it stands for (the last one first), and the value that it reads."""

    mapped: Mapped
    nodes: tuple[onnx.NodeProto, ...]
    source: str


Makers = Mapping[str, onnx.NodeProto]
"""What makes each value."""


def find_together(node: onnx.NodeProto, found: Concrete, makers: Makers) -> Together | None:
    """The pattern that ends with this operation, if there is one."""
    for pattern in _PATTERNS.get(node.op_type, ()):
        if together := pattern(node, found, makers):
            return together
    return None


def _silu(node: onnx.NodeProto, found: Concrete, makers: Makers) -> Together | None:
    """x times its sigmoid, or its hard sigmoid."""
    for one, other in (node.input, node.input[::-1]):
        gate = makers.get(other)
        if gate is None or gate.input[0] != one:
            continue
        if gate.op_type == "Sigmoid":
            return Together(Mapped("silu"), (node, gate), one)
        if gate.op_type == "HardSigmoid" and abs(attributes(gate).get("alpha", 0.2) - 1 / 6) < 1e-6:
            return Together(Mapped("hardswish"), (node, gate), one)
    return None


def _biased(node: onnx.NodeProto, found: Concrete, makers: Makers) -> Together | None:
    """A product with a matrix, then one number added to each result."""
    for one, other in (node.input, node.input[::-1]):
        product = makers.get(one)
        if product is None or product.op_type != "MatMul" or other not in found.constants:
            continue
        operation, bias = Operation(product, found), found.constants[other].reshape(-1)
        if len(operation.taken()) == 2 and product.input[1] in found.constants and bias.size == operation.given[1]:
            weight = operation.number(1).T.copy()
            values = {"out": weight.shape[0], "bias": True, "act": "none"}
            return Together(Mapped("linear", values, [weight, bias]), (node, product), product.input[0])
    return None


def _dealt(node: onnx.NodeProto, found: Concrete, makers: Makers) -> Together | None:
    """Axes split, exchanged and joined again: a channel shuffle, or data folding."""
    moved = makers.get(node.input[0])
    split = makers.get(moved.input[0]) if moved is not None and moved.op_type == "Transpose" else None
    if moved is None or split is None or split.op_type != "Reshape":
        return None
    source = split.input[0]
    before, between, after = (found.shapes[name] for name in (source, split.output[0], node.output[0]))
    order = tuple(attributes(moved).get("perm", ()))
    if len(before) != 4 or len(after) != 4:
        return None
    count, channels, height, width = before
    if order == (0, 2, 1, 3, 4) and after == before and between[2:] == (channels // between[1], height, width):
        return Together(Mapped("channel_shuffle", {"groups": between[1]}), (node, moved, split), source)
    if order == (0, 1, 3, 5, 2, 4) and between[3] == between[5]:
        factor = between[3]
        if after == (count, channels * factor**2, height // factor, width // factor):
            return Together(Mapped("fold", {"factor": factor}), (node, moved, split), source)
    return None


_PATTERNS: dict[str, tuple[Callable[[onnx.NodeProto, Concrete, Makers], Together | None], ...]] = {
    "Mul": (_silu,),
    "Add": (_biased,),
    "Reshape": (_dealt,),
}
