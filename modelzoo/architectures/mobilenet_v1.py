"""MobileNetV1, which made depthwise separable convolutions the way to build small networks."""

from typing import Annotated, Any, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range, Width
from modelzoo.registry import architecture

Middle = Annotated[int, Range(0, 64, "Blocks of 512 channels at stride 1; without them it is the shallow MobileNet")]


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
        "Shallow MobileNetV1": {"middle": 0},
        "Conv MobileNetV1": {"convolution": "dense"},
    },
)
def mobilenet_v1(
    width: Width = 1.0,
    middle: Middle = 5,
    convolution: Literal["separable", "dense"] = "separable",
    act: Literal["relu", "relu6"] = "relu",
    classes: Classes = 1000,
    eps: Epsilon = 1e-5,
) -> Graph:
    """One convolution and thirteen depthwise separable ones; width and the picture's size trade accuracy for work.

    Scaled channels are cut to whole numbers and are eight at least. `convolution` dense has full convolutions in place
    of the separable ones, for about eight times the work. The authors' code activates by ReLU6 and has eps 0.001;
    its README prints up to 3 % fewer multiply-adds at width 0.75 than the paper and this model have.

    Source: Howard and others, MobileNets, arXiv 1704.04861, tables 1 and 4 to 7; public code of tensorflow/models
    (slim).
    """
    b = Builder()
    layers: dict[str, Any] = {"act": act, "eps": eps}
    plain = {"kernel": 3, "bias": False, "norm": "batch", **layers}
    x = b("conv", b("input"), id="conv1", out=_scaled(32, width), stride=2, **plain)
    block, how = ("conv", plain) if convolution == "dense" else ("depthwise_separable", layers)
    stages = [[64], [128] * 2, [256] * 2, [512] * (middle + 1), [1024] * 2]
    for stage, channels in enumerate(stages, 1):
        for at, out in enumerate(channels, 1):
            stride = 2 if at == 1 < stage else 1
            x = b(block, x, id=f"stage{stage}_{at}", out=_scaled(out, width), stride=stride, **how)
    b("output", b("classifier_head", x, id="classifier", classes=classes), id="scores")
    return b.graph


def _scaled(channels: int, width: float) -> int:
    return max(8, int(channels * width))
