"""Which opsets can be had of what is installed here: tried, since exporters take wishes that they do not fulfil."""

import onnx
import onnx.version_converter

from modelzoo.builder import Builder
from modelzoo.errors import ZooError
from modelzoo.export.onnx_file import export_onnx
from modelzoo.export.sessions import Session
from modelzoo.jobs import Job

OLDEST = 13
"""Older ones are offered to nobody: what reads nothing newer is older than most networks of the zoo."""


def opsets() -> Job[tuple[int, ...]]:
    """A job: the opsets that an exported network can be written in so that it is valid and loads, the newest last."""
    b = Builder()
    b("output", b("relu", b("conv", b("input", channels=1), out=1)))
    made = yield from export_onnx(b.graph, (4, 4), "trial")
    model = onnx.load_from_string(made.model)
    return tuple(each for each in range(OLDEST, onnx.defs.onnx_opset_version() + 1) if _can_be(model, each))


def _can_be(model: onnx.ModelProto, opset: int) -> bool:
    try:
        other = onnx.version_converter.convert_version(model, opset)
        onnx.checker.check_model(other, full_check=True)
        Session(other.SerializeToString())
    except (RuntimeError, onnx.checker.ValidationError, ZooError):
        return False
    return True
