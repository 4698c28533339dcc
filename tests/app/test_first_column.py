"""The names of a wide table: in sight however far it is scrolled, and as good to the mouse as the table's own."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.columns import Column, ColumnsModel, SortedRows, text_column
from app.figure_table import FigureTable
from app.first_column import FirstColumn
from app.panels.variants.table import VariantTable
from tests.app.looking import opened
from tests.hands import LEFT, NONE

Key = Qt.Key
NO_BUTTON = Qt.MouseButton.NoButton
NAMES = ("middle", "last", "first")


def figure(at):
    return Column(f"A figure named {at}", "", lambda row: row[at], lambda row: str(row[at]), lambda row: str(row[at]))


class Renamed(ColumnsModel):
    def flags(self, index):
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


def shown(qtbot, kind):
    model = Renamed([text_column("Name", "", lambda row: row[0]), *map(figure, range(1, 9))])
    model.show_rows([(name, *range(at, at + 8)) for at, name in enumerate(NAMES)])
    rows = SortedRows(model)
    rows.setParent(model)
    found = opened(qtbot, kind(rows, "Names"), 400, 200)
    model.setParent(found)
    found.fit_columns()
    found.setColumnWidth(0, 120)
    return found


@pytest.fixture
def table(qtbot):
    found = shown(qtbot, FigureTable)
    found.horizontalScrollBar().setValue(found.horizontalScrollBar().maximum())
    return found


def names(table):
    return table.findChild(FirstColumn)


def on(table, row):
    """Where a name is drawn."""
    return QPoint(30, table.rowViewportPosition(row) + table.rowHeight(row) // 2)


def current(table):
    return table.currentIndex().siblingAtColumn(0).data()


def test_the_names_stay_where_they_are_while_the_figures_are_scrolled(table):
    over = names(table)
    assert over.isVisible() and over.indexAt(on(table, 0)).data() == "middle"
    assert over.viewport().mapTo(table, QPoint(0, 0)).y() == table.viewport().y()
    assert over.width() == table.columnWidth(0)


def test_a_table_that_is_not_scrolled_shows_its_own_names(table):
    table.horizontalScrollBar().setValue(0)
    assert not names(table).isVisible()


def test_long_names_leave_half_of_the_table_to_the_figures(table):
    table.setColumnWidth(0, 380)
    assert names(table).width() == table.viewport().width() // 2


def test_a_click_on_a_name_chooses_its_row_and_leaves_the_figures_in_sight(qtbot, table):
    before = table.horizontalScrollBar().value()
    with qtbot.waitSignal(table.clicked) as told:
        qtbot.mouseClick(names(table).viewport(), LEFT, pos=on(table, 1))
    assert (told.args[0].row(), told.args[0].column()) == (1, 0)
    assert current(table) == "last" and table.horizontalScrollBar().value() == before


def test_a_double_click_on_a_name_is_one_on_the_row(qtbot, table):
    qtbot.mouseClick(names(table).viewport(), LEFT, pos=on(table, 2))
    with qtbot.waitSignal(table.doubleClicked) as told:
        qtbot.mouseDClick(names(table).viewport(), LEFT, pos=on(table, 2))
    assert told.args[0].data() == "first"


def test_the_menu_of_a_name_is_that_of_its_row(qtbot, table):
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    over = names(table).viewport()
    wish = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, on(table, 1), over.mapToGlobal(on(table, 1)))
    with qtbot.waitSignal(table.customContextMenuRequested) as told:
        QApplication.sendEvent(over, wish)
    assert table.indexAt(told.args[0]).data() == "last"


def test_a_click_on_the_heading_of_the_names_sorts_by_them(qtbot, table):
    heading = names(table).horizontalHeader()
    qtbot.mouseClick(heading.viewport(), LEFT, pos=QPoint(30, 8))
    assert [names(table).model().index(row, 0).data() for row in range(3)] == ["first", "last", "middle"]
    assert heading.isSortIndicatorShown() and heading.sortIndicatorSection() == 0
    qtbot.mouseClick(heading.viewport(), LEFT, pos=QPoint(30, 8))
    assert [table.model().index(row, 0).data() for row in range(3)] == ["middle", "last", "first"]


def test_the_keyboard_stays_with_the_table_and_reaches_no_figure_below_the_names(qtbot, table):
    table.setFocus()
    table.choose_row(0)
    for _ in range(8):
        qtbot.keyClick(table, Key.Key_Right)
    assert table.currentIndex().column() == 8
    while table.currentIndex().column() > 1:
        qtbot.keyClick(table, Key.Key_Left)
        covered = names(table).width() if names(table).isVisible() else 0
        assert table.visualRect(table.currentIndex()).left() >= covered
    assert table.hasFocus()


def test_rows_move_by_a_drag_of_their_names(qtbot):
    table = shown(qtbot, VariantTable)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    over = names(table).viewport()
    with qtbot.waitSignal(table.moved) as told:
        qtbot.mousePress(over, LEFT, pos=on(table, 0))
        qtbot.mouseMove(over, on(table, 1))
        qtbot.mouseMove(over, on(table, 2) + QPoint(0, 8))
        qtbot.mouseRelease(over, LEFT, pos=on(table, 2) + QPoint(0, 8))
    assert told.args == [0, 2]


def test_a_name_is_typed_anew_where_it_can_be_seen(qtbot):
    table = shown(qtbot, VariantTable)
    table.setFocus()
    table.choose_row(1)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    qtbot.keyClick(table, Key.Key_F2)
    line = table.findChild(QLineEdit)
    assert line.isVisible() and table.viewport().rect().contains(line.geometry().center())
    assert not names(table).isVisible()


def test_the_wheel_over_the_names_scrolls_them_with_the_figures(table):
    table.resize(400, table.horizontalHeader().height() + table.rowHeight(0) + 40)
    over, at = names(table).viewport(), QPointF(on(table, 0))
    still = Qt.ScrollPhase.NoScrollPhase, False
    down = QWheelEvent(at, over.mapToGlobal(at), QPoint(), QPoint(0, -120), NO_BUTTON, NONE, *still)
    QApplication.sendEvent(over, down)
    assert table.verticalScrollBar().value() > 0
    assert names(table).indexAt(QPoint(30, 4)).data() == table.model().index(table.rowAt(4), 0).data()
