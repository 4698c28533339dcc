"""Squeeze and excitation: a network within the network that weighs the channels."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.layers import activate, check_picture
from modelzoo.graph import Shape
from modelzoo.params import Activation, Range
from modelzoo.registry import block

Squeezed = Annotated[int, Range(1, 65536, "Channels between the two 1x1 convolutions that find the weights")]
SqueezeAct = Annotated[Activation, "Function between the two 1x1 convolutions that find the weights"]
Squeezing = Annotated[bool, "Whether squeeze and excitation weighs channels where the paper has it"]
Gate = Annotated[Activation, "Function that makes the weights"]


@block("squeeze_excite", group="Channels", title="squeeze and excitation")
class SqueezeExcite(nn.Module):
    """Weighs each channel by what the means of all channels tell.

    The means pass a 1x1 convolution to a few channels, an activation, a second 1x1 convolution back to all, and the
    gate, which makes the weights.

    Shapes: C x H x W, unchanged.

    Source: Hu, Shen, Sun, Squeeze-and-Excitation Networks, arXiv 1709.01507, figure 2; with a hard sigmoid as its gate
    in MobileNetV3, arXiv 1905.02244.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        squeeze: Squeezed = 16,
        act: SqueezeAct = "relu",
        gate: Gate = "sigmoid",
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        channels = in_shapes[0][1]
        self.weigh = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, squeeze, 1),
            *activate(act),
            nn.Conv2d(squeeze, channels, 1),
            *activate(gate),
        )

    def forward(self, x: Tensor) -> Tensor:
        weights: Tensor = self.weigh(x)
        return x * weights
