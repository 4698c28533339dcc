"""Blocks that a person names: grouped, gone into and out of, added again, renamed and forgotten, in the real window."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from app.breakdown import Breakdown
from app.canvas.breadcrumbs import Breadcrumbs
from app.display import Display
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_blocks import NamedBlocks
from app.opening import Opening
from app.results import Results
from modelzoo.analysis.within import examine_within
from modelzoo.builder import Builder
from modelzoo.catalog import offered_blocks
from modelzoo.edits import set_param
from modelzoo.graph import Graph
from modelzoo.grouping import inner_graph
from modelzoo.project import Project
from modelzoo.ungroup import ungroup
from tests.app.desk import Desk
from tests.hands import centre, drop, on_wire, picked, row, tree

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def chain() -> Graph:
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    first = b("conv", stem, id="first", out=8)
    b("output", b("add", stem, first, id="join"), id="end")
    return b.graph


class Lab:
    """The window with all that shows a model, on an engine that a test answers for."""

    def __init__(self, window: MainWindow) -> None:
        self.desk: Any = Desk()
        self.document, self.window, self.canvas = Document(), window, window.canvas
        self.results = Results(self.document, self.desk)
        measuring = Measuring(self.document, self.desk, self.results)
        self.inside = Inside(self.document, self.desk, self.results, window)
        self.display = Display(self.document, self.results, measuring, self.inside, window)
        self.opening = Opening(self.desk, self.inside, window.canvas)
        self.named = NamedBlocks(self.document, window)
        self.document.changed.connect(self.results.follow)
        self.document.refused.connect(window.hint)
        window.palette_panel.block_wished.connect(window.canvas.add_block)
        window.palette_panel.show_blocks(offered_blocks())
        self.document.open(Project("net", chain(), (32, 32)))
        self.answer()
        window.canvas.fit()

    def answer(self) -> None:
        """Let the engine answer what it was asked."""
        self.desk.examine()
        if wish := self.desk.asked.pop("examine within", None):
            wish.done(examine_within(*wish.args))

    def group(self, *ids: str, title: str = "part") -> str:
        self.canvas.sheet.select(set(ids))
        self.act("group")
        self.named.dialog.setTextValue(title)
        self.named.dialog.accept()
        self.answer()
        (id,) = self.canvas.sheet.selected_ids
        return id

    def go_inside(self, id: str) -> None:
        self.canvas.sheet.select({id})
        self.act("go_inside")
        self.answer()

    def act(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()

    @property
    def graph(self) -> Graph:
        return self.document.project.graph

    @property
    def said(self) -> str:
        return self.window.statusBar().currentMessage()

    @property
    def crumbs(self) -> list[str]:
        bar = self.canvas.findChild(Breadcrumbs)
        return bar.accessibleDescription().split(" › ") if bar.isVisible() else []


@pytest.fixture
def lab(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Lab:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return Lab(window)


def test_a_selection_becomes_a_named_block_in_one_step(lab: Lab, qtbot: QtBot) -> None:
    before = lab.document.project
    lab.canvas.setFocus()
    lab.canvas.sheet.select({"first", "join"})
    qtbot.keyClick(lab.canvas, Key.Key_G, CONTROL)
    line = lab.named.dialog.findChild(QLineEdit)
    assert line.text() == "block1"
    qtbot.keyClicks(line, "my part")
    qtbot.keyClick(line, Key.Key_Return)
    lab.answer()
    assert lab.document.undo.undoText() == "group my part"
    assert [node.id for node in lab.graph] == ["input1", "stem", "my_part", "end"]
    assert lab.canvas.sheet.selected_ids == ("my_part",)
    assert row(lab.window.palette_panel, "my part").parent().data() == "My blocks"
    assert "2 blocks" in lab.canvas.sheet.boxes["my_part"].description
    assert lab.results.examination is not None and lab.results.examination.problems == ()
    lab.document.undo.undo()
    assert lab.document.project is before


def test_what_cannot_be_one_block_is_told_before_any_name_is_asked(lab: Lab) -> None:
    lab.canvas.sheet.select({"end"})
    lab.act("group")
    assert lab.said.startswith("The network's inputs and outputs stay outside")
    assert not lab.named.dialog.isVisible()


def test_a_name_that_is_taken_is_refused(lab: Lab) -> None:
    lab.group("first", "join")
    lab.canvas.sheet.select({"stem"})
    lab.act("group")
    lab.named.dialog.setTextValue("part")
    lab.named.dialog.accept()
    assert lab.said == "There is a block named part already: choose another name."
    assert "stem" in lab.graph


def test_a_double_click_goes_inside_and_a_crumb_leads_out(lab: Lab, qtbot: QtBot) -> None:
    id = lab.group("first", "join")
    viewport, at = lab.canvas.viewport(), centre(lab.canvas, id)
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    lab.answer()
    assert set(lab.canvas.sheet.boxes) == {"input1", "first", "join", "output1"}
    assert lab.crumbs == ["net", "part"]
    assert lab.canvas.sheet.boxes["input1"].node.values == {"channels": 8}
    assert lab.canvas.drawing.shapes["join"] == (1, 8, 32, 32)
    out = next(each for each in lab.canvas.findChildren(QToolButton) if each.text() == "net" and each.isVisible())
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    assert set(lab.canvas.sheet.boxes) == {"input1", "stem", "part", "end"}
    assert lab.canvas.sheet.selected_ids == ("part",) and lab.crumbs == []


def test_keys_lead_into_blocks_within_blocks_and_out_again(lab: Lab, qtbot: QtBot) -> None:
    inner = lab.group("first", "join", title="inner")
    lab.group("stem", inner, title="outer")
    lab.canvas.setFocus()
    qtbot.keyClick(lab.canvas, Key.Key_Down, CONTROL)
    lab.answer()
    lab.canvas.sheet.select({"inner"})
    qtbot.keyClick(lab.canvas, Key.Key_Down, CONTROL)
    lab.answer()
    assert lab.crumbs == ["net", "outer", "inner"]
    qtbot.keyClick(lab.canvas, Key.Key_Up, CONTROL)
    assert lab.crumbs == ["net", "outer"] and lab.canvas.sheet.selected_ids == ("inner",)
    qtbot.keyClick(lab.canvas, Key.Key_Up, CONTROL)
    assert lab.crumbs == [] and lab.canvas.sheet.selected_ids == ("outer",)
    qtbot.keyClick(lab.canvas, Key.Key_Up, CONTROL)
    assert lab.said.startswith("This is the whole model")


def test_the_bar_stays_to_be_seen_while_the_way_inside_changes(lab: Lab) -> None:
    inner = lab.group("first", "join", title="inner")
    lab.go_inside(lab.group("stem", inner, title="outer"))
    bar = lab.canvas.findChild(Breadcrumbs)
    height = bar.height()
    lab.document.edit("rename", lambda now: replace(now, title="another net"))
    assert lab.crumbs == ["another net", "outer"] and bar.height() == height
    lab.go_inside("inner")
    assert bar.height() == height > bar.fontMetrics().height()


def test_no_note_can_be_begun_inside_of_a_block(lab: Lab, qtbot: QtBot) -> None:
    lab.go_inside(lab.group("first", "join"))
    with qtbot.waitSignal(lab.canvas.hint_wished) as told:
        lab.canvas.add_note()
    assert told.args == ["Notes stand beside the whole model: go out of the block first."]
    assert not lab.canvas.note_editor.isVisible()
    lab.act("go_out")
    lab.canvas.add_note()
    assert lab.canvas.note_editor.isVisible()


def test_a_single_layer_has_no_inside(lab: Lab, qtbot: QtBot) -> None:
    lab.canvas.setFocus()
    lab.canvas.sheet.select({"stem"})
    qtbot.keyClick(lab.canvas, Key.Key_Down, CONTROL)
    assert lab.said.startswith("Select the one named block to go into")
    assert lab.crumbs == []


def test_an_edit_inside_changes_every_use_in_one_step(lab: Lab) -> None:
    lab.group("first", "join")
    lab.canvas.add_block("my/part")
    lab.answer()
    assert {"part", "part_1"} <= {node.id for node in lab.graph}
    lab.go_inside("part")
    steps = lab.document.undo.count()
    lab.canvas.sheet.select({"first"})
    lab.window.form.edit_wished.emit("set kernel", _kernel_five, "")
    lab.answer()
    assert [inner_graph(lab.graph[id])["first"].values["kernel"] for id in ("part", "part_1")] == [5, 5]
    assert lab.document.project.blocks["part"].graph["first"].values["kernel"] == 5
    assert lab.document.undo.count() == steps + 1 and lab.document.undo.undoText() == "set kernel in part"
    assert lab.canvas.sheet.boxes["first"].node.values["kernel"] == 5


def _kernel_five(now: Project) -> Project:
    return replace(now, graph=set_param(now.graph, "first", "kernel", 5))


def test_deleting_inside_tells_what_cannot_be(lab: Lab, qtbot: QtBot) -> None:
    lab.go_inside(lab.group("first", "join"))
    lab.canvas.sheet.select({"output1"})
    lab.canvas.delete_selected()
    assert lab.said == "A block has one output: it needs exactly one output block inside."
    lab.canvas.sheet.select({"first"})
    lab.canvas.delete_selected()
    lab.answer()
    assert set(lab.canvas.sheet.boxes) == {"input1", "join", "output1"}


def test_undo_of_the_group_brings_a_person_out_of_it(lab: Lab) -> None:
    lab.go_inside(lab.group("first", "join"))
    lab.document.undo.undo()
    assert lab.crumbs == [] and set(lab.canvas.sheet.boxes) == {"input1", "stem", "first", "join", "end"}


def test_another_document_is_shown_from_outside(lab: Lab) -> None:
    id = lab.group("first", "join")
    lab.go_inside(id)
    lab.document.open(Project("other", lab.graph))
    assert lab.crumbs == [] and id in lab.canvas.sheet.boxes


def test_inside_the_other_panels_select_the_block_and_their_rows_lead_out(lab: Lab) -> None:
    lab.go_inside(lab.group("first", "join"))
    found = lab.results.examination
    assert found is not None
    lab.window.layers.show_breakdown(Breakdown(found.cost))
    lab.canvas.sheet.select({"first"})
    rows = lab.window.layers.findChild(QTableView).selectionModel().selectedRows()
    assert [index.data() for index in rows] == ["part"]
    lab.window.layers.selection_changed.emit(("stem",))
    assert lab.crumbs == [] and lab.canvas.sheet.selected_ids == ("stem",)


def test_a_block_is_dragged_from_the_palette_onto_a_wire(lab: Lab) -> None:
    lab.group("first", "join")
    wire = on_wire(lab.canvas, "part", "end")
    assert drop(lab.canvas, picked(lab.window.palette_panel, "part"), wire)
    assert lab.graph["end"].inputs == ("part_1",) and lab.graph["part_1"].inputs == ("part",)
    assert lab.document.undo.undoText() == "insert part"


def test_quick_add_finds_a_named_block(lab: Lab, qtbot: QtBot) -> None:
    lab.group("first", "join", title="special")
    lab.canvas.quick_add.open_here()
    box = QApplication.focusWidget()
    qtbot.keyClicks(box, "speci")
    qtbot.keyClick(box, Key.Key_Return)
    assert lab.graph["special_1"].inputs == ("special",)


def test_the_form_shows_the_name_and_not_the_text_of_the_graph_and_renames_everywhere(lab: Lab, qtbot: QtBot) -> None:
    lab.group("first", "join")
    lab.canvas.add_block("my/part")
    lab.answer()
    lines = {each.accessibleName(): each for each in lab.window.form.findChildren(QLineEdit) if each.isVisible()}
    assert lines.keys() == {"Name of the block", "title"}
    lines["title"].setFocus()
    lines["title"].selectAll()
    qtbot.keyClicks(lines["title"], "better")
    qtbot.keyClick(lines["title"], Key.Key_Return)
    assert [lab.graph[id].values["title"] for id in ("part", "part_1")] == ["better", "better"]
    assert list(lab.document.project.blocks) == ["better"]


def test_in_the_palette_a_named_block_is_renamed_and_forgotten_by_key(lab: Lab, qtbot: QtBot) -> None:
    lab.group("first", "join")
    lines = tree(lab.window.palette_panel)
    lines.setCurrentIndex(row(lab.window.palette_panel, "part"))
    lines.setFocus()
    qtbot.keyClick(lines, Key.Key_F2)
    lab.named.dialog.setTextValue("better")
    lab.named.dialog.accept()
    assert lab.graph["part"].values["title"] == "better"
    lines.setCurrentIndex(row(lab.window.palette_panel, "better"))
    lines.setFocus()
    qtbot.keyClick(lines, Key.Key_Delete)
    assert lab.document.project.blocks == {} and "part" in lab.graph
    lines.setCurrentIndex(row(lab.window.palette_panel, "Fire"))
    steps = lab.document.undo.count()
    qtbot.keyClick(lines, Key.Key_Delete)
    assert lab.document.undo.count() == steps


def test_a_named_block_opens_in_place_and_so_does_one_inside_another(lab: Lab) -> None:
    inner = lab.group("first", "join", title="inner")
    outer = lab.group("stem", inner, title="outer")
    lab.go_inside(outer)
    lab.canvas.sheet.select({"inner"})
    lab.opening.open_selected()
    wish = lab.desk.asked.pop("ungroup")
    wish.done(ungroup(*wish.args))
    placing = lab.desk.asked.pop("place opened")
    placing.done(placing.job(*placing.args))
    assert set(lab.canvas.sheet.boxes) == {"input1", "stem", "first", "join", "output1"}
    assert [node.id for node in inner_graph(lab.graph["outer"])] == ["input1", "stem", "first", "join", "output1"]


def test_what_is_grouped_inside_of_a_block_lands_in_the_palette_too(lab: Lab) -> None:
    lab.go_inside(lab.group("first", "join"))
    lab.group("first", title="deep")
    assert set(lab.document.project.blocks) == {"part", "deep"}
    assert inner_graph(lab.graph["part"])["deep"].inputs == ("input1",)
    assert lab.crumbs == ["net", "part"]
