"""What transforms ask of a convolution's node, each number as what it is, and the settings that several share."""

from typing import Annotated

from modelzoo.blocks.layers import both, pad
from modelzoo.graph import Node

Between = Annotated[bool, "Whether the norm and the activation stand between the new convolutions too"]
Stem = Annotated[bool, "Whether the layers that read the picture itself are changed too"]

PLAIN = {"norm": "none", "act": "none"}
"""A convolution with nothing behind it."""


def number(node: Node, name: str, default: int = 1) -> int:
    """A parameter that is a whole number."""
    value = node.values.get(name, default)
    assert isinstance(value, int)
    return value


def sides(node: Node, name: str, default: int = 1) -> tuple[int, int]:
    """A parameter of both directions: (height, width)."""
    value = node.values.get(name, default)
    assert isinstance(value, int | tuple)
    return both(value)


def padding(node: Node) -> tuple[int, int]:
    """The rows and columns of zeros on each side of the picture."""
    value = node.values["padding"]
    assert isinstance(value, int | tuple | str)
    return pad(value, sides(node, "kernel"), sides(node, "dilation"))


def is_dense(node: Node) -> bool:
    """Whether it is a plain convolution whose every output sees all channels."""
    return node.block == "conv" and node.values["groups"] == 1


def enlarges_evenly(node: Node) -> bool:
    """Whether it is a transposed convolution whose result is exactly stride times as high and wide as what it reads."""
    if node.block != "transposed_conv":
        return False
    kernel, stride, extra = (sides(node, name) for name in ("kernel", "stride", "output_padding"))
    grown = tuple(side + more - 2 * less for side, more, less in zip(kernel, extra, padding(node), strict=True))
    return grown == stride and stride[0] == stride[1]
