"""MobileNetV1, which made depthwise separable convolutions the way to build small networks."""

from typing import Annotated, Any, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range, Width
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 64, "Blocks in this stage")]
Filters = Annotated[Literal["separable", "dense"], "How the 3x3 convolutions after the first are made"]
Act = Annotated[Literal["relu", "relu6"], "Activation function: the paper's, or that of the authors' code"]


@architecture(
    "mobilenet_v1",
    family="MobileNetV1",
    title="MobileNetV1",
    year=2017,
    task="classification",
    input=(3, 224, 224),
    variants={
        **{
            f"MobileNetV1 {width} @{size}": {"width": width, "input": (3, size, size)}
            for width in (1.0, 0.75, 0.5, 0.25)
            for size in (224, 192, 160, 128)
        },
        "Shallow MobileNetV1": {"depth4": 1},
        "Conv MobileNetV1": {"convolution": "dense"},
    },
)
def mobilenet_v1(
    width: Width = 1.0,
    depth1: Depth = 1,
    depth2: Depth = 2,
    depth3: Depth = 2,
    depth4: Depth = 6,
    depth5: Depth = 2,
    convolution: Filters = "separable",
    act: Act = "relu",
    classes: Classes = 1000,
    eps: Epsilon = 1e-5,
) -> Graph:
    """One convolution and thirteen depthwise separable ones; width and the picture's size trade accuracy for work.

    With one block in stage 4 it is the shallow MobileNet. Scaled channels are cut to whole numbers and are eight at
    least. `convolution` dense has full convolutions in place of the separable ones, for about eight times the work. The
    authors' code activates by ReLU6 and has eps 0.001; its README prints up to 3 % fewer multiply-adds at width 0.75
    than the paper and this model have.

    Source: Howard and others, MobileNets, arXiv 1704.04861, tables 1, 6 and 7; public code of tensorflow/models
    (slim).
    """
    b = Builder()
    layers: dict[str, Any] = {"act": act, "eps": eps}
    plain = {"kernel": 3, "bias": False, "norm": "batch", **layers}
    x = b("conv", b("input"), id="conv1", out=_scaled(32, width), stride=2, **plain)
    block, how = ("conv", plain) if convolution == "dense" else ("depthwise_separable", layers)
    for stage, depth in enumerate((depth1, depth2, depth3, depth4, depth5), start=1):
        out = _scaled(32 << stage, width)
        for number in range(1, depth + 1):
            stride = 2 if number == 1 and stage > 1 else 1
            x = b(block, x, id=f"stage{stage}_{number}", out=out, stride=stride, **how)
    b("output", b("classifier_head", x, id="classifier", classes=classes), id="scores")
    return b.graph


def _scaled(channels: int, width: float) -> int:
    """The rule of the authors' code."""
    return max(8, int(channels * width))
