"""SqueezeNext's block: two squeezes, then a 3x3 convolution split into a tall and a wide one."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.layers import convolution_layers
from modelzoo.errors import ShapeError
from modelzoo.params import Bias, Channels, Groups, Stride
from modelzoo.registry import block

Shortcut = Annotated[
    Literal["parallel", "sequential", "identity"],
    "What is added: a 1x1 convolution beside the bottleneck, one that runs before it, or the input itself",
]
First = Annotated[Literal["3x1", "1x3"], "Which of the two separable convolutions stands first"]


@block("sqnxt_block", group="Squeeze", title="SqueezeNext block")
class SqnxtBlock(nn.Module):
    """Two 1x1 convolutions to a half and a quarter of `out`, a 3x1 and a 1x3 one at the half, a 1x1 one to `out`.

    The result is added to a shortcut. parallel: a 1x1 convolution of the input, beside the bottleneck; sequential: the
    bottleneck too reads that convolution's output, the stride behind it; identity: the input. first says which of the
    two separable convolutions stands first, and groups splits them and the first 1x1. A batch norm and a ReLU follow
    every convolution, the shortcut's too; a last ReLU follows the sum.

    Shapes: C x H x W to out x H/stride x W/stride; an identity needs as many channels as out, and stride 1.

    Source: Gholami and others, SqueezeNext, arXiv 1803.10615, figure 1; order, groups and shortcuts as in the authors'
    public Caffe files amirgholami/SqueezeNext.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 32,
        stride: Stride = 1,
        shortcut: Shortcut = "parallel",
        first: First = "3x1",
        groups: Groups = 1,
        bias: Bias = False,
    ) -> None:
        super().__init__()
        if shortcut == "identity" and (in_channels != out or stride != 1):
            raise ShapeError(f"an identity shortcut needs {out} channels at its input and stride 1.")
        half, quarter = max(1, out // 2), max(1, out // 4)
        entered, step = (out, 1) if shortcut == "sequential" else (in_channels, stride)
        before, after = ((3, 1), (1, 3)) if first == "3x1" else ((1, 3), (3, 1))
        self.bottleneck = nn.Sequential(
            convolution_layers(entered, half, 1, step, groups=groups, bias=bias),
            convolution_layers(half, quarter, bias=bias),
            convolution_layers(quarter, half, before, groups=groups, bias=bias),
            convolution_layers(half, half, after, groups=groups, bias=bias),
            convolution_layers(half, out, bias=bias),
        )
        self.shortcut = None if shortcut == "identity" else convolution_layers(in_channels, out, 1, stride, bias=bias)
        self.early = shortcut == "sequential"
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        kept = x if self.shortcut is None else self.shortcut(x)
        result: Tensor = self.act(self.bottleneck(kept if self.early else x) + kept)
        return result
