"""ShuffleNet V2: designed for what a machine does quickly, not for few multiply-adds."""

from itertools import pairwise
from typing import Annotated

from modelzoo.blocks.heads import Classes, ClassifierBias
from modelzoo.blocks.layers import scaled
from modelzoo.blocks.shuffle import Depth, Projection
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Width
from modelzoo.registry import architecture

PublishedWidth = Annotated[Width, "Multiplier of the channels; the published ones are 0.5, 1, 1.5 and 2"]

_STAGE2 = {0.5: 48, 1.0: 116, 1.5: 176, 2.0: 244}
"""The paper's channels after stage 2, by width; later stages double them."""


@architecture(
    "shufflenet_v2",
    family="ShuffleNet",
    title="ShuffleNet V2",
    year=2018,
    task="classification",
    input=(3, 224, 224),
    variants={f"ShuffleNetV2 {width}x": {"width": width} for width in _STAGE2},
)
def shufflenet_v2(
    width: PublishedWidth = 1.0,
    depth2: Depth = 4,
    depth3: Depth = 8,
    depth4: Depth = 4,
    projection: Projection = "input",
    classes: Classes = 1000,
    classifier_bias: ClassifierBias = False,
) -> Graph:
    """Three stages of units that let half of the channels pass and work on the other half.

    Between the published widths the channels of a stage lie on the line through both neighbours, outside of them they
    are in proportion to the nearest, always rounded to a multiple of four. conv1 has 24 channels, or half of stage 2's
    where that is less; conv5 has 1024, and above 1.5x so many times the width. torchvision's form has projection "half"
    and a bias in the classifier.

    Source: Ma and others, ShuffleNet V2, arXiv 1807.11164, table 5; public code megvii-model/ShuffleNet-Series,
    ShuffleNetV2, and torchvision.
    """
    b = Builder()
    out = scaled(_stage2(width), 1.0, 4)
    x = b("conv", b("input"), id="conv1", out=min(24, out // 2), stride=2, norm="batch", bias=False)
    x = b("max_pool", x, id="pool1", kernel=3, padding=1)
    for stage, depth in enumerate((depth2, depth3, depth4), start=2):
        for unit in range(1, depth + 1):
            stride = 2 if unit == 1 else 1
            x = b("shuffle_v2_unit", x, id=f"stage{stage}_{unit}", out=out, stride=stride, projection=projection)
        out *= 2
    last = 1024 if width <= 1.5 else scaled(1024, width)
    x = b("conv", x, id="conv5", out=last, kernel=1, norm="batch", bias=False)
    b("output", b("classifier_head", x, id="classifier", classes=classes, bias=classifier_bias))
    return b.graph


def _stage2(width: float) -> float:
    """Channels after stage 2, before they are rounded."""
    for low, high in pairwise(_STAGE2):
        if low <= width <= high:
            return _STAGE2[low] + (_STAGE2[high] - _STAGE2[low]) * (width - low) / (high - low)
    nearest = 0.5 if width < 0.5 else 2.0
    return _STAGE2[nearest] * width / nearest
