"""The overview in the corner of the canvas."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.heat import Heat, Warmth
from app.canvas.view import Canvas
from app.settings import Settings, load_settings, save_settings
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.project import Note, Project
from tests.app.papers import Papers, small


def tower(height: int) -> Graph:
    b = Builder()
    x = b("input")
    for _ in range(height):
        x = b("relu", x)
    return b.graph


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.show()
    canvas.minimap.show_wanted(True)
    yield canvas


@pytest.fixture
def papers(canvas: Canvas) -> Papers:
    papers = Papers(canvas, tower(40))
    canvas.zoom_actual()
    return papers


def seen(canvas: Canvas) -> QPointF:
    return canvas.mapToScene(canvas.viewport().rect().center())


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_is_there_while_something_is_out_of_sight(papers: Papers, canvas: Canvas) -> None:
    assert canvas.minimap.isVisible()
    canvas.fit()
    assert not canvas.minimap.isVisible()
    canvas.zoom_in()
    canvas.zoom_in()
    assert canvas.minimap.isVisible()


def test_it_is_not_there_on_a_small_canvas_or_unwanted(papers: Papers, canvas: Canvas) -> None:
    canvas.resize(400, 600)
    assert not canvas.minimap.isVisible()
    canvas.resize(900, 600)
    assert canvas.minimap.isVisible()
    canvas.minimap.show_wanted(False)
    assert not canvas.minimap.isVisible()


def test_an_empty_canvas_has_none(canvas: Canvas) -> None:
    Papers(canvas, Graph())
    assert not canvas.minimap.isVisible()


def test_it_stands_in_the_lower_right_corner_whatever_the_size(papers: Papers, canvas: Canvas) -> None:
    for size in (QSize(900, 600), QSize(1100, 500)):
        canvas.resize(size)
        corner = canvas.viewport().rect().bottomRight() - canvas.minimap.geometry().bottomRight()
        assert corner == QPoint(10, 10)


def test_a_press_brings_that_place_into_the_middle(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    minimap = canvas.minimap
    qtbot.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, minimap.height() - 7))
    assert abs(seen(canvas).y() - canvas.sheet.bounds().bottom()) < 60
    qtbot.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() // 2, 7))
    assert abs(seen(canvas).y() - canvas.sheet.bounds().top()) < 60


def test_a_drag_pans_along(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    minimap = canvas.minimap
    middle = minimap.rect().center()
    qtbot.mousePress(minimap, Qt.MouseButton.LeftButton, pos=middle)
    ways = []
    for step in (10, 20, 30):
        qtbot.mouseMove(minimap, middle + QPoint(0, step))
        ways.append(seen(canvas).y())
    qtbot.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=middle)
    assert ways == sorted(set(ways))
    before = seen(canvas)
    qtbot.mouseMove(minimap, middle)
    assert seen(canvas) == before


def test_a_press_keeps_the_whole_from_coming_back(papers: Papers, canvas: Canvas, qtbot: QtBot) -> None:
    canvas.fit()
    canvas.zoom_in()
    canvas.zoom_in()
    qtbot.mouseClick(canvas.minimap, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    scale = canvas.transform().m11()
    canvas.resize(901, 600)
    assert canvas.transform().m11() == scale


def test_boxes_have_the_colours_of_their_kinds_or_of_heat(papers: Papers, canvas: Canvas) -> None:
    hue = theme.LIGHT.hue("Activations")
    assert hue in colours(canvas.minimap)
    warm = {node.id: Warmth(1.0, "") for node in papers.graph}
    canvas.show_heat(Heat("MACs", "0", "1", "none", warm))
    assert hue not in colours(canvas.minimap) and "#ffea46" in colours(canvas.minimap)


def test_notes_are_on_it(papers: Papers, canvas: Canvas) -> None:
    assert theme.LIGHT.hue("Resizing") not in colours(canvas.minimap)
    papers.show(Project(graph=tower(40), notes={"note1": Note("Here\n" * 20, (300.0, 400.0), 600.0)}))
    assert theme.LIGHT.hue("Resizing") in colours(canvas.minimap)


def test_its_picture_is_drawn_once_for_many_pans(
    papers: Papers, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    real = canvas.minimap._drawn
    monkeypatch.setattr(canvas.minimap, "_drawn", lambda: (drawn.append(1), real())[1])
    papers.show(Project(graph=tower(41)))
    for _ in range(5):
        canvas.pan(QPoint(0, 20))
        canvas.minimap.grab()
    assert len(drawn) == 1


def test_the_legend_and_the_overview_stand_apart(papers: Papers, canvas: Canvas) -> None:
    canvas.resize(500, 400)
    canvas.show_heat(Heat("MACs", "0", "1", "none", {}))
    legend = canvas._legend.geometry()
    assert canvas.minimap.isVisible() and not legend.intersects(canvas.minimap.geometry())


def test_it_tells_a_screen_reader_what_it_is(canvas: Canvas) -> None:
    Papers(canvas, small())
    assert canvas.minimap.accessibleName() == "Minimap"
    assert canvas.minimap.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("wanted", [True, False])
def test_whether_it_is_wanted_is_remembered(tmp_path: object, wanted: bool) -> None:
    store = QSettings(f"{tmp_path}/settings.ini", QSettings.Format.IniFormat)
    save_settings(store, Settings(minimap=wanted))
    store.sync()
    again = QSettings(f"{tmp_path}/settings.ini", QSettings.Format.IniFormat)
    assert load_settings(again).minimap is wanted
