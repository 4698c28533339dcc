"""Fire modules: SqueezeNet's, and the two ways to enlarge with one."""

from typing import Annotated

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import Convolution, both, convolve, normalise, pad
from modelzoo.params import Bias, Channels, Factor, Kernel, Norm, Padding, Range, Stride
from modelzoo.registry import block

Squeeze = Annotated[int, Range(1, 65536, "Channels after the squeeze")]
Expand = Annotated[int, Range(1, 65536, "Channels of each of the two sides that are then put together")]
Expand3 = Annotated[int, Range(0, 65536, "Channels of the 3x3 side where it differs; 0: as many as the 1x1 side")]


@block("fire", group="Squeeze")
class Fire(nn.Module):
    """Squeeze to few channels by 1x1 filters, then expand by 1x1 and 3x3 filters side by side.

    norm and bias are those of the squeeze; convolution says how the 3x3 side is made.

    Shapes: C x H x W to 2·expand x H x W, or expand + expand3 where that is set.

    Source: Iandola and others, SqueezeNet, arXiv 1602.07360, section 3.2; without norm as there, with one as in
    public implementations of Squeeze U-Net.
    """

    def __init__(
        self,
        in_channels: int,
        squeeze: Squeeze = 16,
        expand: Expand = 64,
        expand3: Expand3 = 0,
        convolution: Convolution = "dense",
        norm: Norm = "none",
        bias: Bias = True,
    ) -> None:
        super().__init__()
        self.squeeze = nn.Sequential(
            nn.Conv2d(in_channels, squeeze, 1, bias=bias), *normalise(norm, squeeze), nn.ReLU()
        )
        self.expand1 = nn.Conv2d(squeeze, expand, 1)
        self.expand3 = convolve(convolution, squeeze, expand3 or expand)
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        squeezed = self.squeeze(x)
        result: Tensor = self.act(torch.cat([self.expand1(squeezed), self.expand3(squeezed)], 1))
        return result


@block("transposed_fire", group="Squeeze", title="transposed fire (Squeeze U-Net)")
class TransposedFire(nn.Module):
    """A 3x3 transposed convolution to `up` channels, then a fire module.

    Shapes: C x H x W to 2·expand x stride·H x stride·W.

    Source: Beheshti and Johnsson, Squeeze U-Net (CVPR Workshops 2020), in the form of public implementations, where a
    transposed convolution stands before each fire module of the decoder.
    """

    def __init__(
        self,
        in_channels: int,
        up: Channels = 64,
        stride: Factor = 2,
        squeeze: Squeeze = 16,
        expand: Expand = 64,
        norm: Norm = "none",
        bias: Bias = True,
    ) -> None:
        super().__init__()
        self.up = nn.ConvTranspose2d(in_channels, up, 3, stride, padding=1, output_padding=stride - 1)
        self.act = nn.ReLU()
        self.fire = Fire(up, squeeze, expand, norm=norm, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.fire(self.act(self.up(x)))
        return result


@block("squeezeseg_transposed_fire", group="Squeeze", title="transposed fire (SqueezeSeg)")
class SqueezeSegTransposedFire(nn.Module):
    """Squeeze to few channels, enlarge those by a transposed convolution, then expand by 1x1 and 3x3 filters.

    What the transposed convolution makes beyond stride times the input is cut off at the bottom and right. norm and
    bias are those of the squeeze. SqueezeSeg itself enlarges the width only: kernel 1x4, stride 1x2, padding 0x1.

    Shapes: C x H x W to 2·expand x stride·H x stride·W.

    Source: Wu and others, SqueezeSeg, arXiv 1710.07368, figure 4 (fireDeconv).
    """

    def __init__(
        self,
        in_channels: int,
        squeeze: Squeeze = 16,
        expand: Expand = 64,
        kernel: Kernel = 2,
        stride: Stride = 2,
        padding: Padding = 0,
        norm: Norm = "none",
        bias: Bias = True,
    ) -> None:
        super().__init__()
        self.squeeze = nn.Sequential(
            nn.Conv2d(in_channels, squeeze, 1, bias=bias), *normalise(norm, squeeze), nn.ReLU()
        )
        self.stride = both(stride)
        self.up = nn.ConvTranspose2d(squeeze, squeeze, both(kernel), self.stride, pad(padding, kernel))
        self.expand1 = nn.Conv2d(squeeze, expand, 1)
        self.expand3 = nn.Conv2d(squeeze, expand, 3, padding=1)
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        height, width = (size * step for size, step in zip(x.shape[2:], self.stride, strict=True))
        large = self.act(self.up(self.squeeze(x)))[:, :, :height, :width]
        result: Tensor = self.act(torch.cat([self.expand1(large), self.expand3(large)], 1))
        return result
