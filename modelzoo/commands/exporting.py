"""`export`: a model as an ONNX file or as Python code, checked before it is written, or as a drawing."""

import math
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from safetensors.torch import save_file
from torch import Tensor

from modelzoo.analysis.cost import examine
from modelzoo.commands.answering import Answer, Draw, watched
from modelzoo.commands.quantising import int8
from modelzoo.errors import ExportError, ParamError
from modelzoo.export.code.writing import write_code
from modelzoo.exports import Filed, Fit, OnnxWish, Weights
from modelzoo.filing import file_onnx, file_weights, write_export
from modelzoo.labels import sides_label
from modelzoo.project import Project
from modelzoo.zoo import open_drawn


def export(arguments: Namespace) -> Answer:
    """Write the file that is asked for; none that is there already, unless that is asked for too."""
    paths = (arguments.onnx, arguments.python, arguments.svg, arguments.state_dict, arguments.netron)
    for path in filter(None, paths):
        _check_free(Path(path), arguments.force)
    for word in ("netron", "int8", "weights"):
        if not (arguments.onnx or (word == "weights" and arguments.state_dict)) and getattr(arguments, word):
            raise ParamError(f"--{word}", "goes with an ONNX file: nothing else holds weights or figures.")
    if arguments.int8:
        return int8(arguments)
    model, numbers = open_drawn(arguments.model, arguments.size)
    if arguments.svg:
        return _svg(model, arguments.svg, arguments.draw)
    if arguments.python:
        return _python(model, arguments.python)
    with TemporaryDirectory(prefix="slimscope-") as folder:
        weights = Weights(arguments.seed, arguments.weights or _kept(numbers, Path(folder)))
        return (
            _state_dict(model, arguments.state_dict, weights)
            if arguments.state_dict
            else _onnx(model, arguments, weights)
        )


def _state_dict(model: Project, path: str, weights: Weights) -> Answer:
    fit = file_weights(model.graph, model.size, path, weights)
    size = Path(path).stat().st_size
    text = "\n".join([f"{path}: the weights of {model.title}, {size:,} bytes", *(_fit_lines(fit) if fit else [])])
    return {"path": path, "bytes": size, "weights": _fit(fit) if fit else None}, text


def _onnx(model: Project, arguments: Namespace, weights: Weights) -> Answer:
    wish = OnnxWish(arguments.opset, not arguments.fixed_batch, arguments.any_size, arguments.fold_norms)
    job = file_onnx(model.graph, model.size, model.title, arguments.onnx, wish, weights, arguments.netron or "")
    filed = watched(job)
    found = filed.findings
    data = {
        "path": filed.path,
        "opset": found.opset,
        "checked": True,
        "max_difference": _finite(found.difference),
        "max_relative_difference": _finite(found.relative),
        "compared_blocks": found.blocks,
        "max_relative_difference_in_blocks": _finite(found.in_blocks),
        "axes": {name: list(axes) for name, axes in found.axes},
        "parameters": found.parameters,
        "compared": [[list(shape) for shape in shapes] for shapes in found.compared],
        "warnings": list(found.warnings),
        "netron": arguments.netron,
        "weights": _fit(found.fit) if found.fit else None,
    }
    return data, "\n".join(_told(filed))


def _kept(numbers: Mapping[str, Tensor], folder: Path) -> str:
    """A file of the numbers that a network came with; none where it came with none."""
    if not numbers:
        return ""
    path = folder / "weights.safetensors"
    save_file({name: each.contiguous() for name, each in numbers.items()}, path)
    return str(path)


def _python(model: Project, path: str) -> Answer:
    code = write_code(model.graph, model.size, model.title)
    write_export(path, code.text)
    text = f"{path}: {code.network}, {len(code.text.splitlines())} lines of Python"
    return {"path": path, "network": code.network, "lines": len(code.text.splitlines())}, text


def _svg(model: Project, path: str, draw: Draw | None) -> Answer:
    if draw is None:
        raise ExportError(path, "cannot be drawn: only the program `slimscope` can, which has the canvas.")
    found = examine(model.graph, model.size)
    write_export(path, draw(model, found))
    text = f"{path}: the drawing of {len(model.graph)} blocks"
    return {"path": path, "blocks": len(model.graph), "problems": [str(each) for each in found.problems]}, text


def _told(filed: Filed) -> list[str]:
    """What was written, as text."""
    found = filed.findings
    shapes = [" and ".join("x".join(map(str, each)) for each in trial) for trial in found.compared]
    lines = [f"{filed.path}: ONNX opset {found.opset}, {filed.bytes:,} bytes, {found.parameters:,} parameters"]
    lines += [f"  {name}: {' x '.join(map(str, axes))}" for name, axes in found.axes]
    lines.append("The file is valid. Its outputs in ONNX Runtime beside those of PyTorch:")
    lines.append(f"  largest difference {found.difference:.2g}, {found.relative:.2g} of the largest output,")
    lines.append(f"  on random inputs of {', '.join(shapes)}")
    if found.blocks:
        lines.append(
            f"  inside, of what {found.blocks} blocks give: at most {found.in_blocks:.2g} of the largest value"
        )
    lines += [f"Note: {each}" for each in found.warnings]
    return lines + (_fit_lines(found.fit) if found.fit else [])


def _finite(number: float) -> float | None:
    """JSON knows no other numbers."""
    return number if math.isfinite(number) else None


def _fit(fit: Fit) -> dict[str, Any]:
    misshapen = [{"name": name, "network": list(own), "file": list(given)} for name, own, given in fit.misshapen]
    return {
        "loaded": len(fit.loaded),
        "missing": list(fit.missing),
        "unexpected": list(fit.unexpected),
        "misshapen": misshapen,
    }


def _fit_lines(fit: Fit) -> list[str]:
    lines = [f"Weights: {len(fit.loaded)} tensors loaded by name"]
    lines += [f"  missing in the file: {name}" for name in fit.missing]
    lines += [f"  of no use here: {name}" for name in fit.unexpected]
    lines += [
        f"  of another shape: {name} is {_sides(given)} in the file and {_sides(own)} in the network"
        for name, own, given in fit.misshapen
    ]
    if fit.missing or fit.misshapen:
        lines.append("  What is not loaded is drawn from the seed.")
    return lines


def _sides(shape: tuple[int, ...]) -> str:
    return sides_label(shape) or "one number"


def _check_free(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise ExportError(str(path), "is there already. Add --force to write over it.")
