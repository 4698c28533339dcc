"""What each operation of ONNX costs: its multiply-adds by a table of formulas, and which of its inputs were trained.

MACs are those of convolutions and of products of matrices, as everywhere here: biases are not among them, and a
transposed convolution works on each pixel of its input.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import onnx

from modelzoo.graph import Shape

Shapes = Sequence[Shape]
"""Of all inputs in order; () also where there is none."""

Formula = Callable[[Shapes, Shape, Mapping[str, Any]], int]


def attributes(node: onnx.NodeProto) -> dict[str, Any]:
    """What is set of an operation, by name."""
    return {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}


def macs(node: onnx.NodeProto, taken: Shapes, given: Shape) -> int | None:
    """The multiply-adds of an operation on these shapes; None where no formula counts it."""
    formula = FORMULAS.get(node.op_type)
    return formula(taken, given, attributes(node)) if formula else 0 if node.op_type in MOVES_ONLY else None


def trained(node: onnx.NodeProto) -> tuple[int, ...] | None:
    """Which inputs hold trained numbers where they are constants; None: any that are no single numbers."""
    return _TRAINED.get(node.op_type)


def _convolved(weight: int) -> Formula:
    return lambda taken, given, _: math.prod(given) * math.prod(taken[weight][1:])


def _spread(taken: Shapes, given: Shape, _: Mapping[str, Any]) -> int:
    return taken[0][0] * math.prod(taken[0][2:]) * math.prod(taken[1])


def _gemm(taken: Shapes, given: Shape, values: Mapping[str, Any]) -> int:
    rows = taken[0][0] if values.get("transA") else taken[0][-1]
    return math.prod(given) * rows


def _multiplied(first: int) -> Formula:
    return lambda taken, given, _: math.prod(given) * taken[first][-1]


def _recurrent(gates: int) -> Formula:
    def count(taken: Shapes, given: Shape, values: Mapping[str, Any]) -> int:
        directions, _, features = taken[1]
        hidden = int(values["hidden_size"])
        return math.prod(taken[0][:2]) * directions * gates * hidden * (features + hidden)

    return count


FORMULAS: dict[str, Formula] = {
    **dict.fromkeys(("Conv", "FusedConv", "ConvInteger", "NhwcFusedConv"), _convolved(1)),
    "QLinearConv": _convolved(3),
    "ConvTranspose": _spread,
    **dict.fromkeys(("Gemm", "FusedGemm", "QGemm"), _gemm),
    **dict.fromkeys(
        ("MatMul", "FusedMatMul", "MatMulInteger", "DynamicQuantizeMatMul", "MatMulIntegerToFloat"), _multiplied(0)
    ),
    "QLinearMatMul": _multiplied(0),
    "LSTM": _recurrent(4),
    "GRU": _recurrent(3),
    "RNN": _recurrent(1),
}
"""By the names of ONNX's operations and of those that ONNX Runtime adds."""

MOVES_ONLY = frozenset(
    "Reshape Flatten Squeeze Unsqueeze Identity Dropout Transpose Concat Split Slice Pad Gather GatherElements "
    "GatherND Expand Tile DepthToSpace SpaceToDepth Cast CastLike Shape Size Constant ConstantOfShape".split()
)
"""Operations that compute nothing."""

SHARES_MEMORY = frozenset("Reshape Flatten Squeeze Unsqueeze Identity Dropout".split())
"""Operations that write no tensor of their own."""

_TRAINED: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("Conv", "ConvTranspose", "FusedConv", "Gemm", "FusedGemm", "ConvInteger"), (1, 2)),
    "QLinearConv": (3, 8),
    "QGemm": (3, 6),
    **dict.fromkeys(("QLinearMatMul",), (3,)),
    **dict.fromkeys(("MatMulInteger", "DynamicQuantizeMatMul", "MatMulIntegerToFloat"), (1,)),
    "DequantizeLinear": (0,),
    **dict.fromkeys(("BatchNormalization", "InstanceNormalization", "LayerNormalization", "PRelu"), (1, 2)),
    **dict.fromkeys(("LSTM", "GRU", "RNN"), (1, 2, 3)),
    **dict.fromkeys(("Clip", "Resize", "Upsample", "Pad", "QuantizeLinear", "Expand", "Where"), ()),
    **dict.fromkeys(("Reshape", "Slice", "Split", "Squeeze", "Unsqueeze", "Tile", "TopK", "DynamicQuantizeLinear"), ()),
}
