"""Table 4 of "Model Compression Part 8": what four distilled networks came to, as runs of a single printed point.

These figures were printed, not logged: there is no curve behind them, and nothing here can recompute them.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from modelzoo.runs.metrics import ROLES
from modelzoo.runs.run import Run, Series

FORMAT = "published"


@cache
def _data() -> dict[str, Any]:
    text = files("assets").joinpath("published.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)["table4"]
    return data


def about() -> str:
    """What was trained, and what the columns mean."""
    return str(_data()["about"])


def not_ours() -> str:
    """Why no figure of ours stands beside these."""
    return str(_data()["not_ours"])


def table4() -> tuple[Run, ...]:
    """The four networks in the table's order, each named as the zoo names its architecture."""
    return tuple(_run(row, _data()["source"]) for row in _data()["models"])


def _run(row: dict[str, Any], source: str) -> Run:
    series: dict[str, Series] = {role: _point(role, row[role]) for role in ROLES if role in row}
    settings = {"model": row["name"]}
    problems = (row["note"],) if "note" in row else ()
    return Run(f"table4#{row['name']}", row["name"], FORMAT, (), settings, series, problems, source)


def _point(metric: str, value: float) -> Series:
    return Series(metric, np.zeros(1, np.int64), np.array([value]))
