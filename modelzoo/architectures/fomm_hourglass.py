"""The First Order Motion Model's hourglass: the teacher whose work the light networks learn."""

from typing import Annotated

from modelzoo.blocks.hourglass import Keypoints
from modelzoo.blocks.layers import Convolution
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 8, "How often the size is halved, and doubled again")]
Expansion = Annotated[int, Range(1, 65536, "Channels of the last level; every level before it has twice as many")]
Most = Annotated[int, Range(1, 65536, "What no level has more channels than")]
Heads = Annotated[bool, "Whether the outputs are heat maps and Jacobians of keypoints, in place of the features"]


@architecture(
    "fomm_hourglass",
    family="First Order Motion Model",
    title="FOMM hourglass",
    year=2019,
    task="keypoints",
    input=(3, 64, 64),
    variants={
        "FOMM hourglass": {},
        "FOMM hourglass with dep_sep_conv": {"convolution": "separable_padded_late"},
    },
)
def fomm_hourglass(
    expansion: Expansion = 32,
    depth: Depth = 5,
    most: Most = 1024,
    convolution: Convolution = "dense",
    heads: Heads = False,
    keypoints: Keypoints = 10,
) -> Graph:
    """A U-Net that halves the picture five times, doubles it again, and puts the picture itself last beside the result.

    Without heads its output is the features that the student networks replace; with them, the keypoints' heat maps and
    the four numbers of each keypoint's Jacobian. Channels double from `expansion` up to `most`.

    Source: Siarohin and others, First Order Motion Model for Image Animation, arXiv 2003.00196, public code; Model
    Compression Parts 1 and 3 (AIOZ AI), which print both variants' figures.
    """
    b = Builder()
    skips = [b("input")]
    for level in range(depth):
        out = min(most, expansion << (level + 1))
        skips.append(b("hourglass_down", skips[-1], id=f"down{level + 1}", out=out, convolution=convolution))
    x = skips.pop()
    for level in reversed(range(depth)):
        out = min(most, expansion << level)
        x = b("hourglass_up", x, id=f"up{level + 1}", out=out, convolution=convolution)
        x = b("concat", x, skips.pop())
    if not heads:
        b("output", x)
        return b.graph
    b("output", b("heatmap_head", x, id="kp", keypoints=keypoints), id="heatmaps")
    b("output", b("conv", x, id="jacobian", out=4 * keypoints, kernel=7, padding=0, act="none"), id="jacobians")
    return b.graph
