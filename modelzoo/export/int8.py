"""A model in whole numbers of eight bits, made by ONNX Runtime's own tools: smaller, and on some machines faster."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from modelzoo.errors import FileError, ZooError
from modelzoo.export.sessions import Session

Kind = Literal["dynamic", "static"]
Pictures = NDArray[np.float32]
"""Batch first: N x channels x height x width."""

DRAWN = 16
"""Pictures that are drawn at random where nobody gives any."""


@dataclass(frozen=True)
class Quantised:
    """The file, and how far its outputs are from those of the model that it was made of.

    difference: the largest, as a share of the largest output, on the pictures.
    """

    model: bytes
    difference: float


def quantise(model: bytes, kind: Kind, pictures: Pictures) -> Quantised:
    """The model in whole numbers. dynamic: ranges are found in each run; static: beforehand, by these pictures.

    Raises ZooError where ONNX Runtime cannot.
    """
    from onnxruntime import quantization

    proto = onnx.load_from_string(model)
    if len(proto.graph.input) != 1:
        raise ZooError("Only a model of one input can be turned into whole numbers here.")
    with TemporaryDirectory(prefix="slimscope-") as folder, _quiet():
        source, target = Path(folder) / "whole.onnx", Path(folder) / "int8.onnx"
        source.write_bytes(model)
        try:
            if kind == "dynamic":
                quantization.quantize_dynamic(source, target)
            else:
                quantization.quantize_static(source, target, _reader(proto.graph.input[0].name, pictures))
        except (ValueError, RuntimeError, TypeError, KeyError) as error:
            raise ZooError(f"ONNX Runtime makes no {kind} int8 model of it: {error}") from error
        made = target.read_bytes()
    return Quantised(made, _difference(Session(model), Session(made), pictures))


def drawn_pictures(shape: Sequence[int], seed: int = 0) -> Pictures:
    """Random pictures of channels x height x width."""
    return np.random.default_rng(seed).random((DRAWN, *shape), np.float32)


def read_pictures(path: str, shape: Sequence[int]) -> Pictures:
    """The pictures in a .npy file. Raises FileError where they are none, or of another shape."""
    try:
        found = np.load(path, allow_pickle=False)
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror or error}.") from None
    except (ValueError, EOFError) as error:
        raise FileError(path, f"is no .npy file of pictures: {error}") from None
    if not isinstance(found, np.ndarray) or found.ndim != 4 or found.shape[1:] != tuple(shape) or not len(found):
        raise FileError(path, f"must hold pictures of {'x'.join(map(str, shape))}, the batch before that.")
    return found.astype(np.float32)


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


def _difference(whole: Session, made: Session, pictures: Pictures) -> float:
    shares = []
    for picture in pictures:
        inputs = [torch.from_numpy(picture[None].copy())]
        for one, other in zip(whole(inputs), made(inputs), strict=True):
            shares.append(float((one - other).abs().max() / one.abs().max().clamp(min=1e-12)))
    return max(shares)


@contextmanager
def _quiet() -> Iterator[None]:
    """The tools give advice through the root of all loggers; nobody asked."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
