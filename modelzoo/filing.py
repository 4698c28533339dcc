"""Exports as files: made, checked, and written in one step, so that a file that is there is a whole one."""

from collections.abc import Mapping
from pathlib import Path

from modelzoo.analysis.cost import cost
from modelzoo.errors import ExportError
from modelzoo.export.attachment import attachment
from modelzoo.export.onnx_file import export_onnx
from modelzoo.exports import Filed, OnnxWish, Weights
from modelzoo.files import write_whole
from modelzoo.graph import Graph, Size
from modelzoo.jobs import Job


def file_onnx(
    graph: Graph,
    size: Size,
    title: str,
    path: str,
    wish: OnnxWish | None = None,
    weights: Weights | None = None,
    netron: str = "",
    seconds: Mapping[str, float] | None = None,
) -> Job[Filed]:
    """A job: the model as a checked ONNX file and, where `netron` is a path, Netron's attachment for it.

    `seconds`: measured times of the blocks, for the attachment. Raises what `export_onnx` raises, and ExportError.
    """
    made = yield from export_onnx(graph, size, title, wish, weights)
    figures = attachment(made.owners, cost(graph, size), seconds, title) if netron else ""
    write_export(path, made.model)
    if netron:
        write_export(netron, figures)
    return Filed(path, len(made.model), made.findings, netron)


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
