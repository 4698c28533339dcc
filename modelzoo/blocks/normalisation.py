"""Layers that bring activations to a common scale, and dropout."""

from torch import Tensor, nn

from modelzoo.blocks.layers import Epsilon, check_groups
from modelzoo.params import Fraction, Groups
from modelzoo.registry import block


@block("batch_norm", group="Normalisation")
class BatchNorm(nn.Module):
    """Each channel by the mean and variance it had in training, then scaled and shifted by learned amounts.

    Shapes: C x H x W, unchanged.

    Source: Ioffe and Szegedy, Batch Normalization, arXiv 1502.03167.
    """

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: bool = True) -> None:
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

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: bool = True) -> None:
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

    def __init__(self, in_channels: int, groups: Groups = 8, eps: Epsilon = 1e-5, affine: bool = True) -> None:
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

    def __init__(self, in_channels: int, eps: Epsilon = 1e-5, affine: bool = True) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(1, in_channels, eps, affine=affine)

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
