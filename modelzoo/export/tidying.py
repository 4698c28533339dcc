"""What torch's exporter writes, made as short as its own optimizer makes it, with or without the batch norms."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import onnx_ir
import torch

_NORM = "BatchNormalization"
_UNKNOWN = "slimscope"
"""A domain that no rule of the optimizer knows."""


def tidy(program: torch.onnx.ONNXProgram, keep_norms: bool) -> None:
    """Work out what depends on no input, and leave out what does nothing.

    The optimizer makes batch norms part of the convolutions before them, unless they are to be kept.
    """
    with _hidden(program.model.graph) if keep_norms else nullcontext():
        program.optimize()


@contextmanager
def _hidden(graph: onnx_ir.Graph) -> Iterator[None]:
    """Show the optimizer no batch norm, nor their numbers: it would let equal ones share one tensor."""
    norms = {node: node.inputs[1:] for node in graph if node.op_type == _NORM}
    for node in norms:
        node.domain = _UNKNOWN
        node.resize_inputs(1)
    yield
    for node, numbers in norms.items():
        node.domain = ""
        node.resize_inputs(1 + len(numbers))
        for at, value in enumerate(numbers, 1):
            node.replace_input_with(at, value)
            if value is not None and value.name not in graph.initializers:
                graph.register_initializer(value)
