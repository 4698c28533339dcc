"""What makes one shape of another: blocks in a row, each way in its order of preference."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from modelzoo.graph import Shape, shape_text

PICTURE = 4
"""Dimensions of a picture: batch, channels, height and width."""

Blocks = tuple[tuple[str, Mapping[str, Any]], ...]


def one(block: str, **values: Any) -> Blocks:
    """A single block with these parameters."""
    return ((block, values),)


@dataclass(frozen=True)
class Adapter:
    """Blocks in a row, each with its parameters, and what they are called together."""

    words: str
    blocks: Blocks


def pointwise(channels: int, stride: int = 1) -> Adapter:
    """A 1x1 convolution that makes so many channels."""
    words = f"a 1x1 convolution of stride {stride}" if stride > 1 else "a 1x1 convolution"
    return Adapter(words, one("conv", out=channels, kernel=1, stride=stride, act="none"))


def _with_channels(adapter: Adapter, shape: Shape, like: Shape, free: bool) -> Adapter:
    """The adapter, with a 1x1 convolution before it where the channels differ and must not."""
    if free or shape[1] == like[1]:
        return adapter
    return Adapter(f"a 1x1 convolution and {adapter.words}", pointwise(like[1]).blocks + adapter.blocks)


def _by_convolution(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """A 1x1 convolution, with a stride where the picture is too large; for plain values a fully connected layer."""
    if len(shape) == len(like) == 2:
        return Adapter("a fully connected layer", one("linear", out=like[1]))
    if step := _times(shape, like):
        return pointwise(shape[1] if free else like[1], step)
    return pointwise(like[1]) if _pictures(shape, like) and not free and shape[1] != like[1] else None


def _by_pool(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    step = _times(shape, like)
    if step is None or step == 1:
        return None
    rest = any(side % step for side in shape[2:])
    pool = Adapter("an average pool", one("avg_pool", kernel=step, stride=step, ceil_mode=rest))
    return _with_channels(pool, shape, like, free)


def _by_enlarging(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Pixels repeated, what is then too much cut off."""
    factor = _times(like, shape)
    if factor is None or factor == 1:
        return None
    words, blocks = f"an upsample by {factor}", one("upsample", factor=factor)
    if any(side * factor != wanted for side, wanted in zip(shape[2:], like[2:], strict=True)):
        words, blocks = f"{words} and a crop", blocks + one("crop_like")
    return _with_channels(Adapter(words, blocks), shape, like, free)


def _by_cutting(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Some rows and columns fewer."""
    cut = Adapter("a crop to the other's size", one("crop_like"))
    return _with_channels(cut, shape, like, free) if _is_border(shape, like) else None


def _by_padding(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Some rows and columns of zeros more."""
    zeros = Adapter("zeros up to the other's size", one("pad_like"))
    return _with_channels(zeros, shape, like, free) if _is_border(like, shape) else None


def _by_means(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """As many means as the other has pixels; one mean a channel for plain values."""
    if len(shape) == PICTURE and len(like) == 2:
        pool = Adapter("a global average pool", one("global_avg_pool"))
        if free or shape[1] == like[1]:
            return pool
        return Adapter(f"{pool.words} and a fully connected layer", pool.blocks + one("linear", out=like[1]))
    if not _pictures(shape, like) or _times(shape, like) or _is_border(shape, like):
        return None
    if any(side < other for side, other in zip(shape[2:], like[2:], strict=True)):
        return None
    pool = Adapter(f"an average pool to {shape_text((0, *like[2:]))}", one("adaptive_avg_pool", size=like[2:]))
    return _with_channels(pool, shape, like, free)


WAYS: Sequence[Callable[[Shape, Shape, bool], Adapter | None]] = (
    _by_convolution,
    _by_pool,
    _by_enlarging,
    _by_cutting,
    _by_padding,
    _by_means,
)
"""How one shape becomes like another, in order of preference; each None where it cannot. free: channels may differ."""


def _times(shape: Shape, like: Shape) -> int | None:
    """How many times as high and wide a picture is as another, a rest at the border counting as a pixel."""
    if not _pictures(shape, like):
        return None
    step = math.ceil(shape[2] / like[2])
    fits = all(math.ceil(side / step) == wanted for side, wanted in zip(shape[2:], like[2:], strict=True))
    return step if fits else None


def _is_border(large: Shape, small: Shape) -> bool:
    """Whether a picture is larger than another by less than the other's size."""
    if not _pictures(large, small) or large[2:] == small[2:]:
        return False
    return all(0 <= side - other < other for side, other in zip(large[2:], small[2:], strict=True))


def _pictures(*shapes: Shape) -> bool:
    return all(len(shape) == PICTURE for shape in shapes)
