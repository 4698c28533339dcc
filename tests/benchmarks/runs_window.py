"""How fast the window shows run logs: 100 runs with a million points, opened, drawn, smoothed, zoomed and read out.

Run with `python -m tests.benchmarks.runs_window`. Each case is a process of its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app import theme
from app.plots.trace_plot import TracePlot
from app.session import Session
from tests.benchmarks.runs import RUNS, WRITERS, write


def child(folder: Path) -> None:
    """Open what was written in a window, and print what took how long."""
    application = QApplication([])
    theme.apply(application, theme.LIGHT)
    with tempfile.TemporaryDirectory() as own:
        store = QSettings(str(Path(own) / "settings.ini"), QSettings.Format.IniFormat)
        session = Session(store, Path(own) / "data", Path(own) / "cache")
        session.window.resize(1280, 800)
        session.window.show()
        page = session.window.runs
        page.prepare_plot()
        application.processEvents()
        idle, began = _peak(), time.perf_counter()
        session.run_logs.open([str(folder)])
        _wait_for(lambda: bool(page.summaries))
        application.processEvents()
        first = time.perf_counter() - began
        _wait_for(lambda: len(page.summaries) == RUNS and page.head.idle)
        application.processEvents()
        whole, took = time.perf_counter() - began, _peak() - idle
        plot = page.plot
        assert plot
        deeds = [
            _timed(application, lambda at: page.choices.smooth(0.5 + at / 100)),
            _timed(application, lambda at: _zoom(plot, at)),
            _timed(application, lambda at: plot.chart.pointed.emit(100.0 + at, "")),
        ]
        print(json.dumps([first, whole, took, *deeds]))
        session.window.may_close = lambda: True
        session.close()


def _wait_for(done: Callable[[], bool]) -> None:
    """Let the event loop run until it is so."""
    loop, timer = QEventLoop(), QTimer(interval=5)
    timer.timeout.connect(lambda: done() and loop.quit())
    timer.start()
    loop.exec()
    timer.stop()


def _zoom(plot: TracePlot, at: int) -> None:
    plot.chart.zoom(0.9 if at % 2 else 1 / 0.9)


def _timed(application: QApplication, deed: Callable[[int], None], times: int = 10) -> float:
    """The median seconds from a deed to the picture of it."""
    found = []
    for at in range(times):
        began = time.perf_counter()
        deed(at)
        application.processEvents()
        application.processEvents()
        found.append(time.perf_counter() - began)
    return sorted(found)[times // 2]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """One tree of each of the usual formats, then all in turn."""
    print(f"{'':<16} {'first (s)':>10} {'all (s)':>8} {'peak (MB)':>10} {'smooth (ms)':>12} {'zoom (ms)':>10} ", end="")
    print(f"{'hover (ms)':>11}")
    cases = {"Lightning CSV": ["Lightning CSV"], "TensorBoard": ["TensorBoard"], "all in turn": list(WRITERS)}
    for name, formats in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), formats)
            command = [sys.executable, "-m", "tests.benchmarks.runs_window", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        first, whole, took, smooth, zoom, hover = json.loads(done.stdout.splitlines()[-1])
        print(f"{name:<16} {first:>10.2f} {whole:>8.2f} {took / 1e6:>10.0f} {1e3 * smooth:>12.0f} ", end="")
        print(f"{1e3 * zoom:>10.0f} {1e3 * hover:>11.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(Path(sys.argv[1]))
    else:
        main()
