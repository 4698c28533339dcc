"""Inception modules that halve the size: strided convolutions beside a pool, so that nothing is lost at the step."""

from functools import partial

import torch
from torch import Tensor, nn

from modelzoo.blocks.inception import Branch, Long, Reduced, check_odd
from modelzoo.blocks.layers import Epsilon, check_picture, convolution_layers
from modelzoo.graph import Shape
from modelzoo.params import Bias, Norm
from modelzoo.registry import block


@block("inception_v2_reduction", group="Inception", title="reduction (BN-Inception)")
class InceptionV2Reduction(nn.Module):
    """A strided 3x3 and two 3x3 convolutions in a row, the last strided, beside a max pool that passes all channels on.

    The pool starts in the corner where the size is even, and is padded by 1 where it is odd, so that all three branches
    have the same size.

    Shapes: C x H x W to conv3x3 + double3x3 + C channels, H/2 x W/2, rounded up.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167; public code of tensorflow/models (slim,
    inception_v2: Mixed_4a and Mixed_5a), and of pytorchcv for the pool.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        reduce3x3: Reduced = 128,
        conv3x3: Branch = 160,
        reduce_double3x3: Reduced = 64,
        double3x3: Branch = 96,
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        _, channels, height, width = in_shapes[0]
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.reduce3x3 = conv(channels, reduce3x3)
        self.conv3x3 = conv(reduce3x3, conv3x3, 3, 2)
        self.reduce_double3x3 = conv(channels, reduce_double3x3)
        self.double3x3 = nn.Sequential(conv(reduce_double3x3, double3x3, 3), conv(double3x3, double3x3, 3, 2))
        self.pool = nn.MaxPool2d(3, 2, (height % 2, width % 2), ceil_mode=True)

    def forward(self, x: Tensor) -> Tensor:
        middle = self.conv3x3(self.reduce3x3(x))
        large = self.double3x3(self.reduce_double3x3(x))
        return torch.cat([middle, large, self.pool(x)], 1)


@block("inception_b", group="Inception", title="reduction B (Inception V3)")
class InceptionB(nn.Module):
    """A strided 3x3 and two 3x3 convolutions in a row, the last strided, beside a max pool; nothing is padded.

    Shapes: C x H x W to conv3x3 + double3x3 + C channels, (H-1)/2 x (W-1)/2, rounded down.

    Source: Szegedy and others, Rethinking the Inception Architecture, arXiv 1512.00567, figure 10; widths from public
    code (InceptionB of torchvision, Mixed_6a of tensorflow/models).
    """

    def __init__(
        self,
        in_channels: int,
        conv3x3: Branch = 384,
        reduce_double3x3: Reduced = 64,
        double3x3: Branch = 96,
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        self.conv3x3 = conv(in_channels, conv3x3, 3, 2, 0)
        self.reduce_double3x3 = conv(in_channels, reduce_double3x3)
        self.double3x3 = nn.Sequential(conv(reduce_double3x3, double3x3, 3), conv(double3x3, double3x3, 3, 2, 0))
        self.pool = nn.MaxPool2d(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        large = self.double3x3(self.reduce_double3x3(x))
        return torch.cat([self.conv3x3(x), large, self.pool(x)], 1)


@block("inception_d", group="Inception", title="reduction D (Inception V3)")
class InceptionD(nn.Module):
    """A strided 3x3 convolution, 1xn and nx1 with a strided 3x3 behind them, and a max pool; the stride is not padded.

    Shapes: C x H x W to conv3x3 + nxn_3x3 + C channels, (H-1)/2 x (W-1)/2, rounded down.

    Source: Szegedy and others, Rethinking the Inception Architecture, arXiv 1512.00567, section 5; public code
    (InceptionD of torchvision, Mixed_7a of tensorflow/models).
    """

    def __init__(
        self,
        in_channels: int,
        reduce3x3: Reduced = 192,
        conv3x3: Branch = 320,
        reduce_nxn_3x3: Reduced = 192,
        nxn_3x3: Branch = 192,
        n: Long = 7,
        norm: Norm = "batch",
        bias: Bias = False,
        eps: Epsilon = 1e-3,
    ) -> None:
        super().__init__()
        check_odd(n)
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        reduced = reduce_nxn_3x3
        self.reduce3x3 = conv(in_channels, reduce3x3)
        self.conv3x3 = conv(reduce3x3, conv3x3, 3, 2, 0)
        self.reduce_nxn_3x3 = conv(in_channels, reduced)
        self.nxn = nn.Sequential(conv(reduced, reduced, (1, n)), conv(reduced, reduced, (n, 1)))
        self.nxn_3x3 = conv(reduced, nxn_3x3, 3, 2, 0)
        self.pool = nn.MaxPool2d(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        middle = self.conv3x3(self.reduce3x3(x))
        large = self.nxn_3x3(self.nxn(self.reduce_nxn_3x3(x)))
        return torch.cat([middle, large, self.pool(x)], 1)
