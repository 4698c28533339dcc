"""A file of ONNX as a model whose nodes have names of ours; whatever else a file may hold ends in a clear error."""

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

import onnx
from google.protobuf.message import DecodeError
from onnx import external_data_helper, inliner

from modelzoo.errors import FileError
from modelzoo.export.models import SCOPES
from modelzoo.graph import free_id

LARGEST = 2 * 2**30
"""Bytes of a model with its weights, which protobuf cannot hold more of."""

UNREADABLE = (
    DecodeError,
    onnx.checker.ValidationError,
    onnx.shape_inference.InferenceError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    RuntimeError,
    RecursionError,
    MemoryError,
    AssertionError,
)
"""What reading a damaged model raises."""


def load_onnx(path: Path) -> tuple[onnx.ModelProto, int]:
    """The model with its external data, functions inlined, nodes named; and the bytes of its files.

    Raises FileError where there is none.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(str(path), "is larger than 2 GB, which no ONNX file can be.")
        data = path.read_bytes()
    except OSError as error:
        raise FileError(str(path), f"cannot be read: {error.strerror or error}.") from None
    try:
        return _parsed(data, path)
    except UNREADABLE as error:
        raise FileError(str(path), f"is no ONNX model that can be read: {first_line(error)}") from error


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__


def _parsed(data: bytes, path: Path) -> tuple[onnx.ModelProto, int]:
    model = onnx.load_from_string(data)
    if not model.graph.node or not model.opset_import:
        raise FileError(str(path), "is no ONNX model: it holds no operations.")
    beside = list(_beside(model, path))
    size = len(data) + sum(each.stat().st_size for each in beside)
    if size > LARGEST:
        raise FileError(str(path), "holds more than 2 GB of weights, which is too much for one model in memory.")
    external_data_helper.load_external_data_for_model(model, str(path.parent))
    if model.functions:
        model = inliner.inline_local_functions(model)
    _name_nodes(model)
    return model, size


def _beside(model: onnx.ModelProto, path: Path) -> Iterator[Path]:
    """The files that hold the weights. Raises FileError where one is elsewhere than beside the model."""
    told = (entry.value for each in model.graph.initializer for entry in each.external_data if entry.key == "location")
    for name in dict.fromkeys(told):
        place = (path.parent / name).resolve()
        if not place.is_relative_to(path.parent.resolve()):
            raise FileError(str(path), f"wants weights from {name}, which does not lie beside it.")
        if not place.is_file():
            raise FileError(str(path), f"needs its weights beside it: {name} is not there.")
        yield place


def _name_nodes(model: onnx.ModelProto) -> None:
    """Give each node a name that a node of ours can have, and write it down as the scope that profiles are read by."""
    taken = {re.sub(r"\W+", "_", each.name) for each in (*model.graph.input, *model.graph.output)}
    for node in model.graph.node:
        node.name = identifier(node.name or node.op_type.lower(), taken)
        taken.add(node.name)
        del node.metadata_props[:]
        node.metadata_props.add(key=SCOPES, value=str(["", node.name]))


def identifier(wish: str, taken: set[str]) -> str:
    """A free name like the one wished that a node of ours can have."""
    name = re.sub(r"[^0-9A-Za-z_]+", "_", wish).strip("_") or "node"
    if not name.isidentifier() or keyword.iskeyword(name):
        name = f"n{name}"
    return name if name not in taken else free_id(taken, f"{name}_")
