"""Runs of several paths read a slice at a time, so that whoever asks stays free, and read on as long as they grow."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from modelzoo.jobs import Progress
from modelzoo.runs.logs import PUBLISHED, TABLE4
from modelzoo.runs.naming import told_apart
from modelzoo.runs.opening import Opened, Opening, Update
from modelzoo.runs.run import Run
from modelzoo.runs.table4 import table4

PATIENCE = 2.0
"""Seconds that a file must have rested before a last line without an end is taken for whole."""


@dataclass(frozen=True, eq=False)
class Look:
    """What a slice of reading gave: the runs with something new, and how far it has come.

    finished: whether all that is there now has been read; only then `held` tells the paths of all runs in order, and
    `problems` what is no run or cannot be read.
    """

    runs: tuple[Run, ...]
    progress: Progress
    finished: bool = False
    held: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Follower:
    """Reads what lies at some paths again and again; what was read of a path is kept as long as it is asked for."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._sources: dict[str, _Source] = {}
        self._pending: list[_Source] = []
        self._names: dict[str, str] = {}

    def look(self, paths: Sequence[str], seconds: float) -> Look:
        """Read on for so long, or to the end of what is there. After an end, the next look is a new one."""
        if tuple(self._sources) != tuple(paths):
            self._sources = {path: self._sources.get(path) or _source(path, self._patience) for path in paths}
            self._pending = []
            self._forget_names()
        self._pending = self._pending or list(self._sources.values())
        until, progress, found = time.monotonic() + seconds, Progress(0.0), dict[str, Run]()
        while self._pending and time.monotonic() < until:
            source = self._pending[0]
            step = source.step()
            if step is None:
                self._pending.pop(0)
            else:
                done = len(self._sources) - len(self._pending) + step.share
                progress = Progress(done / len(self._sources), step.text)
                if step.update and self._owner(step.update.run.path) is source:
                    found[step.update.run.path] = self._named(source, step.update.run)
        if self._pending:
            return Look(tuple(found.values()), progress)
        held = tuple(dict.fromkeys(path for source in self._sources.values() for path in source.held))
        problems = tuple(dict.fromkeys(each for source in self._sources.values() for each in source.problems))
        return Look(tuple(found.values()), Progress(1.0), True, held, problems)

    def _forget_names(self) -> None:
        """The names of runs that are no longer there are free."""
        held = {path for source in self._sources.values() for path in source.held}
        self._names = {path: name for path, name in self._names.items() if path in held}

    def _owner(self, run: str) -> "_Source | None":
        """The first path at which a run was found: it may lie below several."""
        return next((source for source in self._sources.values() if run in source.held), None)

    def _named(self, source: "_Source", run: Run) -> Run:
        """The run under a name that no other run has: where two agree, the later has the path's name before its own."""
        others = [name for path, name in self._names.items() if path != run.path]
        name = run.name if run.name not in others else f"{source.title}/{run.name}"
        *_, self._names[run.path] = told_apart([*others, name])
        return replace(run, name=self._names[run.path])


class _Source:
    """What lies at one path."""

    def __init__(self, path: str, patience: float) -> None:
        self.title = Path(path).stem
        self.held: dict[str, None] = {}
        self._opening = Opening([path], patience)
        self._job: Iterator[Progress] | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What is no run or cannot be read."""
        return self._opening.problems

    def step(self) -> Opened | None:
        """Read the next part; None at the end of what is there now."""
        self._job = self._job or self._opening.read()
        for step in self._job:
            if isinstance(step, Opened):
                if step.update:
                    self.held[step.update.run.path] = None
                return step
        self._job = None
        return None


class _Printed(_Source):
    """Results that were printed: they are there at once and never grow."""

    def __init__(self, path: str) -> None:
        super().__init__(path, 0.0)
        self.title = path.removeprefix(PUBLISHED)
        self._left = list(table4()) if path == TABLE4 else []
        self._unknown = () if self._left else (f"{path}: there is no such table",)

    @property
    def problems(self) -> tuple[str, ...]:
        """Whether it is a table that is not known."""
        return self._unknown

    def step(self) -> Opened | None:
        """The next row."""
        if not self._left:
            return None
        run = self._left.pop(0)
        self.held[run.path] = None
        return Opened(0.0, run.name, Update(run))


def _source(path: str, patience: float) -> _Source:
    return _Printed(path) if path.startswith(PUBLISHED) else _Source(path, patience)
