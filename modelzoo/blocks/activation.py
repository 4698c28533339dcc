"""Activations as blocks of their own; those without settings are torch's layers under our names."""

from typing import Annotated, Literal

from torch import Tensor, nn

from modelzoo.blocks.layers import ACTIVATIONS, check_picture
from modelzoo.graph import Shape
from modelzoo.params import Range
from modelzoo.registry import block

Slope = Annotated[float, Range(0.0, 1.0, "Slope below zero")]
Temperature = Annotated[float, Range(1e-3, 1e3, "Divides the values first: below 1 the largest stand out more")]
PerChannel = Annotated[bool, "Whether each channel learns a slope of its own"]
Over = Annotated[Literal["channels", "pixels"], "What adds up to one"]

_FORMULAS = {
    "relu": "x above zero, zero below: max(0, x).",
    "relu6": "x between 0 and 6, the nearer of them outside: min(max(0, x), 6).",
    "elu": "x above zero, exp(x) - 1 below.",
    "gelu": "x times the share of a normal distribution that lies below x.",
    "silu": "x · sigmoid(x), also called swish.",
    "hardswish": "x · min(max(0, x + 3), 6) / 6: nearly silu, without an exponential.",
    "hardsigmoid": "min(max(0, x + 3), 6) / 6: nearly sigmoid, without an exponential.",
    "sigmoid": "Squashes to between 0 and 1: 1 / (1 + exp(-x)).",
    "tanh": "Squashes to between -1 and 1: the hyperbolic tangent.",
}

for _name, _formula in _FORMULAS.items():
    _layer = ACTIVATIONS[_name]
    _doc = f"{_formula}\n\nShapes: any, unchanged."
    block(_name, group="Activations", title=_layer.__name__, ports=("x",))(
        type(_layer.__name__, (_layer,), {"__doc__": _doc, "__module__": __name__})
    )


@block("leaky_relu", group="Activations", title="LeakyReLU")
class LeakyReLU(nn.Module):
    """x above zero, slope · x below.

    Shapes: any, unchanged.
    """

    def __init__(self, slope: Slope = 0.01) -> None:
        super().__init__()
        self.act = nn.LeakyReLU(slope)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.act(x)
        return result


@block("prelu", group="Activations", title="PReLU")
class PReLU(nn.Module):
    """x above zero, a learned slope · x below: one slope for all, or one a channel.

    Shapes: any, unchanged.

    Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, arXiv 1502.01852.
    """

    def __init__(self, in_channels: int, per_channel: PerChannel = False) -> None:
        super().__init__()
        self.act = nn.PReLU(in_channels if per_channel else 1)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.act(x)
        return result


@block("softmax", group="Activations")
class Softmax(nn.Module):
    """Positive values that add up to one: over the channels at each pixel, or over the pixels of each channel.

    Shapes: any over "channels", C x H x W over "pixels", unchanged.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        over: Over = "channels",
        temperature: Temperature = 1.0,
    ) -> None:
        super().__init__()
        if over == "pixels":
            check_picture(in_shapes[0])
        self.softmax = PixelSoftmax(temperature) if over == "pixels" else ChannelSoftmax(temperature)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.softmax(x)
        return result


class ChannelSoftmax(nn.Module):
    """A softmax over the channels at each pixel."""

    def __init__(self, temperature: float = 1.0) -> None:
        super().__init__()
        self.temperature = temperature
        self.softmax = nn.Softmax(1)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.softmax(x / self.temperature)
        return result


class PixelSoftmax(nn.Module):
    """A softmax over the pixels of each channel."""

    def __init__(self, temperature: float = 1.0) -> None:
        super().__init__()
        self.temperature = temperature
        self.softmax = nn.Softmax(2)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.softmax(x.flatten(2) / self.temperature).view_as(x)
        return result
