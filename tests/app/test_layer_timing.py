"""Where the time goes is found out once the model is measured, kept with the project, and shown in every view."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QListView, QTableView
from pytestqt.qtbot import QtBot

from app.display import Display
from app.document import Document
from app.inside import Inside
from app.layer_display import show_layers
from app.main_window import MainWindow
from app.measuring import Measuring
from app.panels.roofline.chart import RooflineChart
from app.results import Results
from app.roofs_cache import RoofsCache
from app.worker import HERE, MEASURE
from modelzoo.analysis.compare import side_by_side
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.errors import ZooError
from modelzoo.graph import Graph
from modelzoo.jobs import Progress
from modelzoo.measurements import Environment, Latency, Load, Setup
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.project import Project
from modelzoo.record import Record
from modelzoo.roofs import Roofs
from tests.app.desk import Desk, small
from tests.app.looking import visible_text
from tests.app.timed import ROOFS
from tests.hands import cell, centre, click

BOTH = (Setup("eager"), Setup("onnxruntime"))
HERE_NOW = environment()
ELSEWHERE = replace(HERE_NOW, cpu="Another CPU")
Key, Button = Qt.Key, Qt.MouseButton


def latency(graph: Graph, setup: Setup, where: Environment = HERE_NOW) -> Latency:
    return Latency(graph.fingerprint, setup, (3, 64, 64), (0.002,) * 500, 0.01, True, Load(), where, session="s")


def times(graph: Graph, setup: Setup = BOTH[0], where: Environment = HERE_NOW, stem: float = 0.001) -> LayerTimes:
    seconds = {"stem": stem}
    nodes = tuple(NodeTime(node.id, node.block, seconds.get(node.id, 0.0), seconds.get(node.id, 0.0)) for node in graph)
    return LayerTimes(latency(graph, setup, where), nodes, (), 50)


class Lab:
    """The window with all that measures, on an engine that a test answers for."""

    def __init__(self, cache: Path, window: MainWindow) -> None:
        self.desk: Any = Desk()
        self.document, self.window = Document(), window
        self.results = Results(self.document, self.desk)
        self.measuring = Measuring(self.document, self.desk, self.results)
        inside = Inside(self.document, self.desk, self.results, window)
        self.display = Display(self.document, self.results, self.measuring, inside, window)
        self.layers = show_layers(self.document, self.desk, self.results, self.measuring, inside, window, cache)
        self.timing, self.cache = self.layers.timing, RoofsCache(cache)
        self.document.changed.connect(self.results.follow)
        self.measuring.attend()
        self.said: list[str] = []
        self.timing.waiting.connect(self.said.append)

    def open(self, record: Record | None = None) -> None:
        """A small model, all known of it on paper."""
        self.document.open(Project("small", small(), record=record or Record()))
        self.desk.examine()

    def widen(self, out: int) -> None:
        self.document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)))
        self.desk.examine()

    def measure(self) -> None:
        """Have the model measured, and answer."""
        self.measuring.measure_again()
        wish = self.desk.asked.pop("measure")
        model, _, setups, *_ = wish.args
        wish.done(side_by_side([latency(model.graph, setup) for setup in setups], []))

    def answer_layers(self, stem: float = 0.001) -> None:
        """Say where the time goes."""
        wish = self.desk.asked.pop("layers")
        assert (wish.lane, wish.job) == (MEASURE, "layers")
        subject, *_ = wish.args
        wish.done(times(subject.graph, subject.setup, stem=stem))

    def answer_roofs(self, found: Roofs) -> None:
        wish = self.desk.asked.pop("roofs")
        assert (wish.lane, wish.job, wish.args) == (MEASURE, "roofs", (found.threads,))
        wish.done(found)
        keep = self.desk.asked.pop("keep roofs")
        assert keep.lane == HERE
        keep.job(*keep.args)

    def column(self, title: str) -> list[str]:
        """A column of the layer table."""
        model = self.window.layers.findChild(QTableView).model()
        titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
        return [model.index(row, titles.index(title)).data() for row in range(model.rowCount())]

    @property
    def asked(self) -> Setup | None:
        """How the blocks are to be timed, if they are."""
        wish = self.desk.asked.get("layers")
        return wish.args[0].setup if wish else None


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def lab(window: MainWindow, tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path, window)
    yield lab
    lab.measuring.set_paused(True)


def test_blocks_are_timed_in_the_main_setup_once_the_model_is_measured(lab: Lab) -> None:
    lab.measuring.choose(BOTH)
    lab.open()
    assert lab.asked is None
    lab.measure()
    assert lab.asked == BOTH[0]
    lab.answer_layers()
    assert lab.column("Time (ms)") == ["0.000", "1.000", "0.000"]
    assert lab.column("Share of time") == ["0.0 %", "50.0 %", "0.0 %"]


def test_an_edit_calls_the_timing_off_and_what_was_known_is_of_before(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.widen(9)
    assert lab.asked is None and lab.timing.times is None
    lab.measure()
    lab.answer_layers()
    lab.widen(10)
    assert lab.timing.stale and "waiting for a pause in the edits" in lab.said[-1]
    assert lab.column("Time (ms)")[1] == "1.000" and lab.column("Speed (GFLOP/s)")[1] == "–"


def test_an_undone_edit_is_timed_no_second_time(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.widen(9)
    lab.document.undo.undo()
    lab.desk.examine()
    assert lab.asked is None and not lab.timing.stale and lab.column("Time (ms)")[1] == "1.000"


def test_the_times_of_another_runtime_are_taken_when_it_is_chosen_and_both_are_kept(lab: Lab) -> None:
    lab.measuring.choose(BOTH)
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.window.layers.setup_wished.emit(BOTH[1])
    assert lab.asked == BOTH[1] and lab.column("Time (ms)")[1] == "–"
    lab.answer_layers(stem=0.0005)
    assert lab.column("Time (ms)")[1] == "0.500"
    lab.window.layers.setup_wished.emit(BOTH[0])
    assert lab.asked is None and lab.column("Time (ms)")[1] == "1.000"


def test_times_are_taken_anew_on_demand_and_stand_until_then(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    lab.window.layers.times_wished.emit()
    assert lab.asked and lab.column("Time (ms)")[1] == "1.000" and not lab.timing.stale
    lab.answer_layers(stem=0.0015)
    assert lab.column("Time (ms)")[1] == "1.500"


def test_nothing_is_timed_while_measuring_is_paused(lab: Lab) -> None:
    lab.open()
    lab.measuring.set_paused(True)
    lab.measure()
    assert lab.asked is None and "paused" in lab.said[-1]
    lab.measuring.set_paused(False)
    assert lab.asked is not None


def test_times_are_kept_with_the_project_and_leave_it_saved(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    assert [each.nodes[1].p50 for each in lab.document.project.record.layers] == [0.001]
    assert not lab.document.modified


def test_times_of_this_machine_come_back_with_the_project(lab: Lab) -> None:
    record = Record().with_latencies(latency(small(), BOTH[0])).with_layers(times(small()))
    lab.open(record)
    wish = lab.desk.asked.pop("measure")
    wish.done(wish.job(*wish.args))
    assert lab.asked is None and lab.column("Time (ms)")[1] == "1.000"


def test_times_of_another_machine_are_not_taken_for_ours(lab: Lab) -> None:
    lab.open(Record().with_layers(times(small(), where=ELSEWHERE)))
    lab.measure()
    assert lab.asked is not None and lab.column("Time (ms)")[1] == "–"


def test_a_timing_that_fails_says_why_and_leaves_the_figures(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.desk.asked.pop("layers").failed(ZooError("out of memory"))
    assert "The blocks were not timed: out of memory" in visible_text(lab.window.layers)
    assert lab.column("MACs (M)")[1] != "–"
    lab.measure()
    assert lab.asked is not None


def test_progress_is_told_below_the_table(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.desk.asked["layers"].progress(Progress(0.5, "measuring"))
    assert "Timing the blocks: measuring, 50%" in visible_text(lab.window.layers)


def test_the_first_look_at_the_roofline_measures_the_roofs_and_keeps_them_for_the_next_start(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked
    look_at(lab, "Roofline")
    found = replace(ROOFS, environment=HERE_NOW)
    lab.answer_roofs(found)
    assert lab.cache.load(HERE_NOW.machine, 1) == found
    assert lab.column("Bound (ms)")[1] != "–" and lab.window.roofline.findChild(RooflineChart).isVisible()
    lab.widen(9)
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked


def look_at(lab: Lab, dock: str) -> None:
    """Bring a panel to the front."""
    lab.window.docks[dock].raise_()
    QCoreApplication.processEvents()


def test_known_roofs_are_not_measured_again_unless_wished(lab: Lab) -> None:
    lab.cache.save(replace(ROOFS, environment=HERE_NOW))
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    assert "roofs" not in lab.desk.asked and lab.column("Bound (ms)")[1] != "–"
    lab.window.roofline.roofs_wished.emit()
    assert "roofs" in lab.desk.asked


def test_roofs_of_another_machine_or_other_threads_are_not_taken_for_ours(lab: Lab) -> None:
    lab.cache.save(replace(ROOFS, environment=ELSEWHERE))
    lab.cache.save(replace(ROOFS, environment=HERE_NOW, threads=2))
    lab.open()
    assert lab.column("Bound (ms)")[1] == "–"
    lab.measuring.choose((Setup(threads=2),))
    lab.measure()
    lab.answer_layers()
    assert lab.column("Bound (ms)")[1] != "–"


def test_an_edit_goes_before_the_roofs_which_are_taken_up_again(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    lab.widen(9)
    assert "roofs" not in lab.desk.asked and "Waiting until the model is measured" in visible_text(lab.window.roofline)
    lab.measure()
    lab.answer_layers()
    assert "roofs" in lab.desk.asked


def test_roofs_that_cannot_be_measured_say_why_and_wait_for_the_button(lab: Lab) -> None:
    lab.open()
    lab.measure()
    lab.answer_layers()
    look_at(lab, "Roofline")
    lab.desk.asked.pop("roofs").failed(ZooError("the engine stopped"))
    assert "The roofs were not measured: the engine stopped" in visible_text(lab.window.roofline)
    lab.widen(9)
    lab.measure()
    lab.answer_layers()
    assert "roofs" not in lab.desk.asked
    lab.window.roofline.roofs_wished.emit()
    assert "roofs" in lab.desk.asked


def test_a_damaged_cache_is_no_roofs(tmp_path: Path) -> None:
    (tmp_path / "roofs.json").write_text('[{"threads": "many"}]')
    cache = RoofsCache(tmp_path)
    assert cache.load(HERE_NOW.machine, 1) is None
    cache.save(replace(ROOFS, environment=HERE_NOW))
    assert cache.load(HERE_NOW.machine, 1) == replace(ROOFS, environment=HERE_NOW)


def ready(lab: Lab) -> None:
    """Everything is known of the model."""
    lab.cache.save(replace(ROOFS, environment=HERE_NOW))
    lab.open()
    lab.measure()
    lab.answer_layers()


def selections(lab: Lab) -> list[set[str]]:
    """What is selected on the canvas, in the table and among the bars."""
    window = lab.window
    bars = next(each for each in window.bars.findChildren(QListView) if each.accessibleName().startswith("Blocks"))
    table = window.layers.findChild(QTableView)
    return [
        set(window.canvas.sheet.selected_ids),
        {index.data() for index in table.selectionModel().selectedRows()},
        {index.data().partition(":")[0] for index in bars.selectedIndexes()},
    ]


def test_what_is_selected_in_one_view_is_selected_in_all(lab: Lab, qtbot: QtBot) -> None:
    ready(lab)
    window = lab.window
    qtbot.mouseClick(window.canvas.viewport(), Button.LeftButton, pos=centre(window.canvas, "stem"))
    assert selections(lab) == [{"stem"}] * 3
    click(qtbot, window.layers.findChild(QTableView), cell(window.layers.findChild(QTableView), "input1"))
    assert selections(lab) == [{"input1"}] * 3
    look_at(lab, "Roofline")
    chart = window.roofline.findChild(RooflineChart)
    place = chart.place_of("stem")
    assert place is not None
    qtbot.mouseClick(chart, Button.LeftButton, pos=place.toPoint())
    assert selections(lab) == [{"stem"}] * 3
    look_at(lab, "Bars")
    bars = next(each for each in window.bars.findChildren(QListView) if each.accessibleName().startswith("Blocks"))
    qtbot.keyClick(bars, Key.Key_Down)
    assert selections(lab) == [{"output1"}] * 3


def test_the_colours_of_the_boxes_can_be_chosen_by_key_menu_and_tool_bar(lab: Lab, qtbot: QtBot) -> None:
    ready(lab)
    window = lab.window
    box = window.canvas.sheet.boxes["stem"]
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Key.Key_H)
    assert window.actions_by_name["colour_time"].isChecked() and "1.00 ms" in box.toolTip()
    window.actions_by_name["colour_parameters"].trigger()
    assert window.colour_chooser.currentText() == "Parameters" and "1.00 ms" not in box.toolTip()
    qtbot.keyClick(window.colour_chooser, Key.Key_Down)
    assert window.actions_by_name["colour_activations"].isChecked()
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Key.Key_H)
    qtbot.keyClick(window.canvas, Key.Key_H)
    assert window.actions_by_name["colour_kind"].isChecked() and window.colour_chooser.currentText() == "Block kind"


def test_bars_and_boxes_show_the_same_quantity_unless_boxes_are_coloured_by_kind(lab: Lab) -> None:
    ready(lab)
    window = lab.window
    quantities = next(each for each in window.bars.findChildren(QComboBox) if each.accessibleName().startswith("Quant"))
    window.bars.quantity_wished.emit("macs")
    assert quantities.currentText() == "MACs" and window.actions_by_name["colour_kind"].isChecked()
    window.actions_by_name["colour_intensity"].trigger()
    assert quantities.currentText() == "Intensity"
    window.bars.quantity_wished.emit("time")
    assert window.actions_by_name["colour_time"].isChecked() and window.colour_chooser.currentText() == "Time"
