"""EfficientNet: one searched network, and a rule that makes it larger in all directions at once."""

import math
from typing import Annotated

from modelzoo.blocks.attention import Squeezing
from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon, divisible
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Activation, Range, Width
from modelzoo.registry import architecture

Depth = Annotated[float, Range(0.01, 16.0, "Multiplier of the blocks of each stage, rounded up")]

_STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
"""Expansion, kernel, the first block's stride, channels and blocks of each stage of B0."""

_SCALES = (
    (1.0, 1.0, 224),
    (1.0, 1.1, 240),
    (1.1, 1.2, 260),
    (1.2, 1.4, 300),
    (1.4, 1.8, 380),
    (1.6, 2.2, 456),
    (1.8, 2.6, 528),
    (2.0, 3.1, 600),
)
"""Width, depth and resolution of B0 to B7."""


@architecture(
    "efficientnet",
    family="EfficientNet",
    title="EfficientNet",
    year=2019,
    task="classification",
    input=(3, 224, 224),
    variants={
        f"EfficientNet-B{number}": {"width": width, "depth": depth, "input": (3, size, size)}
        for number, (width, depth, size) in enumerate(_SCALES)
    },
)
def efficientnet(
    width: Width = 1.0,
    depth: Depth = 1.0,
    squeeze_excite: Squeezing = True,
    act: Activation = "silu",
    classes: Classes = 1000,
    eps: Epsilon = 1e-5,
) -> Graph:
    """Width, depth and resolution scaled together: B0 is the network as searched, B1 to B7 have more of all three.

    The paper's rule multiplies the depth by 1.2, the width by 1.1 and the resolution by 1.15 for each doubling of the
    work; the published models' multipliers and native resolutions are those of the authors' code. Resolution is the
    picture's size, which each published variant brings with it. Padding is symmetric as in torchvision, and its eps
    for B0 to B4 is the default; B5 to B7 there, and all models in the authors' code, have 0.001.

    Source: Tan and Le, EfficientNet, arXiv 1905.11946, table 1 and section 3.3; public code of tensorflow/tpu
    (efficientnet) and torchvision.
    """
    b = Builder()
    layers = {"act": act, "eps": eps}
    plain = {"bias": False, "norm": "batch", **layers}
    x = b("conv", b("input"), id="conv1", out=divisible(32 * width), stride=2, **plain)
    for stage, (expansion, kernel, first, channels, blocks) in enumerate(_STAGES, 2):
        for at in range(1, math.ceil(blocks * depth) + 1):
            x = b(
                "inverted_residual",
                x,
                id=f"stage{stage}_{at}",
                out=divisible(channels * width),
                expansion=expansion,
                kernel=kernel,
                stride=first if at == 1 else 1,
                squeeze_excite="input" if squeeze_excite else "none",
                squeeze_act=act,
                **layers,
            )
    x = b("conv", x, id="conv_last", out=divisible(1280 * width), kernel=1, **plain)
    b("output", b("classifier_head", x, id="classifier", classes=classes), id="scores")
    return b.graph
