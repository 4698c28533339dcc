"""What several families build on: layers chosen by a word, and padding that depends on the kernel."""

from torch import nn

from modelzoo.errors import ShapeError
from modelzoo.params import Activation, Norm, Pair

_ACTIVATIONS: dict[str, type[nn.Module]] = {
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
    return [] if kind == "none" else [_ACTIVATIONS[kind]()]


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
