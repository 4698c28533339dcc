"""Torch's own layers as blocks of the palette: which block does the same, with which parameters."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from torch import nn

from modelzoo.blocks.activation import ChannelSoftmax, PixelSoftmax
from modelzoo.blocks.heads import Idle
from modelzoo.blocks.layers import ACTIVATIONS
from modelzoo.errors import GraphError

Read = tuple[str, Mapping[str, Any]]
"""A block and its parameters."""

LEAVES = (ChannelSoftmax, PixelSoftmax)
"""Modules of ours that are one block, though they are made of more."""


def read_layer(layer: nn.Module) -> Read | None:
    """The block that does what this layer does; None where it does nothing. Raises GraphError where there is none."""
    for name, kind in ACTIVATIONS.items():
        if type(layer) is kind and name not in ("leaky_relu", "prelu", "elu"):
            return name, {}
    return _read(layer)


@singledispatch
def _read(layer: nn.Module) -> Read | None:
    raise GraphError(f"it uses a {type(layer).__name__}, which no block of the palette is.")


@_read.register
def _(layer: nn.Identity) -> None:
    return None


@_read.register
def _(layer: nn.Sequential) -> None:
    return None  # one with layers in it is never asked for


@_read.register
def _(layer: Idle) -> Read:
    raise GraphError("it runs only while training: let it run always to open it.")


@_read.register
def _(layer: nn.Conv2d) -> Read:
    if layer.padding_mode != "zeros" or isinstance(layer.padding, str):
        raise GraphError(f"it pads by '{layer.padding_mode}', and the palette's convolutions pad by zeros.")
    values = {"kernel": layer.kernel_size, "stride": layer.stride, "padding": layer.padding, "dilation": layer.dilation}
    values |= {"bias": layer.bias is not None, "act": "none"}  # type: ignore[dict-item]
    if layer.groups == layer.in_channels > 1:
        return "depthwise_conv", {"multiplier": layer.out_channels // layer.in_channels, **values}
    return "conv", {"out": layer.out_channels, "groups": layer.groups, **values}


@_read.register
def _(layer: nn.ConvTranspose2d) -> Read:
    return "transposed_conv", {
        "out": layer.out_channels,
        "kernel": layer.kernel_size,
        "stride": layer.stride,
        "padding": layer.padding,
        "output_padding": layer.output_padding,
        "groups": layer.groups,
        "bias": layer.bias is not None,
        "act": "none",
    }


@_read.register
def _(layer: nn.Linear) -> Read:
    return "linear", {"out": layer.out_features, "bias": layer.bias is not None, "act": "none"}


@_read.register
def _(layer: nn.BatchNorm2d) -> Read:
    return "batch_norm", {"eps": layer.eps, "affine": layer.affine}


@_read.register
def _(layer: nn.InstanceNorm2d) -> Read:
    return "instance_norm", {"eps": layer.eps, "affine": layer.affine}


@_read.register
def _(layer: nn.GroupNorm) -> Read:
    if layer.num_groups == 1:
        return "layer_norm", {"eps": layer.eps, "affine": layer.affine}
    return "group_norm", {"groups": layer.num_groups, "eps": layer.eps, "affine": layer.affine}


@_read.register
def _(layer: nn.LocalResponseNorm) -> Read:
    return "local_response_norm", {"size": layer.size, "alpha": layer.alpha, "beta": layer.beta, "k": layer.k}


@_read.register
def _(layer: nn.Dropout) -> Read:
    return "dropout", {"share": layer.p}


@_read.register
def _(layer: nn.LeakyReLU) -> Read:
    return "leaky_relu", {"slope": layer.negative_slope}


@_read.register
def _(layer: nn.PReLU) -> Read:
    return "prelu", {"per_channel": layer.num_parameters > 1}


@_read.register
def _(layer: nn.ELU) -> Read:
    return "elu", {}


@_read.register
def _(layer: ChannelSoftmax) -> Read:
    return "softmax", {"temperature": layer.temperature}


@_read.register
def _(layer: PixelSoftmax) -> Read:
    return "softmax", {"over": "pixels", "temperature": layer.temperature}


@_read.register
def _(layer: nn.MaxPool2d) -> Read:
    return "max_pool", _pool(layer)


@_read.register
def _(layer: nn.AvgPool2d) -> Read:
    return "avg_pool", _pool(layer) | {"count_padding": layer.count_include_pad}


def _pool(layer: Any) -> dict[str, Any]:
    stride = layer.stride if layer.stride is not None else layer.kernel_size
    return {"kernel": layer.kernel_size, "stride": stride, "padding": layer.padding, "ceil_mode": layer.ceil_mode}


@_read.register
def _(layer: nn.AdaptiveAvgPool2d) -> Read:
    if layer.output_size in (1, (1, 1)):
        return "global_avg_pool", {"flat": False}
    return "adaptive_avg_pool", {"size": layer.output_size}


@_read.register
def _(layer: nn.Flatten) -> Read:
    return "flatten", {}


@_read.register
def _(layer: nn.Upsample) -> Read:
    bilinear = "bilinear_aligned" if layer.align_corners else "bilinear"
    return "upsample", {
        "factor": round(float(layer.scale_factor)),  # type: ignore[arg-type]
        "mode": "nearest" if layer.mode == "nearest" else bilinear,
    }


@_read.register
def _(layer: nn.ZeroPad2d) -> Read:
    left, right, top, bottom = layer.padding
    return "zero_pad", {"top": top, "bottom": bottom, "left": left, "right": right}


@_read.register
def _(layer: nn.PixelUnshuffle) -> Read:
    return "fold", {"factor": layer.downscale_factor}


@_read.register
def _(layer: nn.PixelShuffle) -> Read:
    return "unfold", {"factor": layer.upscale_factor}


@_read.register
def _(layer: nn.ChannelShuffle) -> Read:
    return "channel_shuffle", {"groups": layer.groups}
