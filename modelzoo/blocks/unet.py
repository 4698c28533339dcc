"""The blocks of U-Net: two convolutions a level, and what lets a skip meet a picture of another size."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.layers import check_picture, convolution_layers
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, shape_text
from modelzoo.params import Activation, Bias, Channels, Kernel, Norm, Padding, Range
from modelzoo.registry import block

Mid = Annotated[int, Range(0, 65536, "Channels between the two convolutions; 0: as many as come out")]


@block("double_conv", group="Convolutions", title="double convolution")
class DoubleConv(nn.Module):
    """Two convolutions, each with its normalisation and activation.

    Shapes: C x H x W to out x H x W with "half" padding; without padding each convolution takes kernel - 1 off.

    Source: Ronneberger, Fischer, Brox, U-Net, arXiv 1505.04597, figure 1; padded and with batch norm in public code.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        mid: Mid = 0,
        kernel: Kernel = 3,
        padding: Padding = "half",
        bias: Bias = False,
        norm: Norm = "batch",
        act: Activation = "relu",
    ) -> None:
        super().__init__()
        mid = mid or out
        self.first = convolution_layers(in_channels, mid, kernel, padding=padding, bias=bias, norm=norm, act=act)
        self.second = convolution_layers(mid, out, kernel, padding=padding, bias=bias, norm=norm, act=act)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.second(self.first(x))
        return result


@block("pad_like", group="Resizing", title="pad to the size of another")
class PadLike(nn.Module):
    """Zeros around the first input until it is as high and wide as the second; an odd one goes to the bottom and right.

    Shapes: C x H x W and D x h x w to C x h x w.
    """

    def __init__(self, in_shapes: tuple[Shape, ...]) -> None:
        super().__init__()
        for shape in in_shapes:
            check_picture(shape)
        picture, like = in_shapes
        height, width = (large - small for large, small in zip(like[2:], picture[2:], strict=True))
        if height < 0 or width < 0:
            raise ShapeError(f"{shape_text(picture)} is larger than the size to pad it to.")
        top, left = height // 2, width // 2
        self.pad = nn.ZeroPad2d((left, width - left, top, height - top))

    def forward(self, x: Tensor, like: Tensor) -> Tensor:
        result: Tensor = self.pad(x)
        return result
