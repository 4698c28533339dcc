"""How soon the figures of a sweep on paper are there, in an engine of its own as the window has one.

Run with `python -m tests.benchmarks.sweep`. Five models over 32 resolutions: the first time in a fresh engine, which
has counted nothing yet, then at other resolutions, then again at the same.
"""

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

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


def seconds(engine: Engine, sweep: Sweep) -> float:
    """From the question to the answer; every model must have a figure at some value."""
    begin = time.perf_counter()
    engine.connection.send(Request(1, "sweep", (sweep,)))
    while isinstance(answer := engine.connection.recv(), Report):
        pass
    took = time.perf_counter() - begin
    assert isinstance(answer, Answer)
    assert {point.model for point in answer.value if point.paper} == set(sweep.models)
    return took


def sweeps(models: Sequence[str]) -> tuple[float, ...]:
    """Of a fresh engine: the first sweep, one over other values, and that one again."""
    engine = Engine("benchmark")
    assert isinstance(engine.connection.recv(), Ready)
    asked = Sweep(tuple(models), RESOLUTION, FIRST)
    other = replace(asked, values=OTHER)
    found = tuple(seconds(engine, each) for each in (asked, other, other))
    engine.kill()
    return found


if __name__ == "__main__":
    print(f"Five models over {len(FIRST)} resolutions on paper, s, median (worst) of {ROUNDS} fresh engines:")
    print(f"{'':<12} {'first':>14} {'other values':>14} {'again':>14}")
    for name, models in MODELS.items():
        columns = zip(*(sweeps(models) for _ in range(ROUNDS)), strict=True)
        print(f"{name:<12} " + " ".join(f"{statistics.median(each):6.2f} ({max(each):.2f})" for each in columns))
