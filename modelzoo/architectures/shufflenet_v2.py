"""ShuffleNet V2: designed for what a machine does quickly, not for few multiply-adds."""

from itertools import pairwise
from typing import Annotated

from modelzoo.blocks.shuffle import Projection
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Channels, Range
from modelzoo.registry import architecture

Scale = Annotated[float, Range(0.01, 16.0, "The published sizes are 0.5, 1, 1.5 and 2")]
Depth = Annotated[int, Range(1, 64, "Units of the stage, the one that halves the size among them")]

_STAGE2 = {0.5: 48, 1.0: 116, 1.5: 176, 2.0: 244}
"""The paper's channels after stage 2, by scale; later stages double them."""


@architecture(
    "shufflenet_v2",
    family="ShuffleNet",
    title="ShuffleNet V2",
    year=2018,
    task="classification",
    input=(3, 224, 224),
    variants={f"ShuffleNetV2 {scale}x": {"scale": scale} for scale in _STAGE2},
)
def shufflenet_v2(
    scale: Scale = 1.0,
    depth2: Depth = 4,
    depth3: Depth = 8,
    depth4: Depth = 4,
    projection: Projection = "input",
    classes: Channels = 1000,
    classifier_bias: bool = False,
) -> Graph:
    """Three stages of units that let half of the channels pass and work on the other half.

    Between the published scales the channels of a stage lie on the line through both neighbours, outside of them they
    are in proportion to the nearest, always rounded to a multiple of four. conv1 has 24 channels, or half of stage 2's
    where that is less; conv5 has 1024, and above 1.5x scale times as many. torchvision's form has projection "half"
    and a bias in the classifier.

    Source: Ma and others, ShuffleNet V2, arXiv 1807.11164, table 5; public code megvii-model/ShuffleNet-Series,
    ShuffleNetV2, and torchvision.
    """
    b = Builder()
    out = max(1, int(_stage2(scale) / 4 + 0.5)) * 4
    x = b("conv", b("input"), id="conv1", out=min(24, out // 2), stride=2, norm="batch", bias=False)
    x = b("max_pool", x, id="pool1", kernel=3, padding=1)
    for stage, depth in enumerate((depth2, depth3, depth4), start=2):
        for unit in range(1, depth + 1):
            stride = 2 if unit == 1 else 1
            x = b("shuffle_v2_unit", x, id=f"stage{stage}_{unit}", out=out, stride=stride, projection=projection)
        out *= 2
    last = 1024 if scale <= 1.5 else round(1024 * scale)
    x = b("conv", x, id="conv5", out=last, kernel=1, norm="batch", bias=False)
    b("output", b("classifier_head", x, id="classifier", classes=classes, bias=classifier_bias))
    return b.graph


def _stage2(scale: float) -> float:
    for low, high in pairwise(_STAGE2):
        if low <= scale <= high:
            return _STAGE2[low] + (_STAGE2[high] - _STAGE2[low]) * (scale - low) / (high - low)
    nearest = 0.5 if scale < 0.5 else 2.0
    return _STAGE2[nearest] * scale / nearest
