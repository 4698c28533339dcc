"""A row a run, or a candidate of several seeds: what it came to, beside its teacher and beside the baseline."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from modelzoo.runs.candidates import candidates
from modelzoo.runs.figures import Figures, Fit, Rule, figures, fit, gap, lowest_train_loss, reference_loss
from modelzoo.runs.logs import Logs
from modelzoo.runs.metrics import ROLES, Role
from modelzoo.runs.metrics import Mapping as Metrics
from modelzoo.runs.naming import told_apart
from modelzoo.runs.pairing import Difference, against
from modelzoo.runs.run import Run, Setting


@dataclass(frozen=True)
class Outcome:
    """The best and the last value in a role; over several seeds their means.

    deviation: the sample standard deviation of the best values; None of a single run. step, epoch: of the best value;
    None over several seeds. last: None where the best one was printed and nothing else.
    """

    metric: str
    best: float | None
    last: float | None
    step: int | None = None
    epoch: float | None = None
    deviation: float | None = None
    n: int = 1


@dataclass(frozen=True, eq=False)
class Summary:
    """What a run, or the seeds of a candidate, came to.

    gap: by how much the validation loss is higher than the training loss where it is best. model: the network that was
    trained. to_teacher: student minus teacher. to_baseline: relative to the baseline.
    """

    name: str
    runs: tuple[Run, ...]
    outcomes: Mapping[Role, Outcome]
    gap: float | None
    fits: tuple[Fit, ...]
    model: str = ""
    teacher: str = ""
    to_teacher: Mapping[Role, Difference] | None = None
    to_baseline: Mapping[Role, Difference] | None = None

    @property
    def format(self) -> str:
        """What wrote the logs."""
        return ", ".join(dict.fromkeys(run.format for run in self.runs))

    @property
    def steps(self) -> int | None:
        """The last step that was logged."""
        logged = [run for run in self.runs if not run.published]
        lasts = [int(each.steps.max()) for run in logged for each in run.series.values() if len(each)]
        return max(lasts, default=None)

    @property
    def points(self) -> int:
        """How many values were logged."""
        return sum(run.points for run in self.runs)

    @property
    def verdict(self) -> str:
        """How well it fits; over several seeds, how many of them do."""
        counted = Counter(each.verdict for each in self.fits)
        if len(counted) == 1:
            return next(iter(counted))
        return ", ".join(f"{count} {verdict}" for verdict, count in counted.most_common())

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read, and what is odd."""
        several = len(self.runs) > 1
        told = ((f"{run.name}: {each}" if several else each) for run in self.runs for each in run.problems)
        return tuple(dict.fromkeys(told))

    def setting(self, name: str) -> Setting | tuple[Setting, ...]:
        """A hyperparameter; of several seeds all values, where they differ."""
        told = dict.fromkeys(run.hyperparameters.get(name) for run in self.runs)
        return next(iter(told)) if len(told) == 1 else tuple(told)


@dataclass(frozen=True, eq=False)
class _Own:
    """What a run came to by itself, and of what this was found."""

    run: Run
    said: object
    outcomes: Mapping[Role, Outcome]
    gap: float | None
    train: float | None
    model: str


class Summing:
    """Makes summaries; what was found of a run is kept as long as the run and what is said of it are the same."""

    def __init__(self) -> None:
        self._known: dict[str, _Own] = {}

    def summaries(self, runs: Sequence[Run], logs: Logs, models: Sequence[str], folded: bool) -> tuple[Summary, ...]:
        """A summary a run, or where folded a candidate. models: the names of networks that a run may have trained."""
        own = {run.path: self._own(run, logs, models) for run in runs}
        self._known = own
        baseline = logs.pairing.reference(runs)
        lowest = reference_loss(each.train for each in own.values())
        reference = own[baseline.path].train if baseline else lowest
        groups = [(each.name, each.runs) for each in candidates(runs, logs.pairing.candidates)] if folded else []
        groups = groups or [(run.name, (run,)) for run in runs]
        names = told_apart([name for name, _ in groups])
        return tuple(
            _summary(
                name,
                [own[run.path] for run in group],
                logs,
                reference,
                own[baseline.path] if baseline else None,
                runs,
                own,
            )
            for name, (_, group) in zip(names, groups, strict=True)
        )

    def _own(self, run: Run, logs: Logs, models: Sequence[str]) -> _Own:
        said = logs.mapping, logs.pairing, models
        known = self._known.get(run.path)
        if known and known.run is run and known.said == said:
            return known
        between = gap(run, logs.mapping)
        return _Own(
            run,
            said,
            _outcomes(run, logs.mapping),
            between.difference if between else None,
            lowest_train_loss(run, logs.mapping),
            logs.pairing.model(run, models) or "",
        )


def _outcomes(run: Run, mapping: Metrics) -> dict[Role, Outcome]:
    roles = mapping.roles(run.series, run.name)
    found = {role: (metric, run.series[metric]) for role, metric in roles.items() if metric in run.series}
    return {
        role: _outcome(run, metric, figures(series, mapping.direction(metric, run.name)))
        for role, (metric, series) in found.items()
    }


def _outcome(run: Run, metric: str, found: Figures) -> Outcome:
    if run.published:
        return Outcome(metric, found.best, None)
    return Outcome(metric, found.best, found.last, found.best_step, found.best_epoch)


def _summary(
    name: str,
    group: Sequence[_Own],
    logs: Logs,
    reference: float | None,
    baseline: _Own | None,
    runs: Sequence[Run],
    own: Mapping[str, _Own],
) -> Summary:
    outcomes = {role: folded for role in ROLES if (folded := _folded([each.outcomes.get(role) for each in group]))}
    gaps = [each.gap for each in group if each.gap is not None]
    teacher = logs.pairing.teacher(group[0].run, runs)
    return Summary(
        name,
        tuple(each.run for each in group),
        outcomes,
        statistics.fmean(gaps) if gaps else None,
        tuple(fit(each.run, logs.mapping, reference, Rule()) for each in group),
        next((each.model for each in group if each.model), ""),
        teacher.name if teacher else "",
        _against(outcomes, own[teacher.path]) if teacher else None,
        _against(outcomes, baseline) if baseline else None,
    )


def _folded(outcomes: Iterable[Outcome | None]) -> Outcome | None:
    told = [each for each in outcomes if each is not None]
    if len(told) < 2:
        return told[0] if told else None
    best = [each.best for each in told if each.best is not None]
    last = [each.last for each in told if each.last is not None]
    return Outcome(
        ", ".join(dict.fromkeys(each.metric for each in told)),
        statistics.fmean(best) if best else None,
        statistics.fmean(last) if last else None,
        deviation=statistics.stdev(best) if len(best) > 1 else None,
        n=len(best),
    )


def _against(outcomes: Mapping[Role, Outcome], other: _Own) -> dict[Role, Difference]:
    found = {}
    for role, own in outcomes.items():
        theirs = other.outcomes.get(role)
        if own.best is not None and theirs and theirs.best is not None:
            found[role] = against(own.best, theirs.best)
    return found
