"""The building blocks of networks for phones: depthwise convolutions between 1x1 convolutions."""

from functools import partial
from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.attention import Gate, SqueezeAct, SqueezeExcite
from modelzoo.blocks.layers import Epsilon, both, convolution_layers, divisible
from modelzoo.errors import ShapeError
from modelzoo.params import Activation, Channels, Fraction, Kernel, Range, Stride
from modelzoo.registry import block

Expansion = Annotated[
    float, Range(0.1, 64.0, "By how much the first 1x1 convolution widens its input; 1: there is none")
]
Head = Annotated[int, Range(1, 65536, "Channels of the last convolution, before the pool")]
Multiple = Annotated[int, Range(1, 64, "Channel counts are rounded to a multiple of this")]
SqueezeExcitation = Annotated[
    Literal["none", "input", "expanded"], "Squeeze and excitation, whose inner channels are a share of these"
]
SqueezeShare = Annotated[Fraction, "The inner channels of squeeze and excitation as a share"]
Shortcut = Annotated[bool, "Whether the input is added, at stride 1 and equal channels"]


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
        conv = partial(convolution_layers, act=act, eps=eps)
        self.depthwise = conv(in_channels, in_channels, kernel, stride, groups=in_channels)
        self.pointwise = conv(in_channels, out)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pointwise(self.depthwise(x))
        return result


@block("inverted_residual", group="Mobile")
class InvertedResidual(nn.Module):
    """Widen by a 1x1 convolution, filter each channel by itself, and narrow by a 1x1 convolution without activation.

    Each convolution is normalised. The input is added at stride 1 and equal channels, unless shortcut is off.
    squeeze_excite weighs the filtered channels; its inner channels are a share of the block's input, rounded down
    (MnasNet, EfficientNet), or of the expanded channels, rounded to the multiple (MobileNetV3). The expanded channels
    are rounded to the multiple too: to 8 in the authors' code, exact at 1. Expansion 1 is the separable convolution
    that MnasNet and EfficientNet begin with.

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
        squeeze_excite: SqueezeExcitation = "none",
        squeeze_share: SqueezeShare = 0.25,
        squeeze_act: SqueezeAct = "relu",
        gate: Gate = "sigmoid",
        shortcut: Shortcut = True,
        multiple: Multiple = 8,
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        self.adds = shortcut and in_channels == out and both(stride) == (1, 1)
        if self.adds and not all(side % 2 for side in both(kernel)):
            raise ShapeError("an even kernel changes the size, so that no shortcut fits: take an odd one.")
        wide = in_channels if expansion == 1 else divisible(in_channels * expansion, multiple)
        from_input = squeeze_excite == "input"
        inner = int(in_channels * squeeze_share) if from_input else divisible(wide * squeeze_share, multiple)
        conv = partial(convolution_layers, eps=eps)
        widen = [] if expansion == 1 else [conv(in_channels, wide, act=act)]
        filters = conv(wide, wide, kernel, stride, groups=wide, act=act)
        weigh = [SqueezeExcite(((1, wide, 1, 1),), max(1, inner), squeeze_act, gate)]
        narrow = conv(wide, out, act="none")
        self.branch = nn.Sequential(*widen, filters, *(weigh if squeeze_excite != "none" else []), narrow)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.branch(x)
        return x + result if self.adds else result
