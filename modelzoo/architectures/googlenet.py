"""GoogLeNet, the first network of Inception modules."""

from typing import Annotated, Any

from modelzoo.blocks.heads import Grid, Runs
from modelzoo.blocks.layers import Epsilon, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph, Value
from modelzoo.params import Channels, Fraction, Kernel, Norm, Range, Width
from modelzoo.registry import architecture

Heads = Annotated[int, Range(0, 2, "Auxiliary classifiers for training: after 4a, and with 2 after 4d too")]

_BRANCHES = ("conv1x1", "reduce3x3", "conv3x3", "reduce5x5", "conv5x5", "pool_proj")
_MODULES = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
_POOLED = {"3b": "pool3", "4e": "pool4"}
_TORCHVISION: dict[str, Value] = {
    "kernel5x5": 3,
    "pool4": 2,
    "lrn": False,
    "norm": "batch",
    "bias": False,
    "eps": 1e-3,
    "dropout": 0.2,
}


@architecture(
    "googlenet",
    family="Inception",
    title="GoogLeNet",
    year=2014,
    task="classification",
    input=(3, 224, 224),
    variants={
        "GoogLeNet / Inception v1 (no aux)": {},
        "GoogLeNet / Inception v1 (with 2 aux)": {"heads": 2},
        "GoogLeNet (torchvision)": _TORCHVISION,
        "GoogLeNet (torchvision, with 2 aux)": _TORCHVISION | {"heads": 2, "heads_run": "training", "grid": 4},
    },
)
def googlenet(
    width: Width = 1.0,
    classes: Channels = 1000,
    heads: Heads = 0,
    heads_run: Runs = "always",
    grid: Grid = 0,
    kernel5x5: Kernel = 5,
    pool4: Kernel = 3,
    lrn: bool = True,
    norm: Norm = "none",
    bias: bool = True,
    eps: Epsilon = 1e-5,
    dropout: Fraction = 0.4,
) -> Graph:
    """Inception V1: nine modules that look at several sizes at once, with 12 times fewer parameters than AlexNet.

    lrn: local response normalisation around the second convolution. torchvision's form has batch norms in place of it,
    a 3x3 convolution in the branches that the paper calls 5x5, and a 2x2 pool before the last two modules.
    The outputs are the scores, then those of the auxiliary heads; grid is what these look at.

    Source: Szegedy and others, Going Deeper with Convolutions, arXiv 1409.4842, table 1; public code BVLC/caffe
    (bvlc_googlenet) and torchvision.
    """
    b = Builder()
    layers = {"norm": norm, "bias": bias, "eps": eps}
    inner = {"reduce": scaled(128, width), "hidden": scaled(1024, width), "grid": grid, "runs": heads_run}
    ends: list[str] = []
    x = _stem(b, width, lrn, layers)
    for name, channels in _MODULES.items():
        branches = {branch: scaled(out, width) for branch, out in zip(_BRANCHES, channels, strict=True)}
        x = b("inception_v1", x, id=f"inception_{name}", kernel5x5=kernel5x5, **branches, **layers)
        if name in ("4a", "4d")[:heads]:
            id = f"auxiliary_{name}"
            ends.append(b("auxiliary_classifier", x, id=id, classes=classes, **inner, **layers))
        if name in _POOLED:
            x = b("max_pool", x, id=_POOLED[name], kernel=pool4 if name == "4e" else 3, ceil_mode=True)
    b("output", b("classifier_head", x, id="classifier", classes=classes, dropout=dropout), id="scores")
    for head in ends:
        b("output", head, id=f"{head}_scores")
    return b.graph


def _stem(b: Builder, width: float, lrn: bool, layers: dict[str, Any]) -> str:
    narrow, wide = scaled(64, width), scaled(192, width)
    x = b("conv", b("input", id="data"), id="conv1", out=narrow, kernel=7, stride=2, **layers)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    x = b("local_response_norm", x, id="norm1") if lrn else x
    x = b("conv", x, id="conv2_reduce", out=narrow, kernel=1, **layers)
    x = b("conv", x, id="conv2", out=wide, **layers)
    x = b("local_response_norm", x, id="norm2") if lrn else x
    return b("max_pool", x, id="pool2", kernel=3, ceil_mode=True)
