"""How large networks feel on the canvas: opened, laid out, panned, zoomed, dragged, selected and edited.

Run with `python -m tests.benchmarks.canvas`; without a display it starts Xvfb. Each network has a process of its own. A
frame is the time from an act of the hand to the picture that shows it, handed over to the display. Other programs on
the machine make frames longer, never shorter: of several rounds the best median and the best 99th percentile are told.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import theme
from app.canvas.view import Canvas
from app.session import Session
from modelzoo.edits import set_param
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from tests.benchmarks.event_loop import wait_for
from tests.benchmarks.networks import hourglass

SIZES = 500, 2000
ROUNDS, FRAMES = 3, 60
STEP = 8
"""Pixels that the hand moves from one frame to the next."""
FRAME = 1000 / 60
"""Milliseconds that a frame may take at 60 a second."""

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Painted(QObject):
    """Counts the pictures of a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas, self.count = canvas, 0
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False

    def time(self, act: Callable[[], object], until: Callable[[], bool] = lambda: True) -> float:
        """Milliseconds from an act to the first picture once something is so."""
        began = time.perf_counter()
        act()
        while not until():
            QApplication.processEvents()
        seen = self.count
        self._canvas.viewport().update(0, 0, 1, 1)
        while self.count == seen:
            QApplication.processEvents()
        QGuiApplication.sync()
        return 1e3 * (time.perf_counter() - began)


def rounds(painted: Painted, act: Callable[[int], object]) -> list[float]:
    """The best median and the best 99th percentile of several rounds of frames, in milliseconds."""
    medians, tails = [], []
    for _ in range(ROUNDS):
        times = [painted.time(lambda at=at: act(at)) for at in range(FRAMES)]  # type: ignore[misc]
        medians.append(statistics.median(times))
        tails.append(statistics.quantiles(times, n=100)[98])
    return [min(medians), min(tails)]


def back_and_forth(at: int) -> int:
    """1 in the first half of a round of frames, -1 in the second."""
    return 1 if at < FRAMES // 2 else -1


def turn_wheel(canvas: Canvas, way: int) -> None:
    """Turn the wheel by a twelfth of a notch, as a smooth one does from frame to frame."""
    at, pixels = canvas.viewport().rect().center(), QPoint()
    turned, phase = QPoint(0, 10 * way), Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        canvas.viewport(),
        QWheelEvent(QPointF(at), QPointF(at), pixels, turned, Qt.MouseButton.NoButton, NONE, phase, False),
    )


def moving(canvas: Canvas, painted: Painted) -> dict[str, list[float]]:
    """Frames of panning and zooming, from three distances."""
    found = {}
    for name, distance in (("fit", 0.0), ("names", 0.23), ("half", 0.5), ("natural", 1.0)):
        canvas.fit()
        if distance:
            share = distance / canvas.transform().m11()
            canvas.scale(share, share)
        scale = canvas.transform().m11()

        def pan(at: int) -> None:
            canvas.pan(QPoint(STEP, STEP) * back_and_forth(at))

        def zoom(at: int) -> None:
            turn_wheel(canvas, back_and_forth(at))

        found[f"pan, {name} ({scale:.2f})"] = rounds(painted, pan)
        found[f"zoom, {name} ({scale:.2f})"] = rounds(painted, zoom)
    return found


def dragging(canvas: Canvas, painted: Painted, scale: float) -> list[float]:
    """Frames of a box with many wires on its way along with the mouse."""
    graph = canvas.sheet.graph
    most = max(graph, key=lambda node: len(node.sources) + len(graph.consumers[node.id]))
    canvas.fit()
    share = scale / canvas.transform().m11() if scale else 1.0
    canvas.scale(share, share)
    box = canvas.sheet.boxes[most.id]
    canvas.centerOn(box)
    start = canvas.mapFromScene(box.rect().center())
    QTest.mousePress(canvas.viewport(), LEFT, NONE, start)
    found = rounds(painted, lambda at: QTest.mouseMove(canvas.viewport(), start + QPoint(3 * at, 2 * at)))
    canvas.cancel_gesture()
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, start)
    return found


def child(count: int, folder: Path) -> None:
    """Measure one network and print the figures."""
    application = QApplication([])
    theme.apply(application, theme.LIGHT)
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("paused", True)
    session = Session(store, folder / "data", folder / "cache")
    wait_for(session.worker.catalog_arrived, session.show)
    canvas, document, sheet = session.window.canvas, session.document, session.window.canvas.sheet
    painted = Painted(canvas)
    graph = hourglass(count)
    placed = Project("placed", graph, places=arrange(graph, {}))
    loose = Project("loose", graph)
    began = psutil.Process().memory_info().rss
    once: dict[str, list[float]] = {"lay out": [], "open, placed": [], "open, to be laid out": [], "figures shown": []}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        arrange(graph, {})
        once["lay out"].append(1e3 * (time.perf_counter() - start))
        for name, project in (("open, placed", placed), ("open, to be laid out", loose)):
            document.open(Project())
            painted.time(lambda: None)
            project = replace(project, size=(64 + len(once[name]), 64))
            told: list[object] = []
            session.results.examined.connect(told.append)
            once[name].append(painted.time(lambda: document.open(project), lambda: len(sheet.boxes) == len(graph)))  # noqa: B023
            while not told:
                QApplication.processEvents()
            session.results.examined.disconnect(told.append)
    memory = psutil.Process().memory_info().rss - began
    shapes = session.results.examination.shapes
    for _ in range(ROUNDS):
        once["figures shown"].append(painted.time(lambda: canvas.show_examination(session.results.examination)))
    found = {name: [min(times), max(times)] for name, times in once.items()}
    found |= moving(canvas, painted)
    found["drag, fit"] = dragging(canvas, painted, 0.0)
    found["drag, natural"] = dragging(canvas, painted, 1.0)
    canvas.fit()
    found["select all, then nothing"] = rounds(painted, lambda at: sheet.select(sheet.boxes.keys() if at % 2 else ()))
    node = graph.of_block("conv")[len(graph.of_block("conv")) // 2].id
    found["edit a parameter"] = rounds(
        painted,
        lambda at: document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, node, "out", 65 + at))),
    )
    print(json.dumps({"figures": found, "nodes": len(graph), "shapes": len(shapes), "memory": memory}))
    session.close()


def main() -> None:
    """Each network in turn."""
    environment = dict(os.environ)
    display = None
    if not environment.get("DISPLAY"):
        from pyvirtualdisplay.display import Display

        display = Display(visible=False, size=(1400, 900), color_depth=24).start()
        environment["DISPLAY"] = display.new_display_var
    environment["QT_QPA_PLATFORM"] = "xcb"
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.benchmarks.canvas", str(count), folder]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        told = json.loads(done.stdout.splitlines()[-1])
        print(f"\n{told['nodes']:,} blocks; {told['memory'] / 1e6:.0f} MB for them", flush=True)
        for name, (median, tail) in told["figures"].items():
            print(f"{name:<28} {median:8.1f} ms  {tail:8.1f} ms  {1000 / median:6.0f} a second")
    if display:
        display.stop()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
