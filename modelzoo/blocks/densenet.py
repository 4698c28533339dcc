"""The blocks of DenseNet: each layer reads everything that was made before it, and adds a little."""

from typing import Annotated

import torch
from torch import Tensor, nn

from modelzoo.params import Fraction, Range
from modelzoo.registry import block

Growth = Annotated[int, Range(1, 4096, "Channels that each layer adds (k in the paper)")]
Bottleneck = Annotated[
    int,
    Range(0, 64, "A 1x1 convolution before the 3x3 one makes so many times the growth's channels; 0: there is none"),
]
Compression = Annotated[Fraction, "Share of the channels that a transition keeps"]
Layers = Annotated[int, Range(1, 512, "Layers of the block")]


@block("dense_layer", group="Dense")
class DenseLayer(nn.Module):
    """A 1x1 and a 3x3 convolution, each after batch norm and ReLU; the result stands beside the input.

    Shapes: C x H x W to (C + growth) x H x W.

    Source: Huang and others, Densely Connected Convolutional Networks, arXiv 1608.06993, section 3 (DenseNet-B).
    """

    def __init__(self, in_channels: int, growth: Growth = 32, bottleneck: Bottleneck = 4) -> None:
        super().__init__()
        inner = bottleneck * growth
        narrow = [*_normalised(in_channels), nn.Conv2d(in_channels, inner, 1, bias=False)] if bottleneck else []
        read = inner or in_channels
        self.new = nn.Sequential(*narrow, *_normalised(read), nn.Conv2d(read, growth, 3, padding=1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.new(x)], 1)


@block("dense_block", group="Dense")
class DenseBlock(nn.Module):
    """Layers one after the other, each of which reads the input and what all layers before it have added.

    Shapes: C x H x W to (C + layers·growth) x H x W.

    Source: Huang and others, Densely Connected Convolutional Networks, arXiv 1608.06993, figure 1.
    """

    def __init__(self, in_channels: int, layers: Layers = 6, growth: Growth = 32, bottleneck: Bottleneck = 4) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *(DenseLayer(in_channels + made * growth, growth, bottleneck) for made in range(layers))
        )

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.layers(x)
        return result


@block("dense_transition", group="Dense")
class DenseTransition(nn.Module):
    """Batch norm, ReLU and a 1x1 convolution to a share of the channels, then half the size by an average pool.

    Shapes: C x H x W to compression·C x H/2 x W/2.

    Source: Huang and others, Densely Connected Convolutional Networks, arXiv 1608.06993, section 3 (DenseNet-C).
    """

    def __init__(self, in_channels: int, compression: Compression = 0.5) -> None:
        super().__init__()
        out = max(1, int(in_channels * compression))
        self.narrow = nn.Sequential(*_normalised(in_channels), nn.Conv2d(in_channels, out, 1, bias=False))
        self.pool = nn.AvgPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pool(self.narrow(x))
        return result


def _normalised(channels: int) -> tuple[nn.Module, nn.Module]:
    return nn.BatchNorm2d(channels), nn.ReLU()
