"""A graph as an ONNX model: the bytes of one file, its nodes still named after the blocks they come from."""

import logging
import re
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import onnx
import torch
from torch import Tensor, nn

from modelzoo.build import build, example_inputs
from modelzoo.errors import BuildError, ZooError
from modelzoo.export.models import SCOPES, file_of
from modelzoo.export.tidying import tidy
from modelzoo.graph import Graph, Size

MOST_REMEMBERED = 512 * 2**20
"""Bytes of exported models that are kept, so that one measured again need not be exported again."""

OPEN: Any = torch.export.Dim.AUTO
"""An axis that is left open, if the network allows it."""

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
        network, inputs = build(graph, size, seed), example_inputs(graph, size, batch)
        _remembered[key] = file_of(to_onnx(network, inputs, input_names(graph)))
        while len(_remembered) > 1 and sum(map(len, _remembered.values())) > MOST_REMEMBERED:
            _remembered.popitem(last=False)
    _remembered.move_to_end(key)
    return _remembered[key]


def input_names(graph: Graph) -> list[str]:
    """The ids of the input nodes that reach an output, in order."""
    return [node.id for node in graph.of_block("input") if node.id in graph.live]


def to_onnx(
    network: nn.Module,
    inputs: Sequence[Tensor],
    names: Sequence[str],
    opset: int | None = None,
    axes: dict[int, Any] | None = None,
    keep_norms: bool = False,
) -> onnx.ModelProto:
    """What torch's exporter makes of a network whose children are blocks, for these inputs under these names.

    `opset` is a wish: the model tells what became of it. `axes` says which of each input's axes are `OPEN`. Batch norms
    become part of the convolutions before them unless they are to be kept. Raises BuildError where a block has no ONNX
    form, ZooError where the network has none.
    """
    with _quiet():
        open_axes = tuple(axes for _ in inputs) if axes else None
        program = torch.export.export(network, tuple(inputs), dynamic_shapes=open_axes)
    return program_to_onnx(program, names, opset, keep_norms)


def program_to_onnx(
    program: torch.export.ExportedProgram,
    names: Sequence[str] | None = None,
    opset: int | None = None,
    keep_norms: bool = False,
) -> onnx.ModelProto:
    """What torch's exporter makes of a program; see `to_onnx`."""
    with _quiet():
        try:
            made = torch.onnx.export(
                program, input_names=names, external_data=False, verbose=False, opset_version=opset, optimize=False
            )
            assert made is not None
            tidy(made, keep_norms)
        except torch.onnx.OnnxExporterError as error:
            raise _refusal(program, error) from error
    model: onnx.ModelProto = made.model_proto
    _strip(model)
    return model


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
    graph = model.graph
    for value in (model, graph, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        del value.metadata_props[:]


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporter tells of what it does and of libraries that are not there; nobody asked."""
    told = [logging.getLogger(name) for name in ("torch.onnx", "onnxscript")]
    levels = [each.level for each in told]
    for each in told:
        each.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for each, level in zip(told, levels, strict=True):
            each.setLevel(level)
