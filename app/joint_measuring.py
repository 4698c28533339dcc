"""Several subjects measured in turns by one job, of which nothing is lost that was found before it is stopped."""

from collections.abc import Callable, Sequence
from typing import Any

from app.worker import MEASURE, Worker
from modelzoo.jobs import HandOver, Progress
from modelzoo.measurements import Latency, Unmeasured

Findings = Sequence[Latency | Unmeasured | None]
"""What was found of each subject; None of those that were not run often enough yet."""


class JointMeasuring:
    """One measurement at a time. What it has handed over is kept when it is stopped, and when the engine is lost."""

    def __init__(self, worker: Worker, kind: str) -> None:
        self._worker, self._kind = worker, kind
        self._keep: Callable[[Findings], None] = lambda _: None
        self.so_far: Findings = ()
        self.is_running = False

    def begin(
        self,
        job: str,
        *args: Any,
        title: str,
        keep: Callable[[Findings], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Progress], None],
    ) -> None:
        """Measure; `keep` is given what came of it, once."""
        self.stop()
        self.is_running, self._keep = True, keep

        def take(told: Progress) -> None:
            if isinstance(told, HandOver):
                self.so_far = told.found
            progress(told)

        def fail(error: Exception) -> None:
            self.stop()
            failed(error)

        self._worker.submit(self._kind, MEASURE, job, *args, done=self._end, failed=fail, progress=take, title=title)

    def stop(self) -> None:
        """Measure no further, and keep what there is."""
        self._worker.cancel(self._kind)
        if self.is_running:
            self._end(self.so_far)

    def _end(self, found: Findings) -> None:
        self.is_running, self.so_far = False, ()
        if found:
            self._keep(found)
