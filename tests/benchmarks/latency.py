"""Whether the figures about speed hold: four experiments, each with what it must show.

Run with `python -m tests.benchmarks.latency` on a machine that does nothing else; fewer trials show less, faster:
`--trials 10`. Single experiments are chosen by their names.

itself: a model against itself shows no difference in 95 of 100 trials.
more: a model with 5 % more work, 21 equal convolutions instead of 20, is found slower in 80 of 100 trials.
torch: the p50 is that of torch.utils.benchmark, both in turns, within 2 %.
window: the p50 taken while a window redraws its plots and a box is dragged is that of the quiet window, within 5 %.
"""

import argparse
import statistics
from collections import Counter
from collections.abc import Callable

from torch import inference_mode
from torch.utils.benchmark import Timer

from modelzoo.analysis.compare import compare
from modelzoo.analysis.latency import measure, measure_many
from modelzoo.analysis.trust import doubts
from modelzoo.build import build
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.jobs import finish
from modelzoo.measurements import Latency, Setup, Subject
from modelzoo.runtimes.runtime import seeded_inputs
from modelzoo.tables import milliseconds, table
from modelzoo.zoo import open_model
from tests.benchmarks.window_latency import quiet_and_busy

SIZE = (32, 32)
SECONDS = 1.0

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


def verdicts(first: Subject, second: Subject, trials: int) -> tuple[Counter[str], int]:
    """What so many joint measurements say of the first against the second, and how many of them were in doubt."""
    said: Counter[str] = Counter()
    doubted = 0
    for trial in range(trials):
        found = [each for each in finish(measure_many([first, second], SECONDS, trial)) if isinstance(each, Latency)]
        said[compare(*found, seed=trial).verdict] += 1
        doubted += any(map(doubts, found))
    return said, doubted


def counted(name: str, wanted: str, share: float, trials: int, said: Counter[str], doubted: int) -> Row:
    """A row for verdicts of which so large a share must be the wanted one."""
    shown = ", ".join(f"{verdict} {times}x" for verdict, times in said.most_common())
    needed = f"{wanted} in {share:.0%} of {trials}"
    return name, f"{shown} (in doubt {doubted}x)", needed, verdict_of(said[wanted] >= share * trials)


def within(name: str, ratio: float, bound: float, shown: str) -> Row:
    """A row for a ratio that must be near one."""
    return name, f"{shown}: {ratio - 1:+.1%}", f"within {bound:.0%}", verdict_of(abs(ratio - 1) <= bound)


def verdict_of(held: bool) -> str:
    """The last word of a row."""
    return "holds" if held else "FAILS"


def itself(trials: int, runtime: str) -> Row:
    """A model against itself."""
    subject = Subject(chain(20), SIZE, Setup(runtime))
    return counted(f"itself, {runtime}", "no difference shown", 0.95, trials, *verdicts(subject, subject, trials))


def more(trials: int, runtime: str) -> Row:
    """A model with a twentieth more of the same work against the model."""
    longer, usual = (Subject(chain(length), SIZE, Setup(runtime)) for length in (21, 20))
    return counted(f"5 % more work, {runtime}", "slower", 0.8, trials, *verdicts(longer, usual, trials))


def beside_torch(model: str, size: str) -> Row:
    """Our p50 beside the median of torch.utils.benchmark, which has its turn after each of ours."""
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
                    theirs.append(timer.timeit(5).median)
    except StopIteration as end:
        ours: Latency = end.value
    other = statistics.median(theirs)
    shown = f"{milliseconds(ours.p50)} ms beside {milliseconds(other)} ms"
    return within(f"torch.utils.benchmark, {model}", ours.p50 / other, 0.02, shown)


def beside_a_busy_window(pairs: int) -> Row:
    """The window's own measurement, quiet and busy in turns."""
    quiet, busy = quiet_and_busy("SqueezeNet 1.1", pairs)
    shown = f"{milliseconds(busy)} ms busy, {milliseconds(quiet)} ms quiet"
    return within("a busy window", busy / quiet, 0.05, shown)


def main() -> None:
    """Run the experiments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help="itself, more, torch, window (all)")
    parser.add_argument("--trials", type=int, default=100, help="of itself and more (100)")
    parser.add_argument("--pairs", type=int, default=10, help="measurements of the quiet and of the busy window (10)")
    parser.add_argument("--runtime", default="eager", help="of itself and more (eager)")
    arguments = parser.parse_args()
    experiments: dict[str, Callable[[], list[Row]]] = {
        "itself": lambda: [itself(arguments.trials, arguments.runtime)],
        "more": lambda: [more(arguments.trials, arguments.runtime)],
        "torch": lambda: [beside_torch("SqueezeNet 1.1", "128"), beside_torch("mobilenet_v1", "224")],
        "window": lambda: [beside_a_busy_window(arguments.pairs)],
    }
    rows = [row for name in arguments.only or experiments for row in experiments[name]()]
    print(table(["Experiment", "Showed", "Must show", ""], rows))


if __name__ == "__main__":
    main()
