"""Foreign networks made ready to run: their inputs, and what PyTorch runs of them."""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, fx, nn

from modelzoo.errors import ParamError, ZooError
from modelzoo.foreign import Feed, Foreign
from modelzoo.imports.opening import as_editable, located
from modelzoo.imports.programs import load_program


def foreign_inputs(foreign: Foreign, batch: int) -> tuple[Tensor, ...]:
    """Random inputs of so many pictures, and zeros where whole numbers are read. Raises ParamError."""
    return tuple(_input(each, batch) for each in foreign.feeds)


def foreign_network(foreign: Foreign) -> nn.Module:
    """What PyTorch runs. Raises ZooError where the network cannot be had but as ONNX."""
    there = located(foreign)
    if there.program:
        return load_program(Path(there.program)).module()
    return layered_network(there)


def layered_network(foreign: Foreign) -> fx.GraphModule:
    """The network as layers of torch. Raises ZooError where some of it is none of those."""
    editable = as_editable(foreign)
    if editable.opaque:
        kinds = ", ".join(sorted({str(each.values["kind"]) for each in editable.opaque}))
        raise ZooError(f"{foreign.title} cannot be run by PyTorch, for {kinds} is known here as ONNX alone.")
    return editable.network()


def _input(feed: Feed, batch: int) -> Tensor:
    if batch != feed.shape[0] and isinstance(feed.axes[0], int):
        raise ParamError("batch", f"cannot be {batch}: {feed.name} takes {feed.axes[0]} at a time.")
    shape = (batch, *feed.shape[1:])
    kind = onnx.helper.tensor_dtype_to_np_dtype(onnx.TensorProto.DataType.Value(feed.type))
    if np.issubdtype(kind, np.floating):
        return torch.rand(shape).to(torch.from_numpy(np.zeros(0, kind)).dtype)
    return torch.from_numpy(np.zeros(shape, kind))
