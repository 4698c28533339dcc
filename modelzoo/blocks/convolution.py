"""Convolutions, each with its normalisation and activation as choices, and the fully connected layer."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.layers import Convolution, Epsilon, activate, both, check_groups, convolve, normalise, pad
from modelzoo.errors import ShapeError
from modelzoo.params import Activation, Bias, Channels, Dilation, Groups, Kernel, Norm, Padding, Pair, Range, Stride
from modelzoo.registry import block

Multiplier = Annotated[int, Range(1, 64, "Filters for each input channel")]
OutputPadding = Annotated[Pair, Range(0, 63, "Rows and columns added at the bottom and right; less than the stride")]
PaddingAt = Annotated[Literal["depthwise", "pointwise"], "Which of the two convolutions is padded"]


@block("conv", group="Convolutions", title="convolution")
class Conv(nn.Module):
    """A convolution, then on demand a normalisation and an activation.

    Shapes: C x H x W to out x H/stride x W/stride with "half" padding.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        kernel: Kernel = 3,
        stride: Stride = 1,
        padding: Padding = "half",
        dilation: Dilation = 1,
        groups: Groups = 1,
        bias: Bias = True,
        norm: Norm = "none",
        act: Activation = "relu",
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        check_groups(groups, input_channels=in_channels, output_channels=out)
        self.conv = nn.Conv2d(
            in_channels, out, both(kernel), both(stride), pad(padding, kernel, dilation), both(dilation), groups, bias
        )
        self.after = nn.Sequential(*normalise(norm, out, eps), *activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result


@block("depthwise_conv", group="Convolutions", title="depthwise convolution")
class DepthwiseConv(nn.Module):
    """A convolution that looks at each channel by itself, then on demand a normalisation and an activation.

    Shapes: C x H x W to C·multiplier x H/stride x W/stride with "half" padding.
    """

    def __init__(
        self,
        in_channels: int,
        multiplier: Multiplier = 1,
        kernel: Kernel = 3,
        stride: Stride = 1,
        padding: Padding = "half",
        dilation: Dilation = 1,
        bias: Bias = True,
        norm: Norm = "none",
        act: Activation = "relu",
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        out = in_channels * multiplier
        around = pad(padding, kernel, dilation)
        self.conv = nn.Conv2d(
            in_channels, out, both(kernel), both(stride), around, both(dilation), groups=in_channels, bias=bias
        )
        self.after = nn.Sequential(*normalise(norm, out, eps), *activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result


@block("separable_conv", group="Convolutions", title="depthwise-separable convolution")
class SeparableConv(nn.Module):
    """A depthwise convolution, then a 1x1 convolution that mixes the channels, with nothing between them.

    padding_at: the usual block pads the depthwise convolution. One that pads the 1x1 convolution instead costs less,
    but the outermost ring of its output is made of biases alone.

    Shapes: C x H x W to out x H/stride x W/stride; padded at the 1x1 convolution the result is larger where stride > 1.

    Source: Sifre, Rigid-Motion Scattering for Image Classification (thesis, 2014); as a block for light networks,
    MobileNets, arXiv 1704.04861, section 3.1.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        kernel: Kernel = 3,
        stride: Stride = 1,
        padding_at: PaddingAt = "depthwise",
        bias: Bias = True,
        norm: Norm = "none",
        act: Activation = "relu",
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        kind: Convolution = "separable" if padding_at == "depthwise" else "separable_padded_late"
        self.conv = convolve(kind, in_channels, out, kernel, stride, bias)
        self.after = nn.Sequential(*normalise(norm, out, eps), *activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result


@block("transposed_conv", group="Convolutions", title="transposed convolution")
class TransposedConv(nn.Module):
    """A learned enlargement: each input pixel spreads over a kernel's area of the output.

    Shapes: C x H x W to out x (H-1)·stride - 2·padding + kernel + output_padding, the width likewise; by default
    twice the size.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        kernel: Kernel = 3,
        stride: Stride = 2,
        padding: Padding = 1,
        output_padding: OutputPadding = 1,
        groups: Groups = 1,
        bias: Bias = True,
        norm: Norm = "none",
        act: Activation = "relu",
        eps: Epsilon = 1e-5,
    ) -> None:
        super().__init__()
        check_groups(groups, input_channels=in_channels, output_channels=out)
        if any(extra >= step for extra, step in zip(both(output_padding), both(stride), strict=True)):
            raise ShapeError("the output padding must be less than the stride.")
        around = pad(padding, kernel)
        self.conv = nn.ConvTranspose2d(
            in_channels, out, both(kernel), both(stride), around, both(output_padding), groups, bias
        )
        self.after = nn.Sequential(*normalise(norm, out, eps), *activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result


@block("linear", group="Convolutions", title="fully connected")
class Linear(nn.Module):
    """Every output is a weighted sum of all inputs, then on demand an activation.

    Shapes: N values to out values. A picture must be flattened or pooled to values before it.
    """

    def __init__(self, in_features: int, out: Channels = 1000, bias: Bias = True, act: Activation = "none") -> None:
        super().__init__()
        self.linear = nn.Linear(in_features, out, bias)
        self.after = nn.Sequential(*activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.linear(x))
        return result
