"""Sweeps to show, and what stands for their measurement."""

from dataclasses import replace

from modelzoo.analysis.sweep import paper_sweep
from modelzoo.jobs import finish
from modelzoo.measurements import Comparison, Environment, Setup
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Curve, Sweep, SweepPoint
from tests.app.looking import a_latency

EAGER, ONNX = Setup("eager"), Setup("onnxruntime")
REGULAR, SEPARABLE = "block/conv:out=128", "block/separable_conv:out=128"
HERE = a_latency().environment
ELSEWHERE = replace(HERE, cpu="Another CPU", cores=64, date="2025-03-01T12:00:00")


def on_paper(sweep):
    """What an engine answers."""
    return finish(paper_sweep(replace(sweep, setups=())))


def timed(sweep, value, where: Environment = HERE, seconds=0.001):
    """What an engine finds at a value: times that grow with the value, the first model's fastest at the least."""
    points = []
    paper = {point.model: point.paper for point in on_paper(replace(sweep, values=(value,)))}
    for at, model in enumerate(sweep.models):
        for setup in sweep.setups:
            took = seconds * (1 + value * (1 + len(sweep.models) - at))
            latency = a_latency(took, setup=setup, environment=where)
            against = tuple((Curve(other, setup), _comparison(value)) for other in sweep.models[at + 1 :] if at == 0)
            points.append(SweepPoint(model, value, setup, paper[model], latency, against=against))
    return tuple(points)


def _comparison(value):
    """The first model is faster at small values and slower from 16 on."""
    return Comparison(0.8, 0.7, 0.9) if value < 8 else Comparison(1.0, 0.9, 1.1) if value < 16 else Comparison(4, 3, 5)


def measured(sweep, where: Environment = HERE):
    """A sweep that was measured to its end."""
    return SweepResult(sweep, tuple(point for value in sweep.values for point in timed(sweep, value, where)))


FIGURE = Sweep((REGULAR, SEPARABLE), "resolution", (4, 8, 16), setups=(EAGER, ONNX))
