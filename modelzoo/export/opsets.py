"""Which opsets can be had of what is installed here: tried, since exporters take wishes that they do not fulfil."""

from functools import cache

import onnx

from modelzoo.builder import Builder
from modelzoo.errors import ZooError
from modelzoo.export.onnx_file import export_onnx
from modelzoo.exports import OnnxWish
from modelzoo.jobs import Job, Progress, finish

OLDEST = 13
"""Older ones are offered to nobody: what reads them alone is older than most networks of the zoo."""


def opsets() -> Job[tuple[int, ...]]:
    """A job: the opsets in which a small network is really written, and runs here, the newest last."""
    wishes = range(OLDEST, onnx.defs.onnx_opset_version() + 1)
    for at, opset in enumerate(wishes):
        yield Progress(at / len(wishes), f"trying opset {opset}")
        _is_made(opset)
    return tuple(filter(_is_made, wishes))


@cache
def _is_made(opset: int) -> bool:
    b = Builder()
    b("output", b("relu", b("conv", b("input", channels=1), out=1)))
    try:
        made = finish(export_onnx(b.graph, (4, 4), "trial", OnnxWish(opset)))
    except ZooError:
        return False
    return made.findings.opset == opset
