"""The cells of NASNet-A: five sums of two branches each, found by a search; and the branches they are made of."""

from functools import partial
from typing import Annotated

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import Epsilon, both, check_picture, pad
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, shape_text
from modelzoo.params import Channels, Kernel, Pair, Range, Stride
from modelzoo.registry import block

Filters = Annotated[int, Range(2, 16384, "Channels of each branch (F in the paper)")]
Shift = Annotated[Pair, Range(0, 1, "1 moves what a kernel looks at down and to the right by one pixel")]
Adjust = Annotated[bool, "Whether the older input is first brought to as many channels as there are filters"]
ShiftEven = Annotated[bool, "Whether even sizes are halved from the second pixel on"]


@block("nasnet_separable", group="NASNet", title="separable branch (NASNet)")
class NasnetSeparable(nn.Module):
    """ReLU, a depthwise and a 1x1 convolution and batch norm, twice; the stride is that of the first.

    shift 1 pads one row and column more at the top and left, and cuts off again the row and column made of it: what
    "same" padding does to even sizes in TensorFlow, as public PyTorch code writes it. They are computed all the same.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: Zoph and others, NASNet, arXiv 1707.07012, figure 4 (sep); public code tensorflow/models, slim.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 44,
        kernel: Kernel = 3,
        stride: Stride = 1,
        shift: Shift = 0,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        self.shift = both(shift)
        self.enter = nn.Sequential(nn.ReLU(), *_extra(self.shift))
        self.first = _separable(in_channels, out, kernel, stride)
        self.second = nn.Sequential(nn.BatchNorm2d(out, eps), nn.ReLU(), _separable(out, out, kernel, 1))
        self.norm = nn.BatchNorm2d(out, eps)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(self.second(_cut(self.first(self.enter(x)), self.shift)))
        return result


@block("nasnet_path", group="NASNet", title="path reduction (NASNet)")
class NasnetPath(nn.Module):
    """Half the size by taking every second pixel, and again one pixel further; each gives half of the channels.

    Shapes: C x H x W to out x H/2 x W/2, rounded up.

    Source: Zoph and others, NASNet, arXiv 1707.07012; public code tensorflow/models, slim (factorized_reduction).
    """

    def __init__(self, in_channels: int, out: Filters = 44, eps: Epsilon = 1e-3) -> None:
        super().__init__()
        self.act = nn.ReLU()
        self.here = nn.Sequential(_every_second(), nn.Conv2d(in_channels, out - out // 2, 1, bias=False))
        self.pad = nn.ZeroPad2d((0, 1, 0, 1))
        self.further = nn.Sequential(_every_second(), nn.Conv2d(in_channels, out // 2, 1, bias=False))
        self.norm = nn.BatchNorm2d(out, eps)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(x)
        moved = self.pad(x)[:, :, 1:, 1:]
        result: Tensor = self.norm(torch.cat([self.here(x), self.further(moved)], 1))
        return result


@block("nasnet_normal_cell", group="NASNet", title="normal cell (NASNet-A)")
class NasnetNormalCell(nn.Module):
    """Makes features of the same size from what the last cell made and what the cell before that made.

    Both are first brought to as many channels as `filters`, the older one by a path reduction where it is twice as
    large.

    Shapes: C x H x W and D x H x W, or D x 2·H x 2·W, to 6·filters x H x W.

    Source: Zoph and others, NASNet, arXiv 1707.07012, figure 4.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], filters: Filters = 44, eps: Epsilon = 1e-3) -> None:
        super().__init__()
        self.adjust_last = _adjusted(in_shapes[0], filters, eps)
        self.adjust_older = _fitted(in_shapes, filters, eps)
        self.last5 = NasnetSeparable(filters, filters, 5, eps=eps)
        self.older3 = NasnetSeparable(filters, filters, 3, eps=eps)
        self.older5 = NasnetSeparable(filters, filters, 5, eps=eps)
        self.older3_more = NasnetSeparable(filters, filters, 3, eps=eps)
        self.mean = _mean(stride=1)
        self.last3 = NasnetSeparable(filters, filters, 3, eps=eps)

    def forward(self, last: Tensor, older: Tensor) -> Tensor:
        last, older = self.adjust_last(last), self.adjust_older(older)
        sums = [
            self.last5(last) + self.older3(older),
            self.older5(older) + self.older3_more(older),
            self.mean(last) + older,
            self.mean(older) + self.mean(older),
            self.last3(last) + last,
        ]
        return torch.cat([older, *sums], 1)


@block("nasnet_reduction_cell", group="NASNet", title="reduction cell (NASNet-A)")
class NasnetReductionCell(nn.Module):
    """Makes features of half the size from what the last cell made and what the cell before that made.

    adjust: the older input is first brought to as many channels as `filters`; the very first cell takes it as it is,
    and then both inputs are the picture's first convolution. shift: even sizes are halved as TensorFlow's "same"
    padding does it, by looking at every second pixel from the second on.

    Shapes: C x H x W and D x H x W, or D x 2·H x 2·W, to 4·filters x H/2 x W/2, rounded up.

    Source: Zoph and others, NASNet, arXiv 1707.07012, figure 4.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        filters: Filters = 44,
        adjust: Adjust = True,
        shift: ShiftEven = True,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        self.adjust_last = _adjusted(in_shapes[0], filters, eps)
        self.adjust_older = _fitted(in_shapes, filters, eps) if adjust else _unchanged(in_shapes)
        _, _, height, width = in_shapes[0]
        self.shift = (int(shift and height % 2 == 0), int(shift and width % 2 == 0))
        halved = partial(NasnetSeparable, out=filters, stride=2, shift=self.shift, eps=eps)
        older = filters if adjust else in_shapes[1][1]
        self.last5 = halved(filters, kernel=5)
        self.older7 = halved(older, kernel=7)
        self.more = nn.Sequential(*_extra(self.shift))
        self.largest = nn.MaxPool2d(3, 2, 1)
        self.older7_more = halved(older, kernel=7)
        self.mean = _mean(stride=2)
        self.older5 = halved(older, kernel=5)
        self.mean_of_sum = _mean(stride=1)
        self.sum3 = NasnetSeparable(filters, filters, 3, shift=self.shift, eps=eps)

    def forward(self, last: Tensor, older: Tensor) -> Tensor:
        last, older = self.adjust_last(last), self.adjust_older(older)
        wider = self.more(last)
        largest, mean = _cut(self.largest(wider), self.shift), _cut(self.mean(wider), self.shift)
        first = self.last5(last) + self.older7(older)
        second = largest + self.older7_more(older)
        third = mean + self.older5(older)
        return torch.cat([second, third, self.mean_of_sum(first) + second, self.sum3(first) + largest], 1)


def _separable(in_channels: int, out: int, kernel: Pair, stride: Pair) -> nn.Sequential:
    around = pad("half", kernel)
    return nn.Sequential(
        nn.Conv2d(in_channels, in_channels, both(kernel), both(stride), around, groups=in_channels, bias=False),
        nn.Conv2d(in_channels, out, 1, bias=False),
    )


def _extra(shift: tuple[int, int]) -> list[nn.Module]:
    """Zeros at the top and left, if any."""
    top, left = shift
    return [nn.ZeroPad2d((left, 0, top, 0))] if top or left else []


def _cut(x: Tensor, shift: tuple[int, int]) -> Tensor:
    """Without the rows and columns that were made of those zeros."""
    top, left = shift
    return x[:, :, top:, left:] if top or left else x


def _mean(stride: int) -> nn.AvgPool2d:
    return nn.AvgPool2d(3, stride, 1, count_include_pad=False)


def _every_second() -> nn.AvgPool2d:
    return nn.AvgPool2d(1, 2, count_include_pad=False)


def _adjusted(shape: Shape, filters: int, eps: float) -> nn.Module:
    check_picture(shape)
    return nn.Sequential(nn.ReLU(), nn.Conv2d(shape[1], filters, 1, bias=False), nn.BatchNorm2d(filters, eps))


def _fitted(shapes: tuple[Shape, ...], filters: int, eps: float) -> nn.Module:
    """What brings the older input to the size and channels of the last; raises ShapeError where the sizes forbid it."""
    last, older = shapes
    check_picture(older)
    if older[2:] == last[2:]:
        return _adjusted(older, filters, eps)
    if tuple((side + 1) // 2 for side in older[2:]) == last[2:]:
        return NasnetPath(older[1], filters, eps)
    raise ShapeError(f"{shape_text(older)} must be as high and wide as {shape_text(last)}, or twice that.")


def _unchanged(shapes: tuple[Shape, ...]) -> nn.Module:
    last, older = shapes
    check_picture(older)
    if older[2:] != last[2:]:
        raise ShapeError(f"{shape_text(older)} must be as high and wide as {shape_text(last)}.")
    return nn.Sequential()
