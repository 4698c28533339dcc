"""The small classifiers of the Darknet framework."""

from typing import Annotated, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import scaled
from modelzoo.blocks.pooling import CeilMode
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Width
from modelzoo.registry import architecture

Version = Annotated[Literal["tiny", "reference", "19"], "Which of the published classifiers"]

_STAGES: dict[Version, tuple[tuple[int, ...], ...]] = {
    "tiny": ((16,), (32,), (16, 128, 16, 128), (32, 256, 32, 256), (64, 512, 64, 512, 128)),
    "reference": ((16,), (32,), (64,), (128,), (256,), (512,), (1024,)),
    "19": ((32,), (64,), (128, 64, 128), (256, 128, 256), (512, 256, 512, 256, 512), (1024, 512, 1024, 512, 1024)),
}
"""Channels after each convolution, a pool between the stages. Where they become fewer it is a 1x1, else a 3x3 one."""


@architecture(
    "darknet",
    family="DarkNet",
    title="DarkNet",
    year=2016,
    task="classification",
    input=(3, 224, 224),
    variants={
        "Tiny DarkNet": {},
        "DarkNet reference": {"version": "reference"},
        "DarkNet reference (cfg)": {"version": "reference", "ceil_pools": True},
        "DarkNet-19": {"version": "19"},
    },
)
def darknet(
    version: Version = "tiny", width: Width = 1.0, classes: Classes = 1000, ceil_pools: CeilMode = False
) -> Graph:
    """Convolutions and pools only: no fully connected layer, and 1x1 convolutions that save work where 3x3 ones follow.

    Darknet itself counts a rest at the border in its pools, which ceil_pools does too. It shows in the reference
    network at 224 x 224 pixels, whose last pool meets 7 x 7: 4 x 4 remain, and 402,571,264 MACs, the 0.81 billion
    operations of its author's page; public ports drop the rest, and so does the published name. All of them use a leaky
    ReLU of slope 0.1, the reference network on the scores too. width scales all but the classes.

    Source: Redmon, Darknet: Open Source Neural Networks in C, public code pjreddie/darknet, cfg/tiny.cfg and
    cfg/darknet.cfg; DarkNet-19: Redmon and Farhadi, YOLO9000, arXiv 1612.08242, table 6.
    """
    b = Builder()
    style = {"bias": False, "norm": "batch", "act": "none"}
    x, before = b("input"), 0
    for stage, channels in enumerate(_STAGES[version], start=1):
        if stage > 1:
            x = b("max_pool", x, id=f"pool{stage - 1}", ceil_mode=ceil_pools)
        for number, out in enumerate(channels, start=1):
            kernel = 1 if out < before else 3
            x = b("conv", x, id=f"conv{stage}_{number}", out=scaled(out, width), kernel=kernel, **style)
            x, before = b("leaky_relu", x, id=f"leaky{stage}_{number}", slope=0.1), out
    x = b("conv", x, id="scores", out=classes, kernel=1, act="none")
    x = b("leaky_relu", x, id="leaky_scores", slope=0.1) if version == "reference" else x
    b("output", b("global_avg_pool", x))
    return b.graph
