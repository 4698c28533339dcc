"""What stands at the end of a classifier: from features to one score a class."""

import math
from functools import partial
from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.layers import Epsilon, activate, both, check_picture, convolution_layers
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape
from modelzoo.params import Activation, Bias, Channels, Fraction, Norm, Range
from modelzoo.registry import block

Classes = Annotated[int, Range(1, 65536, "How many classes are told apart: one score each")]
Hidden = Annotated[int, Range(0, 65536, "Values of a fully connected layer before the last; 0: there is none")]
Wider = Annotated[int, Range(0, 65536, "Channels of an unpadded 5x5 convolution behind the 1x1; 0: there is none")]
Dropout = Annotated[Fraction, "Share of the last features that is zeroed while training"]
ClassifierBias = Annotated[bool, "Whether each score has a learned number added to it"]
Grid = Annotated[int, Range(0, 64, "Side of the grid of means that it looks at; 0: means of 5x5 pixels, 3 apart")]
Runs = Annotated[Literal["always", "training"], "When it computes anything: always, or only while the network trains"]


@block("classifier_head", group="Ends", title="classifier head")
class ClassifierHead(nn.Module):
    """The mean of each channel, on demand a fully connected layer with its activation, dropout, and the scores.

    Shapes: C x H x W to classes values.

    Source: Lin, Chen, Yan, Network in Network, arXiv 1312.4400, section 3.2 (global average pooling); with a hidden
    layer in MobileNetV3, arXiv 1905.02244, figure 5.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        classes: Classes = 1000,
        hidden: Hidden = 0,
        act: Activation = "relu",
        dropout: Dropout = 0.0,
        bias: ClassifierBias = True,
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        channels = in_shapes[0][1]
        inner = [nn.Linear(channels, hidden), *activate(act)] if hidden else []
        drop = [nn.Dropout(dropout)] if dropout else []
        last = nn.Linear(hidden or channels, classes, bias)
        self.score = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), *inner, *drop, last)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.score(x)
        return result


@block("auxiliary_classifier", group="Ends", title="auxiliary classifier")
class AuxiliaryClassifier(nn.Module):
    """Scores from the middle of a network, whose loss helps to train what stands before it.

    Means of neighbourhoods pass a 1x1 convolution, on demand a 5x5 one whose result is averaged, and one or two fully
    connected layers.

    runs: nothing needs these scores once the network is trained. With "training" the head keeps its parameters but
    computes nothing outside of training, as in torch's public code: it then gives an empty row for each picture.

    Shapes: C x H x W to classes values; to none where it does not run.

    Source: Szegedy and others, Going Deeper with Convolutions, arXiv 1409.4842, section 5; with the 5x5 convolution,
    without a hidden layer and with batch norm in Inception V3, arXiv 1512.00567, figure 8, and its public code.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        classes: Classes = 1000,
        reduce: Channels = 128,
        conv5x5: Wider = 0,
        hidden: Hidden = 1024,
        dropout: Dropout = 0.7,
        grid: Grid = 0,
        norm: Norm = "none",
        bias: Bias = True,
        eps: Epsilon = 1e-5,
        runs: Runs = "always",
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        conv = partial(convolution_layers, norm=norm, bias=bias, eps=eps)
        means = nn.AdaptiveAvgPool2d(grid) if grid else nn.AvgPool2d(5, 3)
        wider = [conv(reduce, conv5x5, 5, padding=0), nn.AdaptiveAvgPool2d(1)] if conv5x5 else []
        found = conv5x5 or reduce * _neighbourhoods(in_shapes[0], grid)
        inner = [nn.Linear(found, hidden), nn.ReLU()] if hidden else []
        drop = [nn.Dropout(dropout)] if dropout else []
        last = nn.Linear(hidden or found, classes)
        self.score = nn.Sequential(means, conv(in_shapes[0][1], reduce), *wider, nn.Flatten(), *inner, *drop, last)
        self.idle = Idle() if runs == "training" else None

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.score(x) if self.idle is None or self.training else self.idle(x)
        return result


class Idle(nn.Module):
    """What a head for training alone does outside of training: it gives an empty row for each picture."""

    def forward(self, x: Tensor) -> Tensor:
        return x.new_empty((x.shape[0], 0))


def _neighbourhoods(shape: Shape, grid: int) -> int:
    sides = both(grid) if grid else [(side - 5) // 3 + 1 for side in shape[2:]]
    if min(sides) < 1:
        raise ShapeError("the picture is too small: it looks at means of 5x5 pixels.")
    return math.prod(sides)
