"""How fast run logs open: 100 runs with a million points in all, of each format and of all in turn.

Run with `python -m tests.benchmarks.runs`. Each case opens in a process of its own; memory is what it took on top of a
process that has only imported what it needs.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from modelzoo.jobs import finish
from modelzoo.runs.curves import smooth, thinned
from modelzoo.runs.figures import all_figures
from modelzoo.runs.metrics import Mapping
from modelzoo.runs.opening import Opened, Opening
from tests.zoo.runs import writing

RUNS, STEPS = 100, 2500
METRICS = ("train_loss", "val_loss", "val_distance", "accuracy")
WRITERS: dict[str, Callable[[Path, writing.Rows], None]] = {
    "Lightning CSV": writing.lightning,
    "TensorBoard": writing.tensorboard,
    "W&B": writing.wandb,
    "MLflow folder": writing.mlflow_folder,
    "Keras CSV": writing.keras,
    "Hugging Face": writing.hugging_face,
    "JSON Lines": writing.json_lines,
}


def write(folder: Path, formats: list[str]) -> None:
    """A tree with a hundred runs, the formats in turn."""
    numbers = random.Random(0)
    for run in range(RUNS):
        rows = [{metric: numbers.random() / (1 + step) for metric in METRICS} for step in range(STEPS)]
        home = folder / f"run_{run}"
        home.mkdir()
        WRITERS[formats[run % len(formats)]](home, rows)


def child(folder: Path) -> None:
    """Open what was written, and print when what was there."""
    idle, began, busy = _peak(), time.perf_counter(), time.process_time()
    opening = Opening([folder])
    first, job = 0.0, opening.read()
    for progress in job:
        if not first and isinstance(progress, Opened) and progress.update:
            all_figures(progress.update.run, Mapping())
            first = time.perf_counter() - began
    whole, points, held = time.perf_counter() - began, 0, 0
    for run in opening.runs:
        all_figures(run, Mapping())
        points, held = points + run.points, held + run.bytes
    table, busy = time.perf_counter() - began, time.process_time() - busy
    again = time.perf_counter()
    finish(opening.read())
    again = time.perf_counter() - again
    print(json.dumps([len(opening.runs), points, first, whole, table, busy, again, _peak() - idle, held]))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def plots() -> None:
    """A million points smoothed and thinned out for a plot."""
    y = np.random.default_rng(0).random(1_000_000)
    x = np.arange(len(y), dtype=np.float64)
    for name, act in (("smoothed at 0.99", lambda: smooth(y, 0.99)), ("thinned to 2,000", lambda: thinned(x, y, 2000))):
        began = time.perf_counter()
        act()
        print(f"a million points {name}: {1e3 * (time.perf_counter() - began):.0f} ms")


def main() -> None:
    """Every format by itself, then all of them in one tree."""
    print(
        f"{'':<16} {'runs':>5} {'points':>10} {'first (s)':>10} {'all (s)':>8} {'table (s)':>10} {'CPU (s)':>8} ",
        end="",
    )
    print(f"{'again (ms)':>11} {'peak (MB)':>10} {'held (MB)':>10}")
    for name, formats in [*((each, [each]) for each in WRITERS), ("all in turn", list(WRITERS))]:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), formats)
            command = [sys.executable, "-m", "tests.benchmarks.runs", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        count, points, first, whole, table, busy, again, peak, held = json.loads(done.stdout)
        print(f"{name:<16} {count:>5} {points:>10,} {first:>10.3f} {whole:>8.2f} {table:>10.2f} {busy:>8.2f} ", end="")
        print(f"{1e3 * again:>11.0f} {peak / 1e6:>10.0f} {held / 1e6:>10.0f}")
    plots()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(Path(sys.argv[1]))
    else:
        main()
