"""AlexNet, whose parameter count the small networks are measured against."""

from typing import Literal

from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Fraction, Groups, Width
from modelzoo.registry import architecture

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
            "form": "one_column",
            "groups": 1,
            "local_norm": False,
            "ceil_pools": False,
            "adaptive_pool": True,
            "input": (3, 224, 224),
        },
    },
)
def alexnet(
    form: Literal["two_towers", "one_column"] = "two_towers",
    width: Width = 1.0,
    classes: Classes = 1000,
    groups: Groups = 2,
    local_norm: bool = True,
    ceil_pools: bool = True,
    adaptive_pool: bool = False,
    dropout: Fraction = 0.5,
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

    def conv(x: str, number: int, kernel: int, groups: int = 1, **where: int) -> str:
        return b("conv", x, id=f"conv{number}", out=channels[number - 1], kernel=kernel, groups=groups, **where)

    def pool(x: str, number: int) -> str:
        normed = b("local_response_norm", x, id=f"norm{number}") if local_norm and number < 5 else x
        return b("max_pool", normed, id=f"pool{number}", kernel=3, ceil_mode=ceil_pools)

    channels = [scaled(each / groups, width) * groups for each in _CHANNELS[form]]
    x = conv(b("input"), 1, 11, stride=4, padding=0 if form == "two_towers" else 2)
    x = conv(pool(x, 1), 2, 5, groups)
    x = conv(pool(x, 2), 3, 3)
    x = conv(conv(x, 4, 3, groups), 5, 3, groups)
    x = pool(x, 5)
    x = b("flatten", b("adaptive_avg_pool", x, size=6) if adaptive_pool else x)
    for number in (6, 7):
        x = b("linear", x, id=f"fc{number}", out=scaled(4096, width), act="relu")
        x = b("dropout", x, id=f"drop{number}", share=dropout)
    b("output", b("linear", x, id="fc8", out=classes))
    return b.graph
