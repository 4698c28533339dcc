"""Layers that bring activations to a common scale, and dropout."""

from typing import Annotated

from torch import Tensor, nn

from modelzoo.blocks.layers import Epsilon, check_groups, check_picture
from modelzoo.graph import Shape
from modelzoo.params import Fraction, Groups, Range
from modelzoo.registry import block

Neighbours = Annotated[int, Range(1, 4096, "How many channels are looked at, the value's own in the middle")]
Alpha = Annotated[float, Range(0.0, 1e3, "Weight of the neighbours' mean square")]
Beta = Annotated[float, Range(0.0, 10.0, "Power of what is divided by")]
Offset = Annotated[float, Range(1e-6, 1e3, "What is divided by where all neighbours are zero, before the power")]
Affine = Annotated[bool, "Whether each channel learns a factor and a number to add"]


@block("batch_norm", group="Normalisation")
class BatchNorm(nn.Module):
    """Each channel by the mean and variance it had in training, then scaled and shifted by learned amounts.

    Shapes: C x H x W, unchanged.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167.
    """

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: Affine = True) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(in_channels, eps, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x)
        return result


@block("instance_norm", group="Normalisation")
class InstanceNorm(nn.Module):
    """Each channel of each picture by its own mean and variance.

    Shapes: C x H x W with more than one pixel, unchanged.

    Source: Ulyanov, Vedaldi, Lempitsky, Instance Normalization, arXiv 1607.08022.
    """

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: Affine = True) -> None:
        super().__init__()
        self.norm = nn.InstanceNorm2d(in_channels, eps, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x)
        return result


@block("group_norm", group="Normalisation")
class GroupNorm(nn.Module):
    """Groups of channels of each picture by their own mean and variance.

    Shapes: C values or C x H x W, unchanged; the groups divide C.

    Source: Wu and He, Group Normalization, arXiv 1803.08494.
    """

    def __init__(self, in_channels: int, groups: Groups = 8, eps: Epsilon = 1e-5, affine: Affine = True) -> None:
        super().__init__()
        check_groups(groups, channels=in_channels)
        self.norm = nn.GroupNorm(groups, in_channels, eps, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x)
        return result


@block("layer_norm", group="Normalisation")
class LayerNorm(nn.Module):
    """Each picture by the mean and variance of all its channels and pixels: a group norm of one group.

    Shapes: C values or C x H x W, unchanged.

    Source: Ba, Kiros, Hinton, Layer Normalization, arXiv 1607.06450.
    """

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: Affine = True) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(1, in_channels, eps, affine=affine)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x)
        return result


@block("local_response_norm", group="Normalisation")
class LocalResponseNorm(nn.Module):
    """Each value divided by what its neighbours among the channels have at the same pixel.

    x / (k + alpha · mean of the squares of `size` neighbours)^beta; beyond the first and last channel there are zeros.

    Shapes: C x H x W, unchanged.

    Source: Krizhevsky, Sutskever, Hinton, ImageNet Classification with Deep Convolutional Neural Networks (NIPS 2012),
    section 3.3; with alpha divided by the size and k = 1 as in Caffe.
    """

    def __init__(
        self,
        in_shapes: tuple[Shape, ...],
        size: Neighbours = 5,
        alpha: Alpha = 1e-4,
        beta: Beta = 0.75,
        k: Offset = 1.0,
    ) -> None:
        super().__init__()
        check_picture(in_shapes[0])
        self.norm = nn.LocalResponseNorm(size, alpha, beta, k)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(x)
        return result


@block("dropout", group="Normalisation")
class Dropout(nn.Module):
    """Zeroes a random share of the values while training; does nothing afterwards.

    Shapes: any, unchanged.

    Source: Srivastava and others, Dropout, Journal of Machine Learning Research 15 (2014).
    """

    def __init__(self, share: Fraction = 0.5) -> None:
        super().__init__()
        self.drop = nn.Dropout(share)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.drop(x)
        return result
