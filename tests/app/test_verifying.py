"""The check of all that a project states, in the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QProgressBar, QTreeWidget

from app.document import Document
from app.main_window import MainWindow
from app.verifying import Verifying
from app.worker import MEASURE
from modelzoo.errors import ZooError
from modelzoo.jobs import Progress
from modelzoo.verifying.checks import Check, Verified
from modelzoo.zoo import open_model
from tests.app.desk import Desk
from tests.app.looking import button, visible_text
from tests.hands import LEFT

HOLDS = Check("Mine", "p50, eager, 1 thread", "2 ms", "2.05 ms", "holds", "1.02 times the stated")
DIFFERS = Check("Mine", "p50, onnxruntime, 1 thread", "1 ms", "2 ms", "differs", "2.00 times the stated")
FOUND = Verified("Mine", (HOLDS, DIFFERS))


class Work:
    """The window with a network, and engines that answer when a test lets them."""

    def __init__(self, qtbot):
        self.qtbot, self.desk, self.window = qtbot, Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.document.open(replace(open_model("block/fire"), title="Mine"))
        verifying = Verifying(self.document, self.desk, self.window)
        self.dialog = verifying.dialog
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        verifying.open()

    def press(self, text):
        self.qtbot.mouseClick(button(self.dialog, text), LEFT)

    def verify(self):
        self.press("&Verify")
        return self.desk.asked["verify"]


@pytest.fixture
def work(qtbot):
    return Work(qtbot)


def test_the_dialog_opens_by_its_key(session, qtbot):
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(session.window.canvas, Qt.Key.Key_V, both)
    assert session.verifying.dialog.isVisible()


def test_what_differs_stands_first_and_the_sum_below(work):
    wish = work.verify()
    assert (wish.lane, wish.job, wish.args) == (MEASURE, "verify", (work.document.project, "Mine", True))
    wish.done(FOUND)
    assert [row[0] for row in work.dialog.rows] == ["differs", "holds"]
    assert work.dialog.rows[0][1:] == ("Mine", "p50, onnxruntime, 1 thread", "1 ms", "2 ms", "2.00 times the stated")
    assert work.dialog.said == "2 stated: 1 found as stated, 1 found otherwise."


def test_times_are_left_out_where_that_is_wished(work):
    work.qtbot.keyClick(work.dialog.findChild(QCheckBox), Qt.Key.Key_Space)
    assert work.verify().args[2] is False


def test_progress_is_shown_and_escape_gives_up_before_it_closes(work):
    work.verify().progress(Progress(0.25, "measuring"))
    bar = work.dialog.findChild(QProgressBar)
    assert bar.isVisible() and bar.value() == bar.maximum() / 4 and work.dialog.said == "Measuring…"
    assert not button(work.dialog, "&Verify").isEnabled()
    work.qtbot.keyClick(work.dialog, Qt.Key.Key_Escape)
    assert work.dialog.isVisible() and work.desk.asked == {} and work.dialog.said == "Cancelled."
    work.qtbot.keyClick(work.dialog, Qt.Key.Key_Escape)
    assert not work.dialog.isVisible()


def test_a_failure_says_why(work):
    work.verify().failed(ZooError("The engine is lost."))
    assert work.dialog.said == "The engine is lost." and button(work.dialog, "&Verify").isEnabled()


def test_what_was_found_of_another_project_is_not_shown_of_this_one(work):
    work.verify().done(FOUND)
    work.document.open(open_model("block/conv"))
    assert work.dialog.rows == [] and "verify it again" in work.dialog.said


def test_why_a_figure_has_its_verdict_can_be_read_wholly_below_the_table(work):
    work.verify().done(FOUND)
    table = work.dialog.findChild(QTreeWidget)
    assert "2.00 times the stated" in visible_text(work.dialog)
    work.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "1.02 times the stated" in visible_text(work.dialog)
