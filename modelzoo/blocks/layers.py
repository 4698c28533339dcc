"""What several families build on: layers chosen by a word, and checks that speak a user's language."""

from typing import Annotated, Literal

from torch import nn

from modelzoo.errors import ShapeError
from modelzoo.graph import Shape
from modelzoo.params import Activation, Norm, Pair, Range

Convolution = Annotated[
    Literal["dense", "separable", "separable_padded_late"],
    "Convolutions are made at once, or as a depthwise and a 1x1 one, the first or (late) the second of them padded",
]

Epsilon = Annotated[float, Range(1e-12, 1.0, "Added to the variance before its root is taken")]

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky_relu": nn.LeakyReLU,
    "prelu": nn.PReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "hardswish": nn.Hardswish,
    "hardsigmoid": nn.Hardsigmoid,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
}


def activate(kind: Activation) -> list[nn.Module]:
    """The activation of this name, or nothing for "none"."""
    return [] if kind == "none" else [ACTIVATIONS[kind]()]


def normalise(kind: Norm, channels: int, eps: float = 1e-5) -> list[nn.Module]:
    """The normalisation of this name over so many channels, or nothing for "none".

    "group" takes the largest of 32, 16, 8, 4, 2, 1 groups that divides the channels; "layer" is one group.
    """
    match kind:
        case "batch":
            return [nn.BatchNorm2d(channels, eps=eps)]
        case "instance":
            return [nn.InstanceNorm2d(channels, eps=eps, affine=True)]
        case "group":
            groups = next(count for count in (32, 16, 8, 4, 2, 1) if channels % count == 0)
            return [nn.GroupNorm(groups, channels, eps=eps)]
        case "layer":
            return [nn.GroupNorm(1, channels, eps=eps)]
    return []


def convolve(
    kind: Convolution, in_channels: int, out: int, kernel: Pair = 3, stride: Pair = 1, bias: bool = True
) -> nn.Module:
    """A convolution padded by half its kernel, or the depthwise and the 1x1 one that stand in for it."""
    half = pad("half", kernel)
    if kind == "dense":
        return nn.Conv2d(in_channels, out, both(kernel), both(stride), half, bias=bias)
    first, second = ((0, 0), half) if kind == "separable_padded_late" else (half, (0, 0))
    return nn.Sequential(
        nn.Conv2d(in_channels, in_channels, both(kernel), both(stride), first, groups=in_channels, bias=bias),
        nn.Conv2d(in_channels, out, 1, padding=second, bias=bias),
    )


def convolution_layers(
    in_channels: int,
    out: int,
    kernel: Pair = 1,
    stride: Pair = 1,
    padding: Pair | str = "half",
    groups: int = 1,
    bias: bool = False,
    norm: Norm = "batch",
    act: Activation = "relu",
    eps: float = 1e-5,
) -> nn.Sequential:
    """A convolution and what most papers let follow it: a normalisation, then an activation."""
    check_groups(groups, input_channels=in_channels, output_channels=out)
    around = pad(padding, kernel)
    conv = nn.Conv2d(in_channels, out, both(kernel), both(stride), around, groups=groups, bias=bias)
    return nn.Sequential(conv, *normalise(norm, out, eps), *activate(act))


def divisible(channels: float, by: int = 8) -> int:
    """The multiple of `by` nearest to so many channels, one more where that would lose over a tenth of them.

    Source: public code of MobileNetV2 and V3 (tensorflow/models, slim), make_divisible.
    """
    nearest = max(by, int(channels + by / 2) // by * by)
    return nearest + by if nearest < 0.9 * channels else nearest


def scaled(channels: float, width: float, multiple: int = 1) -> int:
    """So many channels times a width multiplier: the nearest multiple, and not less than one."""
    return max(1, int(channels * width / multiple + 0.5)) * multiple


def both(value: Pair) -> tuple[int, int]:
    """One number for each direction: (height, width)."""
    return value if isinstance(value, tuple) else (value, value)


def pad(padding: Pair | str, kernel: Pair, dilation: Pair = 1) -> tuple[int, int]:
    """Padding in numbers: "half" is half of the kernel's reach, which keeps odd kernels' size at stride 1."""
    if not isinstance(padding, str):
        return both(padding)
    (kernel_height, kernel_width), (height, width) = both(kernel), both(dilation)
    return height * (kernel_height - 1) // 2, width * (kernel_width - 1) // 2


def check_groups(groups: int, **channels: int) -> None:
    """Raises ShapeError where the groups do not divide the channels."""
    for name, count in channels.items():
        if count % groups:
            raise ShapeError(f"{count} {name.replace('_', ' ')} cannot be split into {groups} groups.")


def check_picture(shape: Shape) -> None:
    """Raises ShapeError on anything but channels x height x width."""
    if len(shape) != 4:
        raise ShapeError("it needs a picture of channels x height x width.")
