"""A graph as an ONNX model: the bytes of one file, its nodes still named after the blocks they come from."""

import logging
import re
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import onnx
import torch

from modelzoo.build import build, example_inputs
from modelzoo.errors import BuildError, ZooError
from modelzoo.graph import Graph, Size

SCOPES = "pkg.torch.onnx.name_scopes"
"""The metadata of an ONNX node that lists the modules it comes from, as the text of a list of strings: first "" for the
network, then the id of the graph's node, then the layers inside of that block. One node made of several, such as a
convolution with its norm folded in, has the scopes of one of them."""

MOST_REMEMBERED = 512 * 2**20
"""Bytes of exported models that are kept, so that one measured again need not be exported again."""

_remembered: OrderedDict[tuple[object, ...], bytes] = OrderedDict()


def is_exported(graph: Graph, size: Size, batch: int = 1, seed: int = 0) -> bool:
    """Whether `exported` has this model at hand: otherwise it takes a second or more."""
    return (graph.fingerprint, size, batch, seed) in _remembered


def exported(graph: Graph, size: Size, batch: int = 1, seed: int = 0) -> bytes:
    """The ONNX model of the network that `build` makes of the same arguments, kept for the next time.

    Raises BuildError where a block has no ONNX form, or cannot be built; GraphError without an output.
    """
    key = (graph.fingerprint, size, batch, seed)
    if key not in _remembered:
        _remembered[key] = _export(graph, size, batch, seed)
        while len(_remembered) > 1 and sum(map(len, _remembered.values())) > MOST_REMEMBERED:
            _remembered.popitem(last=False)
    _remembered.move_to_end(key)
    return _remembered[key]


def _export(graph: Graph, size: Size, batch: int, seed: int) -> bytes:
    inputs = [node.id for node in graph.of_block("input") if node.id in graph.live]
    with _quiet():
        program = torch.export.export(build(graph, size, seed), example_inputs(graph, size, batch))
        try:
            made = torch.onnx.export(program, input_names=inputs, external_data=False, verbose=False)
        except torch.onnx.OnnxExporterError as error:
            raise _refusal(program, error) from error
    assert made is not None
    model = made.model_proto
    _strip(model)
    try:
        return bytes(model.SerializeToString())
    except ValueError as error:
        raise ZooError("The model is too large for one ONNX file: 2 GB is the most.") from error


def _refusal(program: torch.export.ExportedProgram, error: Exception) -> ZooError:
    """Which block the exporter stumbled over, and at what."""
    cause: BaseException = error
    while cause.__cause__:
        cause = cause.__cause__
    found = re.search(r"aten\.\w+", str(cause))
    if not found:
        return ZooError(f"The model has no ONNX form: {str(cause).strip().partition(chr(10))[0]}")
    for node in program.graph.nodes:
        modules = [path for path, _ in node.meta.get("nn_module_stack", {}).values()]
        if str(node.target).startswith(found[0]) and len(modules) > 1:
            return BuildError(modules[1].partition(".")[0], f"{found[0]} has no ONNX form.")
    return ZooError(f"The model has no ONNX form: {found[0]} has none.")


def _strip(model: onnx.ModelProto) -> None:
    """Leave out what tells of this machine's folders, and all else that nobody reads."""
    for node in model.graph.node:
        kept = [each for each in node.metadata_props if each.key == SCOPES]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    for value in (*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer):
        del value.metadata_props[:]


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporter tells of what it does and of libraries that are not there; nobody asked."""
    told = logging.getLogger("torch.onnx")
    level = told.level
    told.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        told.setLevel(level)
