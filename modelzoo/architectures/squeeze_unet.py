"""Squeeze U-Net, and the encoder and decoder without skips that was derived from it."""

from typing import Annotated, Any, Literal

from modelzoo.blocks.layers import Convolution, scaled
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Channels, Norm, Width
from modelzoo.registry import architecture

Skips = Annotated[bool, "Whether the decoder also reads what the encoder made at the same size"]
BatchNorm = Annotated[Literal["none", "squeezes", "squeezes_and_stem"], "Where batch norms stand"]

_TRUNK = {"fire2": 16, "fire3": 16, "fire4": 32, "fire5": 32, "fire6": 48, "fire7": 48, "fire8": 64, "fire9": 64}
"""The fire modules of SqueezeNet 1.1 by their squeeze; each expands to eight times that."""

_DECODER = (
    (192, 1, "fire7", 48, 192),
    (128, 1, "pool5", 32, 128),
    (64, 2, "pool3", 16, 64),
    (32, 2, "pool1", 16, 32),
)
"""Channels and stride of each enlargement, what is joined to it, then squeeze and expand of the fire module."""


@architecture(
    "squeeze_unet",
    family="Squeeze U-Net",
    title="Squeeze U-Net",
    year=2020,
    task="segmentation",
    input=(3, 64, 64),
    variants={
        "Squeeze U-Net": {},
        "Squeeze U-Net with dep_sep_conv": {"convolution": "separable_padded_late", "batch_norm": "squeezes_and_stem"},
    },
)
def squeeze_unet(
    outputs: Channels = 35,
    width: Width = 1.0,
    convolution: Convolution = "dense",
    skips: Skips = True,
    batch_norm: BatchNorm = "squeezes",
) -> Graph:
    """SqueezeNet 1.1 as the encoder of a U-Net whose decoder enlarges by transposed convolutions and fire modules.

    The article names no code: this is the plan of the oldest public implementation, with 35 outputs as in the article's
    task. Its figures are near the article's, not equal: the decoder's widths are not known. Open too is the batch norm:
    "squeezes" adds it to the biased squeezes, as the public code does; "squeezes_and_stem" puts it in place of the
    biases there and in the stem, as the article's Squeeze Encoder Decoder does. With another convolution than "dense"
    every 3x3 and transposed convolution but the stem is made separable, the larger size coming from repeated pixels.
    width scales all channels but the outputs.

    Source: Model Compression Part 8, Lightweight variations of Squeeze U-Net (AIOZ AI), table 3, rows "Squeeze U-Net"
    and "dep_sep_conv"; Beheshti and Johnsson, Squeeze U-Net (CVPR Workshops 2020); public code lhelontra/squeeze-unet.
    """
    b = Builder()
    stem_norm = batch_norm == "squeezes_and_stem"
    stem = {"norm": "batch" if stem_norm else "none", "bias": not stem_norm}
    fire = {"norm": "none" if batch_norm == "none" else "batch", "bias": not stem_norm, "convolution": convolution}
    ends = _trunk(b, width, stem, fire)
    x = ends["fire9"]
    for level, (up, stride, skip, squeeze, expand) in enumerate(_DECODER, start=1):
        x = _enlarge(b, x, scaled(up, width), stride, convolution, f"up{level}")
        x = b("concat", x, ends[skip]) if skips else x
        widths = {"squeeze": scaled(squeeze, width), "expand": scaled(expand, width)}
        x = b("fire", x, id=f"fire{level + 9}", **widths, **fire)
    x = b("upsample", x, id="up5")
    x = b("concat", x, ends["conv1"]) if skips else x
    x = _conv(b, x, scaled(64, width), convolution, "conv2")
    x = b("conv", b("upsample", x, id="up6"), id="head", out=outputs, kernel=1, act="none")
    b("output", x)
    return b.graph


@architecture(
    "squeeze_encoder_decoder",
    family="Squeeze U-Net",
    title="Squeeze Encoder Decoder",
    year=2020,
    task="segmentation",
    input=(3, 64, 64),
    variants={"Squeeze Encoder Decoder": {}},
)
def squeeze_encoder_decoder(outputs: Channels = 35, width: Width = 1.0, norm: Norm = "batch") -> Graph:
    """Squeeze U-Net without skips, its decoder made of SqueezeSeg's transposed fire modules.

    All three published figures come out exactly, and among regular plans only by this one. They do not show everything:
    where the oversize output of the two stride-1 transposed convolutions is cut, the interpolation, and the activations
    are choices made here. width scales all channels but the outputs.

    Source: Model Compression Part 8, Lightweight variations of Squeeze U-Net (AIOZ AI), table 3, row "Squeeze Encoder
    Decoder"; Wu and others, SqueezeSeg, arXiv 1710.07368.
    """
    b = Builder()
    style = {"norm": norm, "bias": norm == "none"}
    x = _trunk(b, width, style, style)["fire9"]
    for level, (out, stride) in enumerate(((192, 1), (128, 1), (64, 2), (32, 2)), start=1):
        widths = {"squeeze": scaled(out / 8, width), "expand": scaled(out / 2, width)}
        x = b("squeezeseg_transposed_fire", x, id=f"up{level}", stride=stride, **widths, **style)
    x = b("upsample", x, id="up5")
    x = b("conv", x, id="head", out=outputs, kernel=1, act="none")
    b("output", b("upsample", x, id="up6"))
    return b.graph


def _trunk(b: Builder, width: float, stem: dict[str, Any], fire: dict[str, Any]) -> dict[str, str]:
    """SqueezeNet 1.1 with padded pools; its nodes by the names they have there."""
    ends = {"conv1": b("conv", b("input"), id="conv1", out=scaled(64, width), stride=2, **stem)}
    ends["pool1"] = x = b("max_pool", ends["conv1"], id="pool1", kernel=3, padding=1)
    for name, squeeze in _TRUNK.items():
        widths = {"squeeze": scaled(squeeze, width), "expand": scaled(4 * squeeze, width)}
        ends[name] = x = b("fire", x, id=name, **widths, **fire)
        if name in ("fire3", "fire5"):
            pool = f"pool{name[4:]}"
            ends[pool] = x = b("max_pool", x, id=pool, kernel=3, padding=1)
    return ends


def _enlarge(b: Builder, x: str, out: int, stride: int, convolution: Convolution, id: str) -> str:
    if convolution == "dense":
        return b("transposed_conv", x, id=id, out=out, stride=stride, output_padding=stride - 1)
    large = b("upsample", x, factor=stride) if stride > 1 else x
    return _conv(b, large, out, convolution, id)


def _conv(b: Builder, x: str, out: int, convolution: Convolution, id: str) -> str:
    if convolution == "dense":
        return b("conv", x, id=id, out=out)
    late = convolution == "separable_padded_late"
    return b("separable_conv", x, id=id, out=out, padding_at="pointwise" if late else "depthwise")
