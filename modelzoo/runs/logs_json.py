"""A project's run logs as JSON, and read from it; raises ValueError, KeyError or TypeError on anything else."""

from dataclasses import asdict
from typing import Any, get_args

from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import ROLES, Correction, Direction, Mapping
from modelzoo.runs.pairing import Pair, Pairing
from modelzoo.runs.view import View, view_from_json, view_to_json

NONE: dict[str, Any] = {"paths": [], "corrections": [], "pairs": [], "baseline": ""}
"""No logs."""


def logs_to_json(logs: Logs) -> dict[str, Any]:
    """The paths, the corrections and the pairs."""
    return {
        "paths": list(logs.paths),
        "corrections": [asdict(each) for each in logs.mapping.corrections],
        "pairs": [asdict(each) for each in logs.pairing.pairs],
        "baseline": logs.pairing.baseline,
        "view": view_to_json(logs.view),
    }


def logs_from_json(row: Any) -> Logs:
    """The logs that their row holds."""
    return Logs(
        tuple(map(_text, row["paths"])),
        Mapping(tuple(map(_correction, row["corrections"]))),
        Pairing(tuple(map(_pair, row["pairs"])), _text(row["baseline"])),
        view_from_json(row["view"]) if "view" in row else View(),
    )


def _correction(row: Any) -> Correction:
    role, direction = row["role"], row["direction"]
    if role not in ("", *ROLES) or direction not in ("", *get_args(Direction)):
        raise ValueError(f"what a metric means, {role} {direction}")
    return Correction(_text(row["metric"]), role, direction, _text(row["run"]))


def _pair(row: Any) -> Pair:
    return Pair(*(_text(row[name]) for name in ("run", "model", "teacher", "candidate")))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text {value}")
    return value
