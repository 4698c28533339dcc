"""Exports as files: made, checked, and written in one step, so that a file that is there is a whole one."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from safetensors.torch import save

from modelzoo.analysis.cost import cost
from modelzoo.build import build
from modelzoo.errors import ExportError, ZooError
from modelzoo.export.attachment import attachment
from modelzoo.export.int8 import Quantised, quantise
from modelzoo.export.onnx_file import export_onnx
from modelzoo.export.pictures import pictures_of
from modelzoo.exports import Filed, Fit, Int8Filed, Int8Wish, OnnxWish, Weights
from modelzoo.files import write_whole
from modelzoo.graph import Graph, Shape, Size
from modelzoo.imports.opening import located
from modelzoo.jobs import Job, Progress, part
from modelzoo.project import Variant
from modelzoo.weights import load_weights

APART = 0.05
"""By which share of the largest output int8 may differ from fp32 before a user is warned."""


def file_onnx(
    graph: Graph,
    size: Size,
    title: str,
    path: str,
    wish: OnnxWish | None = None,
    weights: Weights | None = None,
    netron: str = "",
    seconds: Mapping[str, float] | None = None,
    numbers: str = "",
) -> Job[Filed]:
    """A job: the model as a checked ONNX file and, where `netron` is a path, Netron's attachment for it.

    `seconds`: measured times of the blocks, for the attachment. `numbers`: a path for the same weights as a state dict.
    Raises what `export_onnx` raises, and ExportError.
    """
    made = yield from export_onnx(graph, size, title, wish, weights)
    figures = attachment(made.owners, cost(graph, size), seconds, title) if netron else ""
    write_export(path, made.model)
    if netron:
        write_export(netron, figures)
    if numbers:
        file_weights(graph, size, numbers, weights or Weights())
    return Filed(path, len(made.model), made.findings, netron, numbers)


def file_weights(graph: Graph, size: Size, path: str, weights: Weights) -> Fit | None:
    """Write the numbers of the model's network as a state dict; how the file that they are from fits, if any.

    Raises what `build` raises, WeightsError, and ExportError.
    """
    network = build(graph, size, weights.seed)
    fit = load_weights(network, weights.path) if weights.path else None
    write_export(path, save({name: value.contiguous() for name, value in network.state_dict().items()}))
    return fit


def file_int8(
    model: Variant, path: str, wish: Int8Wish | None = None, weights: Weights | None = None
) -> Job[Int8Filed]:
    """A job: the model, or the network from outside that it is, as a file of whole numbers, held against fp32.

    Raises what `export_onnx` and `located` raise, ZooError where ONNX Runtime makes no such file, FileError where the
    pictures cannot be had, and ExportError.
    """
    wish, weights = wish or Int8Wish(), weights or Weights()
    if model.source:
        yield Progress(0.0, "looking for the file")
        whole, shape, opset, said = _of_source(model)
    else:
        made = yield from part(export_onnx(model.graph, model.size, model.title, wish.form, weights), 0.0, 0.4)
        found = made.findings
        whole, shape, opset, said = made.model, found.compared[0][0], found.opset, found.warnings
    yield Progress(0.4, "reading the pictures")
    if len(shape) != 4:
        raise ZooError("Only a network that takes pictures can be turned into whole numbers here.")
    pictures = pictures_of(wish.calibration, shape[1:])
    done = yield from part(quantise(whole, wish.kind, pictures), 0.4, 1.0)
    write_export(path, done.model)
    told = (*said, *_warnings(model, wish, weights, done))
    return Int8Filed(path, wish, opset, len(done.model), len(whole), len(pictures), done.apart, done.stayed, told)


def _of_source(model: Variant) -> tuple[bytes, Shape, int, tuple[str, ...]]:
    """The file of a network from outside, the shape of what it takes, and its opset."""
    assert model.source is not None
    found = located(model.source)
    return Path(found.onnx).read_bytes(), found.feeds[0].shape, found.opset, ()


def _warnings(model: Variant, wish: Int8Wish, weights: Weights, done: Quantised) -> Iterator[str]:
    if not (model.source or weights.path):
        yield "The weights are random: how far int8 is from fp32 is told by trained ones."
    if wish.kind == "static" and not wish.calibration.path:
        yield "The ranges come from random pictures: those of real ones fit better."
    if not done.apart.relative <= APART:
        yield f"The outputs differ from those of fp32 by {done.apart.relative:.1%} of the largest."


def file_attachment(
    graph: Graph, size: Size, title: str, path: str, seconds: Mapping[str, float] | None = None
) -> Job[str]:
    """A job: our figures as Netron shows them beside the model's usual ONNX file, which alone knows the names."""
    made = yield from export_onnx(graph, size, title)
    write_export(path, attachment(made.owners, cost(graph, size), seconds, title))
    return path


def write_export(path: str, content: str | bytes) -> None:
    """Write a file, or raise ExportError."""
    try:
        write_whole(Path(path), content)
    except OSError as error:
        raise ExportError(path, f"cannot be written: {error.strerror or error}.") from None
