"""U-Net, the network after which all encoders and decoders with skips are named."""

from typing import Annotated, Literal

from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Channels, Norm, Range
from modelzoo.registry import architecture

Base = Annotated[int, Range(1, 4096, "Channels of the first level; every level below has twice as many")]
Depth = Annotated[int, Range(1, 10, "How often the size is halved, and doubled again")]
Padding = Annotated[
    Literal["same", "valid"], "Whether 3x3 convolutions keep the size by padding, or take two pixels off"
]
Up = Annotated[Literal["transposed", "bilinear"], "How a level is enlarged: by learned weights, or without any"]
AnySize = Annotated[bool, "Whether what was enlarged is padded to the size of its skip where that is odd"]


@architecture(
    "unet",
    family="U-Net",
    title="U-Net",
    year=2015,
    task="segmentation",
    input=(3, 256, 256),
    variants={
        "U-Net baseline (padded, BN)": {},
        "U-Net baseline (padded, BN) @224": {"outputs": 2, "input": (3, 224, 224)},
        "U-Net baseline (padded, BN) @64": {"input": (3, 64, 64)},
        "U-Net (bilinear)": {"up": "bilinear"},
        "U-Net (paper)": {"padding": "valid", "norm": "none", "outputs": 2, "input": (1, 572, 572)},
    },
)
def unet(
    base: Base = 64,
    depth: Depth = 4,
    padding: Padding = "same",
    up: Up = "transposed",
    norm: Norm = "batch",
    any_size: AnySize = False,
    outputs: Channels = 1,
) -> Graph:
    """Two convolutions a level on the way down and up again, where each level also reads what it saw on the way down.

    The paper pads nothing, so that a skip's border is cut off before it is joined; public code pads and adds batch
    norm. "bilinear" enlarges without weights, with half as many channels below and after each level, as that code does.
    Padded, height and width must be multiples of 2 to the power of depth, unless any_size pads what was enlarged to
    the size of its skip. Convolutions have a bias where there is no norm.

    Source: Ronneberger, Fischer, Brox, U-Net, arXiv 1505.04597, figure 1; public code milesial/Pytorch-UNet.
    """
    b = Builder()
    style = {"padding": "half" if padding == "same" else 0, "norm": norm, "bias": norm == "none"}
    widths = [base << level for level in range(depth)]
    less = 1 if up == "bilinear" else 0
    x = b("input")
    skips = []
    for level, width in enumerate(widths, start=1):
        skips.append(b("double_conv", x, id=f"down{level}", out=width, **style))
        x = b("max_pool", skips[-1], id=f"pool{level}")
    x = b("double_conv", x, id="bottom", out=base << (depth - less), **style)
    for level in range(depth, 0, -1):
        skip, width = skips.pop(), widths[level - 1]
        if up == "bilinear":
            x = b("upsample", x, id=f"enlarge{level}", mode="bilinear_aligned")
        else:
            x = _up_convolution(b, x, width, f"enlarge{level}")
        if padding == "valid":
            skip = b("crop_like", skip, x, id=f"crop{level}")
        elif any_size:
            x = b("pad_like", x, skip, id=f"pad{level}")
        x = b("concat", skip, x, id=f"join{level}")
        x = b("double_conv", x, id=f"up{level}", out=max(base, width >> less), mid=width, **style)
    b("output", b("conv", x, id="head", out=outputs, kernel=1, act="none"))
    return b.graph


def _up_convolution(b: Builder, x: str, out: int, id: str) -> str:
    return b("transposed_conv", x, id=id, out=out, kernel=2, padding=0, output_padding=0, act="none")
