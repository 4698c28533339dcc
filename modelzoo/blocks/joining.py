"""Blocks that join several tensors, and those that rearrange the channels of one."""

from functools import reduce
from operator import add
from typing import Annotated

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import check_groups, check_picture
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape
from modelzoo.params import Groups, Range
from modelzoo.registry import block

Parts = Annotated[int, Range(1, 1024, "Into how many equal parts the channels are cut")]
Part = Annotated[int, Range(1, 1024, "Which part is kept, counted from 1")]


@block("concat", group="Joining")
class Concat(nn.Module):
    """Puts the channels of all inputs one after the other.

    Shapes: C x H x W, D x H x W, ... to (C + D + ...) x H x W; plain values likewise.
    """

    def __init__(self, in_shapes: tuple[Shape, ...]) -> None:
        super().__init__()
        if len({shape[2:] for shape in in_shapes}) > 1:
            raise ShapeError("all inputs need the same height and width.")

    def forward(self, *inputs: Tensor) -> Tensor:
        return torch.cat(inputs, 1)


@block("add", group="Joining")
class Add(nn.Module):
    """The sum of all inputs, value by value.

    Shapes: any number of equal shapes, unchanged.
    """

    def __init__(self, in_shapes: tuple[Shape, ...]) -> None:
        super().__init__()
        if len(set(in_shapes)) > 1:
            raise ShapeError("all inputs need the same channels, height and width.")

    def forward(self, *inputs: Tensor) -> Tensor:
        return reduce(add, inputs)


@block("multiply", group="Joining")
class Multiply(nn.Module):
    """Scales the first input by the second, which may have 1 in place of channels, height or width.

    Shapes: C x H x W and (C or 1) x (H or 1) x (W or 1) to C x H x W.
    """

    def __init__(self, in_shapes: tuple[Shape, ...]) -> None:
        super().__init__()
        shape, scale = in_shapes
        fits = len(shape) == len(scale) and all(by in (size, 1) for size, by in zip(shape, scale, strict=True))
        if not fits:
            raise ShapeError("each side of the second must be as in the first, or 1.")

    def forward(self, x: Tensor, scale: Tensor) -> Tensor:
        return x * scale


@block("channel_slice", group="Channels")
class ChannelSlice(nn.Module):
    """Keeps one of several equal parts of the channels.

    Shapes: C x H x W to C/parts x H x W; plain values likewise.
    """

    def __init__(self, in_channels: int, parts: Parts = 2, part: Part = 1) -> None:
        super().__init__()
        if in_channels % parts:
            raise ShapeError(f"{in_channels} channels cannot be cut into {parts} equal parts.")
        if part > parts:
            raise ShapeError(f"there is no part {part} of {parts}.")
        self.count = in_channels // parts
        self.first = (part - 1) * self.count

    def forward(self, x: Tensor) -> Tensor:
        return x[:, self.first : self.first + self.count]


@block("channel_shuffle", group="Channels")
class ChannelShuffle(nn.Module):
    """Deals the channels out anew, so that grouped convolutions before and after it see each other's channels.

    Shapes: C x H x W, unchanged; the groups divide C.

    Source: Zhang and others, ShuffleNet, arXiv 1707.01083, figure 1.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], groups: Groups = 2) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        check_groups(groups, channels=in_shapes[0][1])
        self.shuffle = nn.ChannelShuffle(groups)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.shuffle(x)
        return result


@block("flatten", group="Channels")
class Flatten(nn.Module):
    """Lays all values of a picture out in one row, for a fully connected layer.

    Shapes: C x H x W to C·H·W values.
    """

    def forward(self, x: Tensor) -> Tensor:
        return x.flatten(1)
