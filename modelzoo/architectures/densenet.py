"""DenseNet: every layer of a block reads what all the layers before it have made."""

from typing import Annotated

from modelzoo.blocks.densenet import Bottleneck, Compression, Growth
from modelzoo.blocks.heads import Classes
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Range
from modelzoo.registry import architecture

Depth = Annotated[int, Range(1, 512, "Layers of this dense block")]
LastDepth = Annotated[int, Range(0, 512, "Layers of this dense block; 0: there is none")]
Stem = Annotated[int, Range(0, 4096, "Channels of the first convolution; 0: twice the growth")]
SmallPictures = Annotated[bool, "Whether the first convolution keeps the size, as for pictures of 32 pixels"]


@architecture(
    "densenet",
    family="DenseNet",
    title="DenseNet",
    year=2016,
    task="classification",
    input=(3, 224, 224),
    variants={
        "DenseNet-121": {},
        "DenseNet-161": {"growth": 48, "depth3": 36, "depth4": 24},
        "DenseNet-169": {"depth3": 32, "depth4": 32},
        "DenseNet-201": {"depth3": 48, "depth4": 32},
        "DenseNet-BC-100 (k=12)": {
            "growth": 12,
            "depth1": 16,
            "depth2": 16,
            "depth3": 16,
            "depth4": 0,
            "small_pictures": True,
            "classes": 10,
            "input": (3, 32, 32),
        },
    },
)
def densenet(
    growth: Growth = 32,
    depth1: Depth = 6,
    depth2: Depth = 12,
    depth3: Depth = 24,
    depth4: LastDepth = 16,
    bottleneck: Bottleneck = 4,
    compression: Compression = 0.5,
    stem: Stem = 0,
    small_pictures: SmallPictures = False,
    classes: Classes = 1000,
) -> Graph:
    """Dense blocks with transitions between them, which halve the size and the channels.

    small_pictures is the paper's form for pictures of 32 pixels: only a 3x3 convolution of stride 1 comes first. There
    the paper has three blocks, which depth4 0 gives. bottleneck 0 with compression 1 is the plain DenseNet.

    Source: Huang and others, Densely Connected Convolutional Networks, arXiv 1608.06993, table 1.
    """
    b = Builder()
    x, out = b("input"), stem or 2 * growth
    if small_pictures:
        x = b("conv", x, id="conv0", out=out, bias=False, act="none")
    else:
        x = b("conv", x, id="conv0", out=out, kernel=7, stride=2, bias=False, norm="batch")
        x = b("max_pool", x, id="pool0", kernel=3, padding=1)
    depths = [depth for depth in (depth1, depth2, depth3, depth4) if depth]
    for stage, layers in enumerate(depths, start=1):
        if stage > 1:
            x = b("dense_transition", x, id=f"transition{stage - 1}", compression=compression)
        x = b("dense_block", x, id=f"block{stage}", layers=layers, growth=growth, bottleneck=bottleneck)
    x = b("relu", b("batch_norm", x, id="norm5"), id="relu5")
    b("output", b("classifier_head", x, id="classifier", classes=classes))
    return b.graph
