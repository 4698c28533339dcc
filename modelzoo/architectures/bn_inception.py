"""BN-Inception, the network of the batch normalisation paper."""

from typing import Annotated, Any

from modelzoo.blocks.heads import Classes, Dropout
from modelzoo.blocks.layers import Epsilon, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Bias, Norm, Range, Width
from modelzoo.registry import architecture

PoolProjection = Annotated[
    int, Range(1, 65536, "Channels of the pool's branch in 4c and 4d: 128 in pytorchcv's code, 96 in TensorFlow's")
]
SeparableStem = Annotated[
    bool, "Whether the first convolution is a depthwise one with 8 filters a channel and a 1x1 one"
]

_BRANCHES = ("conv1x1", "reduce3x3", "conv3x3", "reduce_double3x3", "double3x3", "pool_proj")
_MODULES = {
    "3a": (64, 64, 64, 64, 96, 32),
    "3b": (64, 64, 96, 64, 96, 64),
    "3c": (0, 128, 160, 64, 96, 0),
    "4a": (224, 64, 96, 96, 128, 128),
    "4b": (192, 96, 128, 96, 128, 128),
    "4c": (160, 128, 160, 128, 160, 128),
    "4d": (96, 128, 192, 160, 192, 128),
    "4e": (0, 128, 192, 192, 256, 0),
    "5a": (352, 192, 320, 160, 224, 128),
    "5b": (352, 192, 320, 192, 224, 128),
}
"""Channels of the branches: 3c and 4e halve the size, and have neither a 1x1 branch nor a projection."""


@architecture(
    "bn_inception",
    family="Inception",
    title="BN-Inception",
    year=2015,
    task="classification",
    input=(3, 224, 224),
    variants={
        "BN-Inception (v2)": {"bias": True},
        "BN-Inception (TensorFlow)": {"pool_proj": 96, "separable_stem": True},
    },
)
def bn_inception(
    width: Width = 1.0,
    classes: Classes = 1000,
    pool_proj: PoolProjection = 128,
    separable_stem: SeparableStem = False,
    norm: Norm = "batch",
    bias: Bias = False,
    eps: Epsilon = 1e-5,
    dropout: Dropout = 0.0,
) -> Graph:
    """Inception V2: two 3x3 convolutions in place of each 5x5, batch norm everywhere, strides within the modules.

    pytorchcv's has convolution biases beside the batch norms, which those make redundant. TensorFlow's begins with a
    depthwise convolution with 8 filters a channel and a 1x1 one, and has narrower pool branches in 4c and 4d.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167; widths from public code, pytorchcv (bninception)
    and tensorflow/models (slim, inception_v2).
    """
    b = Builder()
    layers = {"norm": norm, "bias": bias, "eps": eps}
    x = _stem(b, width, separable_stem, layers)
    for name, channels in _MODULES.items():
        widths = {branch: scaled(out, width) for branch, out in zip(_BRANCHES, channels, strict=True) if out}
        if name in ("4c", "4d"):
            widths["pool_proj"] = scaled(pool_proj, width)
        block = "inception_v2_reduction" if name in ("3c", "4e") else "inception_v2"
        pool = {"pool": "max"} if name == "5b" else {}
        x = b(block, x, id=f"inception_{name}", **widths, **pool, **layers)
    b("output", b("classifier_head", x, id="classifier", classes=classes, dropout=dropout), id="scores")
    return b.graph


def _stem(b: Builder, width: float, separable: bool, layers: dict[str, Any]) -> str:
    narrow, wide = scaled(64, width), scaled(192, width)
    x, first = b("input", id="data"), {"kernel": 7, "stride": 2}
    if separable:
        several = max(1, min(8, narrow // 3))
        x = b("depthwise_conv", x, id="conv1_depthwise", multiplier=several, bias=False, act="none", **first)
        first = {"kernel": 1}
    x = b("conv", x, id="conv1", out=narrow, **first, **layers)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    x = b("conv", x, id="conv2_reduce", out=narrow, kernel=1, **layers)
    x = b("conv", x, id="conv2", out=wide, **layers)
    return b("max_pool", x, id="pool2", kernel=3, ceil_mode=True)
