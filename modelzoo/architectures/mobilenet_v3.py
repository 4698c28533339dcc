"""MobileNetV3, Large and Small: searched inverted residuals with squeeze and excitation and hard swish."""

from typing import Annotated, Literal, NamedTuple

from modelzoo.blocks.attention import Squeezing
from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon, divisible
from modelzoo.builder import Builder
from modelzoo.graph import Graph, Value
from modelzoo.params import Kernel, Range, Width
from modelzoo.registry import architecture

Hidden = Annotated[
    int, Range(0, 65536, "Values of the layer before the scores; 0: the paper's, 1280 for Large and 1024 for Small")
]
Version = Annotated[Literal["large", "small"], "Which of the two searched networks"]
LateAct = Annotated[Literal["hardswish", "silu", "relu", "relu6"], "Activation function where the paper has hard swish"]
LargeKernel = Annotated[Kernel, "Kernel where the paper has 5x5"]


class _Bneck(NamedTuple):
    """A row of the paper's tables; `late` rows are activated by hard swish, the others by ReLU."""

    kernel: int
    expanded: int
    out: int
    squeezed: bool
    late: bool
    stride: int


_ROWS = {
    "large": (
        _Bneck(3, 16, 16, False, False, 1),
        _Bneck(3, 64, 24, False, False, 2),
        _Bneck(3, 72, 24, False, False, 1),
        _Bneck(5, 72, 40, True, False, 2),
        *[_Bneck(5, 120, 40, True, False, 1)] * 2,
        _Bneck(3, 240, 80, False, True, 2),
        _Bneck(3, 200, 80, False, True, 1),
        *[_Bneck(3, 184, 80, False, True, 1)] * 2,
        _Bneck(3, 480, 112, True, True, 1),
        _Bneck(3, 672, 112, True, True, 1),
        _Bneck(5, 672, 160, True, True, 2),
        *[_Bneck(5, 960, 160, True, True, 1)] * 2,
    ),
    "small": (
        _Bneck(3, 16, 16, True, False, 2),
        _Bneck(3, 72, 24, False, False, 2),
        _Bneck(3, 88, 24, False, False, 1),
        _Bneck(5, 96, 40, True, True, 2),
        *[_Bneck(5, 240, 40, True, True, 1)] * 2,
        _Bneck(5, 120, 48, True, True, 1),
        _Bneck(5, 144, 48, True, True, 1),
        _Bneck(5, 288, 96, True, True, 2),
        *[_Bneck(5, 576, 96, True, True, 1)] * 2,
    ),
}
_HIDDEN = {"large": 1280, "small": 1024}
_MINIMALISTIC: dict[str, Value] = {"squeeze_excite": False, "act": "relu", "large_kernel": 3}


@architecture(
    "mobilenet_v3",
    family="MobileNetV3",
    title="MobileNetV3",
    year=2019,
    task="classification",
    input=(3, 224, 224),
    variants={
        "MobileNetV3-Large 1.0": {},
        "MobileNetV3-Large 0.75": {"width": 0.75},
        "MobileNetV3-Large minimalistic": _MINIMALISTIC,
        "MobileNetV3-Small 1.0": {"version": "small"},
        "MobileNetV3-Small 0.75": {"version": "small", "width": 0.75},
        "MobileNetV3-Small minimalistic": {"version": "small", **_MINIMALISTIC},
        "MobileNetV3-Small 1.0 with 1280 head": {"version": "small", "hidden": 1280},
    },
)
def mobilenet_v3(
    version: Version = "large",
    width: Width = 1.0,
    squeeze_excite: Squeezing = True,
    act: LateAct = "hardswish",
    large_kernel: LargeKernel = 5,
    hidden: Hidden = 0,
    classes: Classes = 1000,
    eps: Epsilon = 1e-3,
) -> Graph:
    """Found by search and thinned by NetAdapt, with the last layers moved behind the pool, where they cost little.

    act stands where the paper has hard swish, large_kernel where it has 5x5. Without squeeze_excite, with ReLU and 3x3
    it is the authors' minimalistic model. The 1x1 convolution before the pool is scaled always, the layer behind it by
    widths above 1 only. The 2.9 million parameters that the authors' README prints for Small are those of the 1280-wide
    head of the paper's first version, the final paper's 2.5 million those of 1024; neither gives the 66 million
    multiply-adds beside them. Table 2 ticks squeeze and excitation at the last 1x1 convolution too, which no public
    code has.

    Source: Howard and others, Searching for MobileNetV3, arXiv 1905.02244, tables 1 and 2; public code of
    tensorflow/models (slim) and torchvision.
    """
    b = Builder()
    rows = _ROWS[version]
    plain = {"bias": False, "norm": "batch", "act": act, "eps": eps}
    channels = 16
    x = b("conv", b("input"), id="conv1", out=divisible(channels * width), stride=2, **plain)
    for at, row in enumerate(rows, 1):
        x = b(
            "inverted_residual",
            x,
            id=f"bneck{at}",
            out=divisible(row.out * width),
            expansion=row.expanded / channels,
            kernel=large_kernel if row.kernel == 5 else row.kernel,
            stride=row.stride,
            act=act if row.late else "relu",
            squeeze_excite="expanded" if squeeze_excite and row.squeezed else "none",
            gate="hardsigmoid",
            eps=eps,
        )
        channels = row.out
    x = b("conv", x, id="conv_last", out=divisible(rows[-1].expanded * width), kernel=1, **plain)
    last = divisible((hidden or _HIDDEN[version]) * max(1.0, width))
    b("output", b("classifier_head", x, id="classifier", classes=classes, hidden=last, act=act), id="scores")
    return b.graph
