"""ResNet's blocks: what they add to their input is all they have to learn."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.attention import SqueezeExcite
from modelzoo.blocks.layers import convolution_layers
from modelzoo.params import Channels, Pair, Range, Stride
from modelzoo.registry import block

Inner = Annotated[int, Range(1, 65536, "Channels of the 3x3 convolution between the two 1x1 ones")]
Squeeze = Annotated[
    int, Range(0, 65536, "Channels within a squeeze and excitation before the sum; 0: there is none of it")
]
StrideAt = Annotated[
    Literal["1x1", "3x3"], "Which convolution of a bottleneck has the stride: the first, or the 3x3 one"
]


class _Residual(nn.Module):
    """A branch, added to its input or to what a 1x1 convolution makes of that where channels or size change."""

    def __init__(self, branch: nn.Sequential, in_channels: int, out: int, stride: Pair) -> None:
        super().__init__()
        self.branch = branch
        fits = in_channels == out and stride == 1
        self.shortcut = None if fits else convolution_layers(in_channels, out, 1, stride, act="none")
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        kept = x if self.shortcut is None else self.shortcut(x)
        result: Tensor = self.act(self.branch(x) + kept)
        return result


@block("basic_block", group="Residual", title="residual block (ResNet)")
class BasicBlock(_Residual):
    """Two 3x3 convolutions, added to the input; the first of them has the stride.

    Where channels or size change, a 1x1 convolution fits the input to the sum.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: He, Zhang, Ren, Sun, Deep Residual Learning, arXiv 1512.03385, figure 5 left, shortcut B; squeeze and
    excitation as in Hu, Shen, Sun, arXiv 1709.01507, figure 3.
    """

    def __init__(self, in_channels: int, out: Channels = 64, stride: Stride = 1, squeeze: Squeeze = 0) -> None:
        branch = nn.Sequential(
            convolution_layers(in_channels, out, 3, stride),
            convolution_layers(out, out, 3, act="none"),
            *_excited(out, squeeze),
        )
        super().__init__(branch, in_channels, out, stride)


@block("bottleneck", group="Residual", title="residual bottleneck (ResNet)")
class Bottleneck(_Residual):
    """A 1x1 convolution to few channels, a 3x3 one there, and a 1x1 one to many channels, added to the input.

    stride_at says which convolution has the stride: the first 1x1 one in the paper, the 3x3 one in most public code.
    Where channels or size change, a 1x1 convolution fits the input to the sum.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: He, Zhang, Ren, Sun, Deep Residual Learning, arXiv 1512.03385, figure 5 right, shortcut B; squeeze and
    excitation as in Hu, Shen, Sun, arXiv 1709.01507, figure 3.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 256,
        inner: Inner = 64,
        stride: Stride = 1,
        stride_at: StrideAt = "1x1",
        squeeze: Squeeze = 0,
    ) -> None:
        first, second = (stride, 1) if stride_at == "1x1" else (1, stride)
        branch = nn.Sequential(
            convolution_layers(in_channels, inner, 1, first),
            convolution_layers(inner, inner, 3, second),
            convolution_layers(inner, out, 1, act="none"),
            *_excited(out, squeeze),
        )
        super().__init__(branch, in_channels, out, stride)


def _excited(channels: int, squeeze: int) -> list[nn.Module]:
    return [SqueezeExcite(((1, channels, 1, 1),), squeeze)] if squeeze else []
