"""Where hands work: presses of the mouse become gestures, drags from the palette become drops, and both wish edits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app import mime
from app.canvas.distance import HALFWAY
from app.canvas.drawing import DrawWire
from app.canvas.drops import DropBlock
from app.canvas.gestures import Band, Desk, Gesture, MoveItems, Pan, PickWire, WidenNote
from app.canvas.ports import Port
from app.canvas.surface import Surface
from modelzoo.block_info import BlockInfo
from modelzoo.grouping import offers
from modelzoo.project import Change, UserBlock

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Bench(Surface):
    """A surface that can be worked on with the mouse."""

    edit_wished = Signal(str, object, str)
    """Text for undo, a change from Project to Project, and a key under which steps in a row become one."""
    hint_wished = Signal(str)
    """Something to be told in passing, such as why a wire cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = Desk(self.sheet, self.wish, self._refuse)
        self._gesture: Gesture | None = None
        self._drop: DropBlock | None = None
        self._space = False
        self._blocks: Mapping[str, UserBlock] = {}
        self._hand = QPoint()
        self.setAcceptDrops(True)
        self.setMouseTracking(True)

    @property
    def offers(self) -> dict[str, BlockInfo]:
        """All blocks that can be added, by their keys."""
        return offers(self._blocks)

    def wish(self, text: str, change: Change, key: str = "") -> None:
        """Wish an edit; nodes and notes that come with it are selected."""
        with self.greeting():
            self.edit_wished.emit(text, change, key)

    @contextmanager
    def greeting(self) -> Iterator[None]:
        """Select what comes meanwhile, and bring it into view."""
        before, notes = set(self.sheet.boxes), set(self.sheet.notes)
        yield
        new, new_notes = self.sheet.boxes.keys() - before, self.sheet.notes.keys() - notes
        if new or new_notes:
            self.sheet.select(new, (), new_notes)
            self.attend()

    def attend(self, covered: QRect | None = None) -> None:
        """Bring what is selected into view, out of the part of the view that is covered."""
        self.reveal(self._around_selected(), covered)

    def fit_selected(self) -> None:
        """Show the selected boxes as large as the window allows, at their natural size at most."""
        if not (around := self._around_selected()).isNull():
            self.fit_around(around)
        else:
            self.hint_wished.emit(self.tr("Select the blocks to be shown first."))

    def escape(self) -> None:
        """Give up what the hand is doing, or else the selection."""
        if self._gesture is None:
            self.sheet.select(())
        self.cancel_gesture()

    def cancel_gesture(self) -> None:
        """Give up what the hand is doing, if anything."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        QToolTip.hideText()
        self._hand = event.globalPosition().toPoint()
        if self._gesture is not None:
            return
        at, button = event.position().toPoint(), event.button()
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._space):
            self._gesture = Pan(self, at)
        elif button == Qt.MouseButton.LeftButton:
            ports = self.transform().m11() >= HALFWAY
            self._gesture = _begin(self._desk, self.mapToScene(at), event.modifiers(), ports)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow with the gesture, or let the boxes feel the mouse."""
        self._hand = event.globalPosition().toPoint()
        if self._gesture is None:
            super().mouseMoveEvent(event)
        else:
            self._gesture.move(self.mapToScene(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        self._hand = event.globalPosition().toPoint()
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.release(self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click is a press like any other."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While the space key is held, the mouse pans."""
        if event.key() == Qt.Key.Key_Space:
            self._hold_space(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space key's hand goes with it."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(False)
        super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a block from the palette."""
        info = self.offers.get(bytes(event.mimeData().data(mime.BLOCK).data()).decode(errors="replace"))
        if info is not None:
            self._drop = DropBlock(self._desk, info)
            self._drop.move(self.mapToScene(event.position().toPoint()))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the block would come to stand."""
        if self._drop is not None:
            self._drop.move(self.mapToScene(event.position().toPoint()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The block went elsewhere."""
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        """Wish the block here."""
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.release(self.mapToScene(event.position().toPoint()))
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is let go elsewhere is not heard here."""
        self._hold_space(False)
        super().focusOutEvent(event)

    def _around_selected(self) -> QRectF:
        around = QRectF()
        for id in self.sheet.selected_ids:
            around = around.united(self.sheet.boxes[id].rect())
        for id in self.sheet.notes.selected:
            around = around.united(self.sheet.notes[id].rect())
        return around

    def _refuse(self, reason: str) -> None:
        QToolTip.showText(self._hand, reason, self.viewport())
        self.hint_wished.emit(reason)

    def _hold_space(self, held: bool) -> None:
        if held != self._space:
            self._space = held
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if held else Qt.CursorShape.ArrowCursor)


def _begin(desk: Desk, at: QPointF, keys: Qt.KeyboardModifier, ports: bool) -> Gesture:
    """The gesture that a press of the left button begins here; `ports`: whether they are drawn at this scale."""
    sheet, adding = desk.sheet, bool(keys & _ADDING)
    if ports and (port := sheet.port_at(at)) is not None:
        return _begin_wire(desk, port, at)
    if (box := sheet.box_at(at)) is not None:
        return MoveItems(desk, box, at, adding)
    if (wire := sheet.wire_at(at)) is not None:
        return PickWire(sheet, wire, adding)
    if (note := sheet.notes.at(at)) is not None:
        return WidenNote(desk, note, at) if note.on_edge(at) else MoveItems(desk, note, at, adding)
    return Band(sheet, at, adding)


def _begin_wire(desk: Desk, port: Port, at: QPointF) -> DrawWire:
    if port.input is not None:
        socket = (port.node, port.input)
        if socket in desk.sheet.wires:
            return DrawWire(desk, Port(desk.sheet.wires[socket].source), at, lifted=socket)
    return DrawWire(desk, port, at)
