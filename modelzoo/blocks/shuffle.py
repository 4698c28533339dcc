"""The units of ShuffleNet V1 and V2: cheap because channels stay apart, good because they are shuffled in between."""

from typing import Annotated, Literal

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import check_groups, convolution_layers
from modelzoo.errors import ShapeError
from modelzoo.params import Factor, Groups, Range
from modelzoo.registry import block

Out = Annotated[int, Range(0, 65536, "Channels of the output; 0: as many as come in, twice as many with a stride")]
Reduction = Annotated[int, Range(1, 64, "The output's channels divided by this are those of the depthwise convolution")]
Depth = Annotated[int, Range(1, 64, "Units of the stage, the one that halves the size among them")]
GroupFirst = Annotated[bool, "Whether the first 1x1 convolution is grouped too"]
Projection = Annotated[
    Literal["input", "half"],
    "Channels that the side branch of a strided unit makes: as many as come in, or half of all",
]


@block("shuffle_unit", group="Shuffle", title="ShuffleNet unit")
class ShuffleUnit(nn.Module):
    """A grouped 1x1 convolution, a channel shuffle, a depthwise 3x3 and a grouped 1x1 one, added to the input.

    With a stride the input's averages stand beside the result instead, so that the branch makes out - C channels only.
    group_first: the first convolution is grouped too; it is not where few channels come in.

    Shapes: C x H x W to C x H x W; with a stride to out x H/stride x W/stride, out being more than C.

    Source: Zhang and others, ShuffleNet, arXiv 1707.01083, figure 2 (b) and (c).
    """

    def __init__(
        self,
        in_channels: int,
        out: Out = 0,
        groups: Groups = 2,
        stride: Factor = 1,
        reduction: Reduction = 4,
        group_first: GroupFirst = True,
    ) -> None:
        super().__init__()
        out = _out(in_channels, out, stride)
        inner, made = max(1, out // reduction), out if stride == 1 else out - in_channels
        check_groups(groups, bottleneck_channels=inner, new_channels=made)
        self.main = nn.Sequential(
            convolution_layers(in_channels, inner, groups=groups if group_first else 1),
            nn.ChannelShuffle(groups),
            convolution_layers(inner, inner, 3, stride, groups=inner, act="none"),
            convolution_layers(inner, made, groups=groups, act="none"),
        )
        self.strided = stride > 1
        self.side = nn.Sequential(*([nn.AvgPool2d(3, stride, 1)] if self.strided else []))
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        main, side = self.main(x), self.side(x)
        result: Tensor = self.act(torch.cat([main, side], 1) if self.strided else main + side)
        return result


@block("shuffle_v2_unit", group="Shuffle", title="ShuffleNet V2 unit")
class ShuffleV2Unit(nn.Module):
    """Half of the channels pass, the others go through 1x1, depthwise 3x3 and 1x1 convolutions; then all are shuffled.

    With a stride both branches see all channels, and the side branch is a depthwise 3x3 and a 1x1 convolution.
    projection: how many channels it makes then; the authors' code keeps those that come in, torchvision's makes half.

    Shapes: C x H x W to C x H x W; with a stride to out x H/stride x W/stride, out being more than C.

    Source: Ma and others, ShuffleNet V2, arXiv 1807.11164, figure 3 (c) and (d); public code
    megvii-model/ShuffleNet-Series and torchvision.
    """

    def __init__(self, in_channels: int, out: Out = 0, stride: Factor = 1, projection: Projection = "input") -> None:
        super().__init__()
        out = _out(in_channels, out, stride, shared=projection == "input")
        if out % 2:
            raise ShapeError(f"{out} channels cannot be cut into two halves.")
        self.strided = stride > 1
        side = in_channels if self.strided and projection == "input" else out // 2
        self.main = nn.Sequential(
            convolution_layers(in_channels if self.strided else out // 2, out // 2),
            convolution_layers(out // 2, out // 2, 3, stride, groups=out // 2, act="none"),
            convolution_layers(out // 2, out - side),
        )
        self.side = nn.Sequential()
        if self.strided:
            self.side.append(convolution_layers(in_channels, in_channels, 3, stride, groups=in_channels, act="none"))
            self.side.append(convolution_layers(in_channels, side))
        self.shuffle = nn.ChannelShuffle(2)

    def forward(self, x: Tensor) -> Tensor:
        side, main = (x, x) if self.strided else x.chunk(2, 1)
        result: Tensor = self.shuffle(torch.cat([self.side(side), self.main(main)], 1))
        return result


def _out(in_channels: int, out: int, stride: int, shared: bool = True) -> int:
    """The channels of the output; raises ShapeError where the branches cannot make them."""
    if stride == 1:
        if out not in (0, in_channels):
            raise ShapeError(f"without a stride it makes as many channels as come in: {in_channels}, not {out}.")
        return in_channels
    out = out or 2 * in_channels
    if shared and out <= in_channels:
        raise ShapeError(f"with a stride it makes more channels than come in: more than {in_channels}, not {out}.")
    return out
