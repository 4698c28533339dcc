"""Pools: the largest or the mean of a neighbourhood."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.layers import both, check_picture, pad
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape
from modelzoo.params import Kernel, Padding, Pair, Range, Stride
from modelzoo.registry import block

Side = Annotated[Pair, Range(1, 8192, "Size of the output in pixels: one number, or height x width")]
CeilMode = Annotated[bool, "Whether a rest at the border still makes a pixel"]
CountPadding = Annotated[bool, "Whether padded zeros count when the mean is taken"]
Flat = Annotated[bool, "Whether the output is plain values, not a picture of one pixel"]


@block("max_pool", group="Pooling")
class MaxPool(nn.Module):
    """The largest value of each neighbourhood. ceil_mode: a rest at the border still counts as one.

    Shapes: C x H x W to C x H/stride x W/stride.
    """

    def __init__(
        self, kernel: Kernel = 2, stride: Stride = 2, padding: Padding = 0, ceil_mode: CeilMode = False
    ) -> None:
        super().__init__()
        around = _padding(padding, kernel)
        self.pool = nn.MaxPool2d(both(kernel), both(stride), around, ceil_mode=ceil_mode)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pool(x)
        return result


@block("avg_pool", group="Pooling", title="average pool")
class AvgPool(nn.Module):
    """The mean of each neighbourhood. ceil_mode: a rest at the border still counts as one.

    Shapes: C x H x W to C x H/stride x W/stride.
    """

    def __init__(
        self,
        kernel: Kernel = 2,
        stride: Stride = 2,
        padding: Padding = 0,
        ceil_mode: CeilMode = False,
        count_padding: CountPadding = True,
    ) -> None:
        super().__init__()
        around = _padding(padding, kernel)
        self.pool = nn.AvgPool2d(both(kernel), both(stride), around, ceil_mode, count_padding)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pool(x)
        return result


@block("global_avg_pool", group="Pooling", title="global average pool")
class GlobalAvgPool(nn.Module):
    """The mean of each channel. flat: as plain values, for a fully connected layer.

    Shapes: C x H x W to C values if flat, else C x 1 x 1.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], flat: Flat = True) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        self.pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), *([nn.Flatten()] if flat else []))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pool(x)
        return result


@block("adaptive_avg_pool", group="Pooling", title="adaptive average pool")
class AdaptiveAvgPool(nn.Module):
    """Means of as many neighbourhoods as the output has pixels, whatever the input's size.

    Shapes: C x H x W to C x size.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], size: Side = 7) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        self.pool = nn.AdaptiveAvgPool2d(both(size))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pool(x)
        return result


def _padding(padding: Pair | str, kernel: Pair) -> tuple[int, int]:
    around = pad(padding, kernel)
    if any(2 * amount > size for amount, size in zip(around, both(kernel), strict=True)):
        raise ShapeError("a pool can be padded by half of its kernel at most.")
    return around
