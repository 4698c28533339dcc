"""`measure`: how long models take on this CPU, all of them in turns, in one runtime or several."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from modelzoo.analysis.compare import compare
from modelzoo.analysis.latency import measure_many
from modelzoo.analysis.trust import doubts
from modelzoo.catalog import find_runtime
from modelzoo.commands.answering import Answer, environment_row, watched
from modelzoo.measurements import Latency, Setup, Subject, Unmeasured
from modelzoo.tables import comparison_text, environment_text, latencies_text
from modelzoo.zoo import open_model

Row = tuple[str, Latency]
"""What a model is called, and what it took."""


def measure(arguments: Namespace) -> Answer:
    """The latency of each model in each runtime, and how they compare. Raises ZooError where there is none at all."""
    subjects = list(_subjects(arguments))
    found = watched(measure_many(subjects, arguments.seconds))
    rows = [(subject.title, each) for subject, each in zip(subjects, found, strict=True) if isinstance(each, Latency)]
    failures = [each for each in found if isinstance(each, Unmeasured)]
    if not rows:
        raise failures[0].error
    compared = [_compared(*pair) for pair in combinations(rows, 2) if _comparable(*pair)]
    environment = rows[0][1].environment
    data = {
        "environment": environment_row(environment, arguments.threads),
        "results": [_result(*each) for each in rows],
        "comparisons": [each for each, _ in compared],
        "failures": [_failure(each) for each in failures],
    }
    parts = [
        latencies_text(rows),
        "\n".join(_doubts(rows)),
        "\n".join(f"{each.subject.title}, {each.subject.setup.runtime}: {each.error}" for each in failures),
        "\n".join(text for _, text in compared),
        environment_text(environment),
    ]
    return data, "\n\n".join(filter(None, parts))


def _subjects(arguments: Namespace) -> Iterator[Subject]:
    """Every model in every runtime."""
    models = [open_model(name, arguments.size) for name in arguments.models]
    runtimes = [find_runtime(name).name for name in dict.fromkeys(arguments.runtimes or ("eager",))]
    for runtime in runtimes:
        for model in models:
            setup = Setup(runtime, arguments.threads, arguments.batch, arguments.layout)
            yield Subject(model.graph, model.size, setup, model.title)


def _comparable(first: Row, second: Row) -> bool:
    """Whether it is two models in one runtime, or one model in two."""
    return first[1].setup == second[1].setup or first[1].fingerprint == second[1].fingerprint


def _compared(first: Row, second: Row) -> tuple[dict[str, Any], str]:
    found = compare(first[1], second[1])
    runtimes = dict.fromkeys(each.setup.runtime for _, each in (first, second))
    row = {
        "a": first[0],
        "b": second[0],
        "runtime": " / ".join(runtimes),
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "verdict": found.verdict,
    }
    a, b = (f"{title}, {each.setup.runtime}" for title, each in (first, second))
    return row, comparison_text(a, b, found)


def _doubts(rows: list[Row]) -> Iterator[str]:
    """Each doubt once, with the figures that it is about."""
    about: dict[str, list[str]] = {}
    for title, latency in rows:
        for doubt in doubts(latency):
            about.setdefault(doubt, []).append(f"{title}, {latency.setup.runtime}")
    for doubt, names in about.items():
        yield f"Not to be trusted ({'; '.join(names)}): {doubt}"


def _result(model: str, latency: Latency) -> dict[str, Any]:
    return {
        "model": model,
        "runtime": latency.setup.runtime,
        "threads": latency.setup.threads,
        "input": list(latency.input),
        "p50_s": latency.p50,
        "p90_s": latency.p90,
        "min_s": latency.minimum,
        "first_s": latency.first,
        "n": latency.n,
        "samples_s": list(latency.samples),
        "batch": latency.setup.batch,
        "layout": latency.setup.layout,
        "cores": list(latency.cores),
        "foreign_cores": latency.load.foreign_cores,
        "steal_share": latency.load.steal_share,
        "preparation_s": dict(latency.preparation),
        "doubts": list(doubts(latency)),
    }


def _failure(failed: Unmeasured) -> dict[str, Any]:
    return {"model": failed.subject.title, "runtime": failed.subject.setup.runtime, "reason": str(failed.error)}
