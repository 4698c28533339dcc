"""Sessions of ONNX Runtime, whose refusals are told as errors of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def refusing() -> Iterator[None]:
    """What ONNX Runtime says against a model, as a ZooError."""
