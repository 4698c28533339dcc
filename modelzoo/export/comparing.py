"""An ONNX file beside the network it was made of: their outputs on the same inputs, and what each block gives.

Outputs alone would prove little: those of a network that was never trained often hardly depend on its inputs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import onnx
import torch
from torch import Tensor, nn

from modelzoo.export.models import file_of
from modelzoo.export.sessions import Session

_NOTHING = 1e-30
"""Values below this are too close to the smallest of all numbers to be compared."""


@dataclass(frozen=True)
class Inside:
    """How many blocks were compared, by which share of its largest value the worst one differs, and which that is."""

    blocks: int = 0
    relative: float = 0.0
    worst: str = ""


def difference(session: Session, network: nn.Module, inputs: Sequence[Tensor]) -> tuple[float, float]:
    """The largest difference of any output, absolute and as a share of the largest value there."""
    with torch.no_grad():
        expected = network(*inputs)
    outputs = [expected] if isinstance(expected, Tensor) else list(expected)
    pairs = [(one, other) for one, other in zip(session(inputs), outputs, strict=True) if other.numel()]
    if any(one.shape != other.shape for one, other in pairs):
        return math.inf, math.inf
    absolute = [float((one - other).abs().max()) for one, other in pairs]
    largest = [float(other.abs().max()) for _, other in pairs]
    shares = [each / most if most else each for each, most in zip(absolute, largest, strict=True)]
    return max(absolute, default=0.0), max(shares, default=0.0)


def inside(model: onnx.ModelProto, network: nn.Module, inputs: Sequence[Tensor]) -> Inside:
    """How far what each block gives in the file, under the block's name, is from what it gives in the network."""
    blocks = dict(network.named_children())
    names = [name for node in model.graph.node for name in node.output if name in blocks]
    if not names:
        return Inside()
    found, shares = dict(zip(names, _values(model, names, inputs), strict=True)), dict.fromkeys(names, 0.0)

    def compare(name: str, given: Tensor) -> None:
        most = float(given.abs().max()) if given.numel() else 0.0
        if given.shape != found[name].shape:
            shares[name] = math.inf
        elif not most < _NOTHING:
            shares[name] = float((found[name] - given).abs().max()) / most

    hooks = [
        blocks[name].register_forward_hook(lambda _, inputs, given, name=name: compare(name, given)) for name in names
    ]
    with torch.no_grad():
        network(*inputs)
    for hook in hooks:
        hook.remove()
    worst = max(shares, key=lambda name: (math.isnan(shares[name]), shares[name]))
    return Inside(len(names), shares[worst], worst)


def _values(model: onnx.ModelProto, names: Sequence[str], inputs: Sequence[Tensor]) -> list[Tensor]:
    """The values of these names in a model that gives out nothing else."""
    told = list(model.graph.output)
    del model.graph.output[:]
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    open_model = file_of(model)
    del model.graph.output[:]
    model.graph.output.extend(told)
    return Session(open_model)(inputs)
