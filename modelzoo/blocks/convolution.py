"""Convolutions, each with its normalisation and activation as choices."""

from torch import Tensor, nn

from modelzoo.blocks.layers import activate, both, check_groups, normalise, pad
from modelzoo.params import Activation, Channels, Dilation, Groups, Kernel, Norm, Padding, Stride
from modelzoo.registry import block


@block("conv", group="Convolutions")
class Conv(nn.Module):
    """A convolution, then on demand a normalisation and an activation.

    Shapes: C x H x W to out x H/stride x W/stride with "half" padding.
    """

    def __init__(
        self,
        in_channels: int,
        out: Channels = 64,
        kernel: Kernel = 3,
        stride: Stride = 1,
        padding: Padding = "half",
        dilation: Dilation = 1,
        groups: Groups = 1,
        bias: bool = True,
        norm: Norm = "none",
        act: Activation = "relu",
    ) -> None:
        super().__init__()
        check_groups(groups, input_channels=in_channels, output_channels=out)
        self.conv = nn.Conv2d(
            in_channels, out, both(kernel), both(stride), pad(padding, kernel, dilation), both(dilation), groups, bias
        )
        self.after = nn.Sequential(*normalise(norm, out), *activate(act))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.after(self.conv(x))
        return result
