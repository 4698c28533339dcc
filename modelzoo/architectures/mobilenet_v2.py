"""MobileNetV2, the first network of inverted residuals."""

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon, divisible
from modelzoo.blocks.mobile import Expansion, Head, Multiple
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Activation, Width
from modelzoo.registry import architecture

_STAGES = ((16, 1, 1), (24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1))
"""Channels, blocks and the first block's stride of each stage."""


@architecture(
    "mobilenet_v2",
    family="MobileNetV2",
    title="MobileNetV2",
    year=2018,
    task="classification",
    input=(3, 224, 224),
    variants={f"MobileNetV2 {width}": {"width": width} for width in (1.4, 1.3, 1.0, 0.75, 0.5, 0.35)},
)
def mobilenet_v2(
    width: Width = 1.0,
    expansion: Expansion = 6.0,
    head: Head = 1280,
    multiple: Multiple = 8,
    act: Activation = "relu6",
    classes: Classes = 1000,
    eps: Epsilon = 1e-5,
) -> Graph:
    """Shortcuts between narrow tensors, and the filters where it is wide: seven stages of inverted residuals.

    Scaled channels are rounded to the nearest multiple, one more where that would lose over a tenth; the last
    convolution is scaled by widths above 1 only. The authors' code has eps 0.001. Its README counts parameters without
    those of the batch norms, 3.47 million at width 1, and the paper's 6.9 million at width 1.4 are nobody's code.

    Source: Sandler and others, MobileNetV2, arXiv 1801.04381, table 2; public code of tensorflow/models (slim) and
    torchvision.
    """
    b = Builder()
    layers = {"act": act, "eps": eps}
    plain = {"bias": False, "norm": "batch", **layers}
    x = b("conv", b("input"), id="conv1", out=divisible(32 * width, multiple), stride=2, **plain)
    for stage, (channels, blocks, first) in enumerate(_STAGES, 1):
        for at in range(1, blocks + 1):
            x = b(
                "inverted_residual",
                x,
                id=f"stage{stage}_{at}",
                out=divisible(channels * width, multiple),
                expansion=expansion if stage > 1 else 1,
                stride=first if at == 1 else 1,
                multiple=multiple,
                **layers,
            )
    x = b("conv", x, id="conv_last", out=divisible(head * max(1.0, width), multiple), kernel=1, **plain)
    b("output", b("classifier_head", x, id="classifier", classes=classes), id="scores")
    return b.graph
