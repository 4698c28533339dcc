"""What only a real display shows: drags that Qt itself carries out, the focus, the clipboard, and what is painted."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas import acts
from app.session import Session
from modelzoo.builder import Builder
from modelzoo.project import Project
from tests.e2e.conftest import LONG, Start
from tests.hands import LEFT, NONE, centre, port, row, tree

Key, Modifier = Qt.Key, Qt.KeyboardModifier
STEP, GIVEN_UP = 40, 8000
"""Milliseconds between two moves of the mouse, and after which a drag that nobody ends is called off."""


@pytest.fixture
def session(start: Start, qtbot: QtBot) -> Session:
    """The program with three blocks in a row, the last not wired yet; its window active."""
    session = start()
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    b = Builder()
    b("conv", b("input"))
    session.document.open(Project(graph=b.graph))
    session.document.edit("add output", acts.drop("output", (0.0, 200.0), session.window.canvas.sheet.places))
    session.window.canvas.setFocus()
    session.window.canvas.fit()
    return session


@pytest.fixture
def colours(qapp: QApplication) -> Iterator[None]:
    """Puts the theme back."""
    yield
    theme.apply(qapp, theme.LIGHT)


def stroke(window: QWidget, points: Sequence[QPoint]) -> None:
    """Press the mouse at the first point of the window, move along the others and release it at the last.

    All is armed before the press, since Qt holds the program in a loop of its own for as long as it drags.
    """
    handle = window.windowHandle()
    for step, point in enumerate(points[1:], 1):
        QTimer.singleShot(STEP * step, window, lambda at=point: QTest.mouseMove(handle, at))
    QTimer.singleShot(STEP * (len(points) + 1), window, lambda: QTest.mouseRelease(handle, LEFT, NONE, points[-1]))
    QTimer.singleShot(GIVEN_UP, window, lambda: QTest.keyClick(handle, Key.Key_Escape))
    QTest.mousePress(handle, LEFT, NONE, points[0])


def shown(tree: QTreeView, index: QModelIndex) -> bool:
    """Scroll to a line; tells whether it is in view, which it is once a panel just raised has its size."""
    tree.scrollTo(index)
    return tree.viewport().rect().contains(tree.visualRect(index))


def between(start: QPoint, end: QPoint) -> list[QPoint]:
    """Points on the straight way, both ends among them."""
    return [start + (end - start) * step / 6 for step in range(7)]


def test_a_block_is_dragged_from_the_palette_onto_the_canvas(session: Session, qtbot: QtBot) -> None:
    window, canvas, before = session.window, session.window.canvas, session.document.project
    window.docks["Blocks"].raise_()
    palette = tree(window.palette_panel)
    index = row(window.palette_panel, "Fire")
    qtbot.waitUntil(lambda: shown(palette, index))
    start = palette.viewport().mapTo(window, palette.visualRect(index).center())
    end = canvas.viewport().mapTo(window, QPoint(60, 60))
    with qtbot.waitSignal(session.document.changed, timeout=GIVEN_UP):
        stroke(window, between(start, end))
    (dropped,) = (node for node in session.document.project.graph if node.id not in before.graph)
    assert dropped.block == "fire"
    assert canvas.sheet.boxes[dropped.id].rect().contains(canvas.mapToScene(QPoint(60, 60)))
    assert session.document.undo.undoText() == "add fire"


def test_a_wire_is_drawn_with_the_mouse(session: Session, qtbot: QtBot) -> None:
    window, canvas = session.window, session.window.canvas
    source, target = (canvas.viewport().mapTo(window, at) for at in (port(canvas, "conv1"), port(canvas, "output1", 0)))
    with qtbot.waitSignal(session.document.changed, timeout=GIVEN_UP):
        stroke(window, between(source, target))
    assert session.document.project.graph["output1"].inputs == ("conv1",)
    assert session.document.undo.undoText() == "wire conv1 to output1"


def test_the_keys_work_in_the_active_window(session: Session, qtbot: QtBot) -> None:
    window, canvas, document = session.window, session.window.canvas, session.document
    before, handle = document.project, session.window.windowHandle()
    assert QApplication.activeWindow() is window and canvas.hasFocus()

    click = canvas.viewport().mapTo(window, centre(canvas, "conv1"))
    stroke(window, [click])
    qtbot.waitUntil(lambda: canvas.sheet.selected_ids == ("conv1",))
    QTest.keyClick(handle, Key.Key_C, Modifier.ControlModifier)
    assert "conv1" in QGuiApplication.clipboard().text()
    QTest.keyClick(handle, Key.Key_V, Modifier.ControlModifier)
    (pasted,) = (node for node in document.project.graph if node.id not in before.graph)
    assert pasted.block == "conv" and canvas.sheet.selected_ids == (pasted.id,)

    QTest.keyClick(handle, Key.Key_Delete)
    assert document.project.graph == before.graph
    QTest.keyClick(handle, Key.Key_Z, Modifier.ControlModifier)
    QTest.keyClick(handle, Key.Key_Z, Modifier.ControlModifier)
    assert document.project is before

    canvas.zoom_actual()
    canvas.zoom_in()
    QTest.keyClick(handle, Key.Key_F)
    assert canvas.transform().m11() <= 1


def test_a_letter_that_is_also_a_key_can_be_typed_into_a_search(session: Session, qtbot: QtBot) -> None:
    window, canvas = session.window, session.window.canvas
    canvas.zoom_in()
    seen_from = canvas.transform().m11()
    QTest.keyClick(window.windowHandle(), Key.Key_F, Modifier.ControlModifier)
    search = window.palette_panel.findChild(QLineEdit)
    qtbot.waitUntil(search.hasFocus)
    QTest.keyClick(window.windowHandle(), "f")
    assert search.text() == "f" and canvas.transform().m11() == seen_from


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1920, 1080)], ids=["1280x800", "1920x1080"])
def test_the_filled_window_is_painted_in_light_and_in_dark(
    session: Session, qtbot: QtBot, qapp: QApplication, colours: None, size: QSize
) -> None:
    with qtbot.waitSignal(session.display.filled, timeout=LONG):
        session.models.exchange("SqueezeNet 1.1")
    session.window.resize(size)
    qtbot.waitUntil(lambda: session.window.size() == size)
    pictures: list[QImage] = []
    for each in (theme.LIGHT, theme.DARK):
        theme.apply(qapp, each)
        pictures.append(session.window.grab().toImage())
    light, dark = pictures
    assert light.size() == dark.size() == size * session.window.devicePixelRatio()
    assert brightness(light) > 0.8 and brightness(dark) < 0.3
    window = session.window
    for panel in (window.canvas, window.palette_panel, window.layers, window.costs, window.latency):
        where = QRect(panel.mapTo(window, QPoint()), panel.size())
        assert all(len(shades(picture.copy(where))) > 20 for picture in pictures), panel


def brightness(picture: QImage) -> float:
    """The mean of the picture, from black (0) to white (1)."""
    return picture.scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation).pixelColor(0, 0).lightnessF()


def shades(picture: QImage) -> set[int]:
    """The colours of every third pixel."""
    across, down = range(0, picture.width(), 3), range(0, picture.height(), 3)
    return {picture.pixel(x, y) for x in across for y in down}
