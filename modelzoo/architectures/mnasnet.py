"""MnasNet, found by a search that measured each candidate's latency on a phone."""

from typing import Annotated, Literal, NamedTuple

from modelzoo.blocks.attention import Squeezing
from modelzoo.blocks.heads import Classes
from modelzoo.blocks.layers import Epsilon, divisible
from modelzoo.blocks.mobile import Head
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.params import Activation, Width
from modelzoo.registry import architecture

Version = Annotated[Literal["A1", "B1", "small"], "Which of the searched networks"]


class _Stage(NamedTuple):
    """Equal blocks after each other, of which the first has the stride."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    out: int
    squeezed: bool = False


_STAGES = {
    "A1": (
        _Stage(1, 3, 1, 1, 16),
        _Stage(2, 3, 2, 6, 24),
        _Stage(3, 5, 2, 3, 40, squeezed=True),
        _Stage(4, 3, 2, 6, 80),
        _Stage(2, 3, 1, 6, 112, squeezed=True),
        _Stage(3, 5, 2, 6, 160, squeezed=True),
        _Stage(1, 3, 1, 6, 320),
    ),
    "B1": (
        _Stage(1, 3, 1, 1, 16),
        _Stage(3, 3, 2, 3, 24),
        _Stage(3, 5, 2, 3, 40),
        _Stage(3, 5, 2, 6, 80),
        _Stage(2, 3, 1, 6, 96),
        _Stage(4, 5, 2, 6, 192),
        _Stage(1, 3, 1, 6, 320),
    ),
    "small": (
        _Stage(1, 3, 1, 1, 8),
        _Stage(1, 3, 2, 3, 16),
        _Stage(2, 3, 2, 6, 16),
        _Stage(4, 5, 2, 6, 32, squeezed=True),
        _Stage(3, 3, 1, 6, 32, squeezed=True),
        _Stage(3, 5, 2, 6, 88, squeezed=True),
        _Stage(1, 3, 1, 6, 144),
    ),
}
_STEMS = {"A1": 32, "B1": 32, "small": 8}


@architecture(
    "mnasnet",
    family="MnasNet",
    title="MnasNet",
    year=2018,
    task="classification",
    input=(3, 224, 224),
    variants={
        "MnasNet-A1": {},
        "MnasNet-B1": {"version": "B1"},
        "MnasNet-small": {"version": "small"},
        **{f"MnasNet-B1 {width}": {"version": "B1", "width": width} for width in (0.5, 0.75, 1.3)},
    },
)
def mnasnet(
    version: Version = "A1",
    width: Width = 1.0,
    squeeze_excite: Squeezing = True,
    head: Head = 1280,
    act: Activation = "relu",
    classes: Classes = 1000,
    eps: Epsilon = 1e-5,
) -> Graph:
    """A search for accuracy and latency at once, over stages that may differ in kernel, expansion and squeezing.

    A1 is the paper's, with squeeze and excitation where the search put it; B1 was searched without any; small is the
    paper's MnasNet-search2. The last convolution is never scaled. The authors' code has eps 0.001; its README prints
    315.2 million multiply-adds for A1, the paper 312 million, as here.

    Source: Tan and others, MnasNet, arXiv 1807.11626, figure 7; public code of tensorflow/tpu (mnasnet) and, for the
    widths of B1, torchvision.
    """
    b = Builder()
    layers = {"act": act, "eps": eps}
    plain = {"bias": False, "norm": "batch", **layers}
    x = b("conv", b("input"), id="conv1", out=divisible(_STEMS[version] * width), stride=2, **plain)
    for number, stage in enumerate(_STAGES[version], 1):
        for at in range(1, stage.blocks + 1):
            x = b(
                "inverted_residual",
                x,
                id=f"stage{number}_{at}",
                out=divisible(stage.out * width),
                expansion=stage.expansion,
                kernel=stage.kernel,
                stride=stage.stride if at == 1 else 1,
                squeeze_excite="input" if squeeze_excite and stage.squeezed else "none",
                **layers,
            )
    x = b("conv", x, id="conv_last", out=head, kernel=1, **plain)
    b("output", b("classifier_head", x, id="classifier", classes=classes), id="scores")
    return b.graph
