"""SqueezeNet, the first network of fire modules."""

from typing import Annotated, Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range, Width
from modelzoo.registry import architecture

Version = Annotated[Literal["1.0", "1.1"], "The paper's network, or the smaller one of its authors"]
HeadPadding = Annotated[int, Range(0, 8, "Padding of the 1x1 convolution conv10; 1 in the authors' Caffe files")]

_SQUEEZE = {"fire2": 16, "fire3": 16, "fire4": 32, "fire5": 32, "fire6": 48, "fire7": 48, "fire8": 64, "fire9": 64}
_POOLED = {"1.0": ("fire4", "fire8"), "1.1": ("fire3", "fire5")}


@architecture(
    "squeezenet",
    family="SqueezeNet",
    title="SqueezeNet",
    year=2016,
    task="classification",
    input=(3, 224, 224),
    variants={"SqueezeNet 1.0": {}, "SqueezeNet 1.1": {"version": "1.1"}},
)
def squeezenet(
    version: Version = "1.0",
    width: Width = 1.0,
    classes: Classes = 1000,
    conv10_padding: HeadPadding = 0,
) -> Graph:
    """AlexNet's accuracy with 50 times fewer parameters: eight fire modules and no fully connected layer.

    Version 1.1 has a smaller stem and pools earlier, which saves more than half of the work. The authors' Caffe files
    take 227 x 227 pixels and pad conv10 by 1; torchvision's take 224 and don't. width scales the fire modules.

    Source: Iandola and others, SqueezeNet, arXiv 1602.07360, table 1; public code forresti/SqueezeNet and torchvision.
    """
    b = Builder()
    stem = {"out": 96, "kernel": 7} if version == "1.0" else {"out": 64, "kernel": 3}
    x = b("conv", b("input", id="data"), id="conv1", stride=2, padding=0, **stem)
    x = b("max_pool", x, id="pool1", kernel=3, ceil_mode=True)
    for name, squeeze in _SQUEEZE.items():
        x = b("fire", x, id=name, squeeze=scaled(squeeze, width), expand=scaled(4 * squeeze, width))
        if name in _POOLED[version]:
            x = b("max_pool", x, id=f"pool{name[4:]}", kernel=3, ceil_mode=True)
    x = b("conv", b("dropout", x, id="drop9"), id="conv10", out=classes, kernel=1, padding=conv10_padding)
    b("output", b("global_avg_pool", x, id="pool10"), id="scores")
    return b.graph
