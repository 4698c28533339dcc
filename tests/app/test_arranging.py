"""Large networks are laid out in the background; small ones at once, so that nothing flickers."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.arranging import Arranging
from app.canvas import acts
from app.main_window import MainWindow
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.graph import Graph
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from modelzoo.results import Examination
from tests.app.desk import Desk


def chain(count: int) -> Graph:
    b = Builder()
    x = b("input")
    for _ in range(count - 2):
        x = b("conv", x)
    b("output", x)
    return b.graph


SMALL, LARGE = chain(5), chain(700)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    Arranging(desk, window)
    window.show()
    yield window


def answer(desk: Desk) -> None:
    """Let the layout that was asked for last be done."""
    wish = desk.asked.pop("layout")
    wish.done(wish.job(*wish.args))


def test_a_small_network_is_there_at_once(window: MainWindow, desk: Desk) -> None:
    window.canvas.show_project(Project(graph=SMALL))
    assert window.canvas.sheet.places == arrange(SMALL, {}) and not desk.asked


def test_a_large_one_is_told_of_and_shown_whole_once_it_is_laid_out(window: MainWindow, desk: Desk) -> None:
    canvas = window.canvas
    canvas.show_project(Project(graph=LARGE))
    assert not canvas.sheet.boxes and canvas.invitation == "Laying out 700 blocks…"
    answer(desk)
    assert canvas.sheet.places == arrange(LARGE, {})
    assert canvas.mapToScene(canvas.viewport().rect()).boundingRect().contains(canvas.sheet.bounds())


def test_a_large_one_with_places_needs_no_layout(window: MainWindow, desk: Desk) -> None:
    places = arrange(LARGE, {})
    window.canvas.show_project(Project(graph=LARGE, places=places))
    assert window.canvas.sheet.places == places and not desk.asked


def test_boxes_stay_where_they_are_while_the_next_layout_is_made(window: MainWindow, desk: Desk) -> None:
    canvas = window.canvas
    canvas.show_project(Project(graph=LARGE))
    answer(desk)
    before = canvas.sheet.places
    canvas.show_project(Project(graph=set_param(LARGE, "conv9", "out", 99)))
    assert canvas.sheet.places == before and "99" in canvas.sheet.boxes["conv9"].description
    answer(desk)
    canvas.show_examination(Examination(None, {"conv1": (1, 8, 8, 8)}, ()))
    assert canvas.sheet.places == before and "layout" in desk.asked


def test_a_layout_of_a_network_that_is_gone_is_dropped(window: MainWindow, desk: Desk) -> None:
    canvas = window.canvas
    canvas.show_project(Project(graph=LARGE))
    late = desk.asked.pop("layout")
    canvas.show_project(Project(graph=SMALL))
    late.done(late.job(*late.args))
    assert canvas.sheet.boxes.keys() == {node.id for node in SMALL}


def test_nothing_can_be_changed_before_it_can_be_seen(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    canvas = window.canvas
    canvas.show_project(Project(graph=LARGE))
    with qtbot.assertNotEmitted(canvas.edit_wished):
        canvas.add_block("conv")
    answer(desk)
    with qtbot.waitSignal(canvas.edit_wished):
        canvas.wish("delete", acts.delete(["conv1"], (), canvas.sheet.places))
