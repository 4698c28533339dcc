"""EdgeSegNet: segmentation at the edge, designed by machine."""

from typing import Annotated

from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Channels
from modelzoo.registry import architecture

Stem = Annotated[Channels, "Channels of the first convolution"]
Inner = Annotated[Channels, "Channels of the coarse and the fine look until they are added"]
Outer = Annotated[Channels, "Channels from there on"]


@architecture(
    "edgesegnet",
    family="EdgeSegNet",
    title="EdgeSegNet",
    year=2019,
    task="segmentation",
    input=(3, 64, 64),
    variants={"EdgeSegNet": {}, "EdgeSegNet (paper)": {"inner": 193, "outer": 217, "outputs": 32}},
)
def edgesegnet(stem: Stem = 13, inner: Inner = 48, outer: Outer = 96, outputs: Channels = 35) -> Graph:
    """Two looks at the picture, a coarse and a fine one, refined and added twice before one large enlargement.

    The paper's own network is 193 and 217 channels wide with 32 classes. With 48, 96 and 35 outputs all three figures
    of the article come out exactly. Open: the ReLUs within the modules and the interpolation, which no figure shows.

    Source: Lin, Chwyl, Wong, EdgeSegNet, arXiv 1905.04222, figure 2; Model Compression Part 8, Lightweight variations
    of Squeeze U-Net (AIOZ AI), table 3, row "EdgeSegNet".
    """
    b = Builder()
    large = b("conv", b("input"), id="conv1", out=stem, kernel=7, stride=2, act="none")
    small = b("max_pool", large, id="pool1", kernel=3, padding=1)
    coarse = b("bottleneck_reduction", large, id="reduction", out=inner)
    coarse = b("upsample", coarse, id="up1", mode="bilinear_aligned")
    fine = b("edge_residual_bottleneck", small, id="bottleneck", out=inner)
    x = b("add", coarse, b("refine", fine, id="refine1", out=inner))
    x = b("upsample", b("refine", x, id="refine2", out=outer), id="up2", mode="bilinear_aligned")
    x = b("add", x, b("refine", small, id="refine3", out=outer))
    x = b("upsample", b("refine", x, id="refine4", out=outer), id="up3", factor=4, mode="bilinear_aligned")
    b("output", b("conv", x, id="head", out=outputs, kernel=1, act="none"))
    return b.graph
