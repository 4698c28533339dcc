"""VGG: nothing but 3x3 convolutions, many of them."""

from typing import Annotated

from modelzoo.architectures.endings import AdaptivePool, fully_connected_end
from modelzoo.blocks.heads import Classes, Dropout
from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Norm, Range, Width
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 64, "Convolutions before the pool of this stage")]

_DEPTHS = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
"""Convolutions a stage, by the number of layers with weights: columns A, B, D and E of the paper's table 1."""


def _depths(layers: int) -> dict[str, int]:
    return {f"depth{stage}": depth for stage, depth in enumerate(_DEPTHS[layers], start=1)}


@architecture(
    "vgg",
    family="VGG",
    title="VGG",
    year=2014,
    task="classification",
    input=(3, 224, 224),
    variants={f"VGG-{layers}": _depths(layers) for layers in _DEPTHS}
    | {f"VGG-{layers}-BN": {**_depths(layers), "norm": "batch"} for layers in (16, 19)},
)
def vgg(
    depth1: Depth = 2,
    depth2: Depth = 2,
    depth3: Depth = 3,
    depth4: Depth = 3,
    depth5: Depth = 3,
    width: Width = 1.0,
    classes: Classes = 1000,
    norm: Norm = "none",
    adaptive_pool: AdaptivePool = True,
    dropout: Dropout = 0.5,
) -> Graph:
    """Five stages of 3x3 convolutions, each ended by a pool, then three fully connected layers.

    Without changes it is VGG-16. With a norm the convolutions keep their biases, as in torchvision.
    adaptive_pool brings every picture to 7 x 7 before fc6, as in torchvision; without it, as in the paper, fc6 grows
    with the picture. At 224 x 224 pixels it changes nothing. width scales all but the classes.

    Source: Simonyan and Zisserman, Very Deep Convolutional Networks, arXiv 1409.1556, table 1; public code torchvision.
    """
    b = Builder()
    x = b("input")
    for stage, depth in enumerate((depth1, depth2, depth3, depth4, depth5), start=1):
        out = scaled(min(512, 32 << stage), width)
        for number in range(1, depth + 1):
            x = b("conv", x, id=f"conv{stage}_{number}", out=out, norm=norm)
        x = b("max_pool", x, id=f"pool{stage}")
    fully_connected_end(b, x, 7 if adaptive_pool else 0, width, classes, dropout)
    return b.graph
