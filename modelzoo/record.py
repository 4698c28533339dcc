"""What was measured of a project's models, kept with the project: on which machine and when is part of each figure."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from modelzoo.errors import ProjectError
from modelzoo.graph import Size
from modelzoo.kept_latencies import latency_from_json, latency_to_json
from modelzoo.kept_measurements import layers_from_json, layers_to_json, sweep_from_json, sweep_to_json
from modelzoo.measurements import Latency, Setup
from modelzoo.node_times import LayerTimes
from modelzoo.sweep_tables import SweepResult

MOST_LATENCIES = 480
MOST_LAYERS = 12
MOST_SWEEPS = 8
MOST_SAMPLES = 1_000_000
"""Timed runs that each of the three lists holds of one machine, about seven bytes each in the file."""

Row = TypeVar("Row")


@dataclass(frozen=True)
class Record:
    """Measurements, the oldest first. A new one replaces what it repeats: the same question on the same machine.

    Of the machine that grows a list only the newest stay, as many as MOST_... allow, the very newest in any case; what
    other machines found is never touched. unread: rows of a file that make no sense to us, as (list, JSON): they are
    written back as they came.
    """

    latencies: tuple[Latency, ...] = ()
    layers: tuple[LayerTimes, ...] = ()
    sweeps: tuple[SweepResult, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def with_latencies(self, *found: Latency) -> "Record":
        """This and what was just measured."""
        rows = _newest_of_each((*self.latencies, *found), _run)
        return replace(
            self, latencies=_bounded(rows, set(map(_machine, found)), _machine, lambda each: each.n, MOST_LATENCIES)
        )

    def with_layers(self, found: LayerTimes) -> "Record":
        """This and where a model's time was just seen to go."""
        rows = _newest_of_each((*self.layers, found), lambda each: _run(each.whole))
        return replace(
            self,
            layers=_bounded(
                rows, {_machine(found.whole)}, lambda each: _machine(each.whole), lambda each: each.whole.n, MOST_LAYERS
            ),
        )

    def with_sweep(self, found: SweepResult) -> "Record":
        """This and a sweep, in place of what it continues or repeats."""
        rows = (*(each for each in self.sweeps if not _repeats(found, each)), found)
        return replace(self, sweeps=_bounded(rows, {_machines(found)}, _machines, _samples, MOST_SWEEPS))

    def joined(self, newer: "Record") -> "Record":
        """This and another; where both answer the same question on the same machine, what the newer one says."""
        joined = self.with_latencies(*newer.latencies)
        for layers in newer.layers:
            joined = joined.with_layers(layers)
        for sweep in newer.sweeps:
            joined = joined.with_sweep(sweep)
        return replace(joined, unread=tuple(dict.fromkeys((*self.unread, *newer.unread))))

    def latency(self, fingerprint: str, size: Size, setup: Setup, machine: str) -> Latency | None:
        """The newest of this model, run like this on this machine."""
        known = (each for each in reversed(self.latencies) if _is_of(each, fingerprint, size, setup))
        return next((each for each in known if _machine(each) == machine), None)

    def foreign_latencies(self, fingerprint: str, size: Size, machine: str) -> tuple[Latency, ...]:
        """What other machines than this one found of this model, in whatever setup, the oldest first."""
        known = (each for each in self.latencies if _is_of(each, fingerprint, size, each.setup))
        return tuple(each for each in known if _machine(each) != machine)

    def layer_times(self, fingerprint: str, size: Size, setup: Setup, machine: str) -> LayerTimes | None:
        """The newest of this model, run like this on this machine."""
        known = (each for each in reversed(self.layers) if _is_of(each.whole, fingerprint, size, setup))
        return next((each for each in known if _machine(each.whole) == machine), None)

    @cached_property
    def text(self) -> str:
        """This as JSON, a measurement a line."""
        kept: dict[str, Iterable[dict[str, Any]]] = {
            "latencies": map(latency_to_json, self.latencies),
            "layers": map(layers_to_json, self.layers),
            "sweeps": map(sweep_to_json, self.sweeps),
        }
        lists = {name: [*map(_line, rows)] for name, rows in kept.items()}
        for name, row in self.unread:
            lists[name].append(row)
        return "{\n" + ",\n".join(f'  "{name}": [{_lines(rows)}]' for name, rows in lists.items()) + "\n }"


def record_from_json(data: Any) -> Record:
    """The record that `Record.text` gave; rows that are damaged are kept unread. Raises KeyError or TypeError."""
    found: dict[str, list[Any]] = {}
    unread: list[tuple[str, str]] = []
    for name, read in _READERS.items():
        if not isinstance(data[name], list):
            raise TypeError(f"the measured {name}")
        found[name] = []
        for row in data[name]:
            try:
                found[name].append(read(row))
            except ProjectError:
                unread.append((name, _line(row)))
    return Record(**{name: tuple(rows) for name, rows in found.items()}, unread=tuple(unread))


_READERS: dict[str, Callable[[Any], Any]] = {
    "latencies": latency_from_json,
    "layers": layers_from_json,
    "sweeps": sweep_from_json,
}


def _line(row: Any) -> str:
    return json.dumps(row, separators=(",", ":"))


def _lines(rows: list[str]) -> str:
    return "".join(f"\n   {row}," for row in rows)[:-1] + ("\n  " if rows else "")


def _machine(latency: Latency) -> str:
    return latency.environment.machine


def _run(latency: Latency) -> Hashable:
    """What two latencies have in common where the newer replaces the older."""
    return latency.fingerprint, latency.input, latency.setup, _machine(latency)


def _is_of(latency: Latency, fingerprint: str, size: Size, setup: Setup) -> bool:
    return (latency.fingerprint, latency.input[1:], latency.setup) == (fingerprint, size, setup)


def _machines(found: SweepResult) -> frozenset[str]:
    return frozenset(_machine(point.latency) for point in found.points if point.latency)


def _samples(found: SweepResult) -> int:
    return sum(point.latency.n for point in found.points if point.latency)


def _repeats(new: SweepResult, old: SweepResult) -> bool:
    """Whether the new one asks what the old one asked, of more values or as many, and loses no other machine's word."""
    same = replace(new.sweep, values=()) == replace(old.sweep, values=())
    return same and set(old.sweep.values) <= set(new.sweep.values) and _machines(old) <= _machines(new)


def _newest_of_each(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> tuple[Row, ...]:
    """Of rows with the same key only the last."""
    found: dict[Hashable, Row] = {}
    for row in rows:
        found.pop(key(row), None)
        found[key(row)] = row
    return tuple(found.values())


def _bounded(
    rows: tuple[Row, ...],
    growing: Collection[Hashable],
    machine: Callable[[Row], Hashable],
    samples: Callable[[Row], int],
    most: int,
) -> tuple[Row, ...]:
    """The rows without the oldest of machines that have too many of them, or too many samples."""
    counts: Counter[Hashable] = Counter()
    runs: Counter[Hashable] = Counter()
    kept: list[Row] = []
    for row in reversed(rows):
        where = machine(row)
        counts[where] += 1
        runs[where] += samples(row)
        fits = counts[where] <= most and (runs[where] <= MOST_SAMPLES or counts[where] == 1)
        if where not in growing or fits:
            kept.append(row)
    return tuple(reversed(kept))
