"""ONNX Runtime, whose refusals are told as errors of ours."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from modelzoo.errors import ZooError


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


class Session:
    """A model that runs on as many threads as torch does. Raises ZooError where ONNX Runtime refuses it."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        options.log_severity_level = 4
        with refusing():
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, inputs: Sequence[Tensor]) -> list[Tensor]:
        """What the model makes of these inputs."""
        names = [each.name for each in self._session.get_inputs()]
        fed = {name: each.numpy() for name, each in zip(names, inputs, strict=True)}
        with refusing():
            return [torch.from_numpy(each) for each in self._session.run(None, fed)]
