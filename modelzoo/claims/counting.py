"""What checks of claims look at: a published model's totals, and each of its layers with the shapes it works on."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn

from modelzoo.analysis.cost import cost
from modelzoo.graph import Shape
from modelzoo.ops import Blank, Ops
from modelzoo.registry import build_module
from modelzoo.results import Cost
from modelzoo.walk import walk
from modelzoo.zoo import open_model

FP32 = 4
"""Bytes of a value."""


@dataclass(frozen=True)
class Layer:
    """One of torch's own modules inside a block of a model: the node it belongs to, and what it takes and makes."""

    node: str
    module: nn.Module
    input: Shape
    output: Shape

    @property
    def parameters(self) -> int:
        """Its trainable values."""
        return sum(each.numel() for each in self.module.parameters())

    @property
    def weights(self) -> int:
        """Its weights, without biases."""
        return sum(each.numel() for name, each in self.module.named_parameters() if name == "weight")

    @property
    def macs(self) -> int:
        """Its multiply-adds, for a convolution or a linear layer."""
        return self.weights * math.prod(self.output[2:])

    @property
    def traffic(self) -> int:
        """The bytes that it reads and writes when nothing stays in a cache."""
        return FP32 * (math.prod(self.input) + self.parameters + math.prod(self.output))

    @property
    def kernel(self) -> tuple[int, ...]:
        """Height and width of its filters; nothing for what has none."""
        return self.module.kernel_size if isinstance(self.module, nn.Conv2d) else ()

    @property
    def depthwise(self) -> bool:
        """Whether each of its filters sees one channel alone."""
        return isinstance(self.module, nn.Conv2d) and self.module.groups == self.module.in_channels > 1


class Model:
    """A published model, counted as far as somebody asks."""

    def __init__(self, name: str, input: str = "") -> None:
        self.name, project = name, open_model(name, input)
        self.graph, self.size = project.graph, project.size

    @cached_property
    def cost(self) -> Cost:
        """Its totals at its own input."""
        return cost(self.graph, self.size)

    @property
    def parameters(self) -> int:
        """Its trainable values."""
        return self.cost.parameters

    @property
    def macs(self) -> int:
        """Its multiply-adds."""
        return self.cost.macs

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All its layers in the order in which they run."""
        return tuple(self._run())

    @property
    def convolutions(self) -> list[Layer]:
        """Its convolutions."""
        return [each for each in self.layers if isinstance(each.module, nn.Conv2d)]

    @property
    def linears(self) -> list[Layer]:
        """Its fully connected layers."""
        return [each for each in self.layers if isinstance(each.module, nn.Linear)]

    @property
    def blocks(self) -> list[list[Layer]]:
        """The convolutions of each node that holds several of them."""
        nodes: dict[str, list[Layer]] = {}
        for each in self.convolutions:
            nodes.setdefault(each.node, []).append(each)
        return [found for found in nodes.values() if len(found) > 1]

    @property
    def depths(self) -> list[int]:
        """How many of those blocks follow each other at each size of picture."""
        found: dict[Shape, int] = {}
        for each in self.blocks:
            size = each[-1].output[2:]
            found[size] = found.get(size, 0) + 1
        return list(found.values())

    def adds(self, node: str) -> bool:
        """Whether a block adds two of its tensors: a shortcut."""
        return any(at.id == node and "add" in dict(found.uncounted) for at, _, found in walk(self.graph, self.size))

    def _run(self) -> Iterator[Layer]:
        """Every block made and run on torch's meta device, where nothing is computed."""
        for node, shapes, _ in walk(self.graph, self.size):
            if node.block == "input":
                continue
            with Blank(torch.device("meta")):
                module = build_module(node.block, node.params, shapes).eval()
            ran: list[Layer] = []

            def note(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
                ran.append(Layer(node.id, layer, tuple(inputs[0].shape), tuple(output.shape)))  # noqa: B023

            for each in module.modules():
                if not list(each.children()):
                    each.register_forward_hook(note)
            with torch.no_grad(), Ops():
                module(*(torch.empty(shape, device="meta") for shape in shapes))
            yield from ran


def separable_saving(side: int) -> float:
    """How many times fewer MACs a separable 3x3 convolution from 64 to 128 channels takes on a square picture."""
    dense, separable = (Model(f"block/{name}:out=128", f"64x{side}x{side}") for name in ("conv", "separable_conv"))
    return dense.macs / separable.macs
