"""A model of ONNX, whoever made it: its bytes, what its nodes say of their origin, what ONNX Runtime says against it.

No torch here: a process that only reads a file of ONNX need not load it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import onnx

from modelzoo.errors import ZooError

SCOPES = "pkg.torch.onnx.name_scopes"
"""The metadata of an ONNX node that lists the modules it comes from, as the text of a list of strings: first "" for the
network, then the id of the graph's node, then the layers inside of that block. One node made of several, such as a
convolution with its norm folded in, has the scopes of one of them."""


def file_of(model: onnx.ModelProto) -> bytes:
    """A model as the bytes of its file. Raises ZooError where they are too many."""
    try:
        return bytes(model.SerializeToString())
    except ValueError as error:
        raise ZooError("The model is too large for one ONNX file: 2 GB is the most.") from error


def scopes_of(node: onnx.NodeProto) -> str:
    """The scopes of an ONNX node as they are written there, "[]" where there are none."""
    return next((each.value for each in node.metadata_props if each.key == SCOPES), "[]")


@contextmanager
def refusing() -> Iterator[None]:
    """What ONNX Runtime says against a model, as a ZooError."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # takes a moment, and not everybody needs it

    refusals: tuple[Any, ...] = (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NotImplemented,
        state.RuntimeException,
    )
    try:
        yield
    except refusals as error:
        raise ZooError(f"ONNX Runtime refuses the model: {error}") from error
