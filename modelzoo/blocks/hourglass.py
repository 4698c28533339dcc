"""The steps of the First Order Motion Model's keypoint detector: down, up, and from features to heat maps."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.activation import PixelSoftmax, Temperature
from modelzoo.blocks.layers import Convolution, both, convolve
from modelzoo.params import Channels, Kernel, Range
from modelzoo.registry import block

Keypoints = Annotated[int, Range(1, 4096, "How many points are looked for: one map each")]


@block("hourglass_down", group="Hourglass", title="hourglass down")
class HourglassDown(nn.Module):
    """A 3x3 convolution, batch norm and ReLU, then half the size by an average pool.

    Shapes: C x H x W to out x H/2 x W/2.

    Source: Siarohin and others, First Order Motion Model for Image Animation, arXiv 2003.00196, public code
    (DownBlock2d).
    """

    def __init__(self, in_channels: int, out: Channels = 64, convolution: Convolution = "dense") -> None:
        super().__init__()
        self.conv = convolve(convolution, in_channels, out)
        self.after = nn.Sequential(nn.BatchNorm2d(out), nn.ReLU(), nn.AvgPool2d(2))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result


@block("hourglass_up", group="Hourglass", title="hourglass up")
class HourglassUp(nn.Module):
    """Twice the size by repeating pixels, then a 3x3 convolution, batch norm and ReLU.

    Shapes: C x H x W to out x 2·H x 2·W.

    Source: Siarohin and others, First Order Motion Model for Image Animation, arXiv 2003.00196, public code
    (UpBlock2d).
    """

    def __init__(self, in_channels: int, out: Channels = 64, convolution: Convolution = "dense") -> None:
        super().__init__()
        self.up = nn.Upsample(scale_factor=2)
        self.conv = convolve(convolution, in_channels, out)
        self.after = nn.Sequential(nn.BatchNorm2d(out), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(self.up(x)))
        return result


@block("heatmap_head", group="Hourglass", title="heat map head")
class HeatmapHead(nn.Module):
    """An unpadded convolution to one map a keypoint, each map a softmax over its pixels.

    Shapes: C x H x W to keypoints x (H - kernel + 1) x (W - kernel + 1).

    Source: Siarohin and others, First Order Motion Model for Image Animation, arXiv 2003.00196, public code
    (KPDetector).
    """

    def __init__(
        self, in_channels: int, keypoints: Keypoints = 10, kernel: Kernel = 7, temperature: Temperature = 0.1
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, keypoints, both(kernel))
        self.softmax = PixelSoftmax(temperature)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.softmax(self.conv(x))
        return result
