"""ONNX Runtime: the exported model, its graph optimised for this CPU."""

import time
from contextlib import AbstractContextManager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from modelzoo.catalog import RuntimeInfo
from modelzoo.export.models import refusing
from modelzoo.export.onnx import exported, is_exported
from modelzoo.graph import Shape
from modelzoo.imports.opening import located
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Subject
from modelzoo.runtimes.onnx_passes import OnnxPasses
from modelzoo.runtimes.onnx_sessions import load_session
from modelzoo.runtimes.runtime import Output, Prepared, register, seeded_inputs

if TYPE_CHECKING:
    import onnxruntime


class PreparedOnnx:
    """A session on an exported model, its inputs bound to it where they lie."""

    def __init__(self, model: bytes, subject: Subject, seed: int) -> None:
        self.model, self.threads = model, subject.setup.threads
        self._inputs = [each.numpy() for each in seeded_inputs(subject, seed)]
        self.input: Shape = self._inputs[0].shape[1:]
        self.preparation: tuple[tuple[str, float], ...] = ()
        self.session = load_session(model, self.threads)
        self.binding = self.bind(self.session)

    def bind(self, session: "onnxruntime.InferenceSession") -> "onnxruntime.IOBinding":
        """The model's inputs and outputs for `session.run_with_iobinding`: nothing is copied."""
        import onnxruntime

        binding = session.io_binding()
        for taken, values in zip(session.get_inputs(), self._inputs, strict=True):
            binding.bind_ortvalue_input(taken.name, onnxruntime.OrtValue.ortvalue_from_numpy(values))
        for given in session.get_outputs():
            binding.bind_output(given.name)
        return binding

    def turn(self) -> AbstractContextManager[None]:
        """A session brings all that it needs; what it refuses while it runs is told as a ZooError."""
        return refusing()

    def run(self) -> object:
        """One forward pass."""
        return self.session.run_with_iobinding(self.binding)

    def apart(self) -> OnnxPasses:
        """A second session, which profiles its runs."""
        return OnnxPasses(self)

    def outputs(self) -> tuple[Output, ...]:
        """What a forward pass gives."""
        with self.turn():
            self.run()
        return tuple(self.binding.copy_outputs_to_cpu())


class OnnxRuntime:
    """The exported model in ONNX Runtime."""

    def prepare(self, subject: Subject, seed: int = 0) -> Job[Prepared]:
        """A job: exports the model unless that has been done, and loads it."""
        steps: list[tuple[str, float]] = []
        known = bool(subject.foreign) or is_exported(subject.graph, subject.size, subject.setup.batch, seed)
        yield Progress(0.0, "loading" if known else "exporting to ONNX")
        begin = time.perf_counter()
        model = _model(subject, seed)
        if not known:
            steps.append(("export", time.perf_counter() - begin))
            yield Progress(0.5, "loading")
        begin = time.perf_counter()
        prepared = PreparedOnnx(model, subject, seed)
        prepared.preparation = (*steps, ("session", time.perf_counter() - begin))
        return prepared


def _model(subject: Subject, seed: int) -> bytes:
    """The model's file: a foreign one's own, else what the exporter makes of the network."""
    if subject.foreign:
        return Path(located(subject.foreign).onnx).read_bytes()
    return exported(subject.graph, subject.size, subject.setup.batch, seed)


register(RuntimeInfo("onnxruntime", "ONNX Runtime", version("onnxruntime"), ("contiguous",)), OnnxRuntime())
