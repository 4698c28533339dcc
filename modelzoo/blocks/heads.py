"""What stands at the end of a classifier: from features to one score a class."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.layers import activate, check_picture
from modelzoo.graph import Shape
from modelzoo.params import Activation, Fraction, Range
from modelzoo.registry import block

Classes = Annotated[int, Range(1, 65536, "How many classes are told apart: one score each")]
Hidden = Annotated[int, Range(0, 65536, "Values of a fully connected layer before the last; 0: there is none")]


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
        dropout: Fraction = 0.0,
        bias: bool = True,
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
