"""The live code: it follows the network, keeps the reader's place, and shares its selection with the canvas."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app import theme
from app.coding import Coding
from app.display import Display
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.code.colouring import marks
from app.results import Results
from app.worker import PAPER
from modelzoo.edits import set_param
from modelzoo.errors import ZooError
from modelzoo.export.code.writing import write_code
from modelzoo.project import Project
from modelzoo.zoo import open_model
from tests.app.desk import Desk
from tests.app.looking import button, visible_text
from tests.hands import LEFT, centre

CONTROL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Work:
    """The window with a network and its code, and an engine that answers when a test lets it."""

    def __init__(self, qtbot):
        self.qtbot, self.desk, self.window = qtbot, Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.results = Results(self.document, self.desk, self.window)
        measuring = Measuring(self.document, self.desk, self.results, self.window)
        inside = Inside(self.document, self.desk, self.results, self.window)
        self.display = Display(self.document, self.results, measuring, inside, self.window)
        self.coding = Coding(self.document, self.desk, self.window)
        self.document.changed.connect(self.results.follow)
        self.panel, self.view = self.window.code, self.window.code.view
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def open(self, model="SqueezeNet 1.1"):
        opened = open_model(model)
        self.document.open(Project(opened.title, opened.graph, opened.size))
        self.desk.examine()

    def show(self):
        self.qtbot.keyClick(self.window.canvas, Qt.Key.Key_C, CONTROL_ALT)
        self.qtbot.waitUntil(lambda: "code" in self.desk.asked)

    def answer(self):
        self.qtbot.waitUntil(lambda: "code" in self.desk.asked)
        wish = self.desk.asked.pop("code")
        assert (wish.lane, wish.job) == (PAPER, "code")
        try:
            wish.done(write_code(*wish.args))
        except ZooError as error:
            wish.failed(error)

    def edit(self, node, name, value):
        self.document.edit("edit", lambda now: replace(now, graph=set_param(now.graph, node, name, value)))

    def line_of(self, text):
        return next(at for at, line in enumerate(self.view.toPlainText().split("\n"), 1) if text in line)

    def click_line(self, line):
        self.view.verticalScrollBar().setValue(line - 3)
        cursor = QTextCursor(self.view.document().findBlockByNumber(line - 1))
        self.qtbot.mouseClick(self.view.viewport(), LEFT, pos=self.view.cursorRect(cursor).center())

    @property
    def marked(self):
        """The lines that stand out, counted from 1."""
        return [each.cursor.blockNumber() + 1 for each in self.view.extraSelections()]

    @property
    def in_view(self):
        first = self.view.firstVisibleBlock().blockNumber() + 1
        return range(first, first + self.view.viewport().height() // self.view.fontMetrics().lineSpacing())


@pytest.fixture
def work(qtbot):
    work = Work(qtbot)
    work.open()
    return work


@pytest.fixture
def shown(work):
    work.show()
    work.answer()
    return work


def test_nothing_is_written_before_somebody_looks(work):
    assert not work.panel.isVisible() and "code" not in work.desk.asked
    work.edit("fire2", "squeeze", 8)
    assert not work.coding._pause.isActive()


def test_the_key_brings_the_code_beside_the_canvas_with_room_to_be_read(shown):
    assert shown.panel.isVisible() and shown.panel.width() >= 400 and shown.window.canvas.width() > 400
    text = shown.view.toPlainText()
    compile(text, "shown", "exec")
    assert "class SqueezeNet1_1(nn.Module):" in text and "self.fire2 = Fire(64, squeeze=16, expand=64)" in text


def test_the_code_follows_an_edit_and_only_the_last_of_quick_ones(shown):
    shown.edit("fire2", "squeeze", 8)
    shown.edit("fire2", "squeeze", 24)
    assert "code" not in shown.desk.asked
    shown.answer()
    assert "self.fire2 = Fire(64, squeeze=24, expand=64)" in shown.view.toPlainText()
    assert shown.view.toPlainText() == shown.panel.code.text


def test_what_is_at_the_top_of_the_view_stays_there_when_lines_come_or_go_above(shown):
    shown.view.verticalScrollBar().setValue(shown.line_of("class Fire(") - 1)
    before = shown.view.firstVisibleBlock().text()
    shown.document.edit("title", lambda now: replace(now, title="A much longer title " * 12))
    shown.answer()
    assert "longer title" in shown.view.toPlainText()
    assert shown.view.firstVisibleBlock().text() == before == "class Fire(nn.Module):"


def test_the_cursor_stays_at_its_line_when_others_change(shown):
    shown.click_line(shown.line_of("self.fire4 = Fire("))
    shown.document.edit("title", lambda now: replace(now, title="A much longer title " * 12))
    shown.answer()
    shown.edit("fire9", "squeeze", 8)
    shown.answer()
    assert shown.view.line == shown.line_of("self.fire4 = Fire(")
    assert shown.window.canvas.sheet.selected_ids == ("fire4",)


def test_a_moved_box_asks_for_no_code(shown):
    shown.document.edit("move", lambda now: replace(now, places={"fire2": (5.0, 5.0)}))
    shown.coding._pause.timeout.emit()
    assert "code" not in shown.desk.asked


def test_a_network_without_code_says_why_and_the_code_before_stays_readable(shown):
    shown.document.edit("size", lambda now: replace(now, size=(1, 1)))
    shown.answer()
    assert "This is the code before the last edit. conv1" in visible_text(shown.panel)
    assert "class SqueezeNet1_1" in shown.view.toPlainText()
    assert not button(shown.panel, "&Copy").isEnabled()
    shown.document.undo.undo()
    shown.answer()
    assert "before the last edit" not in visible_text(shown.panel) and button(shown.panel, "&Copy").isEnabled()


def test_an_empty_canvas_says_what_is_missing_in_place_of_the_code_of_another_project(shown):
    shown.document.open(Project())
    shown.answer()
    assert "no output" in visible_text(shown.panel) and not shown.view.isVisible()


def test_a_block_selected_on_the_canvas_has_its_lines_marked_and_in_view(shown):
    canvas = shown.window.canvas
    canvas.fit()
    shown.qtbot.mouseClick(canvas.viewport(), LEFT, pos=centre(canvas, "fire9"))
    lines = [shown.line_of("self.fire9 = Fire("), shown.line_of("x = self.fire9(x)")]
    assert shown.marked == lines
    assert set(lines) & set(shown.in_view)


def test_a_line_that_makes_or_runs_a_block_selects_it_on_the_canvas(shown):
    for text in ("self.fire4 = Fire(", "x = self.fire4(x)"):
        shown.display.select(())
        shown.click_line(shown.line_of(text))
        assert shown.window.canvas.sheet.selected_ids == ("fire4",)
        assert shown.line_of(text) in shown.marked


def test_the_cursor_keys_select_line_by_line(shown):
    shown.click_line(shown.line_of("self.fire4 = Fire("))
    shown.qtbot.keyClick(shown.view, Qt.Key.Key_Down)
    assert shown.window.canvas.sheet.selected_ids == ("fire5",)


def test_a_line_of_a_class_selects_all_blocks_of_that_class(shown):
    line = shown.line_of("self.expand3 = nn.Conv2d(")
    shown.click_line(line)
    fires = tuple(node.id for node in shown.document.project.graph.of_block("fire"))
    assert shown.window.canvas.sheet.selected_ids == fires and len(fires) == 8
    assert line in shown.marked and line in shown.in_view


def test_a_line_of_nobody_leaves_the_selection_alone(shown):
    shown.display.select(("fire4",))
    shown.click_line(shown.line_of("import torch"))
    assert shown.window.canvas.sheet.selected_ids == ("fire4",)


def test_the_marks_move_with_their_lines(shown):
    shown.display.select(("fire4",))
    before = shown.marked
    shown.document.edit("title", lambda now: replace(now, title="A much longer title " * 12))
    shown.answer()
    assert shown.marked == [shown.line_of("self.fire4 = Fire("), shown.line_of("x = self.fire4(x)")]
    assert shown.marked != before


def test_copy_puts_the_whole_file_on_the_clipboard_and_says_so(shown, qapp):
    shown.qtbot.mouseClick(button(shown.panel, "&Copy"), LEFT)
    assert qapp.clipboard().text() == shown.panel.code.text
    assert "SqueezeNet1_1 is on the clipboard" in shown.window.statusBar().currentMessage()


def test_nobody_can_write_into_the_code_and_tab_leaves_it(shown):
    text = shown.view.toPlainText()
    shown.view.setFocus()
    shown.qtbot.keyClicks(shown.view, "abc")
    shown.qtbot.keyClick(shown.view, Qt.Key.Key_Tab)
    assert shown.view.toPlainText() == text and not shown.view.hasFocus()


def test_a_failure_of_the_engine_is_asked_again_at_the_next_look(shown):
    shown.edit("fire2", "squeeze", 8)
    shown.qtbot.waitUntil(lambda: "code" in shown.desk.asked)
    shown.desk.asked.pop("code").failed(ZooError("The engine crashed."))
    shown.window.docks["Code"].hide()
    shown.show()
    shown.answer()
    assert "squeeze=8" in shown.view.toPlainText()


def test_every_token_has_its_colour_in_both_themes(shown, qapp):
    line = shown.line_of("class Fire(")
    block = shown.view.document().findBlockByNumber(line - 1)
    for each in (theme.LIGHT, theme.DARK):
        shown.view.setPalette(theme.palette(each))
        found = {
            block.text()[part.start : part.start + part.length]: part.format.foreground().color().name()
            for part in block.layout().formats()
        }
        assert found == {"class": each.hue("Joining"), "Fire": each.accent}


def test_marks_say_what_is_what():
    text = 'def f(x: int) -> str:\n    """Two\n    lines."""\n    return "a"  # why\n'
    found = {(line, mark.start, mark.length): mark.kind for line, row in marks(text).items() for mark in row}
    assert found == {
        (0, 0, 3): "keyword",
        (0, 4, 1): "definition",
        (0, 9, 3): "builtin",
        (0, 17, 3): "builtin",
        (1, 4, 6): "string",
        (2, 0, 13): "string",
        (3, 4, 6): "keyword",
        (3, 11, 3): "string",
        (3, 16, 5): "comment",
    }


def test_a_title_beyond_the_usual_signs_does_not_shift_the_text(shown):
    for title in ("Net 🦊🦊", "Net 🦊", "Net"):
        shown.document.edit("title", lambda now, title=title: replace(now, title=title))
        shown.answer()
        assert shown.view.toPlainText() == shown.panel.code.text
