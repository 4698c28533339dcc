"""The building blocks of networks for phones: depthwise convolutions between 1x1 convolutions."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.attention import SqueezeExcite
from modelzoo.blocks.layers import Epsilon, both, convolution_layers, divisible
from modelzoo.errors import ShapeError
from modelzoo.params import Activation, Channels, Fraction, Kernel, Range, Stride
from modelzoo.registry import block

Expansion = Annotated[
    float, Range(0.1, 64.0, "By how much the first 1x1 convolution widens its input; 1: there is none")
]
Multiple = Annotated[int, Range(1, 64, "Channel counts are rounded to a multiple of this")]
Squeezing = Literal["none", "input", "expanded"]
"""Whether there is squeeze and excitation, and of which channels its inner width is a share."""


@block("depthwise_separable", group="Mobile", title="depthwise separable (MobileNet)")
class DepthwiseSeparable(nn.Module):
    """A depthwise convolution, then a 1x1 convolution that mixes the channels, each normalised and activated.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: Howard and others, MobileNets, arXiv 1704.04861, figure 3.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        kernel: Kernel = 3,
        stride: Stride = 1,
        act: Activation = "relu",
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        self.depthwise = convolution_layers(
            in_channels, in_channels, kernel, stride, groups=in_channels, act=act, eps=eps
        )
        self.pointwise = convolution_layers(in_channels, out, act=act, eps=eps)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pointwise(self.depthwise(x))
        return result


@block("inverted_residual", group="Mobile")
class InvertedResidual(nn.Module):
    """Widen by a 1x1 convolution, filter each channel by itself, and narrow by a 1x1 convolution without activation.

    Each convolution is normalised. The input is added at stride 1 and equal channels, unless shortcut is off. se
    weighs the filtered channels by squeeze and excitation; its inner width is a share of the block's input channels,
    rounded down (MnasNet, EfficientNet), or of the expanded ones, rounded to the multiple (MobileNetV3). The expanded
    channels are rounded to the multiple too: to 8 in the authors' code, exact at 1. Expansion 1 is the separable
    convolution that MnasNet and EfficientNet begin with.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: Sandler and others, MobileNetV2, arXiv 1801.04381, figure 4d; with squeeze and excitation: MnasNet, arXiv
    1807.11626, figure 7, MobileNetV3, arXiv 1905.02244, figure 4, and EfficientNet (MBConv), arXiv 1905.11946, table 1.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 24,
        expansion: Expansion = 6.0,
        kernel: Kernel = 3,
        stride: Stride = 1,
        act: Activation = "relu6",
        se: Squeezing = "none",
        se_share: Fraction = 0.25,
        se_act: Activation = "relu",
        gate: Activation = "sigmoid",
        shortcut: bool = True,
        multiple: Multiple = 8,
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        self.adds = shortcut and in_channels == out and both(stride) == (1, 1)
        if self.adds and not all(side % 2 for side in both(kernel)):
            raise ShapeError("an even kernel changes the size, so that no shortcut fits: take an odd one.")
        wide = in_channels if expansion == 1 else divisible(in_channels * expansion, multiple)
        inner = {"input": int(in_channels * se_share), "expanded": divisible(wide * se_share, multiple)}
        widen = [] if expansion == 1 else [convolution_layers(in_channels, wide, act=act, eps=eps)]
        weigh = [SqueezeExcite(((1, wide, 1, 1),), max(1, inner[se]), se_act, gate)] if se in inner else []
        self.branch = nn.Sequential(
            *widen,
            convolution_layers(wide, wide, kernel, stride, groups=wide, act=act, eps=eps),
            *weigh,
            convolution_layers(wide, out, act="none", eps=eps),
        )

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.branch(x)
        return x + result if self.adds else result
