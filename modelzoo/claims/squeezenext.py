"""Claims on SqueezeNext's blocks, variants and layers."""

from modelzoo.claims.counting import Layer, Model
from modelzoo.claims.texts import SQUEEZENEXT as TEXT
from modelzoo.claims.texts import Outcome, holds, percent


@TEXT.claim("A5", "K²·Ci·Co", "1.0-SqNxt-23")
def weights_of_a_convolution(model: Model) -> Outcome:
    """A layer of KxK filters from Ci to Co channels has K²·Ci·Co parameters."""
    layers = model.convolutions
    same = [each for each in layers if each.parameters == _formula(each)]
    return Outcome(
        f"{len(same)} of {len(layers)} convolutions",
        holds(len(same) == len(layers)),
        "True of a convolution without bias and groups, as all of this network's are; K² is height x width of the "
        "filters where those differ.",
    )


@TEXT.claim("A6", "K² to 2K", "1.0-SqNxt-23")
def separable_filters(model: Model) -> Outcome:
    """Filters of 1xK and Kx1 in place of KxK reduce the parameters from K² to 2K."""
    square, long, high = (_weights(f"block/conv:kernel={kernel}") for kernel in ("3", "1x3", "3x1"))
    _, squeeze, first, second, _ = _inner(model)
    dense = 3 * 3 * squeeze.output[1] * second.output[1]
    return Outcome(
        f"{square:,} to {long + high:,} (K = 3); in the block {first.weights + second.weights:,} for {dense:,}",
        holds(square * 2 * 3 == (long + high) * 3**2),
        "True where both filters keep the number of channels. In the SqueezeNext block they widen c/4 to c/2, and the "
        "pair then has as many weights as one dense 3x3 convolution: the saving comes from the squeeze before it.",
    )


@TEXT.claim("A7", "twice by a factor of 2", "1.0-SqNxt-23")
def two_bottlenecks(model: Model) -> Outcome:
    """Each block first squeezes the channels by two 1x1 convolutions, each of which halves them."""
    plain = [each for each in model.blocks if len(each) == len(_inner(model))]
    halved = [
        each for each in plain if all(one.kernel == (1, 1) and 2 * one.output[1] == one.input[1] for one in each[:2])
    ]
    return Outcome(
        f"{len(halved)} of {len(plain)} blocks that keep their width",
        holds(len(halved) == len(plain)),
        "A block that makes c channels squeezes to c/2 and then to c/4. Blocks that begin a stage do so too, from "
        "whatever number of channels reaches them.",
    )


@TEXT.claim("A9", "one fully connected layer each", "ResNet-50", "SqueezeNet 1.0")
def followers_with_one_linear(resnet: Model, squeezenet: Model) -> Outcome:
    """Networks that followed AlexNet, such as ResNet and SqueezeNet, have only one fully connected layer."""
    found = [len(each.linears) for each in (resnet, squeezenet)]
    return Outcome(
        f"ResNet {found[0]}, SqueezeNet {found[1]}",
        holds(found == [1, 1]),
        "SqueezeNet has none: a 1x1 convolution makes the scores, which are then averaged over the picture.",
    )


@TEXT.claim("A10", "[6, 6, 8, 1]", "1.0-SqNxt-23")
def depths_of_23(model: Model) -> Outcome:
    """1.0-SqNxt-23 has 6, 6, 8 and 1 blocks after the first convolution and its pool."""
    return Outcome(
        str(model.depths),
        holds(model.depths == [6, 6, 8, 1]),
        f"With the first and the last convolution these {len(model.blocks)} blocks make the 23 of the name; there are "
        f"{len(model.convolutions)} convolutions.",
    )


@TEXT.claim("A11", "[2, 4, 14, 1]", "1.0-SqNxt-23v5")
def depths_of_v5(model: Model) -> Outcome:
    """1.0-SqNxt-23v5 has 2, 4, 14 and 1 blocks after the first convolution and its pool."""
    return Outcome(
        str(model.depths),
        holds(model.depths == [2, 4, 14, 1]),
        "Counted at each size of picture, as in the authors' own files.",
    )


@TEXT.claim("A12", "deeper", "1.0-SqNxt-23v5", "1.0-SqNxt-23")
def v5_is_deeper(v5: Model, first: Model) -> Outcome:
    """1.0-SqNxt-23v5 is a deeper version of 1.0-SqNxt-23."""
    ours, theirs = ((len(each.blocks), len(each.convolutions)) for each in (v5, first))
    return Outcome(
        f"{ours[0]} blocks, {ours[1]} convolutions against {theirs[0]} and {theirs[1]}",
        holds(ours > theirs),
        "Both are equally deep: v5 moves blocks from the first two stages to the third.",
    )


@TEXT.claim("A16", "44 modules", "1.0-SqNxt-44")
def deepest_model(model: Model) -> Outcome:
    """The deepest model tested, 1.0-SqNxt-44, has 44 modules."""
    modules = len(model.blocks) + 2
    return Outcome(
        f"{modules} with {model.depths} blocks",
        holds(modules == 44),
        "Blocks and the first and last convolution. Its better accuracy than AlexNet's would need training.",
    )


@TEXT.claim("A17", "1.5 and 2 times the width", "1.0-SqNxt-23", "1.5-SqNxt-23", "1.0-SqNxt-44", "2.0-SqNxt-44")
def wider_models(narrow: Model, half_wider: Model, deep: Model, twice_wider: Model) -> Outcome:
    """The baseline's width is multiplied by 1.5 and 2."""
    ratios = [_widths(half_wider, narrow), _widths(twice_wider, deep)]
    first, last = twice_wider.convolutions[0].output[1], twice_wider.convolutions[-1].output[1]
    return Outcome(
        " and ".join("/".join(f"{each:g}" for each in sorted(found)) for found in ratios) + " times",
        holds(ratios == [{1.5}, {2.0}]),
        f"All blocks widen by that factor; the first convolution stays at {first} channels and the last at {last}.",
    )


@TEXT.claim("A20", "7x7 to 5x5", "1.0-SqNxt-23", "1.0-SqNxt-23v2")
def smaller_first_filters(first: Model, second: Model) -> Outcome:
    """1.0-SqNxt-23v2 replaces the first layer's 7x7 filters by 5x5."""
    before, after = first.convolutions[0], second.convolutions[0]
    return Outcome(
        f"{before.weights:,} to {after.weights:,} weights, {_millions(before.macs)} to {_millions(after.macs)} M MACs",
        holds((before.kernel, after.kernel) == ((7, 7), (5, 5))),
        f"That layer holds {percent(before.macs / first.macs)} of the MACs before and "
        f"{percent(after.macs / second.macs)} after; "
        "the 26 % that the text gives is its share of the simulated time.",
    )


@TEXT.claim("A21", "2 and 4 blocks", "1.0-SqNxt-23v2", "1.0-SqNxt-23v3", "1.0-SqNxt-23v4", "1.0-SqNxt-23v5")
def moved_blocks(second: Model, third: Model, fourth: Model, fifth: Model) -> Outcome:
    """The variants v3 and v4 of 1.0-SqNxt-23v2 move 2 and 4 blocks from the first stage to the second."""
    moved = [second.depths[0] - each.depths[0] for each in (third, fourth)]
    added = [each.depths[1] - second.depths[1] for each in (third, fourth)]
    models = (second, third, fourth, fifth)
    growth = " to ".join(f"{each.parameters:,}" for each in models)
    work = {each.macs for each in models}
    told = f"at exactly {min(work):,} MACs" if len(work) == 1 else "with their MACs"
    return Outcome(
        f"{moved[0]} and {moved[1]}: {third.depths}, {fourth.depths}",
        holds(moved == added == [2, 4]),
        f"A later stage has twice the channels on a quarter of the pixels, so v2 to v5 stay {told} while their "
        f"parameters grow, {growth}.",
    )


def _inner(model: Model) -> list[Layer]:
    """The convolutions of a block without one in its shortcut."""
    return min(model.blocks, key=len)


def _weights(block: str) -> int:
    """The weights of a convolution by itself, from as many channels to as many."""
    return Model(block).convolutions[0].weights


def _formula(layer: Layer) -> int:
    height, width = layer.kernel
    return height * width * layer.input[1] * layer.output[1]


def _widths(model: Model, basis: Model) -> set[float]:
    """By how much the blocks' outputs are wider."""
    return {mine[-1].output[1] / its[-1].output[1] for mine, its in zip(model.blocks, basis.blocks, strict=True)}


def _millions(count: int) -> str:
    return f"{count / 1e6:.1f}"
