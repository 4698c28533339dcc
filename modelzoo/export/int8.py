"""A model in whole numbers of eight bits, made by ONNX Runtime's own tools: smaller, and on some machines faster."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch

from modelzoo.errors import ZooError
from modelzoo.export.models import file_of, refusing
from modelzoo.export.pictures import Pictures
from modelzoo.export.sessions import Session
from modelzoo.exports import Apart, Quantising
from modelzoo.jobs import Job, Progress

_REFUSALS = (ValueError, RuntimeError, TypeError, KeyError, AttributeError, NotImplementedError)
_CHANGES_NUMBERS = ("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear")


@dataclass(frozen=True)
class Quantised:
    """The file, how far its outputs are from those of the model it was made of, and what stayed in floating point."""

    model: bytes
    apart: Apart
    stayed: tuple[tuple[str, int], ...]


def quantise(model: bytes, kind: Quantising, pictures: Pictures) -> Job[Quantised]:
    """A job: the model in whole numbers. dynamic: ranges are found in each run; static: beforehand, by these pictures.

    Raises ZooError where ONNX Runtime cannot.
    """
    proto = onnx.load_from_string(model)
    if any(node.op_type in _CHANGES_NUMBERS for node in proto.graph.node):
        raise ZooError("The model is in whole numbers already: quantise the variant that is in fp32.")
    given = {each.name for each in proto.graph.initializer}
    inputs = [each.name for each in proto.graph.input if each.name not in given]
    if len(inputs) != 1:
        raise ZooError("Only a model of one input can be turned into whole numbers here.")
    with TemporaryDirectory(prefix="slimscope-") as folder, _quiet(kind):
        yield Progress(0.0, "preparing the model")
        source, target = _prepared(model, Path(folder)), Path(folder) / "int8.onnx"
        yield Progress(0.1, f"finding ranges by {len(pictures)} pictures" if kind == "static" else "rounding weights")
        _make(source, target, kind, inputs[0], pictures)
        made, before = target.read_bytes(), onnx.load(source)
    whole, other, pairs = Session(model), Session(made), []
    for at, picture in enumerate(pictures):
        yield Progress(0.6 + 0.4 * at / len(pictures), "comparing with fp32")
        fed = [torch.from_numpy(picture[None].copy())]
        pairs += list(zip(whole(fed), other(fed), strict=True))
    return Quantised(made, _apart(pairs), _stayed(before, onnx.load_from_string(made)))


def _prepared(model: bytes, folder: Path) -> Path:
    """The model as the tools want it: batch norms folded, shapes known of all but the weights, which may be turned."""
    from onnxruntime.quantization.shape_inference import quant_pre_process

    raw, ready = folder / "whole.onnx", folder / "ready.onnx"
    raw.write_bytes(model)
    with refusing():
        quant_pre_process(str(raw), str(ready), skip_symbolic_shape=True)
    proto = onnx.load(ready)
    weights = {each.name for each in proto.graph.initializer}
    known = [each for each in proto.graph.value_info if each.name not in weights]
    del proto.graph.value_info[:]
    proto.graph.value_info.extend(known)
    ready.write_bytes(file_of(proto))
    return ready


def _make(source: Path, target: Path, kind: Quantising, name: str, pictures: Pictures) -> None:
    from onnxruntime import quantization

    with refusing():
        if kind == "dynamic":
            quantization.quantize_dynamic(source, target)
        else:
            quantization.quantize_static(source, target, _reader(name, pictures), per_channel=True)


def _reader(name: str, pictures: Pictures) -> Any:
    from onnxruntime.quantization import CalibrationDataReader

    class Reader(CalibrationDataReader):  # type: ignore[misc]
        """Hands the pictures out one by one."""

        def __init__(self) -> None:
            self._left = iter(pictures)

        def get_next(self) -> dict[str, Pictures] | None:
            """The next picture as a batch of one."""
            picture = next(self._left, None)
            return None if picture is None else {name: picture[None]}

    return Reader()


def _apart(pairs: list[tuple[torch.Tensor, torch.Tensor]]) -> Apart:
    """How far outputs are from one another, of each pair the right one first."""
    differences = [(one - other).abs() for one, other in pairs]
    largest = [float(one.abs().max()) for one, _ in pairs]
    return Apart(
        largest=max(float(each.max()) for each in differences),
        mean=float(np.mean([float(each.mean()) for each in differences])),
        relative=max(float(each.max()) / max(most, 1e-12) for each, most in zip(differences, largest, strict=True)),
    )


def _stayed(before: onnx.ModelProto, made: onnx.ModelProto) -> tuple[tuple[str, int], ...]:
    """The operations that are there still and read nothing that was rounded, by kind."""
    names = {each.name for each in before.graph.node}
    rounded = {name for node in made.graph.node if node.op_type in _CHANGES_NUMBERS for name in node.output}
    kept = [node for node in made.graph.node if node.name in names and rounded.isdisjoint(node.input)]
    return tuple(sorted(Counter(node.op_type for node in kept).items()))


@contextmanager
def _quiet(kind: Quantising) -> Iterator[None]:
    """The tools give advice through the root of all loggers, which nobody asked for; a refusal is told as ours."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    except _REFUSALS as error:
        raise ZooError(f"ONNX Runtime makes no {kind} int8 model of it: {error}") from error
    finally:
        logging.disable(before)
