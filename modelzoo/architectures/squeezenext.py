"""SqueezeNext, the network that was shaped to the accelerator it runs on."""

from typing import Annotated, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph, Value
from modelzoo.params import Bias, Range, Width
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 256, "Blocks in this stage")]
Groups = Annotated[int, Range(1, 64, "Groups of a block's first 1x1 convolution and of its two separable ones")]
StemKernel = Annotated[int, Range(1, 31, "Kernel of conv1: 7 in the first version, 5 in the later ones")]
StemPadding = Annotated[int, Range(0, 15, "Padding of conv1; 0 in the authors' Caffe files")]
Entry = Annotated[
    Literal["parallel", "sequential"],
    "A stage's first block takes its input beside its shortcut convolution, or behind it",
]

_DEPTHS = {
    "23": (6, 6, 8, 1),
    "23v2": (6, 6, 8, 1),
    "23v3": (4, 8, 8, 1),
    "23v4": (2, 10, 8, 1),
    "23v5": (2, 4, 14, 1),
    "34": (9, 9, 12, 2),
    "44": (12, 12, 16, 2),
}
"""Blocks a stage, by what the paper calls a network: its number of modules, and the step of its redesign."""


def _variant(depths: str, width: float) -> dict[str, Value]:
    values: dict[str, Value] = {f"depth{stage}": depth for stage, depth in enumerate(_DEPTHS[depths], start=1)}
    later: dict[str, Value] = {"conv1_kernel": 5, "entry": "sequential"} if "v" in depths else {}
    return {**values, "width": width, **later}


@architecture(
    "squeezenext",
    family="SqueezeNext",
    title="SqueezeNext",
    year=2018,
    task="classification",
    input=(3, 227, 227),
    variants={
        f"{width}-SqNxt-{depths}": _variant(depths, width)
        for width in (1.0, 1.5, 2.0)
        for depths in _DEPTHS
        if width == 1.0 or depths in ("23", "23v5", "34", "44")
    }
    | {"1.0-G-SqNxt-23": {**_variant("23", 1.0), "groups": 2}},
)
def squeezenext(
    depth1: Depth = 6,
    depth2: Depth = 6,
    depth3: Depth = 8,
    depth4: Depth = 1,
    width: Width = 1.0,
    groups: Groups = 1,
    conv1_kernel: StemKernel = 7,
    conv1_padding: StemPadding = 0,
    entry: Entry = "parallel",
    bias: Bias = False,
    classes: Classes = 1000,
) -> Graph:
    """Four stages of low-rank bottlenecks whose 3x3 convolutions are split into a 3x1 and a 1x3 one.

    The authors' Caffe files are followed: 227 x 227 pixels, no bias anywhere, 64 channels after conv1 and 128 before
    the classifier at every width. width scales the stages, to multiples of four times the groups, so that halves and
    quarters of them are whole. entry is how a stage's first block takes its input: beside its shortcut convolution in
    the first version, behind it in v2 to v5, of which only v5 is public. A block moved one stage later keeps the MACs
    and costs parameters: that is all in which v2 to v5 differ. The depths of the 34 are a guess, found nowhere.

    pytorchcv's SqueezeNext is another network: biases everywhere, conv1 padded by 1 at 224 x 224 pixels, conv1 and the
    last convolution scaled with the width, the first kernel and entry for v5 too, and the 1x3 convolution always first.
    bias and conv1_padding lead towards it.

    Source: Gholami and others, SqueezeNext, arXiv 1803.10615; public code amirgholami/SqueezeNext; the depths of 44 as
    in jolibrain/deepdetect.
    """
    b = Builder()
    step = 4 * groups
    style = {"bias": bias, "norm": "batch"}
    x = b("conv", b("input"), id="conv1", out=64, kernel=conv1_kernel, stride=2, padding=conv1_padding, **style)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    for stage, depth in enumerate((depth1, depth2, depth3, depth4), start=1):
        out = scaled(16 << stage, width, step)
        for number in range(1, depth + 1):
            opening = {"shortcut": entry, "stride": 1 if stage == 1 else 2} if number == 1 else {"shortcut": "identity"}
            first = "3x1" if number % 2 else "1x3"
            x = b(
                "sqnxt_block", x, id=f"stage{stage}_{number}", out=out, first=first, groups=groups, bias=bias, **opening
            )
    x = b("conv", x, id="conv_last", out=128, kernel=1, **style)
    b("output", b("classifier_head", x, id="fc", classes=classes, bias=bias))
    return b.graph
