"""ResNet, and SE-ResNet, which weighs the channels of every block."""

from typing import Annotated, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import scaled
from modelzoo.blocks.pooling import CeilMode
from modelzoo.blocks.residual import StrideAt
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range, Width
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 256, "Residual blocks in this stage")]
Reduction = Annotated[int, Range(1, 65536, "Squeeze and excitation works on the block's channels divided by this")]
Block = Annotated[Literal["basic", "bottleneck"], "Two 3x3 convolutions, or a 3x3 one between two of 1x1"]

_PLANS: dict[int, tuple[Block, int, int, int, int]] = {
    18: ("basic", 2, 2, 2, 2),
    34: ("basic", 3, 4, 6, 3),
    50: ("bottleneck", 3, 4, 6, 3),
    101: ("bottleneck", 3, 4, 23, 3),
    152: ("bottleneck", 3, 8, 36, 3),
}
"""The block, and how many of it a stage, by the number of layers with weights: table 1 of the ResNet paper."""


def _plan(layers: int) -> dict[str, str | int]:
    return dict(zip(("block", "depth1", "depth2", "depth3", "depth4"), _PLANS[layers], strict=True))


@architecture(
    "resnet",
    family="ResNet",
    title="ResNet",
    year=2015,
    task="classification",
    input=(3, 224, 224),
    variants={f"ResNet-{layers}": {**_plan(layers), "stride_at": "3x3"} for layers in _PLANS}
    | {f"ResNet-{layers} v1": _plan(layers) for layers in (50, 101, 152)},
)
def resnet(
    block: Block = "bottleneck",
    depth1: Depth = 3,
    depth2: Depth = 4,
    depth3: Depth = 6,
    depth4: Depth = 3,
    stride_at: StrideAt = "1x1",
    width: Width = 1.0,
    classes: Classes = 1000,
) -> Graph:
    """Four stages of blocks that add to their input, so that a hundred layers can be trained.

    stride_at matters to bottlenecks alone: at the first 1x1 convolution it is the paper's network, "v1", with 3.86 G
    MACs at 50 layers; at the 3x3 one it is "v1.5", torchvision's, with 4.09 G. The published names give v1.5, as most
    public weights are for it, and say "v1" for the paper's. width scales all but the classes.

    Source: He, Zhang, Ren, Sun, Deep Residual Learning, arXiv 1512.03385, table 1; v1.5 as in public code torchvision.
    """
    b = Builder()
    x = b("max_pool", _stem(b, width), id="pool1", kernel=3, padding=1)
    x = _stages(b, x, block, (depth1, depth2, depth3, depth4), stride_at, width)
    b("output", b("classifier_head", x, id="fc", classes=classes))
    return b.graph


@architecture(
    "se_resnet",
    family="SENet",
    title="SE-ResNet",
    year=2017,
    task="classification",
    input=(3, 224, 224),
    variants={f"SE-ResNet-{layers}": _plan(layers) for layers in _PLANS},
)
def se_resnet(
    block: Block = "bottleneck",
    depth1: Depth = 3,
    depth2: Depth = 4,
    depth3: Depth = 6,
    depth4: Depth = 3,
    reduction: Reduction = 16,
    stride_at: StrideAt = "1x1",
    ceil_pools: CeilMode = True,
    width: Width = 1.0,
    classes: Classes = 1000,
) -> Graph:
    """ResNet whose blocks weigh their channels by squeeze and excitation before they add to the input.

    The stride is at the first 1x1 convolution, as in the first ResNet. ceil_pools is the authors' way to halve the size
    after conv1: no padding, but a rest at the border counts; without it the pool is ResNet's. width scales all but the
    classes.

    Source: Hu, Shen, Sun, Squeeze-and-Excitation Networks, arXiv 1709.01507, table 1; public code hujie-frank/SENet.
    """
    b = Builder()
    x = b("max_pool", _stem(b, width), id="pool1", kernel=3, padding=0 if ceil_pools else 1, ceil_mode=ceil_pools)
    x = _stages(b, x, block, (depth1, depth2, depth3, depth4), stride_at, width, reduction)
    b("output", b("classifier_head", x, id="fc", classes=classes))
    return b.graph


def _stem(b: Builder, width: float) -> str:
    out = scaled(64, width)
    return b("conv", b("input"), id="conv1", out=out, kernel=7, stride=2, bias=False, norm="batch")


def _stages(
    b: Builder, x: str, block: Block, depths: tuple[int, ...], stride_at: StrideAt, width: float, reduction: int = 0
) -> str:
    """The four stages, called conv2 to conv5 as in the paper."""
    for stage, depth in enumerate(depths, start=2):
        inner = scaled(16 << stage, width)
        out = inner if block == "basic" else 4 * inner
        squeeze = max(1, out // reduction) if reduction else 0
        for number in range(1, depth + 1):
            id, stride = f"conv{stage}_{number}", 2 if number == 1 and stage > 2 else 1
            if block == "basic":
                x = b("basic_block", x, id=id, out=out, stride=stride, squeeze=squeeze)
            else:
                widths = {"out": out, "inner": inner, "squeeze": squeeze}
                x = b("bottleneck", x, id=id, stride=stride, stride_at=stride_at, **widths)
    return x
