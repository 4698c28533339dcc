"""How soon the figures of a sweep on paper are there, in an engine of its own as the window has one.

Run with `python -m tests.benchmarks.sweep`. Five models over 32 resolutions: the first time in a fresh engine, which
has counted nothing yet, then at other resolutions, then again at the same. The time on the processor says what a
machine without other work would take.
"""

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

import psutil

from modelzoo.engine_client import Answer, Engine, Ready, Report, Request
from modelzoo.presets import presets
from modelzoo.ranges import parse_values
from modelzoo.sweeps import RESOLUTION, Sweep

ROUNDS = 5
FIRST, OTHER = parse_values("32-1024:32"), parse_values("48-1040:32")
MODELS = {
    "Table 3": presets()[1].sweep.models,
    "Published": ("MobileNetV1 1.0 @224", "MobileNetV2 1.0", "EfficientNet-B0", "ShuffleNetV2 1.0x", "ResNet-50"),
}


Took = tuple[float, float]
"""Seconds on the wall's clock, and on the processor."""


def took(engine: Engine, sweep: Sweep) -> Took:
    """From the question to the answer; every model must have a figure at some value."""
    begin, used = time.perf_counter(), on_processor(engine)
    engine.connection.send(Request(1, "sweep", (sweep,)))
    while isinstance(answer := engine.connection.recv(), Report):
        pass
    found = time.perf_counter() - begin, on_processor(engine) - used
    assert isinstance(answer, Answer)
    assert {point.model for point in answer.value if point.paper} == set(sweep.models)
    return found


def on_processor(engine: Engine) -> float:
    """Seconds that the engine has computed for until now."""
    spent = psutil.Process(engine.pid).cpu_times()
    return float(spent.user + spent.system)


def sweeps(models: Sequence[str]) -> tuple[Took, ...]:
    """Of a fresh engine: the first sweep, one over other values, and that one again."""
    engine = Engine("benchmark")
    assert isinstance(engine.connection.recv(), Ready)
    asked = Sweep(tuple(models), RESOLUTION, FIRST)
    other = replace(asked, values=OTHER)
    found = tuple(took(engine, each) for each in (asked, other, other))
    engine.kill()
    return found


if __name__ == "__main__":
    print(f"Five models over {len(FIRST)} resolutions on paper, s, medians (worst) of {ROUNDS} fresh engines:")
    for name, models in MODELS.items():
        columns = zip(*(sweeps(models) for _ in range(ROUNDS)), strict=True)
        for what, each in zip(("first", "other values", "the same again"), columns, strict=True):
            walls, processor = zip(*each, strict=True)
            told = f"{statistics.median(walls):5.2f} ({max(walls):.2f})"
            print(f"{name:<10} {what:<15} {told}, on the processor {statistics.median(processor):5.2f}")
