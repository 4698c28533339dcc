"""The window with all that measures, on an engine that a test answers for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QTableView

from app.display import Display
from app.document import Document
from app.inside import Inside
from app.layer_display import show_layers
from app.main_window import MainWindow
from app.measuring import Measuring
from app.results import Results
from app.roofs_cache import RoofsCache
from app.worker import HERE, MEASURE
from modelzoo.analysis.compare import side_by_side
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.graph import Graph
from modelzoo.measurements import Environment, Latency, Load, Setup
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.project import Project
from modelzoo.record import Record
from modelzoo.roofs import Roofs
from tests.app.desk import Desk, small

BOTH = (Setup("eager"), Setup("onnxruntime"))


HERE_NOW = environment()


ELSEWHERE = replace(HERE_NOW, cpu="Another CPU")


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


def look_at(lab: Lab, dock: str) -> None:
    """Bring a panel to the front."""
    lab.window.docks[dock].raise_()
    QCoreApplication.processEvents()
