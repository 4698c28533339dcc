"""Blocks that change height and width without weights, and data folding, which trades them for channels."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.layers import check_picture
from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, shape_text
from modelzoo.params import Factor, Range
from modelzoo.registry import block

Amount = Annotated[int, Range(0, 8192, "Rows or columns of pixels")]
Mode = Annotated[Literal["nearest", "bilinear", "bilinear_aligned"], "How new pixels come from those that there are"]
Keep = Annotated[Literal["centre", "top_left"], "Which part of the picture is left"]


@block("upsample", group="Resizing")
class Upsample(nn.Module):
    """Enlarges by repeating pixels or by bilinear interpolation; "bilinear_aligned" keeps the corner pixels in place.

    Shapes: C x H x W to C x factor·H x factor·W.
    """

    def __init__(self, factor: Factor = 2, mode: Mode = "nearest") -> None:
        super().__init__()
        self.up = (
            nn.Upsample(scale_factor=factor)
            if mode == "nearest"
            else nn.Upsample(scale_factor=factor, mode="bilinear", align_corners=mode == "bilinear_aligned")
        )

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.up(x)
        return result


@block("zero_pad", group="Resizing")
class ZeroPad(nn.Module):
    """Rows and columns of zeros around the picture.

    Shapes: C x H x W to C x (top + H + bottom) x (left + W + right).
    """

    def __init__(
        self, in_shapes: tuple[Shape, ...], top: Amount = 1, bottom: Amount = 1, left: Amount = 1, right: Amount = 1
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        self.pad = nn.ZeroPad2d((left, right, top, bottom))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.pad(x)
        return result


@block("crop", group="Resizing")
class Crop(nn.Module):
    """Cuts rows and columns off the picture.

    Shapes: C x H x W to C x (H - top - bottom) x (W - left - right).
    """

    def __init__(
        self, in_shapes: tuple[Shape, ...], top: Amount = 0, bottom: Amount = 1, left: Amount = 0, right: Amount = 1
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        _, _, height, width = in_shapes[0]
        if top + bottom >= height or left + right >= width:
            raise ShapeError("nothing would be left of it.")
        self.top, self.bottom, self.left, self.right = top, bottom, left, right

    def forward(self, x: Tensor) -> Tensor:
        height, width = x.shape[2:]
        return x[:, :, self.top : height - self.bottom, self.left : width - self.right]


@block("crop_like", group="Resizing", title="crop to the size of another")
class CropLike(nn.Module):
    """Cuts the first input to the height and width of the second, around its centre or from its top left corner.

    Shapes: C x H x W and D x h x w to C x h x w.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], keep: Keep = "centre") -> None:
        super().__init__()
        for shape in in_shapes:
            check_picture(shape)
        picture, like = in_shapes
        if picture[2] < like[2] or picture[3] < like[3]:
            raise ShapeError(f"{shape_text(picture)} is smaller than the size to cut it to.")
        self.centre = keep == "centre"

    def forward(self, x: Tensor, like: Tensor) -> Tensor:
        height, width = like.shape[2:]
        top = (x.shape[2] - height) // 2 if self.centre else 0
        left = (x.shape[3] - width) // 2 if self.centre else 0
        return x[:, :, top : top + height, left : left + width]


@block("fold", group="Resizing", title="data folding")
class Fold(nn.Module):
    """The factor x factor neighbours of a pixel become channels (pixel unshuffle, space to depth). Nothing is lost.

    A KxK convolution after it does what a convolution factor times that large and of stride factor does before it.

    Shapes: C x H x W to C·factor² x H/factor x W/factor; factor divides H and W.

    Source: Okman, Ulkar, Uyanik, L3U-net, arXiv 2203.16528.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], factor: Factor = 2) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        _, _, height, width = in_shapes[0]
        if height % factor or width % factor:
            raise ShapeError(f"height and width must be multiples of {factor}.")
        self.fold = nn.PixelUnshuffle(factor)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.fold(x)
        return result


@block("unfold", group="Resizing", title="data unfolding")
class Unfold(nn.Module):
    """Channels become the factor x factor neighbours of a pixel (pixel shuffle, depth to space): undoes data folding.

    Shapes: C·factor² x H x W to C x factor·H x factor·W.

    Source: Shi and others, Real-Time Single Image and Video Super-Resolution, arXiv 1609.05158.
    """

    def __init__(self, in_shapes: tuple[Shape, ...], factor: Factor = 2) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        if in_shapes[0][1] % factor**2:
            raise ShapeError(f"the channels must be a multiple of {factor**2}.")
        self.unfold = nn.PixelShuffle(factor)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.unfold(x)
        return result
