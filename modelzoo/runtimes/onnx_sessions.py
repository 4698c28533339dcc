"""Sessions of ONNX Runtime as all measurements use them, and what their profiles cost."""

import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper

from modelzoo.export.models import refusing

if TYPE_CHECKING:
    import onnxruntime

KERNEL = "_kernel_time"
"""What the name of an event ends with that tells of one operation."""

_OPTIONS = {
    "session.inter_op.allow_spinning": "0",
    "session.force_spinning_stop": "1",  # between runs its threads would eat the time of whoever has its turn
}

_LENGTH = 200
_RUNS = 50


def load_session(model: bytes, threads: int, profile: str = "") -> "onnxruntime.InferenceSession":
    """A session of the model; one that profiles its runs into a file whose name begins with `profile`, if given.

    Raises ZooError where ONNX Runtime refuses the model.
    """
    import onnxruntime  # takes a moment, and not everybody measures

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 4
    for key, value in _OPTIONS.items():
        options.add_session_config_entry(key, value)
    if profile:
        options.enable_profiling, options.profile_file_prefix = True, profile
    with refusing():
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def read_profile(path: str) -> list[dict[str, Any]]:
    """The events of a profile."""
    events: list[dict[str, Any]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return events


def profile_cost(threads: int) -> float:
    """The seconds that a profile adds to the time that it tells of each operation, some microseconds.

    What it tells of each of a long chain of the least operations, less what each takes without a profile.
    """
    model = _chain()
    with TemporaryDirectory(prefix="slimscope-") as folder:
        plain, profiled = load_session(model, threads), load_session(model, threads, str(Path(folder) / "profile"))
        took = [(_run(plain), _run(profiled))[0] for _ in range(_RUNS)]
        told: list[float] = [
            each["dur"] / 1e6 for each in read_profile(profiled.end_profiling()) if each["name"].endswith(KERNEL)
        ]
    runs = [sum(told[at : at + _LENGTH]) for at in range(0, len(told), _LENGTH)]
    return max(0.0, statistics.median(runs) - statistics.median(took)) / _LENGTH


def _run(session: "onnxruntime.InferenceSession") -> float:
    begin = time.perf_counter()
    session.run(None, {"x0": np.ones((1, 1), np.float32)})
    return time.perf_counter() - begin


def _chain() -> bytes:
    """A model that changes the sign of one number very often."""
    nodes = [helper.make_node("Neg", [f"x{at}"], [f"x{at + 1}"]) for at in range(_LENGTH)]
    ends = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, 1]) for name in ("x0", f"x{_LENGTH}")]
    graph = helper.make_graph(nodes, "chain", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return bytes(model.SerializeToString())
