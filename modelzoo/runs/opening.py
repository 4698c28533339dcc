"""Runs opened from paths, and followed as they grow: each look gives only the runs that have something new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from modelzoo.jobs import Job, Progress
from modelzoo.runs.completing import metrics_of, oddities
from modelzoo.runs.finding import Finder, Group
from modelzoo.runs.naming import name_of, told_apart
from modelzoo.runs.reading import Batch, Certainty, News, Reader
from modelzoo.runs.run import Run, RunError, Series, Setting, joined


@dataclass(frozen=True, eq=False)
class Update:
    """A run with something new. since: for each metric, how many of its points were there the last time, unchanged."""

    run: Run
    since: Mapping[str, int] = field(default_factory=dict)

    def new(self, metric: str) -> Series:
        """The points of a metric that were not there before."""
        return self.run.series[metric].take(slice(self.since.get(metric, 0), None))


@dataclass(frozen=True)
class Opened(Progress):
    """How far a look has come, and a run that it has just read, if any."""

    update: Update | None = None


@dataclass(frozen=True, eq=False)
class Runs:
    """What some paths hold, and what of them is no run or cannot be read."""

    runs: tuple[Run, ...] = ()
    problems: tuple[str, ...] = ()


class _Part:
    """What the files of one format have told so far of the runs that they hold."""

    def __init__(self, group: Group, patience: float) -> None:
        self.group = group
        self.problems: tuple[str, ...] = ()
        self.runs: dict[str, _Told] = {}
        self._reader: Reader = group.format.reader(group.home, patience)

    def path(self, inner: str) -> str:
        """What tells a run from all others."""
        return f"{self.group.home}#{inner}" if inner else str(self.group.home)

    def read(self) -> Iterator[bool]:
        """Read what is new, a part of a file at a time; whether that was anything."""
        while True:
            try:
                news = self._reader.news(self.group.files)
            except (OSError, RecursionError) as error:
                news = News((), (f"cannot be read: {error}",))
            if news is None:
                return
            yield self._take(news)
            if not news.batches:
                return

    def _take(self, news: News) -> bool:
        changed = news.afresh or news.problems != self.problems
        self.problems = news.problems
        if news.afresh:
            self.runs = {}
        for batch in news.batches:
            changed |= self.runs.setdefault(batch.run, _Told()).take(batch)
        return changed


class _Told:
    """What was read of one run."""

    def __init__(self) -> None:
        self.title = ""
        self.settings: dict[str, Setting] = {}
        self._parts: dict[str, list[Series]] = {}
        self._new = True

    def take(self, batch: Batch) -> bool:
        """Add what a reader gave; whether it was anything new."""
        settings = self.settings | dict(batch.hyperparameters)
        changed = self._new or bool(batch.series) or settings != self.settings or batch.title != self.title
        self.settings, self.title, self._new = settings, batch.title, False
        for series in batch.series:
            self._parts.setdefault(series.metric, []).append(series)
        return changed

    def series(self) -> dict[str, Series]:
        """The points of each metric, all parts joined."""
        self._parts = {metric: [joined(parts)] for metric, parts in self._parts.items()}
        return {metric: parts[0] for metric, parts in self._parts.items()}


class Opening:
    """What is opened at some paths. Each reading goes on where the last one ended.

    patience: how many seconds a file must have rested before a last line without an end is taken for whole.
    """

    def __init__(self, paths: Sequence[str | Path], patience: float = 0.0) -> None:
        self._finder = Finder([Path(path) for path in paths])
        self._several = len(paths) > 1
        self._patience = patience
        self._parts: dict[tuple[Path, str], _Part] = {}
        self._runs: dict[str, Run] = {}
        self.problems: tuple[str, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs that were read so far."""
        return tuple(self._runs.values())

    def read(self) -> Job[Runs]:
        """A job: reads what is new, yields each run that changed, and returns all there are."""
        yield Opened(0.0, "looking for runs")
        homes = self._homes()
        for at, (home, parts) in enumerate(homes.items()):
            changed = False
            for part in parts:
                for something in part.read():
                    changed |= something
                    yield Opened(at / len(homes), str(home))
            if changed:
                for update in self._updates(home, parts):
                    yield Opened((at + 1) / len(homes), update.run.name, update)
        self.problems = (*self._finder.problems, *self._empty())
        return Runs(self.runs, self.problems)

    def _homes(self) -> dict[Path, list[_Part]]:
        """The parts by the file or folder that is the run: several loggers may have written of one."""
        homes: dict[Path, list[_Part]] = {}
        for group in self._finder.groups():
            part = self._parts.setdefault((group.home, group.format.name), _Part(group, self._patience))
            part.group = group
            homes.setdefault(group.home, []).append(part)
        return {home: sorted(parts, key=lambda part: part.group.format.name) for home, parts in homes.items()}

    def _updates(self, home: Path, parts: Sequence[_Part]) -> Iterator[Update]:
        for inner in dict.fromkeys(name for part in parts for name in part.runs):
            run = self._run(home, inner, parts)
            before = self._runs.get(run.path)
            if run.points or any(part.group.certainty is Certainty.SURE for part in parts):
                self._runs[run.path] = run
                since = {name: _kept(before, series) for name, series in run.series.items()}
                if before is None or _differs(run, before, since):
                    yield Update(run, since)

    def _run(self, home: Path, inner: str, parts: Sequence[_Part]) -> Run:
        told = [(part, part.runs[inner]) for part in parts if inner in part.runs]
        series: dict[str, Series] = {}
        settings: dict[str, Setting] = {}
        for _, each in told:
            settings = each.settings | settings
            for name, found in each.series().items():
                if name not in series or len(found) > len(series[name]):
                    series[name] = found
        title = next((each.title for _, each in told if each.title), inner)
        path, metrics = parts[0].path(inner), metrics_of(series)
        return Run(
            path,
            self._name(path, title, home, parts[0].group),
            " and ".join(part.group.format.name for part, _ in told),
            tuple(str(file) for part, _ in told for file in part.group.files),
            settings,
            metrics,
            tuple(dict.fromkeys(problem for part, _ in told for problem in (*part.problems, *oddities(metrics)))),
        )

    def _name(self, path: str, title: str, home: Path, group: Group) -> str:
        others = [run.name for other, run in self._runs.items() if other != path]
        if path in self._runs and not title:
            return self._runs[path].name
        root = group.root.absolute().parent if self._several else group.root
        *_, name = told_apart([*others, title or name_of(home.absolute() if self._several else home, root)])
        return name

    def _empty(self) -> Iterator[str]:
        """Logs that hold nothing, where they were named or are surely meant to be logs."""
        for part in self._parts.values():
            group = part.group
            meant = group.root.is_file() or (part.problems and group.certainty is Certainty.SURE)
            if meant and not any(part.path(inner) in self._runs for inner in part.runs):
                yield f"{group.files[0]}: {'; '.join(part.problems) or 'holds no numbers of a training'}"


def open_runs(paths: Sequence[str | Path]) -> Job[Runs]:
    """A job: all runs at these paths, as they are now. Raises RunError where there are none."""
    found = yield from Opening(paths).read()
    if not found.runs:
        told = found.problems or (f"{', '.join(map(str, paths))}: there is no run log.",)
        path, _, reason = "; ".join(told).partition(": ")
        raise RunError(path, reason)
    return found


def _kept(before: Run | None, series: Series) -> int:
    """How many points of a series were there before as they are now: all or none."""
    old = before.series.get(series.metric) if before else None
    if old is None or len(old) > len(series):
        return 0
    same = np.array_equal(old.steps, series.steps[: len(old)]) and np.array_equal(
        old.values, series.values[: len(old)], equal_nan=True
    )
    return len(old) if same else 0


def _differs(run: Run, before: Run, since: Mapping[str, int]) -> bool:
    if any(since[name] < len(series) for name, series in run.series.items()):
        return True
    told = (before.name, before.problems, dict(before.hyperparameters), before.series.keys())
    return told != (run.name, run.problems, dict(run.hyperparameters), run.series.keys())
