"""What is said of the latency, and the answers of an engine that is none."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from app.document import Document
from app.measuring import Measuring
from app.worker import HERE, MEASURE
from modelzoo.analysis.compare import side_by_side
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.graph import Graph
from modelzoo.measurements import PROTOCOL, Environment, Latency, Load, Measured, Setup
from modelzoo.project import Baseline, Project
from modelzoo.record import Record
from tests.app.desk import Desk, small

MAIN = Setup()


BOTH = (Setup("eager"), Setup("onnxruntime"))


EMPTY = Record()


HERE_NOW = environment()


ELSEWHERE = replace(HERE_NOW, cpu="Another CPU")


def latency(graph: Graph, setup: Setup = MAIN, session: str = "s", where: Environment = HERE_NOW) -> Latency:
    return Latency(graph.fingerprint, setup, (3, 64, 64), (0.001,) * 1000, 0.01, True, Load(), where, session=session)


def kept(*latencies: Latency) -> Record:
    return Record().with_latencies(*latencies)


class Told:
    """Everything that was said of the latency, in order."""

    def __init__(self, measuring: Measuring) -> None:
        self.words: list[tuple[str, Any]] = []
        for name in (
            "measured measuring waiting waited_in_vain outdated unmeasurable unmeasured foreign_found"
        ).split():
            getattr(measuring, name).connect(lambda word, name=name: self.words.append((name, word)))

    def last(self, *names: str) -> Any:
        """The newest of these words; of any but foreign figures if none is named."""
        return next(
            (name, word)
            for name, word in reversed(self.words)
            if name in names or (not names and name != "foreign_found")
        )

    @property
    def measured(self) -> Measured:
        name, found = self.last()
        assert name == "measured" and isinstance(found, Measured)
        return found


def opened(document: Document, desk: Desk, record: Record = EMPTY, graph: Graph | None = None) -> None:
    """A project with a small model, all known of it on paper."""
    document.open(Project("small", graph or small(), record=record))
    desk.examine()


def widen(document: Document, desk: Desk, out: int) -> None:
    document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)))
    desk.examine()


def pin(document: Document) -> None:
    document.edit("pin", lambda now: replace(now, baseline=Baseline("small", now.graph, now.size)))


def measure(desk: Desk, session: str = "s") -> None:
    """Answer the measurement that was asked for."""
    wish = desk.asked.pop("measure")
    assert (wish.lane, wish.job) == (MEASURE, "measure")
    model, baseline, setups, *extent = wish.args
    assert extent == [PROTOCOL.seconds, PROTOCOL.runs]
    own, other = (
        [latency(each.graph, setup, session) for setup in setups] if each else [] for each in (model, baseline)
    )
    wish.done(side_by_side(own, other))


def recall(desk: Desk) -> None:
    """Do what was asked of the worker itself."""
    wish = desk.asked.pop("measure")
    assert wish.lane == HERE
    wish.done(wish.job(*wish.args))


def waits(measuring: Measuring) -> bool:
    """Whether a measurement will begin by itself."""
    return measuring.findChild(QTimer).isActive()
