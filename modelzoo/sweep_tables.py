"""A sweep as others read it: rows with units in their names for a spreadsheet, and a whole that reads back."""

import json
from dataclasses import dataclass, replace
from typing import Any

from modelzoo.errors import ProjectError
from modelzoo.files import parse
from modelzoo.graph import Value
from modelzoo.measurements import Environment, Setup
from modelzoo.params import value_text
from modelzoo.plain import from_plain, to_plain
from modelzoo.sweeps import Sweep, SweepPoint
from modelzoo.tabular import Table, as_csv

FORMAT = "slimscope sweep"
VERSION = 1


@dataclass(frozen=True)
class SweepResult:
    """A sweep and the points found of it so far."""

    sweep: Sweep
    points: tuple[SweepPoint, ...] = ()

    @property
    def missing(self) -> tuple[Value, ...]:
        """The values of which nothing is found yet."""
        found = {point.value for point in self.points}
        return tuple(value for value in self.sweep.values if value not in found)

    @property
    def environments(self) -> tuple[Environment, ...]:
        """Where and when it was measured, by machine: the latest of each."""
        told = (point.latency.environment for point in self.points if point.latency)
        return tuple({each.machine: each for each in sorted(told, key=lambda each: each.date)}.values())

    def over(self, values: tuple[Value, ...]) -> "SweepResult":
        """The same sweep over these values, with the points that it has of them."""
        kept = tuple(point for point in self.points if point.value in values)
        return SweepResult(replace(self.sweep, values=values), kept)

    def widened(self, values: tuple[Value, ...]) -> "SweepResult":
        """The same sweep over these values too."""
        return replace(self, sweep=replace(self.sweep, values=tuple(dict.fromkeys((*self.sweep.values, *values)))))

    def with_points(self, points: tuple[SweepPoint, ...]) -> "SweepResult":
        """With these points, in place of all that was found at their values."""
        fresh = {point.value for point in points}
        return replace(self, points=(*(point for point in self.points if point.value not in fresh), *points))


def sweep_json(found: SweepResult) -> str:
    """The sweep with all its samples as text; `read_sweep` reads it back."""
    return json.dumps({"format": FORMAT, "version": VERSION, **to_plain(found)})


def read_sweep(text: str, path: str = "sweep") -> SweepResult:
    """The sweep that `sweep_json` wrote. Raises ProjectError, naming `path`, on anything else."""

    def read(data: dict[str, Any]) -> SweepResult:
        if data.get("version") != VERSION:
            raise ProjectError(path, f"is of version {data.get('version')}: this Slimscope reads version {VERSION}.")
        return from_plain(SweepResult, {key: data[key] for key in data if key not in ("format", "version")})

    return parse(text, path, FORMAT, "a Slimscope sweep", read)


def sweep_csv(found: SweepResult) -> str:
    """One row a point, figures with every digit."""
    rows = [point_row(found.sweep, point) for point in found.points]
    header = tuple(rows[0]) if rows else ()
    cells = tuple(tuple(map(_cell, row.values())) for row in rows)
    return as_csv(Table(header, cells, (False,) * len(header)))


def point_row(sweep: Sweep, point: SweepPoint) -> dict[str, Any]:
    """A point by column: what it is, what it costs on paper (batch 1, fp32), what it takes, or why it cannot be."""
    paper, latency = point.paper, point.latency
    return {
        "model": point.model,
        "over": sweep.over,
        "value": point.value if isinstance(point.value, int | float) else value_text(point.value),
        **_run(point.latency.setup if point.latency else point.setup),
        "input": list(paper.input) if paper else None,
        "parameters": paper and paper.parameters,
        "macs": paper and paper.macs,
        "mult_adds_torchinfo": paper.mult_adds if paper and paper.as_torchinfo else None,
        "pass_bytes_torchinfo": paper.pass_bytes if paper and paper.as_torchinfo else None,
        "parameter_bytes": paper and paper.parameter_bytes,
        "activation_bytes": paper and paper.activation_bytes,
        "peak_activation_bytes": paper and paper.peak_activation_bytes,
        "p50_s": latency and latency.p50,
        "p90_s": latency and latency.p90,
        "min_s": latency and latency.minimum,
        "first_s": latency and latency.first,
        "n": latency and latency.n,
        "problem": point.problem or None,
    }


def _run(setup: Setup | None) -> dict[str, Any]:
    return {name: setup and getattr(setup, name) for name in ("runtime", "threads", "batch", "layout")}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "x".join(map(str, value))
    return "" if value is None else str(value)
