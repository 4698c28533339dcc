"""Claims on the searches behind MnasNet, NetAdapt and MobileNetV3: their objectives and the steps they take."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from modelzoo.claims.counting import Model
from modelzoo.claims.texts import STUDY as TEXT
from modelzoo.claims.texts import Outcome, holds, percent


@TEXT.claim("B6", "-0.07", "MnasNet-A1", "MnasNet-B1")
def weight_of_latency(_: Model, __: Model) -> Outcome:
    """If twice the latency buys 5 % more accuracy, equal rewards need the exponent -0.07."""
    exponent = -math.log2(1.05)
    return Outcome(
        f"{exponent:.4f}",
        holds(round(exponent, 2) == -0.07),
        f"From a·(l/T)^b = 1.05a·(2l/T)^b: b = -log2 1.05. The 5 % are relative, a factor of {2**0.07:.3f} on the "
        "accuracy.",
    )


@TEXT.claim("B7", "ACC·(LAT/T)^w", "MnasNet-A1", "MnasNet-B1")
def reward(_: Model, __: Model) -> Outcome:
    """The product of accuracy and weighed latency stands in for a bound on the latency."""
    shares = [0.25, 0.5, 1.0, 2.0, 4.0]
    soft = [_reward(0.75, share, -0.07, -0.07) for share in shares]
    hard = [_reward(0.75, share, 0.0, -1.0) for share in shares]
    return Outcome(
        f"{soft[0]:.3f} at T/4, {soft[2]:.3f} at T, {soft[-1]:.3f} at 4T for an accuracy of 0.75",
        holds(soft == sorted(soft, reverse=True) and soft[2] == hard[2] == 0.75),
        "At LAT = T the reward is the accuracy itself whatever the exponents are, so the two branches meet; with "
        "negative exponents every longer latency is worth less.",
    )


@TEXT.claim("B9", "Res(i) <= Res(i-1) - dR", "MobileNetV1 1.0 @224")
def netadapt_steps(model: Model) -> Outcome:
    """NetAdapt reaches its budget by a series of easier problems, each bounded by the network before it."""
    widths, pixels = _chain(model)
    seed = _work(widths, pixels)
    cut, budget = 0.05 * seed, 0.5 * seed
    used = [seed, *(_work(each, pixels) for each in _adapt(widths, pixels, cut, budget))]
    kept = all(after <= before - cut for before, after in pairwise(used))
    return Outcome(
        f"{len(used) - 1} steps to {percent(used[-1] / seed)} of the MACs, each bound kept",
        holds(kept and used[-1] <= budget),
        "Run on MobileNetV1's pointwise layers with steps of 5 % and half the MACs as budget. The text's first formula "
        "writes Net_i where the final network is meant.",
    )


@TEXT.claim("B10", "K = number of layers", "MobileNetV1 1.0 @224")
def netadapt_candidates(model: Model) -> Outcome:
    """Each iteration of NetAdapt tries as many networks as there are layers and keeps the most accurate."""
    layers = [*model.convolutions, *model.linears]
    free = [each for each in layers if not each.depthwise][:-1]
    return Outcome(
        f"{len(free)} candidates for {len(layers)} layers in MobileNetV1",
        holds(len(free) == len(layers)),
        "A depthwise layer has as many filters as the layer before it, and the last has as many outputs as there are "
        "classes: neither can be narrowed by itself. The authors' code also keeps the smallest loss of accuracy per "
        "resource saved, not the highest accuracy.",
    )


@TEXT.claim("B13", "-0.15 instead of -0.07", "MobileNetV3-Small 1.0", "MobileNetV3-Large 1.0")
def weight_for_small_models(_: Model, __: Model) -> Outcome:
    """MobileNetV3-Small weighs latency by -0.15, for small models' accuracy changes more with latency."""
    small, large = 2**0.15 - 1, 2**0.07 - 1
    return Outcome(
        f"twice the latency must buy {percent(small)} instead of {percent(large)}",
        holds(small > large),
        "The larger exponent asks for more accuracy in return for the same latency, as fits models whose accuracy "
        "answers to latency more strongly.",
    )


@TEXT.claim("B14", "the largest dAcc/|dLatency|", "MobileNetV3-Large 1.0")
def choice_of_proposals(_: Model) -> Outcome:
    """MobileNetV3 keeps the proposal with the largest change of accuracy per latency saved: the best slope."""
    proposals = {"a": (-0.10, 0.4), "b": (-0.40, 2.0), "c": (-0.90, 3.0)}
    slope = max(proposals, key=lambda name: proposals[name][0] / proposals[name][1])
    accuracy = max(proposals, key=lambda name: proposals[name][0])
    cheapest = min(proposals, key=lambda name: -proposals[name][0] / proposals[name][1])
    lost, saved = proposals[slope]
    return Outcome(
        f"takes {lost} points for {saved} ms where the highest accuracy takes {proposals[accuracy][0]} for "
        f"{proposals[accuracy][1]} ms",
        holds(slope == cheapest != accuracy),
        "A proposal mostly loses accuracy, so the largest quotient is the one closest to zero: the least accuracy lost "
        "per millisecond. Worked out on three made-up proposals.",
    )


@TEXT.claim("B15", "dR = 0.01·|L|", "MobileNetV1 1.0 @224")
def size_of_a_step(model: Model) -> Outcome:
    """Every step must save 1 % of the original model's latency."""
    widths, pixels = _chain(model)
    seed = _work(widths, pixels)
    used = [seed, *(_work(each, pixels) for each in _adapt(widths, pixels, 0.01 * seed, 0.75 * seed))]
    least = min(before - after for before, after in pairwise(used))
    return Outcome(
        f"at least {percent(least / seed, 2)} in each of {len(used) - 1} steps",
        holds(least >= 0.01 * seed),
        "L is the latency of the model that the search starts from, not of the step before; run here with the MACs of "
        "MobileNetV1's pointwise layers in place of latency, down to three quarters of them.",
    )


@TEXT.claim("B16", "T = 10000 iterations", "MobileNetV3-Large 1.0")
def number_of_steps(_: Model) -> Outcome:
    """With steps of 0.01·|L|, T = 10000 is the number of iterations that NetAdapt makes."""
    most = round(1 / 0.01)
    return Outcome(
        f"at most {most}",
        holds(most >= 10_000),
        "Each iteration saves a hundredth of the original latency, so after a hundred nothing would be left. In the "
        "MobileNetV3 paper T counts the steps of fine-tuning that each proposal gets.",
    )


@TEXT.claim("B17", "two kinds of proposals", "MobileNetV3-Large 1.0")
def kinds_of_proposals(model: Model) -> Outcome:
    """Proposals shrink either an expansion, or a bottleneck in all blocks that share its size."""
    expansions = [each for each in model.blocks if each[0].kernel == (1, 1) and not each[0].depthwise]
    sizes = {each[-1].output[1] for each in model.blocks}
    tied = [each for each in model.blocks if model.adds(each[0].node)]
    return Outcome(
        f"{len(expansions)} expansions and {len(sizes)} bottleneck widths in V3-Large",
        holds(bool(expansions) and all(each[0].input[1] == each[-1].output[1] for each in tied)),
        f"{len(tied)} of its {len(model.blocks)} blocks add their input to their output. Such blocks can only shrink "
        "together, which is why the second kind exists.",
    )


def _reward(accuracy: float, latency: float, within: float, beyond: float) -> float:
    """MnasNet's objective; the latency as a share of its target."""
    return accuracy * math.pow(latency, within if latency <= 1 else beyond)


def _chain(model: Model) -> tuple[list[int], list[int]]:
    """Channels along a model's pointwise convolutions, and the pixels that each of them works on."""
    layers = [each for each in model.convolutions if each.kernel == (1, 1) and math.prod(each.output[2:]) > 1]
    return [layers[0].input[1], *(each.output[1] for each in layers)], [math.prod(each.output[2:]) for each in layers]


def _work(widths: Sequence[int], pixels: Sequence[int]) -> int:
    """The MACs of a chain of pointwise convolutions."""
    return sum(wide * out * area for (wide, out), area in zip(pairwise(widths), pixels, strict=True))


def _adapt(widths: Sequence[int], pixels: Sequence[int], cut: float, budget: float) -> Iterator[list[int]]:
    """NetAdapt's loop: every step narrows the one layer that loses the smallest share of its channels.

    That share stands in for the accuracy, which only training would tell. The last layer feeds the classifier and may
    shrink too; the first channels are given.
    """
    now, areas = list(widths), [*pixels, 0]
    while _work(now, pixels) > budget:
        candidates = []
        for at in range(1, len(now)):
            following = now[at + 1] if at + 1 < len(now) else 0
            fewer = math.ceil(cut / (now[at - 1] * areas[at - 1] + following * areas[at]))
            if fewer < now[at]:
                candidates.append((fewer / now[at], at, fewer))
        _, at, fewer = min(candidates)
        now[at] -= fewer
        yield list(now)
