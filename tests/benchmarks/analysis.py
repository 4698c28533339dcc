"""How fast the figures follow an edit, beside torchinfo and torch's own flop counter on the same model.

Run with `python -m tests.benchmarks.analysis`. All sides run in this process, in turn, round after round.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable

import torchinfo
from torch.utils.flop_counter import FlopCounterMode

from modelzoo.analysis.cost import examine
from modelzoo.build import build, example_inputs
from modelzoo.builder import Builder
from modelzoo.edits import set_param
from modelzoo.graph import Graph, Size
from modelzoo.probe import probe
from modelzoo.zoo import open_model

SIZE: Size = (64, 64)
EDITS = 1000
ROUNDS = 15
MODELS = ("Squeeze U-Net", "Squeeze Encoder Decoder", "EdgeSegNet", "SqueezeNet 1.1", "FOMM hourglass")


def long_network(blocks: int = 298) -> Graph:
    """A chain of convolutions of many different shapes with an addition every tenth: 300 nodes with its ends."""
    b = Builder()
    x = skip = b("conv", b("input"), id="stem", out=16)
    for at in range(1, blocks - 1):
        if at % 10 == 0:
            x = skip = b("add", x, skip)
        else:
            x = b("conv", x, out=16 if at % 10 == 9 or at % 10 == 0 else 17 + at % 31, norm="batch")
    b("output", x)
    return b.graph


def after_an_edit() -> None:
    """Milliseconds from a new graph to all of its figures, one parameter changed at a time to a value never seen."""
    graph, numbers = long_network(), random.Random(0)
    examine(graph, SIZE)
    inner = [node.id for node in graph.of_block("conv") if node.values["out"] != 16]
    gc.collect()
    gc.freeze()
    times = []
    for number in range(EDITS):
        start = time.perf_counter()
        graph = set_param(graph, numbers.choice(inner), "out", 100 + number)
        found = examine(graph, SIZE)
        times.append(1e3 * (time.perf_counter() - start))
        assert found.cost
    spread = statistics.quantiles(times, n=100)
    print(f"One edit in {len(graph)} nodes, {EDITS} edits: p50 {spread[49]:.1f} ms, p99 {spread[98]:.1f} ms")


def cold(name: str) -> None:
    """Seconds of one cold analysis, as a ratio to torchinfo plus FlopCounterMode on the built network."""
    project = open_model(name, "64")
    module, inputs = build(project.graph, SIZE), example_inputs(project.graph, SIZE)

    def ours() -> None:
        probe.cache_clear()
        examine(project.graph, SIZE)

    def theirs() -> None:
        torchinfo.summary(module, input_data=inputs, verbose=0)
        with FlopCounterMode(display=False):
            module(*inputs)

    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS + 1)][1:]
    ratio = statistics.median(own / other for own, other in rounds)
    own, other = (1e3 * statistics.median(side) for side in zip(*rounds, strict=True))
    print(f"{name:<28} {own:7.1f} ms against {other:7.1f} ms: ratio {ratio:.2f}")


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    after_an_edit()
    print("Cold analysis against torchinfo + FlopCounterMode, medians of rounds in turn:")
    for each in MODELS:
        cold(each)
