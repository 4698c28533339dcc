"""Models of ONNX as ONNX Runtime runs them, on tensors of torch."""

from collections.abc import Sequence

import torch
from torch import Tensor

from modelzoo.export.models import refusing


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
