"""Inception V3, five kinds of Inception modules with factorised convolutions."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from modelzoo.blocks.heads import Classes, Dropout, Runs
from modelzoo.blocks.inception import FiveByFive, Long
from modelzoo.blocks.layers import Epsilon, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Bias, Norm, Range, Width
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 64, "How many modules of this kind stand in a row")]
Auxiliary = Annotated[bool, "Whether there is an auxiliary classifier for training, after the last module C"]

_A = {"conv1x1": 64, "reduce5x5": 48, "conv5x5": 64, "reduce_double3x3": 64, "double3x3": 96}
_B = {"conv3x3": 384, "reduce_double3x3": 64, "double3x3": 96}
_C = {"conv1x1": 192, "conv_nxn": 192, "double_nxn": 192, "pool_proj": 192}
_D = {"reduce3x3": 192, "conv3x3": 320, "reduce_nxn_3x3": 192, "nxn_3x3": 192}
_E = {"conv1x1": 320, "reduce3x3": 384, "conv3x3": 384, "reduce_double3x3": 448, "double3x3": 384, "pool_proj": 192}
_AUXILIARY = {"reduce": 128, "conv5x5": 768}


@architecture(
    "inception_v3",
    family="Inception",
    title="Inception V3",
    year=2015,
    task="classification",
    input=(3, 299, 299),
    variants={
        "Inception v3 (no aux)": {},
        "Inception v3 (with aux)": {"auxiliary": True, "auxiliary_runs": "training"},
    },
)
def inception_v3(
    width: Width = 1.0,
    classes: Classes = 1000,
    depth_a: Depth = 3,
    depth_c: Depth = 4,
    depth_e: Depth = 2,
    n: Long = 7,
    five_by_five: FiveByFive = "5x5",
    auxiliary: Auxiliary = False,
    auxiliary_runs: Runs = "always",
    norm: Norm = "batch",
    bias: Bias = False,
    eps: Epsilon = 1e-3,
    dropout: Dropout = 0.5,
) -> Graph:
    """Modules A at 35 x 35 pixels, B halves, C at 17 x 17 with 1xn and nx1 convolutions, D halves, E at 8 x 8.

    The auxiliary classifier looks at the end of the modules C; its scores are the second output.

    Source: Szegedy and others, Rethinking the Inception Architecture for Computer Vision, arXiv 1512.00567, table 1 and
    figures 5 to 10; widths from public code, torchvision and tensorflow/models.
    """
    b = Builder()
    module = partial(_module, b, width, {"norm": norm, "bias": bias, "eps": eps})
    x = _stem(b, module)
    for number in range(1, depth_a + 1):
        widths = _A | {"pool_proj": 32 if number == 1 else 64}
        x = module("inception_a", x, f"inception_a{number}", widths, five_by_five=five_by_five)
    x = module("inception_b", x, "reduction_b", _B)
    for number in range(1, depth_c + 1):
        inner = 128 if number == 1 else 192 if number == depth_c else 160
        widths = _C | {"reduce_nxn": inner, "reduce_double_nxn": inner}
        x = module("inception_c", x, f"inception_c{number}", widths, n=n)
    extra = {"classes": classes, "hidden": 0, "dropout": 0.0, "runs": auxiliary_runs}
    heads = [module("auxiliary_classifier", x, "auxiliary", _AUXILIARY, **extra)] if auxiliary else []
    x = module("inception_d", x, "reduction_d", _D, n=n)
    for number in range(1, depth_e + 1):
        x = module("inception_e", x, f"inception_e{number}", _E)
    b("output", b("classifier_head", x, id="classifier", classes=classes, dropout=dropout), id="scores")
    for head in heads:
        b("output", head, id=f"{head}_scores")
    return b.graph


def _module(
    b: Builder, width: float, layers: dict[str, Any], block: str, x: str, id: str, widths: dict[str, int], **values: Any
) -> str:
    return b(block, x, id=id, **{name: scaled(out, width) for name, out in widths.items()}, **values, **layers)


def _stem(b: Builder, module: Callable[..., str]) -> str:
    x = module("conv", b("input", id="data"), "conv1", {"out": 32}, stride=2, padding=0)
    x = module("conv", x, "conv2", {"out": 32}, padding=0)
    x = b("max_pool", module("conv", x, "conv3", {"out": 64}), id="pool1", kernel=3)
    x = module("conv", x, "conv4", {"out": 80}, kernel=1)
    return b("max_pool", module("conv", x, "conv5", {"out": 192}, padding=0), id="pool2", kernel=3)
