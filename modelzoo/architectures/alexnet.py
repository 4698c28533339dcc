"""AlexNet, whose parameter count the small networks are measured against."""

from typing import Annotated, Literal

from modelzoo.architectures.endings import AdaptivePool, fully_connected_end
from modelzoo.blocks.heads import Classes, Dropout
from modelzoo.blocks.layers import scaled
from modelzoo.blocks.pooling import CeilMode
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Groups, Width
from modelzoo.registry import architecture

Version = Annotated[Literal["two_towers", "one_column"], "The network of 2012, or the narrower one of 2014"]
LocalNorm = Annotated[bool, "Whether a local response norm follows the first two convolutions"]

_CHANNELS = {"two_towers": (96, 256, 384, 384, 256), "one_column": (64, 192, 384, 256, 256)}


@architecture(
    "alexnet",
    family="AlexNet",
    title="AlexNet",
    year=2012,
    task="classification",
    input=(3, 227, 227),
    variants={
        "AlexNet (Caffe, grouped)": {},
        "AlexNet (torchvision)": {
            "version": "one_column",
            "groups": 1,
            "local_norm": False,
            "ceil_pools": False,
            "adaptive_pool": True,
            "input": (3, 224, 224),
        },
    },
)
def alexnet(
    version: Version = "two_towers",
    width: Width = 1.0,
    classes: Classes = 1000,
    groups: Groups = 2,
    local_norm: LocalNorm = True,
    ceil_pools: CeilMode = True,
    adaptive_pool: AdaptivePool = False,
    dropout: Dropout = 0.5,
) -> Graph:
    """Five convolutions and three fully connected layers, which hold 96 % of the parameters.

    two_towers is the network of 2012 as Caffe has it: 227 x 227 pixels, an unpadded conv1, local response norms, and
    conv2, conv4 and conv5 in two groups, which once ran on two GPUs. one_column is the later, narrower one: 224 x 224
    pixels, and conv1 padded by 2. adaptive_pool brings every picture to 6 x 6 before fc6; without it fc6 grows with the
    picture. width scales all but the classes, to multiples of the groups.

    Source: Krizhevsky, Sutskever, Hinton, ImageNet Classification with Deep Convolutional Neural Networks (NIPS 2012);
    public code BVLC/caffe, models/bvlc_alexnet. One column: Krizhevsky, One weird trick for parallelizing convolutional
    neural networks, arXiv 1404.5997; public code torchvision.
    """
    b = Builder()
    x = b("input")
    for number, (out, kernel) in enumerate(zip(_CHANNELS[version], (11, 5, 3, 3, 3), strict=True), start=1):
        first = {"stride": 4, "padding": 0 if version == "two_towers" else 2} if number == 1 else {}
        split = groups if number in (2, 4, 5) else 1
        x = b("conv", x, id=f"conv{number}", out=scaled(out, width, groups), kernel=kernel, groups=split, **first)
        if local_norm and number in (1, 2):
            x = b("local_response_norm", x, id=f"norm{number}")
        if number in (1, 2, 5):
            x = b("max_pool", x, id=f"pool{number}", kernel=3, ceil_mode=ceil_pools)
    fully_connected_end(b, x, 6 if adaptive_pool else 0, width, classes, dropout)
    return b.graph
