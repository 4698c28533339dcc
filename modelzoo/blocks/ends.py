"""Where a network begins and ends."""

from torch import Tensor, nn

from modelzoo.params import Channels
from modelzoo.registry import block


@block("input", group="Ends", ports=())
class Input(nn.Module):
    """The picture that the network looks at: (batch, channels, height, width), the size being the project's.

    Shapes: gives channels x H x W.
    """

    def __init__(self, channels: Channels = 3) -> None:
        super().__init__()

    def forward(self, picture: Tensor) -> Tensor:
        return picture


@block("output", group="Ends")
class Output(nn.Module):
    """A result of the network. What reaches no output is not analysed; a network may have several.

    Shapes: any, unchanged.
    """

    def forward(self, x: Tensor) -> Tensor:
        return x
