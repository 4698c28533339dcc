"""Claims on SqueezeNext's size beside that of other networks, and on where its parameters are."""

from torch import nn

from modelzoo.claims.counting import Layer, Model
from modelzoo.claims.texts import SQUEEZENEXT as TEXT
from modelzoo.claims.texts import Outcome, contradicts, holds, percent


@TEXT.claim("A1", "112 times", "1.0-G-SqNxt-23", "AlexNet (Caffe, grouped)")
def smaller_than_alexnet(squeezenext: Model, alexnet: Model) -> Outcome:
    """SqueezeNext matches AlexNet's accuracy with 112 times fewer parameters."""
    ratio = alexnet.parameters / squeezenext.parameters
    return Outcome(
        f"{ratio:.1f} times",
        holds(round(ratio) == 112),
        f"{alexnet.parameters:,} to {squeezenext.parameters:,}. Only the network with grouped convolutions reaches it. "
        "The accuracy would need training.",
    )


@TEXT.claim("A2", "4.4 M, 31 times smaller than VGG-19", "2.0-SqNxt-44", "VGG-19", "VGG-16")
def smaller_than_vgg(squeezenext: Model, vgg19: Model, vgg16: Model) -> Outcome:
    """SqueezeNext reaches VGG-19's accuracy with 4.4 million parameters, 31 times fewer."""
    size = squeezenext.parameters
    ratio, other = vgg19.parameters / size, vgg16.parameters / size
    return Outcome(
        f"{size / 1e6:.1f} M, {ratio:.1f} times (VGG-16: {other:.1f})",
        holds(f"{size / 1e6:.1f}" == "4.4" and round(ratio) == 31),
        f"The 4.4 M are right. Against VGG-19's {vgg19.parameters:,} parameters the ratio is larger; "
        f"31 is what VGG-16's {vgg16.parameters:,} give.",
    )


@TEXT.claim("A3", "1.3 times", "2.0-SqNxt-23v5", "MobileNetV1 1.0 @224")
def smaller_than_mobilenet(squeezenext: Model, mobilenet: Model) -> Outcome:
    """SqueezeNext has better top-5 accuracy than MobileNetV1 with 1.3 times fewer parameters."""
    ratio = mobilenet.parameters / squeezenext.parameters
    return Outcome(
        f"{ratio:.2f} times",
        holds(round(ratio, 1) == 1.3),
        f"{mobilenet.parameters:,} to {squeezenext.parameters:,}, with 2.0-SqNxt-23v5. The accuracy would need "
        "training.",
    )


@TEXT.claim("A8", "96 %", "AlexNet (Caffe, grouped)", "AlexNet (torchvision)")
def alexnets_linears(alexnet: Model, torchvision: Model) -> Outcome:
    """Fully connected layers hold 96 % of AlexNet's parameters."""
    share, other = (
        sum(layer.parameters for layer in each.linears) / each.parameters for each in (alexnet, torchvision)
    )
    return Outcome(
        f"{percent(share, 2)}",
        holds(round(100 * share) == 96),
        f"Counted with biases in the grouped network; torchvision's ungrouped one has {percent(other, 2)} there.",
    )


@TEXT.claim("A13", "87 times", "1.0-SqNxt-23", "AlexNet (Caffe, grouped)")
def baseline_and_alexnet(squeezenext: Model, alexnet: Model) -> Outcome:
    """The network of 23 modules is better than AlexNet by 2 % with 87 times fewer parameters."""
    ratio = alexnet.parameters / squeezenext.parameters
    rounded = round(alexnet.parameters / 1e6, 1) / 0.7
    return Outcome(
        f"{ratio:.1f} times",
        holds(round(ratio) == 87),
        f"{alexnet.parameters:,} to {squeezenext.parameters:,}. Dividing by a size rounded to 0.7 M gives "
        f"{rounded:.0f}. "
        "The accuracy would need training.",
    )


@TEXT.claim("A14", "the majority", "1.0-SqNxt-23")
def where_the_parameters_are(model: Model) -> Outcome:
    """Most of SqueezeNext's parameters are in its 1x1 convolutions."""
    pointwise = sum(each.parameters for each in model.convolutions if each.kernel == (1, 1))
    separable = sum(each.parameters for each in model.convolutions if sorted(each.kernel) == [1, 3])
    linear = sum(each.parameters for each in model.linears)
    inside = sum(each.parameters for each in model.convolutions)
    total = model.parameters
    return Outcome(
        f"{percent(pointwise / total)} of all, {percent(pointwise / inside)} of the convolutions'",
        holds(2 * pointwise > total),
        f"A majority of the convolutions' weights only: {percent(separable / total)} of all parameters are in the "
        "separable "
        f"filters and {percent(linear / total)} in the fully connected layer.",
    )


@TEXT.claim("A15", "groups of two, 112 times", "1.0-G-SqNxt-23", "AlexNet (Caffe, grouped)")
def grouped_convolutions(squeezenext: Model, alexnet: Model) -> Outcome:
    """Group convolutions with a group size of two make the network 112 times smaller than AlexNet."""
    grouped = [each for each in squeezenext.convolutions if _groups(each) > 1]
    ratio = alexnet.parameters / squeezenext.parameters
    return Outcome(
        f"{len(grouped)} of {len(squeezenext.convolutions)} convolutions in {_groups(grouped[0])} groups, {ratio:.1f} "
        "times",
        holds({_groups(each) for each in grouped} == {2} and round(ratio) == 112),
        "Grouped are the first 1x1 and both separable convolutions of a block; the second 1x1 and the expansion are "
        "not.",
    )


@TEXT.claim("A18", "half the parameters", "2.0-SqNxt-23v5", "2.0-SqNxt-23", "MobileNetV1 1.0 @224")
def half_of_mobilenet(fifth: Model, first: Model, mobilenet: Model) -> Outcome:
    """SqueezeNext is as good as MobileNetV1 with half its parameters."""
    ratio, other = (mobilenet.parameters / each.parameters for each in (fifth, first))
    return Outcome(
        f"{ratio:.2f} times fewer ({other:.2f} for 2.0-SqNxt-23)",
        contradicts(round(ratio, 1) == 1.3),
        "The same text says 1.3 times fewer, which is right. Neither network of twice the width has as few as half.",
    )


@TEXT.claim("A23", "low arithmetic intensity", "MobileNetV1 1.0 @224", "1.0-SqNxt-23")
def intensity_of_depthwise(mobilenet: Model, squeezenext: Model) -> Outcome:
    """Depthwise-separable convolutions are inefficient, for they do little arithmetic per byte that is moved."""
    depthwise = _intensity([each for each in mobilenet.convolutions if each.depthwise])
    pointwise = _intensity([each for each in mobilenet.convolutions if each.kernel == (1, 1)])
    separable = _intensity([each for each in squeezenext.convolutions if sorted(each.kernel) == [1, 3]])
    squeezed = _intensity([each for each in squeezenext.convolutions if each.kernel == (1, 1)])
    return Outcome(
        f"{depthwise:.1f} FLOP/byte against {separable:.1f} of SqueezeNext's 1x3 and 3x1 filters",
        holds(depthwise < min(separable, squeezed)),
        "fp32, nothing cached between layers. It is the depthwise half that is starved: MobileNetV1's 1x1 "
        "convolutions "
        f"reach {pointwise:.1f}, more than SqueezeNext's {squeezed:.1f}.",
    )


@TEXT.claim("A24", "far fewer parameters", "1.0-SqNxt-23")
def final_bottleneck(model: Model) -> Outcome:
    """A last bottleneck before the fully connected layer considerably reduces the parameters."""
    last, linear = model.convolutions[-1], model.linears[-1]
    without = last.input[1] * linear.output[1]
    saved = without - linear.weights - last.weights
    return Outcome(
        f"{without:,} to {linear.weights:,} weights, {percent(saved / (model.parameters + saved))} of the network "
        "saved",
        holds(saved > 0),
        f"The fully connected layer sees {last.output[1]} channels in place of {last.input[1]}; the 1x1 convolution "
        "that "
        f"makes them costs {last.weights:,} weights itself.",
    )


def _groups(layer: Layer) -> int:
    return layer.module.groups if isinstance(layer.module, nn.Conv2d) else 1


def _intensity(layers: list[Layer]) -> float:
    """FLOP per byte of these layers together."""
    return 2 * sum(each.macs for each in layers) / sum(each.traffic for each in layers)
