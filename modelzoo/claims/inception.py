"""Claims on GoogLeNet and the Inceptions: their classifiers, errors, split filters and smaller grids."""

import math

from modelzoo.analysis.cost import cost
from modelzoo.builder import Builder
from modelzoo.claims.counting import Model
from modelzoo.claims.texts import STUDY as TEXT
from modelzoo.claims.texts import Outcome, holds, percent

_SIDE, _CHANNELS = 34, 320
"""A picture and its channels before a reduction, as in Inception v3 but of even sides."""


@TEXT.claim("B21", "2, weighted 0.3", "GoogLeNet / Inception v1 (with 2 aux)", "GoogLeNet / Inception v1 (no aux)")
def auxiliary_classifiers(trained: Model, plain: Model) -> Outcome:
    """GoogLeNet has two more classifiers in its middle while it is trained."""
    more = len(trained.graph.of_block("output")) - len(plain.graph.of_block("output"))
    return Outcome(
        f"{more} more, {trained.parameters:,} parameters with them, {plain.parameters:,} without",
        holds(more == 2),
        "A run of the trained network leaves them out. Their weight of 0.3 belongs to the loss and is no part of the "
        "network; the authors' training file has it so.",
    )


@TEXT.claim("B22", "about 1.5 %", "GoogLeNet / Inception v1 (no aux)", "VGG-16", "VGG-19")
def googlenet_against_vgg(_: Model, __: Model, ___: Model) -> Outcome:
    """GoogLeNet's error is about 1.5 % lower than VGG's."""
    vgg, googlenet = 7.32, 6.67
    better = vgg - googlenet
    return Outcome(
        f"{better:.2f} points",
        holds(round(better, 1) == 1.5),
        f"Top-5 errors of the ILSVRC 2014 classification results: VGG {vgg} %, GoogLeNet {googlenet} %. Another metric "
        "may be meant; the text names none.",
    )


@TEXT.claim("B23", "5x5 to two 3x3", "BN-Inception (v2)", "GoogLeNet / Inception v1 (no aux)")
def two_small_filters(second: Model, first: Model) -> Outcome:
    """Inception v2 puts two 3x3 convolutions in the place of one 5x5."""
    before, after = _weights((5, 5)), _weights((3, 3), (3, 3))
    large = [sum(each.kernel == (5, 5) for each in model.convolutions) for model in (first, second)]
    return Outcome(
        f"{percent(1 - after / before, 0)} fewer weights at equal widths; {large[0]} 5x5 convolutions in v1, "
        f"{large[1]} in v2",
        holds(after < before and large[0] > 0 and large[1] == 0),
        "Two 3x3 filters see the same 5x5 pixels with 18 weights for 25, as long as all widths are equal.",
    )


@TEXT.claim("B24", "33 % fewer", "Inception v3 (no aux)")
def split_filters(model: Model) -> Outcome:
    """A 3x3 convolution split into 1x3 and 3x1 has 33 % fewer parameters."""
    before, after = _weights((3, 3)), _weights((1, 3), (3, 1))
    split = sum(len(set(each.kernel)) > 1 for each in model.convolutions)
    return Outcome(
        percent(1 - after / before),
        holds(round(100 * (1 - after / before)) == 33),
        f"True where both filters keep the number of channels. {split} of Inception v3's {len(model.convolutions)} "
        "convolutions are split like this, most of them 1x7 and 7x1.",
    )


@TEXT.claim("B26", "pooling last is costly, side by side is efficient", "Inception v3 (no aux)")
def smaller_grids(_: Model) -> Outcome:
    """Inception v3 halves a grid by convolution and pooling side by side, cheaper than to widen first and pool then."""
    last, first, beside = _widen_then_pool(), _pool_then_widen(), _side_by_side()
    return Outcome(
        f"{last / beside:.1f} : {first / beside:.1f} : 1 (pool last, pool first, side by side)",
        holds(last > first > beside),
        f"MACs from {_CHANNELS} channels on {_SIDE}x{_SIDE} to {2 * _CHANNELS} on half the side by 3x3 filters. Only "
        "the "
        "costs are decided here; what pooling first loses is not counted.",
    )


def _weights(*kernels: tuple[int, int]) -> int:
    """Weights of filters of these sizes, for one channel to one."""
    return sum(math.prod(each) for each in kernels)


def _widen_then_pool() -> int:
    b, x = _grid()
    return _macs(b, b("max_pool", b("conv", x, out=2 * _CHANNELS, kernel=3), kernel=2, stride=2))


def _pool_then_widen() -> int:
    b, x = _grid()
    return _macs(b, b("conv", b("max_pool", x, kernel=2, stride=2), out=2 * _CHANNELS, kernel=3))


def _side_by_side() -> int:
    b, x = _grid()
    narrow = b("conv", x, out=_CHANNELS, kernel=3, stride=2)
    return _macs(b, b("concat", narrow, b("max_pool", x, kernel=2, stride=2)))


def _grid() -> tuple[Builder, str]:
    b = Builder()
    return b, b("input", channels=_CHANNELS)


def _macs(b: Builder, last: str) -> int:
    b("output", last)
    return cost(b.graph, (_SIDE, _SIDE)).macs
