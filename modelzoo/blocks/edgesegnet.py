"""The three modules of EdgeSegNet. Every convolution has a bias; only the residual bottleneck normalises."""

from torch import Tensor, nn

from modelzoo.blocks.layers import both
from modelzoo.params import Channels, Stride
from modelzoo.registry import block


@block("bottleneck_reduction", group="EdgeSegNet")
class BottleneckReduction(nn.Module):
    """A coarse look at the picture: a 3x3 convolution of large stride, then 1x1 and 3x3 ones at the small size.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: Lin, Chwyl, Wong, EdgeSegNet, arXiv 1905.04222, bottleneck reduction module; stride, padding and the places
    of the ReLUs as in public implementations.
    """

    def __init__(self, in_channels: int, out: Channels = 48, stride: Stride = 8) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels, out, 3, both(stride)),
            nn.ReLU(),
            nn.Conv2d(out, out, 1),
            nn.ReLU(),
            nn.Conv2d(out, out, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.layers(x)
        return result


@block("edge_residual_bottleneck", group="EdgeSegNet", title="residual bottleneck (EdgeSegNet)")
class EdgeResidualBottleneck(nn.Module):
    """Normalised input through 1x1, strided 3x3 and 1x1 convolutions, added to a strided 3x3 shortcut.

    Shapes: C x H x W to out x H/stride x W/stride.

    Source: Lin, Chwyl, Wong, EdgeSegNet, arXiv 1905.04222, residual bottleneck module.
    """

    def __init__(self, in_channels: int, out: Channels = 48, stride: Stride = 2) -> None:
        super().__init__()
        self.before = nn.Sequential(nn.BatchNorm2d(in_channels), nn.ReLU())
        self.branch = nn.Sequential(
            nn.Conv2d(in_channels, out, 1),
            nn.BatchNorm2d(out),
            nn.ReLU(),
            nn.Conv2d(out, out, 3, both(stride), padding=1),
            nn.BatchNorm2d(out),
            nn.ReLU(),
            nn.Conv2d(out, out, 1),
        )
        self.shortcut = nn.Conv2d(in_channels, out, 3, both(stride), padding=1)

    def forward(self, x: Tensor) -> Tensor:
        ready = self.before(x)
        result: Tensor = self.shortcut(ready) + self.branch(ready)
        return result


@block("refine", group="EdgeSegNet")
class Refine(nn.Module):
    """A 1x1 convolution, and a branch of a 1x1 and two 3x3 ones that is added to it.

    Shapes: C x H x W to out x H x W.

    Source: Lin, Chwyl, Wong, EdgeSegNet, arXiv 1905.04222, refine module; the places of the ReLUs as in public
    implementations.
    """

    def __init__(self, in_channels: int, out: Channels = 48) -> None:
        super().__init__()
        self.project = nn.Conv2d(in_channels, out, 1)
        self.branch = nn.Sequential(
            nn.Conv2d(out, out, 1),
            nn.ReLU(),
            nn.Conv2d(out, out, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(out, out, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        projected = self.project(x)
        result: Tensor = projected + self.branch(projected)
        return result
