"""Runs that are the same candidate with different seeds, folded into one; and what tells candidates apart.

Two runs are seeds of one candidate where a seed is told of both, by a hyperparameter or by a part of the name, and all
else agrees: the name without its seed and the other hyperparameters. Names that loggers make up (version_3,
brave-frog-7) say nothing. Runs without a seed stand for themselves.
"""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modelzoo.runs.figures import figures
from modelzoo.runs.metrics import Mapping as Metrics
from modelzoo.runs.metrics import Role
from modelzoo.runs.run import Run, Setting

_SEEDS = frozenset("seed random_seed random_state rng_seed seed_everything manual_seed".split())
_IN_NAME = re.compile(r"[-_./ ]?(?<![a-z])(?:seed|sd)[-_= ]?\d+|(?<=[-_./ ])s\d+(?![a-z0-9])", re.IGNORECASE)
_MADE_UP = re.compile(r"version_\d+|[a-z]+-[a-z]+-\d+")
_OUTPUTS = frozenset("output_dir log_dir logdir run_name run_id name save_dir checkpoint_dir timestamp".split())
"""Settings that differ in every run and change nothing."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """One network with its training, and the runs of it."""

    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Spread:
    """A figure over several seeds. deviation: the sample standard deviation; None of a single run."""

    mean: float
    deviation: float | None
    low: float
    high: float
    n: int


def candidates(runs: Sequence[Run], by_hand: Mapping[str, str] | None = None) -> tuple[Candidate, ...]:
    """The runs by candidate. by_hand: names of candidates by the names of runs, where a person said so."""
    said = by_hand or {}
    groups: dict[object, list[Run]] = {}
    for run in runs:
        key = ("said", said[run.name]) if run.name in said else _key(run)
        groups.setdefault(key, []).append(run)
    return tuple(Candidate(said.get(group[0].name, "") or _name(group), tuple(group)) for group in groups.values())


def spread(candidate: Candidate, role: Role, mapping: Metrics) -> Spread | None:
    """The best values of a candidate's runs in a role; None where no run has one."""
    best = [value for run in candidate.runs if (value := best_of(run, role, mapping)) is not None]
    if not best:
        return None
    deviation = statistics.stdev(best) if len(best) > 1 else None
    return Spread(statistics.fmean(best), deviation, min(best), max(best), len(best))


def best_of(run: Run, role: Role, mapping: Metrics) -> float | None:
    """A run's best value in a role."""
    metric = mapping.roles(run.series, run.name).get(role)
    return figures(run.series[metric], mapping.direction(metric, run.name)).best if metric else None


def differing(runs: Sequence[Run]) -> dict[str, tuple[Setting, ...]]:
    """The hyperparameters in which runs differ, with each run's value; None where it tells none."""
    names = dict.fromkeys(name for run in runs for name in run.hyperparameters)
    told = {name: tuple(run.hyperparameters.get(name) for run in runs) for name in names}
    return {name: values for name, values in told.items() if len(set(map(repr, values))) > 1}


def without_seed(name: str) -> str:
    """A run's name without the part that tells its seed."""
    return _IN_NAME.sub("", name).strip("-_./ ") or name


def _key(run: Run) -> object:
    """What seeds of one candidate have in common; the run's own path where no seed is told."""
    settings = {name: value for name, value in run.hyperparameters.items() if _last(name) not in _OUTPUTS}
    others = {name: value for name, value in settings.items() if _last(name) not in _SEEDS}
    in_name = without_seed(run.name)
    if in_name == run.name and len(others) == len(settings):
        return run.path
    name = _MADE_UP.sub("", in_name) if others else in_name
    return name, run.format, tuple(sorted((key, repr(value)) for key, value in others.items()))


def _last(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _name(group: Sequence[Run]) -> str:
    return without_seed(group[0].name) if len(group) > 1 else group[0].name
