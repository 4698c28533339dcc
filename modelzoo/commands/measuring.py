"""`measure`: how long models take on this CPU, all of them in turns, in one runtime or several."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import combinations, starmap
from typing import Any

from modelzoo.analysis.compare import compare_pairs
from modelzoo.analysis.latency import measure_many
from modelzoo.analysis.named import subjects
from modelzoo.analysis.trust import doubts
from modelzoo.commands.answering import Answer, asked_setups, environment_row, watched
from modelzoo.measurements import Comparison, Latency, Unmeasured
from modelzoo.tables import comparison_text, doubts_text, environment_text, latencies_text

Row = tuple[str, Latency]
"""What a model is called, and what it took."""


def measure(arguments: Namespace) -> Answer:
    """The latency of each model in each runtime, and how they compare. Raises ZooError where there is none at all."""
    asked = subjects(arguments.models, arguments.size, asked_setups(arguments))
    found = watched(measure_many(asked, arguments.seconds))
    rows = [(subject.title, each) for subject, each in zip(asked, found, strict=True) if isinstance(each, Latency)]
    failures = [each for each in found if isinstance(each, Unmeasured)]
    if not rows:
        raise failures[0].error
    compared = list(_compared(rows))
    environment = rows[0][1].environment
    data = {
        "environment": environment_row(environment, arguments.threads),
        "results": [_result(*each) for each in rows],
        "comparisons": [each for each, _ in compared],
        "failures": [_failure(each) for each in failures],
    }
    parts = [
        latencies_text(rows),
        doubts_text((f"{title}, {each.setup.runtime}", each) for title, each in rows),
        "\n".join(f"{each.subject.title}, {each.subject.setup.runtime}: {each.error}" for each in failures),
        "\n".join(text for _, text in compared),
        environment_text(environment),
    ]
    return data, "\n\n".join(filter(None, parts))


def _compared(rows: Sequence[Row]) -> Iterator[tuple[dict[str, Any], str]]:
    """What may be said of each two, as a row and as a sentence."""
    pairs = [pair for pair in combinations(rows, 2) if _comparable(*pair)]
    found = watched(compare_pairs([(first, second) for (_, first), (_, second) in pairs]))
    return starmap(_told, zip(pairs, found, strict=True))


def _comparable(first: Row, second: Row) -> bool:
    """Whether it is two models in one runtime, or one model in two."""
    return first[1].setup == second[1].setup or first[1].fingerprint == second[1].fingerprint


def _told(pair: tuple[Row, Row], found: Comparison) -> tuple[dict[str, Any], str]:
    first, second = pair
    runtimes = dict.fromkeys(each.setup.runtime for _, each in pair)
    row = {
        "a": first[0],
        "b": second[0],
        "runtime": " / ".join(runtimes),
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "verdict": found.verdict,
    }
    a, b = (f"{title}, {each.setup.runtime}" for title, each in pair)
    return row, comparison_text(a, b, found)


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
