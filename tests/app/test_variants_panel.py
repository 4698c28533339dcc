"""The variants of a project in the window: what each costs, which one is shown, and what is done with them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu

from app.document import Document
from app.main_window import MainWindow
from app.results import Results
from app.varying import Varying
from modelzoo import variants
from modelzoo.acts import Act
from modelzoo.analysis.cost import cost
from modelzoo.edits import set_param
from modelzoo.errors import ZooError
from modelzoo.measurements import Setup
from modelzoo.project import Project
from tests.app.desk import Desk, small
from tests.app.looking import a_latency
from tests.hands import LEFT, cell, double_click

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SIZE = (32, 32)
GRAPHS = {"wide": small(16), "wide + width 0.5": small(8), "wide + width 0.25": small(4)}


class Measuring(QObject):
    """Stands for what measures."""

    measured = Signal(object)
    outdated = Signal(str)
    setups = (Setup(),)
    here = a_latency().environment


class Work:
    def __init__(self, qtbot):
        self.qtbot, self.desk, self.window = qtbot, Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.results = Results(self.document, self.desk, self.window)
        self.document.changed.connect(lambda before, now: self.window.canvas.show_project(now))
        self.document.changed.connect(self.results.follow)
        self.varying = Varying(self.document, self.desk, self.results, Measuring(self.window), self.window)
        self.panel, self.table, self.chooser = (
            self.window.variants,
            self.window.variants.table,
            self.window.variant_chooser,
        )
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.docks["Variants"].raise_()

    def open(self):
        """A model, its half and its quarter; the whole one is shown, and all is counted."""
        first, *others = GRAPHS
        project = Project(first, GRAPHS[first], SIZE)
        for title in others:
            act = Act("width", (("width", float(title.split()[-1])),))
            project = variants.derive(variants.show(project, 0), act, GRAPHS[title], {})
        self.document.open(variants.move(variants.show(project, 0), 1, 2))
        self.count()

    def count(self):
        while self.desk.asked:
            self.desk.examine()

    def press(self, key, modifier=Modifier.NoModifier):
        self.qtbot.keyClick(self.table, key, modifier)

    def choose(self, title):
        self.table.setCurrentIndex(cell(self.table, title))
        self.table.setFocus()

    def cells(self, heading):
        model = self.table.model()
        headings = [
            model.headerData(at, Qt.Orientation.Horizontal).replace("\n", " ") for at in range(model.columnCount())
        ]
        return [model.index(row, headings.index(heading)).data() for row in range(model.rowCount())]

    def cell(self, title, role):
        return cell(self.table, title).data(role)

    @property
    def titles(self):
        return [each.title for each in self.document.project.variants]


@pytest.fixture
def work(qtbot):
    found = Work(qtbot)
    found.open()
    return found


def test_each_variant_has_its_history_its_figures_and_what_became_of_them(work):
    assert work.cells("Variant") == list(GRAPHS) == work.cells("History")
    costs = [cost(graph, SIZE) for graph in GRAPHS.values()]
    assert work.cells("MACs (M)") == [f"{each.macs / 1e6:,.2f}" for each in costs]
    assert work.cells("Parameters (M)") == [f"{each.parameters / 1e6:,.3f}" for each in costs]
    assert work.cells("Change (MACs)") == ["–", "−50.0 %", "−75.0 %"]
    assert work.cells("Compared with") == ["", "wide", "wide"] and work.cells("Input") == ["32"] * 3


def test_a_pinned_baseline_is_what_all_others_are_compared_with(work):
    work.panel.pin_wished.emit(1)
    work.count()
    assert work.document.undo.undoText() == "pin wide + width 0.5"
    assert work.cells("Change (MACs)") == ["+100.0 %", "–", "−50.0 %"]
    assert work.cells("Compared with") == ["wide + width 0.5", "", "wide + width 0.5"]
    assert work.cell("wide + width 0.5", Qt.ItemDataRole.AccessibleTextRole) == "wide + width 0.5, baseline"


def test_what_was_not_counted_yet_is_waited_for_and_asked_in_the_background(work):
    narrow = set_param(small(), "stem", "out", 2)
    work.document.edit("add", lambda now: variants.show(variants.add(now, Project("two", narrow, SIZE).shown), 0))
    assert work.cells("MACs (M)")[1] == "…"
    assert work.desk.asked.keys() == {"examine variant"}
    work.count()
    assert work.cells("MACs (M)")[1] == f"{cost(narrow, SIZE).macs / 1e6:,.2f}"


def test_what_cannot_be_counted_says_why_and_holds_up_no_other(work):
    graphs = [set_param(small(), "stem", "out", out) for out in (2, 3)]
    work.document.edit("add", lambda now: variants.add(now, Project("two", graphs[0], SIZE).shown))
    work.document.edit("add", lambda now: variants.add(now, Project("three", graphs[1], SIZE).shown))
    work.document.edit("back", lambda now: variants.show(now, 0))
    work.desk.asked["examine variant"].failed(ZooError("The engine was lost."))
    work.count()
    assert sorted(work.cells("MACs (M)")).count("–") == 1
    at = work.cells("MACs (M)").index("–")
    assert work.table.model().index(at, 1).data(Qt.ItemDataRole.ToolTipRole) == "The engine was lost."


def test_an_unfinished_variant_says_what_is_wrong_with_it(work):
    loose = replace(small(), nodes=small().nodes[:2])
    work.document.edit("add", lambda now: variants.add(now, Project("loose", loose, SIZE).shown))
    work.count()
    assert work.cells("MACs (M)")[1] == "–"
    assert "output" in work.table.model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_measured_variant_shows_its_median_and_whether_it_is_in_doubt(work):
    half = GRAPHS["wide + width 0.5"].fingerprint
    quiet = a_latency(0.0025, fingerprint=half, input=(3, *SIZE))
    work.document.record(lambda record: record.with_latencies(quiet))
    assert work.cells("p50 (ms)") == ["–", "2.500", "–"]
    work.document.record(lambda record: record.with_latencies(replace(quiet, steady=False)))
    assert work.cells("p50 (ms)") == ["–", "2.500 ?", "–"]


def test_enter_and_a_double_click_show_a_variant_and_one_step_goes_back(work):
    work.choose("wide + width 0.5")
    work.press(Key.Key_Return)
    assert work.document.project.title == "wide + width 0.5" and work.document.project.graph["stem"].values["out"] == 8
    assert not work.document.modified
    work.document.undo.undo()
    assert work.document.project.title == "wide"
    double_click(work.qtbot, work.table, cell(work.table, "wide + width 0.25"))
    assert work.document.project.graph is GRAPHS["wide + width 0.25"]


def test_the_one_that_is_shown_stands_out_and_is_the_current_row(work):
    work.window.actions_by_name["variant_next"].trigger()
    assert work.table.currentIndex().data() == "wide + width 0.5"
    bold = [
        title for title in GRAPHS if (font := work.cell(title, Qt.ItemDataRole.FontRole)) is not None and font.bold()
    ]
    assert bold == ["wide + width 0.5"]
    assert work.cell("wide + width 0.5", Qt.ItemDataRole.AccessibleTextRole) == "wide + width 0.5, shown"


def test_another_variant_is_seen_whole_with_nothing_selected(work):
    canvas = work.window.canvas
    canvas.sheet.select({"stem"})
    canvas.zoom_in()
    work.varying.show(1)
    assert canvas.sheet.selected_ids == ()
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.contains(canvas.sheet.bounds())


def test_an_edit_leaves_the_selection_and_the_view_as_they_are(work):
    canvas = work.window.canvas
    canvas.sheet.select({"stem"})
    canvas.zoom_in()
    before = canvas.transform()
    work.document.edit("narrow", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", 5)))
    work.document.undo.undo()
    assert canvas.sheet.selected_ids == ("stem",) and canvas.transform() == before


def test_f2_renames_in_place_and_a_taken_title_is_refused(work):
    work.choose("wide + width 0.5")
    work.press(Key.Key_F2)
    line = work.table.findChild(QLineEdit)
    work.qtbot.keyClick(line, Key.Key_A, Modifier.ControlModifier)
    work.qtbot.keyClicks(line, "half")
    work.qtbot.keyClick(line, Key.Key_Return)
    work.qtbot.waitUntil(lambda: work.titles == ["wide", "half", "wide + width 0.25"])
    assert work.document.undo.undoText() == "rename variant to half"
    with work.qtbot.waitSignal(work.document.refused) as told:
        work.panel.rename_wished.emit(0, "half")
    assert told.args and "named 'half' already" in told.args[0]


def test_the_menu_renames_the_one_that_is_shown_where_it_stands(work):
    work.window.pages.turn_to("zoo")
    work.window.actions_by_name["variant_rename"].trigger()
    line = work.table.findChild(QLineEdit)
    assert line.text() == "wide" and line.isVisible()
    work.qtbot.keyClicks(line, "whole")
    work.qtbot.keyClick(line, Key.Key_Return)
    work.qtbot.waitUntil(lambda: work.document.project.title == "whole")
    work.qtbot.waitUntil(lambda: not work.table.findChildren(QLineEdit))


def test_delete_takes_the_row_away_and_no_block_of_the_canvas(work):
    work.window.canvas.sheet.select({"stem"})
    work.choose("wide + width 0.5")
    work.press(Key.Key_Delete)
    assert work.titles == ["wide", "wide + width 0.25"] and "stem" in work.document.project.graph
    work.document.undo.undo()
    assert work.titles == list(GRAPHS)


def test_the_last_variant_cannot_be_deleted(work):
    for _ in range(3):
        work.choose(work.titles[-1])
        work.press(Key.Key_Delete)
    assert work.titles == ["wide"] and not work.window.actions_by_name["variant_delete"].isEnabled()


def test_alt_and_an_arrow_move_a_variant_and_its_row_stays_current(work):
    work.choose("wide + width 0.25")
    work.press(Key.Key_Up, Modifier.AltModifier)
    assert work.titles == ["wide", "wide + width 0.25", "wide + width 0.5"]
    assert work.table.currentIndex().data() == "wide + width 0.25" and work.document.project.title == "wide"


def middle(work, title):
    return work.table.visualRect(cell(work.table, title)).center()


def drag(work, title, end, escape=False):
    """Drag a row by the mouse to a point, and let go or give up there."""
    start, viewport = middle(work, title), work.table.viewport()
    work.qtbot.mousePress(viewport, LEFT, pos=start)
    for at in ((start + end) / 2, end):
        work.qtbot.mouseMove(viewport, at)
    if escape:
        work.press(Key.Key_Escape)
    work.qtbot.mouseRelease(viewport, LEFT, pos=end)


@pytest.mark.parametrize(
    ("dragged", "onto", "order"),
    [
        ("wide", "wide + width 0.25", ["wide + width 0.5", "wide + width 0.25", "wide"]),
        ("wide", "wide + width 0.5", ["wide + width 0.5", "wide", "wide + width 0.25"]),
        ("wide + width 0.25", "wide", ["wide", "wide + width 0.25", "wide + width 0.5"]),
        ("wide + width 0.5", "wide + width 0.5", list(GRAPHS)),
    ],
)
def test_a_dragged_row_comes_to_stand_below_the_middle_that_it_was_let_go_at(work, dragged, onto, order):
    drag(work, dragged, middle(work, onto) + QPoint(0, 6))
    assert work.titles == order
    assert work.table.currentIndex().data() == dragged and work.document.project.title == "wide"
    assert work.document.undo.count() == (order != list(GRAPHS))


def test_a_row_dragged_above_the_first_becomes_the_first(work):
    drag(work, "wide + width 0.25", QPoint(20, 1))
    assert work.titles == ["wide + width 0.25", "wide", "wide + width 0.5"]
    work.document.undo.undo()
    assert work.titles == list(GRAPHS)


def test_escape_gives_a_drag_up_and_rows_that_a_column_sorts_cannot_be_dragged(work):
    drag(work, "wide", QPoint(20, 400), escape=True)
    assert work.titles == list(GRAPHS)
    work.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    drag(work, "wide", QPoint(20, 1))
    assert work.titles == list(GRAPHS)


def test_sorted_rows_still_mean_the_same_variants(work):
    heading = work.table.model().headerData
    at = next(at for at in range(5) if heading(at, Qt.Orientation.Horizontal).startswith("MACs"))
    work.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert work.cells("Variant")[0] == "wide + width 0.25"
    work.choose("wide + width 0.25")
    work.press(Key.Key_Return)
    assert work.document.project.title == "wide + width 0.25"


def test_a_copy_is_gone_on_with(work):
    work.window.actions_by_name["variant_duplicate"].trigger()
    assert work.titles[:2] == ["wide", "wide 2"] and work.document.project.title == "wide 2"
    assert work.document.undo.undoText() == "duplicate variant wide"


def test_the_context_menu_does_each_deed_with_its_row(work):
    point = work.table.visualRect(cell(work.table, "wide + width 0.5")).center()
    work.table.customContextMenuRequested.emit(point)
    menu = work.panel.findChild(QMenu)
    actions = {action.text().replace("&", ""): action for action in menu.actions() if action.text()}
    with work.qtbot.waitSignal(work.panel.diff_wished) as told:
        actions["Diff with the one shown"].trigger()
    assert told.args == ["wide + width 0.5"]
    actions["Pin as baseline"].trigger()
    assert work.document.project.baseline.title == "wide + width 0.5"
    actions["Move up"].trigger()
    assert work.titles[0] == "wide + width 0.5"
    menu.close()


def test_the_chooser_beside_the_tabs_is_there_as_soon_as_there_are_two(work):
    assert work.chooser.box.isVisible() and work.chooser.box.currentText() == "wide"
    work.qtbot.keyClick(work.chooser.box, Key.Key_Down)
    assert work.document.project.title == "wide + width 0.5"
    work.document.open(Project("alone", small(), SIZE))
    assert not work.chooser.box.isVisible()


def test_page_keys_walk_through_the_variants_as_one_step(work):
    canvas = work.window.canvas
    canvas.setFocus()
    for _ in range(3):
        work.qtbot.keyClick(canvas, Key.Key_PageDown, Modifier.ControlModifier)
    assert work.document.project.title == "wide + width 0.25" and work.document.undo.count() == 1
    work.qtbot.keyClick(canvas, Key.Key_PageUp, Modifier.ControlModifier)
    assert work.document.project.title == "wide + width 0.5"


def test_a_click_selects_a_row_and_changes_nothing(work):
    at = work.table.visualRect(cell(work.table, "wide + width 0.5")).center()
    work.qtbot.mouseClick(work.table.viewport(), LEFT, pos=at)
    assert work.table.currentIndex().data() == "wide + width 0.5" and work.document.undo.count() == 0
