"""What a hand does to a canvas in tests, and where on the screen things are."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import mime
from app.canvas.ports import Port
from app.canvas.view import Canvas
from modelzoo.project import Project
from modelzoo.results import Examination, Problem
from modelzoo.walk import follow

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


def examined(project: Project) -> Examination:
    steps = list(follow(project.graph, project.size))
    shapes = {step.node.id: step.probe.shape for step in steps if step.probe}
    return Examination(None, shapes, tuple(Problem(step.node.id, step.reason) for step in steps if step.reason))


def seen(canvas: Canvas, at: QPointF) -> QPoint:
    return canvas.mapFromScene(at)


def middle(canvas: Canvas, id: str) -> QPoint:
    return seen(canvas, canvas.sheet.boxes[id].rect().center())


def port(canvas: Canvas, id: str, input: int | None = None) -> QPoint:
    return seen(canvas, canvas.sheet.anchor(Port(id, input)).point)


def on_wire(canvas: Canvas, target: str, at: int) -> QPoint:
    path = canvas.sheet.wires[target, at].path
    return seen(canvas, path.pointAtPercent(0.5))


def drag(
    qtbot: QtBot, canvas: Canvas, start: QPoint, end: QPoint, keys: Modifier = Modifier.NoModifier, release: bool = True
) -> None:
    viewport = canvas.viewport()
    qtbot.mousePress(viewport, Button.LeftButton, keys, start)
    qtbot.mouseMove(viewport, (start + end) / 2)
    qtbot.mouseMove(viewport, end)
    if release:
        qtbot.mouseRelease(viewport, Button.LeftButton, keys, end)


def click(qtbot: QtBot, canvas: Canvas, at: QPoint, keys: Modifier = Modifier.NoModifier) -> None:
    qtbot.mouseClick(canvas.viewport(), Button.LeftButton, keys, at)


def simulate_drop(canvas: Canvas, data: QMimeData, at: QPoint, leave: bool = False) -> bool:
    viewport, copy, none = canvas.viewport(), Qt.DropAction.CopyAction, Modifier.NoModifier
    enter = QDragEnterEvent(at, copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, move)
    last = QDragLeaveEvent() if leave else QDropEvent(QPointF(at), copy, data, Button.LeftButton, none)
    QApplication.sendEvent(viewport, last)
    return move.isAccepted() and (leave or last.isAccepted())


def block(name: str) -> QMimeData:
    data = QMimeData()
    data.setData(mime.BLOCK, name.encode())
    return data


def wheel(canvas: Canvas, at: QPoint, notches: int = 0, pixels: QPoint | None = None) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.viewport().mapToGlobal(at)),
        pixels or QPoint(),
        QPoint(0, 120 * notches),
        Button.NoButton,
        Modifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
