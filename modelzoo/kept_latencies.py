"""Latencies as rows of JSON, so that a project can keep them: times are whole nanoseconds, as they were taken."""

import math
from typing import Any

from modelzoo.errors import ProjectError
from modelzoo.measurements import Latency
from modelzoo.plain import from_plain, to_plain

NANO = 1e9


def latency_to_json(latency: Latency) -> dict[str, Any]:
    """The latency with all that makes it a figure to be checked."""
    row: dict[str, Any] = to_plain(latency)
    row["first"] = round(latency.first * NANO)
    row["samples"] = [round(sample * NANO) for sample in latency.samples]
    row["preparation"] = [[step, round(seconds * NANO)] for step, seconds in latency.preparation]
    return row


def latency_from_json(row: Any, path: str = "project") -> Latency:
    """The latency that `latency_to_json` gave, its times to the nanosecond. Raises ProjectError on anything else."""
    try:
        latency = from_plain(Latency, {**row, **_seconds(row)})
        _check(latency)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise ProjectError(path, f"holds a damaged measurement: {error}.") from error
    return latency


def _seconds(row: Any) -> dict[str, Any]:
    return {
        "first": _second(row["first"]),
        "samples": [_second(sample) for sample in row["samples"]],
        "preparation": [[step, _second(time)] for step, time in row["preparation"]],
    }


def _second(time: Any) -> float:
    if type(time) is not int or time < 0:
        raise ValueError(f"{time!r:.60} is no time in nanoseconds")
    return time / NANO


def _check(latency: Latency) -> None:
    """Raises ValueError where the parts of a latency do not fit each other."""
    setup, load = latency.setup, latency.load
    shares = (load.foreign_cores, load.steal_share)
    fits = {
        "two samples at least": latency.n >= 2,
        "rounds that hold all samples": not latency.rounds or sum(latency.rounds) == latency.n,
        "rounds of one run at least": all(runs > 0 for runs in latency.rounds),
        "a thread and a picture at least": setup.threads > 0 and setup.batch > 0,
        "an input of three sizes": len(latency.input) == 3 and all(side > 0 for side in latency.input),
        "a finite load": all(math.isfinite(share) and share >= 0 for share in shares),
    }
    for wanted, met in fits.items():
        if not met:
            raise ValueError(f"it needs {wanted}")
