"""Claims on the MobileNets, their blocks and squeeze and excitation."""

import numpy as np
import torch
from torch import nn

from modelzoo.blocks.layers import divisible
from modelzoo.claims.counting import Layer, Model, separable_saving
from modelzoo.claims.texts import STUDY as TEXT
from modelzoo.claims.texts import Outcome, contradicts, holds, percent

_SPIRAL_DIMENSIONS = (2, 3, 5, 15, 30)
"""Channels into which MobileNetV2's figure 1 embeds its spiral."""


@TEXT.claim("B1", "a drastic saving", "MobileNetV1 1.0 @224")
def separable_saves(mobilenet: Model) -> Outcome:
    """A depthwise and a pointwise convolution in place of a convolution save a great part of it."""
    ratio = separable_saving(32)
    formula = 1 / (1 / 128 + 1 / 3**2)
    pointwise = sum(each.macs for each in mobilenet.convolutions if each.kernel == (1, 1))
    return Outcome(
        f"{ratio:.2f} times fewer MACs (3x3, 64 to 128 channels)",
        holds(round(ratio, 2) == round(formula, 2) > 1),
        f"The saving is 1 / (1/Cout + 1/K²), whatever the picture. What remains is nearly all pointwise: "
        f"{percent(pointwise / mobilenet.macs)} of MobileNetV1's MACs.",
    )


@TEXT.claim("B2", "[3]", "MobileNetV1 1.0 @224", "MobileNetV2 1.0")
def reference_to_mobilenet(first: Model, second: Model) -> Outcome:
    """The MobileNet paper of 2017 is reference [3]."""
    listed = {"[2]": (2017, "MobileNets", first.name), "[3]": (2018, "MobileNetV2", second.name)}
    meant = next(number for number, (year, *_) in listed.items() if year == 2017)
    cited = listed["[3]"]
    return Outcome(
        meant,
        contradicts(meant != "[3]"),
        f"By the text's own list of references [3] is the paper on {cited[1]}, of {cited[0]}.",
    )


@TEXT.claim("B3", "lost at n = 2 and 3, kept for large n", "MobileNetV2 1.0")
def information_through_relu(_: Model) -> Outcome:
    """ReLU destroys what lies in few dimensions, and keeps most of it when those are first spread over many."""
    losses = {n: _spiral_loss(n) for n in _SPIRAL_DIMENSIONS}
    figures = list(losses.values())
    return Outcome(
        ", ".join(f"{percent(loss, 0)} at n = {n}" for n, loss in losses.items()),
        holds(figures == sorted(figures, reverse=True) and figures[0] > 5 * figures[-1]),
        "Share of a spiral's variance lost when a random matrix embeds it in n dimensions, ReLU is applied and the "
        "pseudo-inverse brings it back, scaled to fit best; mean of 100 matrices.",
    )


@TEXT.claim("B4", "1x1 + ReLU6, depthwise 3x3 + ReLU6, linear 1x1, shortcut", "MobileNetV2 1.0")
def inverted_residuals(model: Model) -> Outcome:
    """MobileNetV2's block expands by 1x1 filters, filters each channel by 3x3, projects linearly and adds its input."""
    blocks = [found for found in model.blocks if len(found) == 3]
    built = [found for found in blocks if _is_inverted(found) and _activations(model, found) == [nn.ReLU6] * 2]
    added = [found for found in blocks if model.adds(found[0].node)]
    fitting = [found for found in blocks if found[0].input == found[-1].output]
    return Outcome(
        f"{len(built)} of {len(blocks)} blocks, {len(added)} with a shortcut",
        holds(len(built) == len(blocks) and added == fitting),
        "The shortcut stands only where stride and channels keep the shape. The text calls it optional at stride 2; "
        "the authors' code never adds one there. The very first block has nothing to expand.",
    )


@TEXT.claim("B5", "3.2 % more accurate, 20 % less latency", "MobileNetV3-Large 1.0", "MobileNetV2 1.0")
def third_against_second(_: Model, __: Model) -> Outcome:
    """MobileNetV3 is 3.2 % more accurate than MobileNetV2 and 20 % faster."""
    accuracy, latency = {"V2": 72.0, "V3": 75.2}, {"V2": 64, "V3": 51}
    gain, cut = accuracy["V3"] - accuracy["V2"], 1 - latency["V3"] / latency["V2"]
    return Outcome(
        f"{gain:.1f} points, {percent(cut)}",
        holds(round(gain, 1) == 3.2 and round(100 * cut) == 20),
        "By table 3 of the MobileNetV3 paper: 75.2 against 72.0 % top-1, 51 against 64 ms on a Pixel 1. They are "
        "percentage points, and true of V3-Large only.",
    )


@TEXT.claim("B11", "2.251 %, about 25 % better", "SE-ResNet-50")
def senet_improvement(_: Model) -> Outcome:
    """SENet's top-5 error of 2.251 % is about 25 % better, relatively, than the winner of the year before."""
    before, after = 2.991, 2.251
    better = (before - after) / before
    return Outcome(
        percent(better),
        holds(round(better, 2) == 0.25),
        f"By the SENet paper the winner of 2016 had {before} %.",
    )


@TEXT.claim("B12", "1/4", "MobileNetV3-Large 1.0", "MobileNetV3-Small 1.0")
def squeeze_of_mobilenet_v3(large: Model, small: Model) -> Outcome:
    """MobileNetV3's squeeze and excitation squeezes to a quarter of the expanded channels."""
    squeezes = [_squeeze(found) for model in (large, small) for found in model.blocks if len(found) > 3]
    known = [(wide, few) for wide, few in squeezes if few]
    right = [(wide, few) for wide, few in known if few == divisible(wide / 4)]
    shown = ", ".join(f"{wide} to {few}" for wide, few in sorted(set(known))[:4])
    return Outcome(
        f"{len(right)} of {len(known)} blocks: {shown} …",
        holds(bool(known) and right == known),
        "A quarter, rounded to a multiple of 8, at least 8 and never more than a tenth below it. MnasNet and "
        "EfficientNet take a "
        "quarter of the block's input instead.",
    )


@TEXT.claim("B18", "nearly free", "MobileNetV2 1.0", "MobileNetV3-Large 1.0")
def redesigned_tail(second: Model, third: Model) -> Outcome:
    """Moved behind the average pooling, the last expansion is nearly free, and the projection before it can go."""
    *_, depthwise, projection, expansion = second.convolutions
    moved = next(each for each in (*third.convolutions, *third.linears) if each.output[1] == 1280)
    saved = depthwise.macs + projection.macs + expansion.macs - moved.macs
    return Outcome(
        f"{_millions(expansion.macs)} to {_millions(moved.macs)} M MACs; {_millions(saved)} M saved with the "
        "projection",
        holds(moved.macs < expansion.macs / 10),
        f"On 7x7 pixels {expansion.input[1]} to 1280 channels cost {expansion.macs:,} MACs, on the one pixel behind "
        "the "
        f"pool {moved.input[1]} to 1280 cost {moved.macs:,}. The paper says 30 million and 11 % of the time.",
    )


@TEXT.claim("B19", "ReLU6(x+3)/6 and x·ReLU6(x+3)/6", "MobileNetV3-Large 1.0", "MobileNetV3-Small 1.0")
def hard_activations(large: Model, small: Model) -> Outcome:
    """The hard sigmoid is ReLU6(x+3)/6 and the hard swish x times that; the latter is for the deeper layers."""
    x = torch.linspace(-8, 8, 1601, dtype=torch.float64)
    gate = nn.functional.relu6(x + 3) / 6
    same = torch.allclose(gate, nn.functional.hardsigmoid(x)) and torch.allclose(x * gate, nn.functional.hardswish(x))
    far = (gate - torch.sigmoid(x)).abs().max().item(), (x * gate - nn.functional.silu(x)).abs().max().item()
    late = [_hard_from(each) for each in (large, small)]
    return Outcome(
        f"as torch has them; at most {far[0]:.3f} from sigmoid, {far[1]:.3f} from swish",
        holds(same and all(found.issuperset(range(max(found) // 2 + 1, max(found))) for found in late)),
        f"In V3-Large blocks {min(late[0])} to {max(late[0])} of {len(large.blocks)} use the hard swish, in V3-Small "
        "already "
        f"{min(late[1])} to {max(late[1])} of {len(small.blocks)}; so do the first convolution and the head of both.",
    )


def _spiral_loss(dimensions: int, draws: int = 100) -> float:
    """The share of a spiral's variance that ReLU destroys in so many dimensions."""
    chance = np.random.default_rng(0)
    angle = np.linspace(0, 4 * np.pi, 500)
    spiral = np.stack([angle * np.cos(angle), angle * np.sin(angle)])
    spiral -= spiral.mean(1, keepdims=True)
    lost = []
    for _ in range(draws):
        matrix = chance.standard_normal((dimensions, 2))
        back = np.linalg.pinv(matrix) @ np.maximum(matrix @ spiral, 0)
        back -= back.mean(1, keepdims=True)
        lost.append(1 - (back * spiral).sum() ** 2 / ((back**2).sum() * (spiral**2).sum()))
    return float(np.mean(lost))


def _is_inverted(block: list[Layer]) -> bool:
    expand, depthwise, project = block
    return (
        expand.kernel == project.kernel == (1, 1)
        and depthwise.kernel == (3, 3)
        and depthwise.depthwise
        and expand.output[1] > expand.input[1]
    )


def _activations(model: Model, block: list[Layer]) -> list[type[nn.Module]]:
    """The kinds of what stands in a block beside convolutions and norms."""
    inside = [each.module for each in model.layers if each.node == block[0].node]
    return [type(each) for each in inside if not isinstance(each, nn.Conv2d | nn.BatchNorm2d | nn.Identity)]


def _squeeze(block: list[Layer]) -> tuple[int, int]:
    """Channels before and after a block's squeeze, which works on single pixels; 0 and 0 where it has none."""
    single = [each for each in block if each.output[2:] == (1, 1) and each.output[1] < each.input[1]]
    return (single[0].input[1], single[0].output[1]) if single else (0, 0)


def _hard_from(model: Model) -> set[int]:
    """Which of a model's blocks, counted from 1, use the hard swish."""
    used = {each.node for each in model.layers if isinstance(each.module, nn.Hardswish)}
    return {at for at, block in enumerate(model.blocks, 1) if block[0].node in used}


def _millions(count: int) -> str:
    return f"{count / 1e6:.2f}"
