"""Results of torch's operators in eval mode that are plain to see from their arguments' shapes alone."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, int64

from modelzoo.errors import ShapeError


def _made(x: Tensor, size: Sequence[int], dtype: torch.dtype | None = None) -> Tensor:
    """A tensor beside x; `x.new_empty` takes three times as long on the meta device."""
    return torch.empty(size, dtype=dtype or x.dtype, device=x.device)


def _like(x: Tensor, *_: Any) -> Tensor:
    return _made(x, x.shape)


def _normalised(x: Tensor, *_: Any) -> tuple[Tensor, Tensor, Tensor]:
    return _made(x, x.shape), _made(x, (0,)), _made(x, (0,))


def _joined(parts: Sequence[Tensor], dim: int = 0) -> Tensor:
    first, *others = parts
    sides = list(first.shape)
    for each in others:
        sides[dim] += each.shape[dim]
    return _made(first, sides)


def _resized(x: Tensor, size: Sequence[int], *_: Any) -> Tensor:
    return _made(x, (*x.shape[:2], *size))


def _convolved(
    x: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    spare: Sequence[int],
    groups: int,
) -> Tensor:
    reach = [step * (side - 1) for step, side in zip(dilation, weight.shape[2:], strict=True)]
    sides = zip(x.shape[2:], stride, padding, reach, spare, strict=True)
    if transposed:
        size = [(side - 1) * step - 2 * pad + far + more + 1 for side, step, pad, far, more in sides]
    else:
        size = [(side + 2 * pad - far - 1) // step + 1 for side, step, pad, far, _ in sides]
    if min(size) < 1:
        raise ShapeError("the picture is too small for the kernel, its padding included.")
    return _made(x, (x.shape[0], weight.shape[1] * groups if transposed else weight.shape[0], *size))


def _broadcast(x: Tensor, other: Any) -> Tensor:
    if not isinstance(other, Tensor) or x.shape == other.shape:
        return _made(x, x.shape)
    longest = max(x.dim(), other.dim())
    shapes = [(1,) * (longest - len(shape)) + tuple(shape) for shape in (x.shape, other.shape)]
    return _made(x, [max(sides) for sides in zip(*shapes, strict=True)])


def _pooled(x: Tensor, kernel: Sequence[int], stride: Sequence[int], padding: Sequence[int], ceil: bool) -> list[int]:
    """The shape after a pool; a rest at the border counts in ceil mode where it begins within the padded picture."""
    size = list(x.shape[:-2])
    for side, reach, step, pad in zip(x.shape[-2:], kernel, stride, padding, strict=True):
        rest = side + 2 * pad - reach
        count = (-(-rest // step) if ceil else rest // step) + 1
        size.append(count - 1 if ceil and (count - 1) * step >= side + pad else count)
    if min(size) < 1:
        raise ShapeError("the picture is too small for it: nothing would be left.")
    return size


def _max_pooled(
    x: Tensor,
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    padding: Sequence[int] = (0, 0),
    dilation: Sequence[int] = (1, 1),
    ceil: bool = False,
) -> tuple[Tensor, Tensor]:
    reach = [step * (side - 1) + 1 for step, side in zip(dilation, kernel, strict=True)]
    size = _pooled(x, reach, stride or kernel, padding, ceil)
    return _made(x, size), _made(x, size, dtype=int64)


def _mean_pooled(
    x: Tensor,
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    padding: Sequence[int] = (0, 0),
    ceil: bool = False,
    *_: Any,
) -> Tensor:
    return _made(x, _pooled(x, kernel, stride or kernel, padding, ceil))


def _mean(x: Tensor, over: Sequence[int], keep: bool = False) -> Tensor:
    gone = {axis % x.dim() for axis in over}
    return _made(x, [1 if axis in gone else side for axis, side in enumerate(x.shape) if keep or axis not in gone])


def _pooled_to(x: Tensor, size: Sequence[int]) -> Tensor:
    return _made(x, (*x.shape[:-2], *size))


def _folded(x: Tensor, factor: int) -> Tensor:
    count, channels, height, width = x.shape
    return _made(x, (count, channels * factor**2, height // factor, width // factor))


def _unfolded(x: Tensor, factor: int) -> Tensor:
    count, channels, height, width = x.shape
    return _made(x, (count, channels // factor**2, height * factor, width * factor))


def _multiplied(a: Tensor, b: Tensor) -> Tensor:
    return _made(a, (a.shape[0], b.shape[1]))


def _added_to(bias: Tensor, a: Tensor, b: Tensor) -> Tensor:
    return _multiplied(a, b)


_KEEP_SHAPE = (
    "relu hardtanh elu gelu silu hardswish hardsigmoid sigmoid tanh leaky_relu _prelu_kernel channel_shuffle "
    "native_channel_shuffle".split()
)
FORETOLD: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(_KEEP_SHAPE, _like),
    "add": _broadcast,
    "mul": _broadcast,
    "mm": _multiplied,
    "addmm": _added_to,
    "mean": _mean,
    "avg_pool2d": _mean_pooled,
    "_adaptive_avg_pool2d": _pooled_to,
    "pixel_unshuffle": _folded,
    "pixel_shuffle": _unfolded,
    "max_pool2d_with_indices": _max_pooled,
    "cat": _joined,
    "convolution": _convolved,
    "native_batch_norm": _normalised,
    "upsample_bilinear2d": _resized,
    "upsample_nearest2d": _resized,
}
"""By the names of torch's operators. torch would find the shapes out too, in fifty times the time."""
