"""What a person's hands do to the window, as real events."""

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QGraphicsView, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from app.canvas.view import Canvas

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def row(panel: QWidget, title: str) -> QModelIndex:
    """The line of a panel's tree with this text, below one of its headings."""
    model = tree(panel).model()
    flags = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
    found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, -1, flags)
    return next(index for index in found if index.parent().isValid())


def tree(panel: QWidget) -> QTreeView:
    """The tree in a panel."""
    return panel.findChild(QTreeView)


def cell(table: QTableView, title: str) -> QModelIndex:
    """The first cell of the row of this title."""
    model = table.model()
    (found,) = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, 1, Qt.MatchFlag.MatchExactly)
    return found


def click(qtbot: QtBot, view: QAbstractItemView, index: QModelIndex, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Click a line."""
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, modifier, view.visualRect(index).center())


def double_click(qtbot: QtBot, view: QAbstractItemView, index: QModelIndex) -> None:
    """Double-click a line."""
    click(qtbot, view, index)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def picked(panel: QWidget, title: str) -> QMimeData:
    """What a drag of this line would carry."""
    index = row(panel, title)
    return index.model().mimeData([index])


def drop(view: QGraphicsView, mime: QMimeData, at: QPoint) -> bool:
    """Drag something over the view and let it fall; tells whether it was taken."""
    for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
        point = QPointF(at) if kind is QDropEvent else at
        event = kind(point, Qt.DropAction.CopyAction, mime, LEFT, NONE)
        QApplication.sendEvent(view.viewport(), event)
        if not event.isAccepted():
            return False
    return True


def drag(qtbot: QtBot, view: QGraphicsView, start: QPoint, end: QPoint) -> None:
    """Press the left button at a point, move in steps and release it at another."""
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(view.viewport(), start + (end - start) * step / 5)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=end)


def port(canvas: Canvas, node: str, input: int | None = None) -> QPoint:
    """Where a port is drawn in the view: an input by number, or the output."""
    anchors = (anchor for each, anchor in canvas.sheet.boxes[node].ports() if each.input == input)
    return canvas.mapFromScene(next(anchors).point)


def centre(canvas: Canvas, node: str) -> QPoint:
    """Where the middle of a box is drawn in the view."""
    box = canvas.sheet.boxes[node]
    return canvas.mapFromScene(box.sceneBoundingRect().center())


def on_wire(canvas: Canvas, source: str, target: str, input: int = 0) -> QPoint:
    """A point of the view between two ports, where their wire runs straight."""
    return (port(canvas, source) + port(canvas, target, input)) / 2
