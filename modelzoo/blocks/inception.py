"""Inception modules that keep the size: convolutions of several sizes side by side on the same input, put together."""

from functools import partial
from typing import Annotated, Literal

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import Epsilon, both, convolution_layers
from modelzoo.errors import ShapeError
from modelzoo.params import Bias, Kernel, Norm, Pair, Range
from modelzoo.registry import block

Branch = Annotated[int, Range(1, 65536, "Channels that this branch gives to the output")]
Reduced = Annotated[int, Range(1, 65536, "Channels of the 1x1 convolution before the larger ones of this branch")]
Sides = Annotated[int, Range(1, 65536, "Channels of each of the two sides that this branch splits into at its end")]
Long = Annotated[int, Range(1, 255, "The length n of the 1xn and nx1 convolutions, an odd number")]
FiveByFive = Annotated[Literal["5x5", "two 3x3"], "How the 5x5 convolution of module A is made"]
PoolKind = Annotated[
    Literal["avg", "max"], "What the pool's branch takes of each neighbourhood: the mean or the largest"
]
Kernel5x5 = Annotated[Kernel, "Kernel of the branch that the paper calls 5x5"]


@block("inception_v1", group="Inception", title="inception (GoogLeNet)")
class InceptionV1(nn.Module):
    """1x1, 3x3 and 5x5 convolutions and a max pool side by side, the costly ones behind 1x1 convolutions.

    kernel5x5: torchvision's network has a 3x3 convolution in the branch that the paper calls 5x5.

    Shapes: C x H x W to conv1x1 + conv3x3 + conv5x5 + pool_proj channels, H x W.

    Source: Szegedy and others, Going Deeper with Convolutions, arXiv 1409.4842, figure 2b.
    """

    def __init__(
        self,
        in_channels: int,
        conv1x1: Branch = 64,
        reduce3x3: Reduced = 96,
        conv3x3: Branch = 128,
        reduce5x5: Reduced = 16,
        conv5x5: Branch = 32,
        pool_proj: Branch = 32,
        kernel5x5: Kernel5x5 = 5,
        norm: Norm = "none",
        bias: Bias = True,
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        check_odd(kernel5x5)
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.conv1x1 = conv(in_channels, conv1x1)
        self.reduce3x3 = conv(in_channels, reduce3x3)
        self.conv3x3 = conv(reduce3x3, conv3x3, 3)
        self.reduce5x5 = conv(in_channels, reduce5x5)
        self.conv5x5 = conv(reduce5x5, conv5x5, kernel5x5)
        self.pool = nn.MaxPool2d(3, 1, 1)
        self.pool_proj = conv(in_channels, pool_proj)

    def forward(self, x: Tensor) -> Tensor:
        middle = self.conv3x3(self.reduce3x3(x))
        large = self.conv5x5(self.reduce5x5(x))
        return torch.cat([self.conv1x1(x), middle, large, self.pool_proj(self.pool(x))], 1)


@block("inception_v2", group="Inception", title="inception (BN-Inception)")
class InceptionV2(nn.Module):
    """A 1x1, a 3x3 and two 3x3 convolutions in a row, and a pool, side by side.

    Shapes: C x H x W to conv1x1 + conv3x3 + double3x3 + pool_proj channels, H x W.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167; public code of tensorflow/models (slim,
    inception_v2).
    """

    def __init__(
        self,
        in_channels: int,
        conv1x1: Branch = 64,
        reduce3x3: Reduced = 64,
        conv3x3: Branch = 64,
        reduce_double3x3: Reduced = 64,
        double3x3: Branch = 96,
        pool_proj: Branch = 32,
        pool: PoolKind = "avg",
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.conv1x1 = conv(in_channels, conv1x1)
        self.reduce3x3 = conv(in_channels, reduce3x3)
        self.conv3x3 = conv(reduce3x3, conv3x3, 3)
        self.reduce_double3x3 = conv(in_channels, reduce_double3x3)
        self.double3x3 = nn.Sequential(conv(reduce_double3x3, double3x3, 3), conv(double3x3, double3x3, 3))
        self.pool = nn.AvgPool2d(3, 1, 1) if pool == "avg" else nn.MaxPool2d(3, 1, 1)
        self.pool_proj = conv(in_channels, pool_proj)

    def forward(self, x: Tensor) -> Tensor:
        middle = self.conv3x3(self.reduce3x3(x))
        large = self.double3x3(self.reduce_double3x3(x))
        return torch.cat([self.conv1x1(x), middle, large, self.pool_proj(self.pool(x))], 1)


@block("inception_a", group="Inception", title="inception A (Inception V3)")
class InceptionA(nn.Module):
    """A 1x1, a 5x5 and two 3x3 convolutions in a row, and an average pool, side by side.

    five_by_five: the paper replaces the 5x5 convolution by two of 3x3; the public code keeps it.

    Shapes: C x H x W to conv1x1 + conv5x5 + double3x3 + pool_proj channels, H x W.

    Source: Szegedy and others, Rethinking the Inception Architecture, arXiv 1512.00567, figures 4 and 5; public code
    (InceptionA of torchvision, Mixed_5b of tensorflow/models).
    """

    def __init__(
        self,
        in_channels: int,
        conv1x1: Branch = 64,
        reduce5x5: Reduced = 48,
        conv5x5: Branch = 64,
        reduce_double3x3: Reduced = 64,
        double3x3: Branch = 96,
        pool_proj: Branch = 32,
        five_by_five: FiveByFive = "5x5",
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.conv1x1 = conv(in_channels, conv1x1)
        self.reduce5x5 = conv(in_channels, reduce5x5)
        if five_by_five == "5x5":
            self.conv5x5 = conv(reduce5x5, conv5x5, 5)
        else:
            self.conv5x5 = nn.Sequential(conv(reduce5x5, conv5x5, 3), conv(conv5x5, conv5x5, 3))
        self.reduce_double3x3 = conv(in_channels, reduce_double3x3)
        self.double3x3 = nn.Sequential(conv(reduce_double3x3, double3x3, 3), conv(double3x3, double3x3, 3))
        self.pool = nn.AvgPool2d(3, 1, 1)
        self.pool_proj = conv(in_channels, pool_proj)

    def forward(self, x: Tensor) -> Tensor:
        large = self.conv5x5(self.reduce5x5(x))
        double = self.double3x3(self.reduce_double3x3(x))
        return torch.cat([self.conv1x1(x), large, double, self.pool_proj(self.pool(x))], 1)


@block("inception_c", group="Inception", title="inception C (Inception V3)")
class InceptionC(nn.Module):
    """A 1x1 convolution, an nxn one made of 1xn and nx1, two such in a row, and an average pool, side by side.

    Shapes: C x H x W to conv1x1 + conv_nxn + double_nxn + pool_proj channels, H x W.

    Source: Szegedy and others, Rethinking the Inception Architecture, arXiv 1512.00567, figure 6, with n = 7; widths
    from public code (InceptionC of torchvision, Mixed_6b of tensorflow/models).
    """

    def __init__(
        self,
        in_channels: int,
        conv1x1: Branch = 192,
        reduce_nxn: Reduced = 128,
        conv_nxn: Branch = 192,
        reduce_double_nxn: Reduced = 128,
        double_nxn: Branch = 192,
        pool_proj: Branch = 192,
        n: Long = 7,
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        check_odd(n)
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        wide, high, reduced = (1, n), (n, 1), reduce_double_nxn
        self.conv1x1 = conv(in_channels, conv1x1)
        self.reduce_nxn = conv(in_channels, reduce_nxn)
        self.conv_nxn = nn.Sequential(conv(reduce_nxn, reduce_nxn, wide), conv(reduce_nxn, conv_nxn, high))
        self.reduce_double_nxn = conv(in_channels, reduced)
        within = [conv(reduced, reduced, kernel) for kernel in (high, wide, high)]
        self.double_nxn = nn.Sequential(*within, conv(reduced, double_nxn, wide))
        self.pool = nn.AvgPool2d(3, 1, 1)
        self.pool_proj = conv(in_channels, pool_proj)

    def forward(self, x: Tensor) -> Tensor:
        single = self.conv_nxn(self.reduce_nxn(x))
        double = self.double_nxn(self.reduce_double_nxn(x))
        return torch.cat([self.conv1x1(x), single, double, self.pool_proj(self.pool(x))], 1)


@block("inception_e", group="Inception", title="inception E (Inception V3)")
class InceptionE(nn.Module):
    """A 1x1 convolution, two branches that end in a 1x3 and a 3x1 side by side, and an average pool, side by side.

    Shapes: C x H x W to conv1x1 + 2·conv3x3 + 2·double3x3 + pool_proj channels, H x W.

    Source: Szegedy and others, Rethinking the Inception Architecture, arXiv 1512.00567, figure 7; widths from public
    code (InceptionE of torchvision, Mixed_7b of tensorflow/models).
    """

    def __init__(
        self,
        in_channels: int,
        conv1x1: Branch = 320,
        reduce3x3: Reduced = 384,
        conv3x3: Sides = 384,
        reduce_double3x3: Reduced = 448,
        double3x3: Sides = 384,
        pool_proj: Branch = 192,
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.conv1x1 = conv(in_channels, conv1x1)
        self.reduce3x3 = conv(in_channels, reduce3x3)
        self.conv1x3 = conv(reduce3x3, conv3x3, (1, 3))
        self.conv3x1 = conv(reduce3x3, conv3x3, (3, 1))
        self.reduce_double3x3 = conv(in_channels, reduce_double3x3)
        self.double3x3 = conv(reduce_double3x3, double3x3, 3)
        self.double1x3 = conv(double3x3, double3x3, (1, 3))
        self.double3x1 = conv(double3x3, double3x3, (3, 1))
        self.pool = nn.AvgPool2d(3, 1, 1)
        self.pool_proj = conv(in_channels, pool_proj)

    def forward(self, x: Tensor) -> Tensor:
        single = self.reduce3x3(x)
        double = self.double3x3(self.reduce_double3x3(x))
        middle = [self.conv1x3(single), self.conv3x1(single), self.double1x3(double), self.double3x1(double)]
        return torch.cat([self.conv1x1(x), *middle, self.pool_proj(self.pool(x))], 1)


def check_odd(kernel: Pair) -> None:
    """Raises ShapeError on a kernel whose halves cannot pad it to the size it had."""
    if not all(side % 2 for side in both(kernel)):
        raise ShapeError("only a kernel of odd sides keeps the size that the other branches have.")
