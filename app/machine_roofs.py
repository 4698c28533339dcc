"""What this machine can do at best, with so many threads: from the cache, or measured when a person wants it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.roofs_cache import RoofsCache
from app.worker import HERE, MEASURE, Worker
from modelzoo.jobs import Progress
from modelzoo.roofs import Roofs


class MachineRoofs(QObject):
    """The roofs at the threads that were last asked about; measuring a model goes before measuring roofs."""

    changed = Signal()
    """Other roofs are known, or none."""
    progressed = Signal(str)
    """They are being measured: how far that has come, or what it waits for; empty when nothing is measured."""
    failed = Signal(str)
    """They cannot be measured: why."""

    def __init__(
        self, worker: Worker, cache: RoofsCache, machine: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker, self._cache, self._machine = worker, cache, machine
        self._known: dict[int, Roofs | None] = {}
        self._threads = 1
        self._wanted = self._asked = self._given_up = False

    @property
    def roofs(self) -> Roofs | None:
        """What is known of this machine with the present number of threads."""
        if self._threads not in self._known:
            self._known[self._threads] = self._cache.load(self._machine(), self._threads)
        return self._known[self._threads]

    def use(self, threads: int) -> None:
        """Be about so many threads from now on."""
        if threads != self._threads:
            self.stop()
            self._threads, self._wanted, self._given_up = threads, False, False
            self.changed.emit()

    def want(self) -> None:
        """Measure them unless they are known, or could not be measured before."""
        if self.roofs is None and not self._wanted and not self._given_up:
            self.measure()

    def measure(self) -> None:
        """Measure them, again if they are known."""
        self._wanted = True
        self.go_on()

    def stop(self) -> None:
        """Something more urgent is to be measured."""
        self._worker.cancel("roofs")
        self._asked = False
        if self._wanted:
            self.progressed.emit("Waiting until the model is measured…")

    def go_on(self) -> None:
        """Nothing more urgent is to be measured: take up what was stopped."""
        if self._wanted and not self._asked:
            self._asked = True
            self.progressed.emit("Waiting for the measuring engine…")
            self._worker.submit(
                "roofs",
                MEASURE,
                "roofs",
                self._threads,
                done=self._keep,
                failed=self._give_up,
                progress=self._tell_progress,
                title="The measurement of the roofs",
            )

    def _keep(self, found: Roofs) -> None:
        self._wanted = self._asked = False
        self._known[found.threads] = found
        self._worker.submit("keep roofs", HERE, self._cache.save, found, done=lambda _: None, failed=lambda _: None)
        self.progressed.emit("")
        self.changed.emit()

    def _tell_progress(self, progress: Progress) -> None:
        self.progressed.emit(f"Measuring the roofs: {progress.text}, {progress.share:.0%}")

    def _give_up(self, error: Exception) -> None:
        self._wanted, self._asked, self._given_up = False, False, True
        self.failed.emit(f"The roofs were not measured: {error}")
