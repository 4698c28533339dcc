"""Makes a report of a project: gathers what is known, writes the wanted sections, and renders them."""

from collections.abc import Callable, Mapping

from modelzoo.jobs import Job, Progress, part
from modelzoo.project import Project
from modelzoo.report.content.candidates import candidates, pareto
from modelzoo.report.content.claims import claims
from modelzoo.report.content.conventions import conventions
from modelzoo.report.content.differences import differences
from modelzoo.report.content.gathering import gather
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.models import models
from modelzoo.report.content.stamp import stamp
from modelzoo.report.content.stating import models as stated_models
from modelzoo.report.content.stating import statements
from modelzoo.report.content.summary import summary
from modelzoo.report.content.sweeps import sweeps
from modelzoo.report.content.swept import sweep_title
from modelzoo.report.content.trainings import trainings
from modelzoo.report.content.writing import counted, listed
from modelzoo.report.document import Report, Section
from modelzoo.report.options import SECTIONS, Options
from modelzoo.report.rendering import rendering
from modelzoo.report.whereabouts import logs_told

_MOST_NAMED = 3

_BUILDERS: Mapping[str, Callable[[Known], Section]] = {
    "summary": summary,
    "candidates": candidates,
    "pareto": pareto,
    "models": models,
    "sweeps": sweeps,
    "runs": trainings,
    "diff": differences,
    "claims": claims,
    "environment": stamp,
    "conventions": conventions,
}
_OF_CANDIDATES = ("candidates", "pareto", "models", "diff", "conventions")
"""Sections that say nothing where only runs are known."""


def make_report(project: Project, options: Options = Options()) -> Job[Report]:  # noqa: B008  it is frozen
    """A job: the report of a project. Raises ZooError where there is nothing to tell of."""
    known = yield from gather(project, options)
    yield Progress(1.0, "writing the sections")
    keys = [key for key in SECTIONS if options.has(key) and _says_something(known, key)]
    return Report(
        options.title or _title(known),
        _subtitle(known),
        tuple(_BUILDERS[key](known) for key in keys),
        statements(known, options),
        stated_models(known, options),
        options.author,
        known.date,
        logs_told(project.logs, options.folder),
    )


def _says_something(known: Known, key: str) -> bool:
    """Whether a section has anything to tell of."""
    if key in _OF_CANDIDATES:
        return bool(known.entries)
    return key != "summary" or bool(known.entries or known.trained)


def report(project: Project, options: Options, suffix: str) -> Job[bytes]:
    """A job: the report as the content of a file of this suffix. Raises ZooError."""
    render = rendering(suffix)
    made = yield from part(make_report(project, options), 0.0, 0.6)
    return (yield from part(render(made, options.paper), 0.6, 1.0))


def _title(known: Known) -> str:
    names = [known.name(each) for each in known.entries] or [each.name for each in known.trained]
    names = names or [sweep_title(each.sweep) for each in known.project.record.sweeps] or ["Published claims"]
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[: _MOST_NAMED - 1])} and {len(names) - _MOST_NAMED + 1} more"
    return listed(names)


def _subtitle(known: Known) -> str:
    told = [counted(len(known.entries), "candidate")] if known.entries else []
    told += [f"{len(known.latencies):,} measured times"] if known.latencies else []
    runs = sum(len(each.runs) for each in known.trained)
    told += [counted(runs, "training run")] if runs else []
    return ", ".join(told)
