"""Layer times and sweeps as rows of JSON, so that a project can keep them with every sample that they rest on."""

import json
from dataclasses import replace
from typing import Any

from modelzoo.errors import ProjectError
from modelzoo.kept_latencies import latency_from_json, latency_to_json
from modelzoo.node_times import LayerTimes
from modelzoo.plain import from_plain, to_plain
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import SweepPoint


def layers_to_json(found: LayerTimes) -> dict[str, Any]:
    """The layer times; the whole passes' samples are whole nanoseconds."""
    return {
        "whole": latency_to_json(found.whole),
        "nodes": to_plain(found.nodes),
        "others": to_plain(found.others),
        "n": found.n,
    }


def layers_from_json(row: Any, path: str = "project") -> LayerTimes:
    """The layer times that `layers_to_json` gave. Raises ProjectError on anything else."""
    try:
        whole = latency_from_json(row["whole"], path)
        _check_finite({**row, "whole": None})
        return from_plain(LayerTimes, {**row, "whole": whole})
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(path, f"holds damaged layer times: {error}.") from error


def sweep_to_json(found: SweepResult) -> dict[str, Any]:
    """The sweep with the points found so far; samples are whole nanoseconds."""
    return {"sweep": to_plain(found.sweep), "points": [_point_to_json(point) for point in found.points]}


def sweep_from_json(row: Any, path: str = "project") -> SweepResult:
    """The sweep that `sweep_to_json` gave. Raises ProjectError on anything else."""
    try:
        _check_finite(row["sweep"])
        return from_plain(SweepResult, {**row, "points": [_point_from_json(point, path) for point in row["points"]]})
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(path, f"holds a damaged sweep: {error}.") from error


def _point_to_json(point: SweepPoint) -> dict[str, Any]:
    row: dict[str, Any] = to_plain(replace(point, latency=None))
    return row | {"latency": point.latency and latency_to_json(point.latency)}


def _point_from_json(row: Any, path: str) -> SweepPoint:
    kept = row["latency"]
    latency = None if kept is None else latency_from_json(kept, path)
    _check_finite({**row, "latency": None})
    return from_plain(SweepPoint, {**row, "latency": latency})


def _check_finite(row: Any) -> None:
    """Raises ValueError where a number is none that could be drawn."""
    json.dumps(row, allow_nan=False)
