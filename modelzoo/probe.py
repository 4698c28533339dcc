"""What one block does to given input shapes, found on torch's meta device: nothing is allocated, nothing computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import nn

from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, Value, shape_text
from modelzoo.ops import Blank, Ops, storage, tensor_bytes
from modelzoo.registry import Injected, injected, module_of
from modelzoo.torchinfo_counts import TorchinfoCounts


@dataclass(frozen=True)
class Probe:
    """One block on given inputs, in eval mode, fp32. MACs and torchinfo's figures are for the batch of the inputs.

    shape: of the output, batch first. parameters: trainable values. parameter_bytes: of all parameters. macs:
    multiply-adds of conv, transposed conv, linear and matmul, as torch's own flop formulas give them. mult_adds,
    pass_bytes: by torchinfo's rules. activation_bytes: of every tensor that the block writes. transient_bytes: the most
    of those alive at once, the output with them. traffic_bytes: inputs, weights and outputs of the ops that `macs`
    counts, each moved once. weight_traffic_bytes: those of weights among them. alias: the port whose tensor the output
    shares, if it writes none of its own. uncounted: the ops that no rule counts, and how often they occur.
    """

    shape: Shape
    parameters: int
    parameter_bytes: int
    macs: int
    mult_adds: int
    pass_bytes: int
    activation_bytes: int
    transient_bytes: int
    output_bytes: int
    traffic_bytes: int
    weight_traffic_bytes: int
    alias: int | None
    uncounted: tuple[tuple[str, int], ...]


class Foretold(nn.Module):
    """Something that cannot run here, of which is known what it does to certain inputs."""

    def foretell(self, shapes: tuple[Shape, ...]) -> Probe:
        """What it does to inputs of these shapes. Raises ShapeError where nobody knows."""
        raise NotImplementedError


@lru_cache(maxsize=65536)
def probe(block: str, params: tuple[tuple[str, Value], ...], shapes: tuple[Shape, ...]) -> Probe:
    """What the block does to inputs of these shapes. Raises ShapeError where it cannot work on them."""
    inputs = [torch.empty(shape, device="meta") for shape in shapes]
    try:
        blank = _blank(block, params, injected(block, shapes))
        if isinstance(blank.module, Foretold):
            return blank.module.foretell(shapes)
        blank.counted.reset()
        with torch.no_grad(), Ops(blank.weights) as ops:
            output = blank.module(*inputs)
    except (ShapeError, RuntimeError, ValueError, TypeError, IndexError) as error:
        taken = " and ".join(map(shape_text, shapes))
        raise ShapeError(f"{block} cannot take {taken}: {_reason(error, shapes)}") from error
    return Probe(
        shape=tuple(output.shape),
        parameters=blank.parameters,
        parameter_bytes=blank.parameter_bytes,
        macs=ops.flops // 2,
        mult_adds=blank.counted.mult_adds,
        pass_bytes=blank.counted.pass_bytes,
        activation_bytes=ops.written,
        transient_bytes=ops.most_alive(output),
        output_bytes=tensor_bytes(output),
        traffic_bytes=ops.traffic,
        weight_traffic_bytes=ops.weight_traffic,
        alias=next((port for port, each in enumerate(inputs) if storage(each) == storage(output)), None),
        uncounted=tuple(sorted(ops.uncounted.items())),
    )


@dataclass(frozen=True)
class _Blank:
    """A block without weights, and what holds of it whatever the picture's size."""

    module: nn.Module
    counted: TorchinfoCounts
    parameters: int
    parameter_bytes: int
    weights: frozenset[int]


@lru_cache(maxsize=4096)
def _blank(block: str, params: tuple[tuple[str, Value], ...], injected: Injected) -> _Blank:
    """The block without weights, which serves every picture's size: to make it takes as long as to run it."""
    with Blank(torch.device("meta")):
        module = module_of(block, params, injected).eval()
    own = list(module.parameters())
    trained = sum(each.numel() for each in own if each.requires_grad)
    weights = frozenset(map(storage, own))
    return _Blank(module, TorchinfoCounts.watch(module), trained, sum(map(tensor_bytes, own)), weights)


def _reason(error: Exception, shapes: Sequence[Shape]) -> str:
    said = str(error).strip().partition("\n")[0]
    if isinstance(error, ShapeError):
        return said
    for words, meant in _MEANT.items():
        if words in said:
            return meant
    if any(len(shape) != 4 for shape in shapes):
        return "it needs a picture of channels x height x width."
    return said or type(error).__name__


_MEANT = {
    "Output size is too small": "the picture is too small for it: nothing would be left.",
    "more than 1 spatial element": "the picture needs more than one pixel.",
    "more than 1 value per channel": "a mean and variance need more than one value.",
}
"""What torch says of impossible shapes, in a user's words."""
