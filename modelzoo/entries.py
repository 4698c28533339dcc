"""The candidates of a project side by side: what each is, costs, takes and came to; with or without a window."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from modelzoo.board import Kind
from modelzoo.foreign import Foreign
from modelzoo.graph import Graph, Size
from modelzoo.measurements import PROTOCOL, Extent, Latency, Setup, Subject
from modelzoo.pareto import Goal
from modelzoo.project import Model, Project, Variant
from modelzoo.record import Record
from modelzoo.results import Appraisal, Cost
from modelzoo.runs.metrics import GOALS

if TYPE_CHECKING:
    from modelzoo.runs.summaries import Summary

EMPTY = Graph()


@dataclass(frozen=True)
class Result:
    """The best value that training came to. deviation: over so many seeds; None of a single run. source: which runs.

    published: whether it was printed somewhere, and not logged.
    """

    value: float
    deviation: float | None = None
    n: int = 1
    source: str = ""
    published: bool = False


@dataclass(frozen=True)
class Timed:
    """In which setup and on which machine a time was measured. cpu: what a person calls the machine; empty for this."""

    setup: Setup
    machine: str
    cpu: str = ""


@dataclass(frozen=True)
class Entry(Model):
    """A candidate and what is known of it. Without `paper` it is still to be counted, or `problem` says why not.

    model: by what name it was put on the board; empty for those of the project. times: what was measured, on whatever
    machine. failures: why it could not be in a setup. results: what training came to, by roles. accuracy: as published.
    runtime: as published, in seconds on the machine of those who printed it. others: what this one is besides, as
    ("baseline",). source: the network from outside that it is. plan: the published model whose graph it is, unedited,
    as far as its history tells.
    """

    kind: Kind
    title: str
    graph: Graph = EMPTY
    size: Size = (0, 0)
    model: str = ""
    paper: Cost | Appraisal | None = None
    problem: str = ""
    times: Mapping[Timed, Latency] = field(default_factory=dict)
    failures: Mapping[Setup, str] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    accuracy: Result | None = None
    others: tuple[Kind, ...] = ()
    source: Foreign | None = None
    runtime: Result | None = None
    plan: str = ""

    @property
    def key(self) -> tuple[Kind, str]:
        """What tells it from the others."""
        return self.kind, self.title

    @property
    def identity(self) -> tuple[str, Size]:
        """What its times are kept by."""
        return self.graph.fingerprint, self.size

    def best_accuracy(self) -> Result | None:
        """What its own training came to, else the published one."""
        return self.results.get("accuracy") or self.accuracy


def own_entries(project: Project) -> tuple[Entry, ...]:
    """The variants, and the baseline unless it is one of them, of which only their models are known yet."""
    found = [_own("import" if each.source else "variant", each) for each in project.variants]
    pinned = project.baseline
    if pinned is None:
        return tuple(found)
    same = [each.graph == pinned.graph and each.size == pinned.size for each in found]
    if any(same):
        return tuple(replace(each, others=("baseline",) if it else ()) for each, it in zip(found, same, strict=True))
    return (*found, _own("baseline", pinned))


def _own(kind: Kind, model: Model) -> Entry:
    return Entry(kind, model.title, model.graph, model.size, source=model.source, plan=_plan(model))


def _plan(model: Model) -> str:
    if not isinstance(model, Variant) or model.acts or model.made != model.graph.fingerprint:
        return ""
    return model.origin


def with_times(entries: Iterable[Entry], record: Record, here: str) -> tuple[Entry, ...]:
    """The entries with what a record has of them, the newest of each setup and machine. here: this machine's name."""
    times: dict[tuple[str, Size], dict[Timed, Latency]] = {}
    for each in record.latencies:
        machine = each.environment.machine
        timed = Timed(each.setup, machine, "" if machine == here else each.environment.cpu)
        times.setdefault((each.fingerprint, (each.input[1], each.input[2])), {})[timed] = each
    return tuple(replace(entry, times=times.get(entry.identity, {})) for entry in entries)


def with_results(entries: Iterable[Entry], results: Mapping[str, Mapping[str, Result]]) -> tuple[Entry, ...]:
    """The entries with what training came to, by the titles of the models that were trained, or by their names."""
    return tuple(replace(entry, results=results.get(entry.title) or results.get(entry.model, {})) for entry in entries)


def missing(
    entries: Iterable[Entry], setups: Sequence[Setup], here: str, extent: Extent = PROTOCOL
) -> tuple[Subject, ...]:
    """What is to be measured so that each whole model is known in each setup on this machine; nothing twice.

    A figure that rests on less than the extent, as one of a measurement that was stopped, is still missing.
    """
    whole = [each for each in entries if each.paper is not None]
    wanted: dict[object, Subject] = {}
    for setup, entry in product(setups, whole):
        known = entry.times.get(Timed(setup, here))
        if not (known and known.has(extent)) and setup not in entry.failures:
            wanted.setdefault((entry.identity, setup), entry.subject(setup))
    return tuple(wanted.values())


def results(summaries: "Iterable[Summary]") -> dict[str, dict[str, Result]]:
    """What training came to, by the model that was trained and by role; of several trainings of one model the best."""
    found: dict[str, dict[str, Result]] = {}
    for summary in summaries:
        published = any(run.published for run in summary.runs)
        for role, outcome in summary.outcomes.items() if summary.model else ():
            if outcome.best is None:
                continue
            fresh = Result(outcome.best, outcome.deviation, outcome.n, summary.name, published)
            roles = found.setdefault(summary.model, {})
            roles[role] = _better(roles.get(role), fresh, GOALS[role])
    return found


def _better(one: Result | None, other: Result, goal: Goal) -> Result:
    if one is None:
        return other
    chosen: Any = min if goal == "min" else max
    better: Result = chosen((one, other), key=lambda each: each.value)
    return better
