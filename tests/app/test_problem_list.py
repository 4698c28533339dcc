import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
)

from app.panels.problem_list import ProblemList
from modelzoo.results import Problem
from tests.app.looking import opened, visible_text

PROBLEMS = (
    Problem("", "Nothing reaches an output yet.", unfinished=True),
    Problem("concat1", "concat cannot take 256x8x8 and 256x9x9"),
)


@pytest.fixture
def problems(qtbot):
    panel = opened(qtbot, ProblemList(), 400, 160)
    panel.show_problems(PROBLEMS)
    return panel


def test_without_problems_the_list_says_so(qtbot, problems):
    problems.show_problems(())
    assert "No problems." in visible_text(problems)


def test_errors_and_the_unfinished_differ_by_word_and_icon(problems):
    first, second = (problems.findChild(QListWidget).item(row) for row in (0, 1))
    assert first.text() == "Unfinished · Nothing reaches an output yet."
    assert second.text() == "Error · concat1: concat cannot take 256×8×8 and 256×9×9"
    assert first.icon().pixmap(18, 18).toImage() != second.icon().pixmap(18, 18).toImage()


def test_a_click_or_enter_wishes_for_the_node(problems, qtbot):
    found = problems.findChild(QListWidget)
    with qtbot.waitSignal(problems.node_wished) as wish:
        place = found.visualItemRect(found.item(1)).center()
        qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["concat1"]
    with qtbot.waitSignal(problems.node_wished) as wish:
        qtbot.keyClick(found, Qt.Key.Key_Return)
    assert wish.args == ["concat1"]


def test_a_problem_of_the_whole_network_wishes_for_no_node(problems, qtbot):
    found = problems.findChild(QListWidget)
    with qtbot.assertNotEmitted(problems.node_wished):
        found.setCurrentRow(0)
        qtbot.keyClick(found, Qt.Key.Key_Return)


def test_the_current_problem_stays_at_its_node(problems):
    found = problems.findChild(QListWidget)
    found.setCurrentRow(1)
    problems.show_problems((PROBLEMS[1],))
    assert found.currentRow() == 0
