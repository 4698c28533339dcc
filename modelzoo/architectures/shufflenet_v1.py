"""ShuffleNet: 1x1 convolutions in groups, and a shuffle of channels that lets the groups talk."""

from itertools import pairwise
from typing import Annotated

from modelzoo.blocks.heads import Classes, ClassifierBias
from modelzoo.blocks.layers import scaled
from modelzoo.blocks.shuffle import Depth
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range, Width
from modelzoo.registry import architecture

Groups = Annotated[int, Range(1, 256, "Groups of the 1x1 convolutions")]
Stem = Annotated[int, Range(0, 4096, "Channels of conv1; 0: 24 times the width, rounded to a multiple of the groups")]

_STAGE2 = {1: 144, 2: 200, 3: 240, 4: 272, 8: 384}
"""The paper's channels after stage 2, by groups; later stages double them."""


@architecture(
    "shufflenet_v1",
    family="ShuffleNet",
    title="ShuffleNet V1",
    year=2017,
    task="classification",
    input=(3, 224, 224),
    variants={
        f"ShuffleNetV1 {width:g}x g={groups}": {"width": width, "groups": groups, **more}
        for width, grouped, more in (
            (1.0, (1, 2, 3, 4, 8), {}),
            (0.5, (1, 2, 3, 4, 8), {}),
            (0.25, (1, 2, 3, 4, 8), {}),
            (1.5, (3, 8), {"stem": 24}),
            (2.0, (3, 8), {}),
        )
        for groups in grouped
    },
)
def shufflenet_v1(
    groups: Groups = 3,
    width: Width = 1.0,
    stem: Stem = 0,
    depth2: Depth = 4,
    depth3: Depth = 8,
    depth4: Depth = 4,
    classes: Classes = 1000,
    classifier_bias: ClassifierBias = True,
) -> Graph:
    """Three stages of bottleneck units for a budget of 140 million multiply-adds; more groups pay for more channels.

    The first 1x1 convolution of all is not grouped. The paper's channels are those of 1, 2, 3, 4 and 8 groups; others
    lie on the line through their neighbours. Scaled channels of a stage are rounded to a multiple of four times the
    groups. The authors' code has no bias in the classifier, and at 1.5x it leaves conv1 at 24 channels.

    Source: Zhang and others, ShuffleNet, arXiv 1707.01083, tables 1 and 2; public code megvii-model/ShuffleNet-Series,
    ShuffleNetV1.
    """
    b = Builder()
    x = b("conv", b("input"), id="conv1", out=stem or scaled(24, width, groups), stride=2, norm="batch", bias=False)
    x = b("max_pool", x, id="pool1", kernel=3, padding=1)
    out = scaled(_stage2(groups), width, 4 * groups)
    for stage, depth in enumerate((depth2, depth3, depth4), start=2):
        for unit in range(1, depth + 1):
            x = b(
                "shuffle_unit",
                x,
                id=f"stage{stage}_{unit}",
                out=out,
                groups=groups,
                stride=2 if unit == 1 else 1,
                group_first=(stage, unit) != (2, 1),
            )
        out *= 2
    b("output", b("classifier_head", x, id="classifier", classes=classes, bias=classifier_bias))
    return b.graph


def _stage2(groups: int) -> float:
    """Channels after stage 2, on the line through the published groups on both sides, or through the last two."""
    if groups in _STAGE2:
        return _STAGE2[groups]
    low, high = next((pair for pair in pairwise(_STAGE2) if groups < pair[1]), (4, 8))
    return _STAGE2[low] + (_STAGE2[high] - _STAGE2[low]) * (groups - low) / (high - low)
