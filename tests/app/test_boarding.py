"""The board in the window: which candidates stand on it, what is asked for, and what is undone with one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton

from app.boarding import Boarding
from app.document import Document
from app.main_window import MainWindow
from app.results import Results
from modelzoo import variants
from modelzoo.analysis.cost import examine
from modelzoo.board import Board, Choice
from modelzoo.catalog import CATALOG
from modelzoo.errors import ZooError
from modelzoo.jobs import HandOver, Progress
from modelzoo.measurements import PROTOCOL, Setup, Unmeasured
from modelzoo.project import Project
from modelzoo.published import published
from modelzoo.runs.logs import Logs
from modelzoo.runs.table4 import table4
from modelzoo.zoo import open_model
from tests.app.boards import column, headings
from tests.app.desk import Desk, small
from tests.app.looking import a_latency, button, visible_text
from tests.hands import LEFT, cell, click

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SIZE = (32, 32)
ZOO = "SqueezeNet 1.1"
SETUPS = (Setup(), Setup("onnxruntime"))


class Measuring(QObject):
    """Stands for what measures."""

    measured = Signal(object)
    setups, extent = SETUPS, PROTOCOL
    here = a_latency().environment

    def stop_waiting(self):
        self.waits = False


class Models:
    """Stands for what brings models onto the canvas."""

    def __init__(self):
        self.added = []

    def add(self, text):
        self.added.append(text)


class Work:
    def __init__(self, qtbot):
        self.qtbot, self.desk, self.window = qtbot, Desk(), MainWindow()
        qtbot.addWidget(self.window)
        self.document, self.models, self.measuring = Document(self.window), Models(), Measuring(self.window)
        self.results = Results(self.document, self.desk, self.window)
        self.document.changed.connect(self.results.follow)
        self.boarding = Boarding(self.document, self.desk, self.results, self.measuring, self.models, self.window)
        self.page, self.table = self.window.board, self.window.board.table
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.document.open(variants.show(variants.add(Project("wide", small(8), SIZE), self.narrow), 0))
        self.desk.examine()
        self.results.learn(self.narrow, examine(self.narrow.graph, SIZE))
        self.turn()

    @property
    def narrow(self):
        return Project("narrow", small(4), SIZE).shown

    @property
    def board(self):
        return self.document.project.board

    def turn(self):
        self.qtbot.keyClick(self.window, Key.Key_9, Modifier.ControlModifier)

    def add(self, name=ZOO):
        self.page.head.add.setFocus()
        self.qtbot.keyClicks(self.page.head.add, name)
        self.qtbot.keyClick(self.page.head.add, Key.Key_Return)

    def open_model(self):
        wish = self.desk.asked.pop("open for board")
        project = open_model(*wish.args)
        wish.done((project, examine(project.graph, project.size)))


@pytest.fixture
def work(qtbot):
    return Work(qtbot)


def test_all_variants_stand_on_the_board_as_soon_as_its_page_is_shown(work):
    assert work.window.pages.current == "board"
    assert column(work.page, "Candidate") == ["wide", "narrow"]
    assert "…" not in column(work.page, "MACs (M)")


def test_nothing_is_asked_of_the_zoo_before_the_page_is_shown(work):
    work.window.pages.turn_to("canvas")
    work.document.edit("put", lambda now: replace(now, board=Board(models=(ZOO,))))
    assert "open for board" not in work.desk.asked
    work.turn()
    assert work.desk.asked["open for board"].args == (ZOO,)


def test_a_typed_model_is_put_on_the_board_opened_and_counted_and_one_step_takes_it_away(work):
    work.add()
    assert work.board.models == (ZOO,) and column(work.page, "MACs (M)")[2] == "…"
    work.open_model()
    assert column(work.page, "Candidate") == ["wide", "narrow", ZOO]
    assert "…" not in column(work.page, "MACs (M)") and column(work.page, "Kind")[2] == "zoo"
    work.document.undo.undo()
    assert column(work.page, "Candidate") == ["wide", "narrow"]


def test_a_name_that_is_none_is_refused_where_it_was_typed(work):
    work.add("no such model")
    assert work.board.models == () and "no such model" in visible_text(work.page)
    assert work.page.head.add.text() == "no such model"
    work.document.changed.emit(work.document.project, work.document.project)
    assert "no such model" in visible_text(work.page)
    work.qtbot.keyClick(work.page.head.add, Key.Key_Backspace)
    assert "no such model" not in visible_text(work.page)


def test_a_model_that_cannot_be_opened_says_why_and_holds_up_no_other(work):
    work.boarding.add([ZOO, "EdgeSegNet"])
    work.desk.asked.pop("open for board").failed(ZooError("The engine was lost."))
    assert work.desk.asked["open for board"].args == ("EdgeSegNet",)
    at = column(work.page, "Candidate").index(ZOO)
    assert column(work.page, "MACs (M)", Qt.ItemDataRole.ToolTipRole)[at] == "The engine was lost."


def test_the_zoo_puts_its_selected_models_on_the_board_by_button(work):
    work.window.zoo.show_models(published(CATALOG.architectures.values()))
    work.window.zoo.board_wished.connect(work.boarding.add_from_zoo)
    work.window.pages.turn_to("zoo")
    click(work.qtbot, work.window.zoo.table, cell(work.window.zoo.table, ZOO))
    work.qtbot.mouseClick(button(work.window.zoo, "Add to the &board"), LEFT)
    assert work.board.models == (ZOO,)
    click(work.qtbot, work.window.zoo.table, cell(work.window.zoo.table, "EdgeSegNet"))
    work.boarding.add_from_zoo(work.window.zoo.selected)
    assert work.board.models == (ZOO, "EdgeSegNet")


def test_a_published_accuracy_stands_beside_a_model_of_the_zoo(work):
    work.add()
    work.open_model()
    fact = next(each for each in CATALOG.architectures["squeezenet"].variants if each.name == ZOO)
    assert column(work.page, "Top-1 (published, %)")[:2] == ["–", "–"]
    assert column(work.page, "Top-1 (published, %)")[2] in str(fact.facts)


def test_what_training_came_to_joins_the_candidate_that_was_trained(work):
    (run, *_) = table4()
    work.window.runs.show_logs([replace(run, hyperparameters={"model": "narrow"})], Logs(), ("wide", "narrow"))
    assert column(work.page, "Best val distance") == ["–", "0.0094 †"]
    work.window.runs.show_logs([], Logs(), ("wide", "narrow"))
    assert "Best val distance" not in headings(work.page)


def test_the_models_that_runs_trained_are_put_on_the_board_by_one_button(work):
    names = tuple(run.name for run in table4())
    work.window.runs.show_logs(table4(), Logs(), names)
    work.qtbot.mouseClick(button(work.page, "Add the runs' &models (4)"), LEFT)
    assert work.board.models == names
    for _ in names:
        work.open_model()
    best = dict(zip(column(work.page, "Candidate"), column(work.page, "Best val distance"), strict=True))
    assert best["EdgeSegNet"] == "0.0077 †" and best["wide"] == "–"
    page = work.page
    work.document.edit("look", lambda now: replace(now, board=replace(now.board, axes=("mult_adds", "val distance"))))
    on_front = {dot.entry.title for dot in page.plot.chart.picture.front}
    assert "EdgeSegNet" in on_front and "Squeeze U-Net" not in on_front
    assert not any(each.isVisible() for each in page.findChildren(QPushButton) if "runs' &models" in each.text())


def test_all_that_is_missing_is_measured_as_one_job_and_kept_in_the_record(work):
    work.measuring.waits = True
    work.qtbot.mouseClick(button(work.page, "&Measure all missing (4)"), LEFT)
    wish = work.desk.asked["measure board"]
    subjects = wish.args[0]
    assert [(each.title, each.setup) for each in subjects] == [
        (title, setup) for setup in SETUPS for title in ("wide", "narrow")
    ]
    assert wish.job == "measure_many" and not work.measuring.waits
    wish.progress(Progress(0.5, "measuring"))
    assert "measuring" in visible_text(work.page)
    found = [
        a_latency(0.01 * at, fingerprint=each.graph.fingerprint, input=(3, *SIZE), setup=each.setup)
        for at, each in enumerate(subjects[:3], 1)
    ]
    work.desk.asked.pop("measure board").done((*found, Unmeasured(subjects[3], ZooError("stem: no ONNX form"))))
    assert work.document.project.record.latencies == tuple(found) and work.document.modified
    assert column(work.page, "p50 eager, 1 thread (ms)") == ["10.000", "20.000"]
    assert column(work.page, "p50 onnxruntime, 1 thread (ms)") == ["30.000", "!"]
    assert not button(work.page, "All is measured").isEnabled()


def handed(subjects, *seconds):
    """What a job hands over of these subjects: nothing yet of one without seconds."""
    times = zip(subjects, seconds, strict=True)
    found = tuple(
        taken and a_latency(taken, fingerprint=each.graph.fingerprint, input=(3, *SIZE), setup=each.setup)
        for each, taken in times
    )
    return HandOver(0.5, "measuring", found)


def test_rows_fill_while_they_are_measured_and_a_stop_keeps_what_was_found(work):
    work.window.actions_by_name["measure_board"].trigger()
    wish = work.desk.asked["measure board"]
    wish.progress(handed(wish.args[0], None, 0.02, None, None))
    assert column(work.page, "p50 eager, 1 thread (ms)") == ["–", "20.000"]
    assert not work.document.project.record.latencies and button(work.page, "&Stop").isEnabled()
    wish.progress(handed(wish.args[0], 0.01, 0.025, None, None))
    work.qtbot.mouseClick(button(work.page, "&Stop"), LEFT)
    assert "measure board" not in work.desk.asked and work.document.modified
    assert [each.p50 for each in work.document.project.record.latencies] == [0.01, 0.025]
    assert column(work.page, "p50 eager, 1 thread (ms)") == ["10.000", "25.000"]
    assert button(work.page, "&Measure all missing (2)").isEnabled()


def test_a_figure_that_a_stop_left_short_is_in_doubt_and_still_missing(work):
    work.window.actions_by_name["measure_board"].trigger()
    wish = work.desk.asked["measure board"]
    wish.progress(handed(wish.args[0], 0.0001, 0.02, None, None))
    work.qtbot.mouseClick(button(work.page, "&Stop"), LEFT)
    assert column(work.page, "p50 eager, 1 thread (ms)") == ["0.100 ?", "20.000"]
    short = column(work.page, "p50 eager, 1 thread (ms)", Qt.ItemDataRole.ToolTipRole)[0]
    assert "Timed for less than 50 runs and 1 s: 484 runs in 0.049 s." in short
    assert button(work.page, "&Measure all missing (3)").isEnabled()


def test_it_is_told_from_when_on_a_stop_keeps_something(work):
    work.window.actions_by_name["measure_board"].trigger()
    wish = work.desk.asked["measure board"]
    wish.progress(Progress(0.1, "warming up, 1 of 4"))
    assert "warming up, 1 of 4; a stop would keep nothing yet" in visible_text(work.page)
    wish.progress(handed(wish.args[0], None, None, None, None))
    assert "nothing yet" in visible_text(work.page)
    wish.progress(handed(wish.args[0], None, 0.02, None, None))
    assert "nothing yet" not in visible_text(work.page)


def test_what_was_found_before_the_engine_was_lost_is_kept(work):
    work.boarding.measure()
    wish = work.desk.asked.pop("measure board")
    wish.progress(handed(wish.args[0], 0.001, None, None, None))
    wish.failed(ZooError("The engine was lost."))
    assert len(work.document.project.record.latencies) == 1 and "was lost" in visible_text(work.page)


def test_a_measurement_that_is_stopped_before_it_found_anything_changes_nothing(work):
    before = work.document.project
    work.window.actions_by_name["measure_board"].trigger()
    work.qtbot.mouseClick(button(work.page, "&Stop"), LEFT)
    assert "measure board" not in work.desk.asked and work.document.project is before
    assert button(work.page, "&Measure all missing (4)").isEnabled()


def test_a_measurement_that_fails_says_why(work):
    work.boarding.measure()
    work.desk.asked.pop("measure board").failed(ZooError("The engine ran out of memory."))
    assert "ran out of memory" in visible_text(work.page)
    assert button(work.page, "&Measure all missing (4)").isEnabled()


def test_the_star_and_its_note_are_steps_that_are_undone(work):
    work.table.setFocus()
    work.table.choose_row(1)
    work.qtbot.keyClick(work.window, Key.Key_K, Modifier.ControlModifier)
    assert work.board.choice == Choice("variant", "narrow")
    work.qtbot.keyClicks(work.page.choice.why, "fast")
    assert work.board.choice == Choice("variant", "narrow", "fast")
    work.document.undo.undo()
    assert work.board.choice == Choice("variant", "narrow") and work.page.choice.why.toPlainText() == ""
    work.document.undo.undo()
    assert work.board.choice is None and column(work.page, "★") == ["☆", "☆"]


def test_a_variant_is_shown_on_the_canvas_and_a_model_of_the_zoo_becomes_one(work):
    work.add()
    work.open_model()
    work.table.setFocus()
    work.table.choose_row(2)
    work.qtbot.keyClick(work.table, Key.Key_Return)
    assert work.models.added == [ZOO]
    work.table.choose_row(1)
    work.qtbot.keyClick(work.table, Key.Key_Return)
    assert work.document.project.title == "narrow" and work.window.pages.current == "canvas"


def test_a_baseline_that_is_no_variant_is_a_candidate_of_its_own(work):
    work.document.edit("pin", lambda now: variants.pin(now, 0))
    assert column(work.page, "Kind") == ["variant, baseline", "variant"]
    work.document.edit("widen", lambda now: replace(now, graph=small(16)))
    work.desk.examine()
    assert column(work.page, "Kind") == ["variant", "variant", "baseline"]
    assert column(work.page, "Candidate") == ["wide", "narrow", "wide"]


def test_an_empty_project_has_an_empty_board(work):
    work.document.open(Project())
    assert column(work.page, "Candidate") == [] and "Nothing to compare yet" in visible_text(work.page)
