"""How long the window keeps a person waiting while a large model is opened, edited and measured.

Run with `python -m tests.benchmarks.event_loop`. A timer ticks every 5 ms; a gap is the time from one tick to the next.
First the idle window, then a model opened and edited every 250 ms while its latency is being measured.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app import theme
from app.session import Session
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.graph import Graph
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project

TICK = 5
PHASE = 12_000
ZOO_MODEL = "FOMM hourglass"


class Gaps(QObject):
    """Milliseconds between ticks, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.found.append(1e3 * (now - self._last))
        self._last = now

    def take(self) -> list[float]:
        """The gaps since the last time."""
        taken, self.found = self.found, []
        return taken


def wait(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def wait_for(signal: object, act: Callable[[], object]) -> None:
    """Do something, and let the event loop run until it is told of."""
    loop = QEventLoop()
    signal.connect(loop.quit)  # type: ignore[attr-defined]
    act()
    loop.exec()


def long_network() -> Graph:
    """A chain of 298 convolutions between its ends."""
    b = Builder()
    x = b("input")
    for at in range(298):
        x = b("conv", x, out=16 + at % 3)
    b("output", x)
    return b.graph


def edit(session: Session, number: int) -> None:
    """Change one convolution of the document to a width it never had."""
    node = next(node for node in session.document.project.graph if "out" in node.values or "expand" in node.values)
    name = "out" if "out" in node.values else "expand"
    session.document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, node.id, name, 64 + number)))


def told(name: str, gaps: list[float], idle_p99: float) -> float:
    """Print a phase's gaps and give its 99th percentile."""
    p99 = statistics.quantiles(gaps, n=100)[98]
    beyond = f"{p99 - idle_p99:+5.1f} beyond idle" if idle_p99 else ""
    print(f"{name:<40} p50 {statistics.median(gaps):5.1f}  p99 {p99:5.1f}  max {max(gaps):6.1f} ms  {beyond}")
    return p99


def phase(session: Session, gaps: Gaps, name: str, idle: float, act: Callable[[], None]) -> None:
    """Open a model, then edit it while it is measured."""
    gaps.take()
    wait_for(session.display.filled, act)
    told(f"{name}: opened and measured", gaps.take(), idle)
    editing = QTimer(interval=250)
    numbers = iter(range(1, 10_000))
    editing.timeout.connect(lambda: edit(session, next(numbers)))
    measuring = QTimer(interval=400)
    measuring.timeout.connect(session.measuring.measure_again)
    editing.start()
    measuring.start()
    wait(PHASE)
    editing.stop()
    measuring.stop()
    told(f"{name}: edited while measured", gaps.take(), idle)


def main() -> None:
    """Idle first, then the largest model of the zoo, then 300 nodes."""
    application = QApplication([])
    theme.apply(application, theme.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        session = Session(store, Path(folder), Path(folder))
        wait_for(session.worker.catalog_arrived, session.show)
        wait(3000)
        gaps = Gaps()
        wait(PHASE)
        idle = told("idle window", gaps.take(), 0.0)
        phase(session, gaps, ZOO_MODEL, idle, lambda: session.open(ZOO_MODEL))
        graph = long_network()
        project = Project("300 nodes", graph, places=arrange(graph, {}))
        phase(session, gaps, "300 nodes", idle, lambda: session.document.open(project))
        session.close()


if __name__ == "__main__":
    main()
