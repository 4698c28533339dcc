"""BN-Inception, the network of the batch normalisation paper."""

from typing import Annotated, Any, Literal

from modelzoo.blocks.layers import Epsilon, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Channels, Fraction, Norm, Range, Width
from modelzoo.registry import architecture

Projection = Annotated[
    int, Range(1, 65536, "Channels of the pool's branch in 4c and 4d: 128 in public weights, 96 in the paper's table")
]
Stem = Literal["dense", "separable"]
"""How the first convolution is made."""

_BRANCHES = ("conv1x1", "reduce3x3", "conv3x3", "reduce_double3x3", "double3x3", "pool_proj")
_MODULES = {
    "3a": (64, 64, 64, 64, 96, 32),
    "3b": (64, 64, 96, 64, 96, 64),
    "3c": (128, 160, 64, 96),
    "4a": (224, 64, 96, 96, 128, 128),
    "4b": (192, 96, 128, 96, 128, 128),
    "4c": (160, 128, 160, 128, 160),
    "4d": (96, 128, 192, 160, 192),
    "4e": (128, 192, 192, 256),
    "5a": (352, 192, 320, 160, 224, 128),
    "5b": (352, 192, 320, 192, 224, 128),
}
"""Channels of the branches: 3c and 4e halve the size and have neither a 1x1 branch nor a projection; that of 4c
and 4d is a parameter."""


@architecture(
    "bn_inception",
    family="Inception",
    title="BN-Inception",
    year=2015,
    task="classification",
    input=(3, 224, 224),
    variants={
        "BN-Inception (v2)": {"bias": True},
        "BN-Inception (as in the paper)": {"projection": 96, "stem": "separable"},
    },
)
def bn_inception(
    width: Width = 1.0,
    classes: Channels = 1000,
    projection: Projection = 128,
    stem: Stem = "dense",
    norm: Norm = "batch",
    bias: bool = False,
    eps: Epsilon = 1e-5,
    dropout: Fraction = 0.0,
) -> Graph:
    """Inception V2: two 3x3 convolutions in place of each 5x5, batch norm everywhere, strides within the modules.

    The public weights have convolution biases beside the batch norms, which those make redundant, and wider pool
    branches in 4c and 4d than the paper; there the first convolution is a depthwise one with 8 filters a channel and
    a 1x1 one.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167, figure 5; public code pytorchcv and
    tensorflow/models (inception_v2).
    """
    b = Builder()
    layers = {"norm": norm, "bias": bias, "eps": eps}
    x = _stem(b, width, stem, layers)
    for name, channels in _MODULES.items():
        widths = [scaled(each, width) for each in (*channels, projection)]
        if name in ("3c", "4e"):
            x = b("inception_v2_reduction", x, id=f"inception_{name}", **_named(_BRANCHES[1:5], widths), **layers)
        else:
            pool = "max" if name == "5b" else "avg"
            x = b("inception_v2", x, id=f"inception_{name}", pool=pool, **_named(_BRANCHES, widths), **layers)
    b("output", b("classifier_head", x, id="classifier", classes=classes, dropout=dropout), id="scores")
    return b.graph


def _stem(b: Builder, width: float, stem: Stem, layers: dict[str, Any]) -> str:
    narrow, wide = scaled(64, width), scaled(192, width)
    x, first = b("input", id="data"), {"kernel": 7, "stride": 2}
    if stem == "separable":
        several = max(1, min(8, narrow // 3))
        x = b("depthwise_conv", x, id="conv1_depthwise", multiplier=several, bias=False, act="none", **first)
        first = {"kernel": 1}
    x = b("conv", x, id="conv1", out=narrow, **first, **layers)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    x = b("conv", x, id="conv2_reduce", out=narrow, kernel=1, **layers)
    x = b("conv", x, id="conv2", out=wide, **layers)
    return b("max_pool", x, id="pool2", kernel=3, ceil_mode=True)


def _named(branches: tuple[str, ...], widths: list[int]) -> dict[str, int]:
    return dict(zip(branches, widths, strict=False))
