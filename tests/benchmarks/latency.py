"""Whether the figures about speed hold: four experiments, each with what it must show, told as each is done.

Run with `python -m tests.benchmarks.latency` on a machine that does nothing else; fewer trials show less, faster:
`--trials 3 --pairs 2`. Single experiments are chosen by their names.

itself: a model against itself shows no difference in 95 of 100 trials.
more: a model with 5 % more work, 21 equal convolutions instead of 20, is found slower in 80 of 100 trials.
torch: the p50 is that of torch.utils.benchmark, both in turns, within 2 %.
window: the p50 taken while a window redraws its plots and a box is dragged is that of the quiet window, within 5 %.
"""

import argparse
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from torch import inference_mode
from torch.utils.benchmark import Timer

from modelzoo.analysis.compare import compare
from modelzoo.analysis.latency import measure, measure_many
from modelzoo.analysis.trust import doubts
from modelzoo.build import build
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.jobs import finish
from modelzoo.measurements import Comparison, Latency, Setup, Subject, Unmeasured
from modelzoo.runtimes.runtime import seeded_inputs
from modelzoo.tables import milliseconds
from modelzoo.zoo import open_model
from tests.benchmarks.window_latency import quiet_and_busy

SIZE = (32, 32)
SECONDS = 1.0
RUNTIMES = ("eager", "onnxruntime")

Row = tuple[str, str, str, str]
"""An experiment, what it showed, what it must show, and whether it did."""


def chain(length: int) -> Graph:
    """Equal convolutions in a row, each the same work."""
    b = Builder()
    x = b("input", channels=64)
    for _ in range(length):
        x = b("conv", x, out=64)
    b("output", x)
    return b.graph


def trial(first: Subject, second: Subject, seed: int) -> tuple[Comparison, bool]:
    """What one joint measurement says of the first against the second, and whether either figure is in doubt."""
    found: list[Latency] = []
    for each in finish(measure_many([first, second], SECONDS, seed)):
        if isinstance(each, Unmeasured):
            raise SystemExit(f"{each.subject.setup.runtime}: {each.error}")
        found.append(each)
    return compare(*found, seed=seed), any(map(doubts, found))


def verdicts(name: str, wanted: str, share: float, trials: int, first: Subject, second: Subject) -> Row:
    """A row for trials of which so large a share must say what is wanted."""
    found = [trial(first, second, seed) for seed in range(trials)]
    said = Counter(comparison.verdict for comparison, _ in found)
    ratios = sorted(comparison.ratio for comparison, _ in found)
    shown = ", ".join(f"{verdict} {times}x" for verdict, times in said.most_common())
    spread = f"ratios {ratios[0]:.3f} to {ratios[-1]:.3f}, median {statistics.median(ratios):.3f}"
    doubted = sum(in_doubt for _, in_doubt in found)
    held = verdict_of(said[wanted] >= share * trials)
    return name, f"{shown}; {spread}; in doubt {doubted}x", f"{wanted} in {share:.0%} of {trials}", held


def within(name: str, ratio: float, bound: float, shown: str) -> Row:
    """A row for a ratio that must be near one."""
    return name, f"{shown}: {ratio - 1:+.1%}", f"within {bound:.0%}", verdict_of(abs(ratio - 1) <= bound)


def verdict_of(held: bool) -> str:
    """The last word of a row."""
    return "holds" if held else "FAILS"


def itself(trials: int, runtime: str) -> Row:
    """A model against itself."""
    subject = Subject(chain(20), SIZE, Setup(runtime))
    return verdicts(f"itself, {runtime}", "no difference shown", 0.95, trials, subject, subject)


def more(trials: int, runtime: str) -> Row:
    """A model with a twentieth more of the same work against the model."""
    longer, usual = (Subject(chain(length), SIZE, Setup(runtime)) for length in (21, 20))
    return verdicts(f"5 % more work, {runtime}", "slower", 0.8, trials, longer, usual)


def beside_torch(model: str, size: str) -> Row:
    """Our p50 beside the median of torch.utils.benchmark, which times single runs after each of our turns."""
    opened = open_model(model, size)
    subject = Subject(opened.graph, opened.size)
    inputs = seeded_inputs(subject, 0)
    timer = Timer("network(*inputs)", globals={"network": build(subject.graph, subject.size), "inputs": inputs})
    theirs: list[float] = []
    job = measure(subject, SECONDS)
    try:
        while True:
            if next(job).text == "measuring":
                with inference_mode():
                    theirs += [timer.timeit(1).median for _ in range(3)]
    except StopIteration as end:
        ours: Latency = end.value
    other = statistics.median(theirs)
    shown = f"{milliseconds(ours.p50)} ms beside {milliseconds(other)} ms"
    return within(f"torch.utils.benchmark, {model} at {size} px", ours.p50 / other, 0.02, shown)


def beside_a_busy_window(pairs: int, runtime: str) -> Row:
    """The window's own measurement, quiet and busy in turns."""
    quiet, busy = quiet_and_busy("SqueezeNet 1.1", pairs, runtime)
    shown = f"{milliseconds(busy)} ms busy, {milliseconds(quiet)} ms quiet"
    return within(f"a busy window, {runtime}", busy / quiet, 0.05, shown)


def rows(only: Sequence[str], trials: int, pairs: int, runtimes: Sequence[str]) -> Iterator[Row]:
    """What each wanted experiment shows, as it is done."""
    experiments: dict[str, Callable[[], Iterator[Row]]] = {
        "itself": lambda: (itself(trials, runtime) for runtime in runtimes),
        "more": lambda: (more(trials, runtime) for runtime in runtimes),
        "torch": lambda: (beside_torch(*each) for each in (("SqueezeNet 1.1", "128"), ("mobilenet_v1", "224"))),
        "window": lambda: (beside_a_busy_window(pairs, runtime) for runtime in runtimes),
    }
    for name in only or experiments:
        yield from experiments[name]()


def main() -> None:
    """Run the experiments and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help="itself, more, torch, window (all)")
    parser.add_argument("--trials", type=int, default=100, help="of itself and more (100)")
    parser.add_argument("--pairs", type=int, default=30, help="measurements of the quiet and of the busy window (30)")
    parser.add_argument("--runtime", action="append", choices=RUNTIMES, help="of all but torch (both)")
    arguments = parser.parse_args()
    for row in rows(arguments.only, arguments.trials, arguments.pairs, arguments.runtime or RUNTIMES):
        print(" | ".join(row), flush=True)


if __name__ == "__main__":
    main()
