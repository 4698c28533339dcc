"""A torch module as a graph of our blocks: it is run once, and each of its layers read."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from modelzoo.errors import GraphError
from modelzoo.imports.editable import Editable, assemble, is_same
from modelzoo.layering import read_all
from modelzoo.reading.layers import LEAVES
from modelzoo.recording import record


def record_module(network: nn.Module, inputs: Sequence[Tensor]) -> Editable:
    """The module, in eval mode, as a graph with its numbers.

    Raises GraphError where it does what no block of the palette does, BuildError where a block refuses its layers.
    """
    if any(each.dim() != 4 for each in inputs) or len({each.shape[2:] for each in inputs}) != 1:
        raise GraphError("it takes other things than pictures of one size.")
    steps, output = record(network, list(inputs), LEAVES)
    if not isinstance(output, Tensor):
        raise GraphError("it has several outputs, which nobody has recorded.")
    numbers = {id(each): -1 - port for port, each in enumerate(inputs)}
    try:
        layers = list(read_all(steps, numbers))
        result = numbers[id(output)]
    except KeyError:
        raise GraphError("it uses tensors that come from neither its layers nor its input.") from None
    modules = dict(network.named_modules())
    tensors = {path: _numbers(modules[path]) for layer in layers for path in layer.paths}
    height, width = inputs[0].shape[2:]
    found = assemble(layers, [each.shape[1] for each in inputs], [result], tensors, (height, width))
    with torch.no_grad():
        expected = network(*inputs)
    if not is_same(found, inputs, [expected]):
        raise GraphError("its layers, read one by one, do not give what it gives.")
    return found


def _numbers(layer: nn.Module) -> list[Tensor]:
    state = layer.state_dict()
    return [each.detach() for name, each in state.items() if not name.endswith("num_batches_tracked")]
