"""L3U-Net: a U-Net that folds its input, for microcontrollers with a convolution accelerator."""

from typing import Annotated

from modelzoo.blocks.layers import scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Bias, Channels, Factor, Norm, Width
from modelzoo.registry import architecture

Fold = Annotated[Factor, "Squares of so many pixels a side become channels"]


@architecture(
    "l3unet",
    family="L3U-Net",
    title="L3U-Net",
    year=2022,
    task="segmentation",
    input=(3, 64, 64),
    variants={"L3U-Net": {}},
)
def l3unet(outputs: Channels = 35, fold: Fold = 2, width: Width = 1.0, norm: Norm = "none", bias: Bias = True) -> Graph:
    """Neighbouring pixels become channels, a small U-Net works at that size, and its channels become pixels again.

    The public code is followed layer by layer with the article's 35 outputs; the article's figures are not reached, as
    it says neither widths nor fold factor. The batch norms of that code have no weights and vanish into the
    convolutions; norm adds some that have. Folded by 2 for 64 x 64 pixels, by 4 in the paper's larger pictures.

    Source: Okman, Ulkar, Uyanik, L3U-net, arXiv 2203.16528; public code ai8x-training (Analog Devices), AI85UNetLarge;
    Model Compression Part 8, Lightweight variations of Squeeze U-Net (AIOZ AI), table 3, row "L3U-Net".
    """

    def conv(x: str, out: int, id: str, kernel: int = 3, act: str = "relu") -> str:
        return b("conv", x, id=id, out=out, kernel=kernel, bias=bias, norm=norm, act=act)

    shallow, middle, deep, deepest, full, last = (scaled(each, width) for each in (8, 28, 56, 112, 64, 48))
    b = Builder()
    x = b("fold", b("input"), factor=fold)
    x = conv(conv(x, full, "prep0", 1), full, "prep1", 1)
    x = conv(x, max(1, full // 2), "prep2", 1)
    enc1 = conv(x, shallow, "enc1")
    enc2 = conv(b("max_pool", enc1), middle, "enc2")
    enc3 = conv(b("max_pool", enc2), deep, "enc3")
    x = conv(b("max_pool", enc3), deepest, "bneck")
    for level, skip, out, after in ((3, enc3, deep, deep), (2, enc2, middle, middle), (1, enc1, shallow, last)):
        x = b("transposed_conv", x, id=f"upconv{level}", out=out, bias=bias, act="none")
        x = conv(b("concat", x, skip), after, f"dec{level}")
    x = conv(x, full, "dec0")
    x = conv(conv(x, full, "conv_p1", 1), full, "conv_p2", 1)
    x = conv(x, full, "conv_p3", 1, act="none")
    x = conv(x, outputs * fold**2, "conv", 1, act="none")
    b("output", b("unfold", x, factor=fold))
    return b.graph
