"""What the page of differences asks for, and when."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.actions import connect_actions
from app.differing import Differing
from app.document import Document
from app.main_window import MainWindow
from app.panels.diff.sides import PRESENT, VARIANT
from modelzoo import variants
from modelzoo.edits import set_param
from modelzoo.engine import JOBS
from modelzoo.errors import ZooError
from modelzoo.measurements import Load, Setup
from modelzoo.project import Baseline, Project
from tests.app.comparing import column
from tests.app.desk import Desk, small
from tests.app.looking import a_latency, named, visible_text

WIDE = set_param(small(), "stem", "out", 16)


class Measuring(QObject):
    """Stands for what measures: its setups and its machine."""

    setups = (Setup(),)
    here = a_latency().environment


class Work:
    def __init__(self, qtbot):
        self.desk, self.window = Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.differing = Differing(self.document, self.desk, Measuring(self.window), self.window)
        connect_actions(self.window.actions_by_name, {"compare_baseline": self.differing.show_baseline})
        self.window.variants.diff_wished.connect(self.differing.show_variant)
        self.page = self.window.diff
        baseline = Baseline("narrow", small(), (64, 64))
        self.document.open(Project("wide", WIDE, (64, 64), baseline=baseline))
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def answer(self):
        """Answer all that is asked until nothing is."""
        while wish := self.desk.asked.pop("diff", None):
            job = wish.job if callable(wish.job) else JOBS[wish.job]
            try:
                found = job(*wish.args)
            except ZooError as error:
                wish.failed(error)
                continue
            wish.done(found)

    @property
    def titles(self):
        return [part for part in visible_text(self.page).split("\n") if part.endswith((")", "1.0", "1.1"))]


@pytest.fixture
def work(qtbot):
    return Work(qtbot)


def test_the_action_sets_the_present_model_beside_the_baseline(work, qtbot):
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(work.window, Qt.Key.Key_D, modifiers)
    assert work.window.pages.current == "diff"
    work.answer()
    assert {"narrow (baseline)", "wide (present model)"} <= set(work.titles)
    assert column(work.page, "What differs")[column(work.page, "Node").index("stem")] == "out 8 → 16"


def test_nothing_is_asked_while_nobody_looks(work):
    work.document.edit("widen", lambda now: Project("wider", WIDE, (32, 32), baseline=now.baseline))
    assert "diff" not in work.desk.asked
    work.window.actions_by_name["page_diff"].trigger()
    assert "diff" in work.desk.asked


def test_an_edit_that_is_undone_while_it_is_looked_at_is_followed(work):
    work.document.put("narrow again", Project("wide", small(), (64, 64), baseline=work.document.project.baseline))
    work.window.actions_by_name["page_diff"].trigger()
    work.answer()
    assert "changed" not in "".join(column(work.page, "Change")).replace("unchanged", "")
    work.document.undo.undo()
    work.answer()
    assert "≠ changed" in column(work.page, "Change")


def test_what_is_shown_already_is_not_asked_again(work):
    work.window.actions_by_name["page_diff"].trigger()
    work.answer()
    work.window.actions_by_name["page_canvas"].trigger()
    work.window.actions_by_name["page_diff"].trigger()
    assert "diff" not in work.desk.asked


def test_without_a_baseline_the_page_says_how_to_get_one(work):
    work.document.open(Project("alone", WIDE, (64, 64)))
    work.window.actions_by_name["compare_baseline"].trigger()
    assert "No baseline is pinned. Pin one (Ctrl+B)" in visible_text(work.page) and "diff" not in work.desk.asked


def test_models_of_the_zoo_are_compared_by_name_and_a_wrong_name_is_told(work):
    work.window.actions_by_name["page_diff"].trigger()
    work.page.wished.emit("SqueezeNet 1.0", "SqueezeNet 1.1", "64")
    work.answer()
    assert {"SqueezeNet 1.0", "SqueezeNet 1.1"} <= set(work.titles)
    work.page.wished.emit("SqueezeNet 1.0", "Nothing", "")
    work.answer()
    assert "There is no model named 'Nothing'" in visible_text(work.page)


def test_a_file_that_was_chosen_takes_its_side(work, monkeypatch):
    work.window.actions_by_name["page_diff"].trigger()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("other.slimscope", ""))
    work.page.file_wished.emit(0)
    assert work.desk.asked["diff"].args[0][0] == "other.slimscope"
    assert work.page.sides[0].currentText() == "other.slimscope" and work.page.sides[1].currentText() == PRESENT


def test_measured_times_are_compared_where_both_were_measured_here(work):
    both = [
        a_latency(p50, fingerprint=graph.fingerprint, input=(3, 64, 64))
        for p50, graph in ((0.002, small()), (0.004, WIDE))
    ]
    work.document.record(lambda record: record.with_latencies(both[0]))
    work.window.actions_by_name["page_diff"].trigger()
    work.answer()
    assert not named(work.page, "Time before and after").isVisible()
    work.document.record(lambda record: record.with_latencies(both[1]))
    work.window.actions_by_name["compare_baseline"].trigger()
    work.answer()
    assert named(work.page, "Time before and after").text() == "2.00 ms → 4.00 ms"
    change = named(work.page, "Change of time")
    assert change.text().endswith("measured apart") and "Measured apart" in change.toolTip()
    assert "Time, eager, 1 thread" in visible_text(work.page)


def test_times_that_were_taken_in_turns_are_not_called_apart_and_doubtful_ones_are_marked(work):
    def record(load):
        both = [
            a_latency(p50, fingerprint=graph.fingerprint, input=(3, 64, 64), session="one", load=load)
            for p50, graph in ((0.002, small()), (0.004, WIDE))
        ]
        work.document.record(lambda record: record.with_latencies(*both))
        work.window.actions_by_name["compare_baseline"].trigger()
        work.answer()

    record(Load())
    change = named(work.page, "Change of time")
    assert "apart" not in change.text() and "Both took turns" in change.toolTip()
    record(Load(foreign_cores=1.8))
    assert named(work.page, "Time before and after").text().endswith("?") and "1.8 cores" in change.toolTip()


def test_variants_of_the_project_are_offered_and_compared_by_title(work):
    work.document.edit("add", lambda now: variants.add(now, Project("narrow", small(), (64, 64)).shown))
    chooser = work.page.sides[0]
    assert [chooser.itemText(at) for at in range(chooser.count())][2:4] == ["Variant: wide", "Variant: narrow"]
    work.window.variants.diff_wished.emit("wide")
    assert [project.graph for project in work.desk.asked["diff"].args[0]] == [WIDE, small()]
    work.answer()
    assert work.window.pages.current == "diff" and "≠ changed" in column(work.page, "Change")


def test_a_variant_that_is_gone_is_told(work):
    work.document.edit("add", lambda now: variants.add(now, Project("narrow", small(), (64, 64)).shown))
    work.window.variants.diff_wished.emit("wide")
    work.answer()
    work.document.edit("delete", lambda now: variants.remove(now, 0))
    assert "no variant named “wide” any more" in visible_text(work.page)
    assert VARIANT not in {work.page.sides[0].itemText(at)[:9] for at in range(work.page.sides[0].count())}
