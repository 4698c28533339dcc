"""Two models side by side: the page, its drawings and its table."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit

from app.canvas.pairing import Drawing, place_pair
from app.panels.diff.page import DiffPage
from app.panels.diff.sides import BASELINE, PRESENT
from modelzoo.acts import Act
from modelzoo.analysis.preview import preview
from modelzoo.analysis.sides import open_sides
from modelzoo.diff import Side, diff
from modelzoo.project import Project
from modelzoo.zoo import open_model
from tests.app.comparing import column, copied_as, copied_rows, headings
from tests.app.looking import button, named, opened, visible_text
from tests.hands import LEFT, centre, click, drag

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def show(page, *models, times=({}, {}), seconds=(None, None)):
    found = open_sides(models)
    sides = [Side(p.graph, e.cost, t, s) for (p, e), t, s in zip(found, times, seconds, strict=True)]
    difference = diff(*sides)
    places = place_pair(difference, *(examination.shapes for _, examination in found))
    drawings = (Drawing(p.title, p.graph, e.shapes, at) for (p, e), at in zip(found, places, strict=True))
    page.show_pair(*drawings, difference)
    return difference


@pytest.fixture
def page(qtbot):
    return opened(qtbot, DiffPage(), 1280, 690)


@pytest.fixture
def shown(page):
    page.difference = show(page, "SqueezeNet 1.0", "SqueezeNet 1.1")
    return page


def views(page):
    return page.drawings.viewers


def index_of(page, node):
    model = page.table.model()
    at = column(page, "Node").index(node)
    return model.index(at, 0)


def middle(view):
    return view.mapToScene(view.viewport().rect()).boundingRect().center()


def near(one, other):
    return (one - other).manhattanLength() * 1.0 < 8


def test_the_table_tells_kind_parameters_and_deltas_of_each_node(shown):
    at = column(shown, "Node").index("conv1")
    assert column(shown, "Change")[at] == "≠ changed"
    assert column(shown, "What differs")[at] == "out 96 → 64, kernel 7 → 3"
    assert column(shown, "Parameters")[at] == "−12,416"
    assert column(shown, "Change")[column(shown, "Node").index("pool3")] == "+ added"
    assert column(shown, "Change")[column(shown, "Node").index("pool4")] == "− removed"


def test_totals_are_told_with_the_change_in_percent(shown):
    assert "+ 2 added\n− 2 removed\n≠ 1 changed\n= 14 unchanged" in visible_text(shown)
    assert named(shown, "Parameters before and after").text() == "1.25 M → 1.24 M"
    assert named(shown, "Change of macs").text() == "−470 M (−57.4 %)"


def test_the_deltas_sum_up_to_that_of_the_totals(shown):
    rows, delta = copied_rows(shown), shown.difference.delta
    assert sum(int(row["Parameters"]) for row in rows) == delta.parameters
    assert sum(int(row["MACs (MACs)"]) for row in rows) == delta.macs


def test_times_are_shown_only_where_both_were_measured(page):
    show(page, "SqueezeNet 1.0", "SqueezeNet 1.1")
    assert "Time (ms)" not in headings(page) and not named(page, "Time before and after").isVisible()
    show(page, "SqueezeNet 1.0", "SqueezeNet 1.1", times=({"conv1": 0.004}, {"conv1": 0.003}), seconds=(0.02, 0.01))
    assert column(page, "Time (ms)")[column(page, "Node").index("conv1")] == "−1.000"
    assert named(page, "Time before and after").text() == "20.0 ms → 10.0 ms"


def test_what_differs_is_marked_by_a_sign_and_words_on_both_drawings(shown):
    before, after = (view.sheet.boxes for view in views(shown))
    assert "changed: out 96 → 64" in before["conv1"].description and "changed" in after["conv1"].description
    assert "removed" in before["pool4"].description and "added" in after["pool3"].description
    assert before["fire2"].description == after["fire2"].description


def test_only_differences_leaves_the_others_out_and_lets_them_step_back(shown, qtbot):
    only = shown.findChild(QCheckBox)
    qtbot.mouseClick(only, LEFT, pos=QPoint(8, only.height() // 2))
    assert len(column(shown, "Node")) == 5 and not any("unchanged" in each for each in column(shown, "Change"))
    boxes = views(shown)[0].sheet.boxes
    assert boxes["fire2"].opacity() < 0.5 and boxes["conv1"].opacity() == 1
    qtbot.mouseClick(only, LEFT, pos=QPoint(8, only.height() // 2))
    assert len(column(shown, "Node")) == 19 and boxes["fire2"].opacity() == 1


def test_a_row_selects_the_node_on_both_drawings(shown, qtbot):
    click(qtbot, shown.table, index_of(shown, "conv1"))
    assert [view.sheet.selected_ids for view in views(shown)] == [("conv1",), ("conv1",)]
    click(qtbot, shown.table, index_of(shown, "pool3"))
    assert [view.sheet.selected_ids for view in views(shown)] == [(), ("pool3",)]


@pytest.mark.parametrize("side", [0, 1])
def test_a_click_on_a_box_selects_its_partner_and_its_row(shown, qtbot, side):
    view = views(shown)[side]
    qtbot.mouseClick(view.viewport(), LEFT, pos=centre(view, "fire5"))
    assert [each.sheet.selected_ids for each in views(shown)] == [("fire5",), ("fire5",)]
    assert shown.table.selected_rows() == [column(shown, "Node").index("fire5")]


def test_an_arrow_with_alt_walks_along_the_wires_of_both(shown, qtbot):
    view = views(shown)[0]
    qtbot.mouseClick(view.viewport(), LEFT, pos=centre(view, "fire2"))
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert [each.sheet.selected_ids for each in views(shown)] == [("fire3",), ("fire3",)]


@pytest.mark.parametrize("side", [0, 1])
def test_both_drawings_zoom_and_pan_together(shown, qtbot, side):
    view, other = views(shown)[side], views(shown)[1 - side]
    at = view.viewport().rect().center()
    wheel = QWheelEvent(
        QPointF(at),
        view.viewport().mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = view.transform().m11()
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.transform().m11() == other.transform().m11() > 2 * before
    assert near(middle(view), middle(other))
    was = middle(view)
    drag(qtbot, view, QPoint(20, 20), QPoint(20, 120))
    assert middle(view).y() < was.y() and near(middle(view), middle(other))
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert view.transform().m11() == other.transform().m11() and near(middle(view), middle(other))


def test_nothing_is_changed_by_a_drag_of_a_box(shown, qtbot):
    view = views(shown)[0]
    places = view.sheet.places
    drag(qtbot, view, centre(view, "fire5"), centre(view, "fire5") + QPoint(60, 40))
    assert view.sheet.places == places


def test_a_model_is_typed_and_wished_with_enter(page, qtbot):
    page.show_wish(BASELINE, PRESENT, "")
    line = page.sides[0].lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "SqueezeNet 1.0")
    with qtbot.waitSignal(page.wished) as wish:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert wish.args == ["SqueezeNet 1.0", PRESENT, ""]


def test_the_models_are_swapped_by_a_click(page, qtbot):
    page.show_wish("SqueezeNet 1.0", PRESENT, "64")
    with qtbot.waitSignal(page.wished) as wish:
        qtbot.mouseClick(button(page, "S&wap"), LEFT)
    assert wish.args == [PRESENT, "SqueezeNet 1.0", "64"]


def test_a_size_is_wished_with_enter(page, qtbot):
    page.show_wish("SqueezeNet 1.0", PRESENT, "")
    size = next(each for each in page.findChildren(QLineEdit) if "size" in each.accessibleName().lower())
    qtbot.keyClicks(size, "96")
    with qtbot.waitSignal(page.wished) as wish:
        qtbot.keyClick(size, Qt.Key.Key_Return)
    assert wish.args == ["SqueezeNet 1.0", PRESENT, "96"]


def test_a_file_is_wished_from_the_list(page, qtbot):
    page.show_wish(PRESENT, BASELINE, "")
    chooser = page.sides[1]
    qtbot.mouseClick(chooser, LEFT, pos=QPoint(chooser.width() - 10, chooser.height() // 2))
    choices = chooser.view()
    file = choices.visualRect(choices.model().index(2, 0)).center()
    with qtbot.waitSignal(page.file_wished) as wish:
        qtbot.mouseMove(choices.viewport(), file)
        qtbot.mouseClick(choices.viewport(), LEFT, pos=file)
    assert wish.args == [1]
    assert chooser.currentText() == BASELINE


def test_the_arrows_choose_from_the_list(page, qtbot):
    page.show_wish(PRESENT, "SqueezeNet 1.0", "")
    with qtbot.waitSignal(page.wished) as wish:
        qtbot.keyClick(page.sides[0], Qt.Key.Key_Down)
    assert wish.args == [BASELINE, "SqueezeNet 1.0", ""]


def test_rows_are_copied_as_the_comparison_copies_them(shown, qtbot):
    shown.table.choose_row(column(shown, "Node").index("conv1"))
    with qtbot.waitSignal(shown.hint_wished) as told:
        text = copied_as(shown, "Markdown")
    assert "out 96 → 64, kernel 7 → 3" in text and len(text.splitlines()) == 3
    assert told.args == ["1 row is on the clipboard as Markdown."]


def test_squeeze_unet_against_its_depthwise_variant_marks_exactly_the_replaced_convolutions(page):
    unet = open_model("Squeeze U-Net")
    made = preview(unet.graph, Act("separable"), unet.size)
    difference = show(page, unet, Project("dep-sep", made.graph, unet.size))
    replaced = {row.before.id for row in made.difference.rows if row.kind == "changed"}
    assert {row.node.id for row in difference.rows if row.kind != "unchanged"} == replaced
    marked = {id for id, box in views(page)[0].sheet.boxes.items() if "changed" in box.description}
    assert marked == replaced != set()


def test_without_models_the_page_says_how_to_choose_some(page):
    assert "Choose two models above" in visible_text(page)
    page.show_reason("There is no model named X.")
    assert "There is no model named X." in visible_text(page)
