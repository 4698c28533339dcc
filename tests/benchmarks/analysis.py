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
    """One cold analysis beside torchinfo plus FlopCounterMode, with and without building the network for them."""
    project = open_model(name)
    module, inputs = build(project.graph, project.size), example_inputs(project.graph, project.size)

    def ours() -> None:
        probe.cache_clear()
        examine(project.graph, project.size)

    def theirs() -> None:
        torchinfo.summary(module, input_data=inputs, verbose=0)
        with FlopCounterMode(display=False):
            module(*inputs)

    def built() -> None:
        build(project.graph, project.size)

    rounds = [(_seconds(ours), _seconds(theirs), _seconds(built)) for _ in range(ROUNDS + 1)][1:]
    own, other, making = (1e3 * statistics.median(side) for side in zip(*rounds, strict=True))
    whole = statistics.median(own / (other + making) for own, other, making in rounds)
    bare = statistics.median(own / other for own, other, _ in rounds)
    print(f"{name:<24} {own:7.1f} {other:10.1f} {making:10.1f} {whole:12.2f} {bare:12.2f}")


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    after_an_edit()
    print(
        "Cold analysis of a graph, ms (medians of rounds in turn), beside torchinfo + FlopCounterMode on the network:"
    )
    print(f"{'':<24} {'ours':>7} {'theirs':>10} {'building':>10} {'ratio with':>12} {'without':>12}")
    for each in MODELS:
        cold(each)
