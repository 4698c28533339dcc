"""GoogLeNet, the first network of Inception modules."""

from typing import Annotated, Any

from modelzoo.blocks.heads import Classes, Dropout, Grid, Runs
from modelzoo.blocks.inception import Kernel5x5
from modelzoo.blocks.layers import Epsilon, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph, Value
from modelzoo.params import Bias, Kernel, Norm, Range, Width
from modelzoo.registry import architecture

Auxiliary = Annotated[int, Range(0, 2, "Auxiliary classifiers for training: after 4a, and with 2 after 4d too")]
AuxiliaryGrid = Annotated[
    Grid, "Side of the grid of means that the auxiliary classifiers look at; 0: means of 5x5 pixels, 3 apart"
]
Pool4Kernel = Annotated[Kernel, "Kernel of the pool before the last two modules"]
LocalNorm = Annotated[bool, "Whether local response norms stand before and after the second convolution"]

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
    "pool4_kernel": 2,
    "local_norm": False,
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
        "GoogLeNet / Inception v1 (with 2 aux)": {"auxiliary": 2},
        "GoogLeNet (torchvision)": _TORCHVISION,
        "GoogLeNet (torchvision, with 2 aux)": _TORCHVISION
        | {"auxiliary": 2, "auxiliary_runs": "training", "auxiliary_grid": 4},
    },
)
def googlenet(
    width: Width = 1.0,
    classes: Classes = 1000,
    auxiliary: Auxiliary = 0,
    auxiliary_runs: Runs = "always",
    auxiliary_grid: AuxiliaryGrid = 0,
    kernel5x5: Kernel5x5 = 5,
    pool4_kernel: Pool4Kernel = 3,
    local_norm: LocalNorm = True,
    norm: Norm = "none",
    bias: Bias = True,
    eps: Epsilon = 1e-5,
    dropout: Dropout = 0.4,
) -> Graph:
    """Inception V1: nine modules that look at several sizes at once, with 12 times fewer parameters than AlexNet.

    torchvision's form has batch norms in place of the local response norms, a 3x3 convolution in the branches that the
    paper calls 5x5, and a 2x2 pool before the last two modules. The outputs are the scores, then those of the auxiliary
    classifiers.

    Source: Szegedy and others, Going Deeper with Convolutions, arXiv 1409.4842, table 1; public code BVLC/caffe
    (bvlc_googlenet) and torchvision.
    """
    b = Builder()
    layers = {"norm": norm, "bias": bias, "eps": eps}
    inner = {"reduce": scaled(128, width), "hidden": scaled(1024, width), "grid": auxiliary_grid}
    heads: list[str] = []
    x = _stem(b, width, local_norm, layers)
    for name, channels in _MODULES.items():
        branches = {branch: scaled(out, width) for branch, out in zip(_BRANCHES, channels, strict=True)}
        x = b("inception_v1", x, id=f"inception_{name}", kernel5x5=kernel5x5, **branches, **layers)
        if name in ("4a", "4d")[:auxiliary]:
            id = f"auxiliary_{name}"
            heads.append(b("auxiliary_classifier", x, id=id, classes=classes, runs=auxiliary_runs, **inner, **layers))
        if name in _POOLED:
            x = b("max_pool", x, id=_POOLED[name], kernel=pool4_kernel if name == "4e" else 3, ceil_mode=True)
    b("output", b("classifier_head", x, id="classifier", classes=classes, dropout=dropout), id="scores")
    for head in heads:
        b("output", head, id=f"{head}_scores")
    return b.graph


def _stem(b: Builder, width: float, local_norm: bool, layers: dict[str, Any]) -> str:
    narrow, wide = scaled(64, width), scaled(192, width)
    x = b("conv", b("input", id="data"), id="conv1", out=narrow, kernel=7, stride=2, **layers)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    x = b("local_response_norm", x, id="norm1") if local_norm else x
    x = b("conv", x, id="conv2_reduce", out=narrow, kernel=1, **layers)
    x = b("conv", x, id="conv2", out=wide, **layers)
    x = b("local_response_norm", x, id="norm2") if local_norm else x
    return b("max_pool", x, id="pool2", kernel=3, ceil_mode=True)
