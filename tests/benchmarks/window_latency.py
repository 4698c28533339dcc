"""What a window measures while it is quiet, and while it redraws its plots and a person drags a box."""

import math
import os
import statistics
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import theme
from app.canvas.view import Canvas
from app.histogram import Histogram
from app.session import Session
from modelzoo.measurements import Measured, Setup
from tests.benchmarks.event_loop import wait_for

FRAME = 16
"""Milliseconds between two pictures of a window that moves."""

REACH = 80
"""Pixels around its place that the box is dragged."""

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Busy:
    """A window in which a box is dragged in circles while the plots are drawn anew, picture by picture."""

    def __init__(self, canvas: Canvas, histogram: Histogram) -> None:
        self._canvas, self._histogram = canvas, histogram
        self._frames = 0
        box = next(iter(canvas.sheet.boxes.values()))
        self._place = canvas.mapFromScene(box.sceneBoundingRect().center())
        self._timer = QTimer(interval=FRAME)
        self._timer.timeout.connect(self._frame)

    def begin(self) -> None:
        """Take the box and go on moving it."""
        QTest.mousePress(self._canvas.viewport(), LEFT, NONE, self._place)
        self._timer.start()

    def end(self) -> None:
        """Bring the box back and let it go."""
        self._timer.stop()
        QTest.mouseMove(self._canvas.viewport(), self._place)
        QTest.mouseRelease(self._canvas.viewport(), LEFT, NONE, self._place)

    def _frame(self) -> None:
        self._frames += 1
        angle = self._frames / 10
        around = QPoint(round(REACH * math.sin(angle)), round(REACH * (1 - math.cos(angle))))
        QTest.mouseMove(self._canvas.viewport(), self._place + around)
        times = [1e-3 * (1 + math.sin(angle + each) ** 2) for each in range(500)]
        self._histogram.show_samples(times, 1.5e-3, 1.9e-3)


def quiet_and_busy(model: str, pairs: int, runtime: str) -> tuple[float, float]:
    """The median p50 of a quiet and of a busy window, in seconds, from measurements that take turns."""
    application = QApplication.instance() or QApplication([])
    theme.apply(application, theme.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        session = Session(store, Path(folder), Path(folder))
        wait_for(session.worker.catalog_arrived, session.show)
        session.measuring.choose((Setup(runtime),))
        wait_for(session.display.filled, lambda: session.open(model))
        session.window.latency.prepare_plot()
        histogram = next(iter(session.window.latency.findChildren(Histogram)))
        busy = Busy(session.window.canvas, histogram)
        found: tuple[list[float], list[float]] = [], []
        for _ in range(pairs):
            found[0].append(measured(session))
            busy.begin()
            found[1].append(measured(session))
            busy.end()
        session.close()
    return statistics.median(found[0]), statistics.median(found[1])


def measured(session: Session) -> float:
    """The p50 of a fresh measurement in the main setup, asked for as the panel's button does."""
    loop, answers = QEventLoop(), []

    def end(answer: object) -> None:
        answers.append(answer)
        loop.quit()

    session.measuring.measured.connect(end)
    session.measuring.unmeasured.connect(end)
    session.measuring.measure_again()
    loop.exec()
    session.measuring.measured.disconnect(end)
    session.measuring.unmeasured.disconnect(end)
    (answer,) = answers
    if not isinstance(answer, Measured) or answer.main.latency is None:
        raise SystemExit(f"the window could not measure: {answer}")
    return answer.main.latency.p50
