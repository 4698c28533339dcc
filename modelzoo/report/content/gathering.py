"""Finds what a report is written from: opens and counts the candidates, reads the runs, compares and checks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from modelzoo.analysis.compare import compare
from modelzoo.analysis.cost import examine
from modelzoo.board import OWN
from modelzoo.claims.checking import claims
from modelzoo.claims.finding import Finding
from modelzoo.diff import Difference, Side, diff
from modelzoo.entries import Entry, Timed, own_entries, results, with_results, with_times
from modelzoo.errors import ZooError
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import Comparison
from modelzoo.project import Project
from modelzoo.published import published_accuracy, with_published_runtimes
from modelzoo.report.content.knowing import Key, Known
from modelzoo.report.options import Options
from modelzoo.report.whereabouts import sentence_told
from modelzoo.results import Cost
from modelzoo.runs.logs import PUBLISHED, TABLE4, Logs
from modelzoo.runs.opening import open_runs
from modelzoo.runs.run import Run, RunError
from modelzoo.runs.summaries import Summary, Summing
from modelzoo.runs.table4 import table4
from modelzoo.zoo import open_model

EMPTY = "There is nothing to report yet: no model with blocks, no model on the board, no sweep and no run."


def gather(project: Project, options: Options) -> Job[Known]:
    """A job: all that the wanted sections tell of. Raises ZooError where there is nothing at all."""
    entries = with_published_runtimes((yield from _counted(project)))
    runs, unread = yield from read_runs(project.logs)
    if not (entries or runs or project.record.sweeps or options.has("claims")):
        raise ZooError(" ".join([EMPTY, *unread]))
    unread = tuple(sentence_told(each, project.logs.paths, options.folder) for each in unread)
    known = Known(project, with_times(entries, project.record, ""), unread=unread, folder=options.folder)
    trained = _summaries(known, runs)
    known = replace(known, entries=with_results(known.entries, results(trained)), trained=trained)
    comparisons = yield from _comparisons(known)
    differences = _differences(known) if options.has("diff") else {}
    findings: tuple[Finding, ...] = ()
    if options.has("claims"):
        findings = yield from claims()
    return replace(known, comparisons=comparisons, differences=differences, findings=findings)


def _counted(project: Project) -> Job[tuple[Entry, ...]]:
    """The candidates as the board has them, each with its cost or why it has none."""
    own = [each for each in own_entries(project) if each.graph.nodes]
    wanted: list[Entry | str] = [*own, *project.board.models]
    found = []
    for at, each in enumerate(wanted):
        yield Progress(at / len(wanted) / 2, f"counting {each if isinstance(each, str) else each.title}")
        found.append(_named(each) if isinstance(each, str) else _examined(each))
    return tuple(found)


def _named(name: str) -> Entry:
    try:
        model = open_model(name)
    except ZooError as error:
        return Entry("zoo", name, model=name, problem=str(error))
    accuracy = published_accuracy(name)
    return _examined(Entry("zoo", model.title, model.graph, model.size, name, accuracy=accuracy))


def _examined(entry: Entry) -> Entry:
    found = entry.examination or examine(entry.graph, entry.size)
    return replace(entry, paper=found.cost, problem=found.trouble)


def read_runs(logs: Logs) -> Job[tuple[tuple[Run, ...], tuple[str, ...]]]:
    """A job: the runs that some logs hold, and what of them could not be read."""
    runs: list[Run] = list(table4()) if TABLE4 in logs.paths else []
    paths = [path for path in logs.paths if not path.startswith(PUBLISHED)]
    if not paths:
        return tuple(runs), ()
    try:
        found = yield from open_runs(paths)
    except RunError as error:
        return tuple(runs), tuple(error.reason.split("; "))
    return (*runs, *found.runs), found.problems


def _summaries(known: Known, runs: Sequence[Run]) -> tuple[Summary, ...]:
    names = dict.fromkeys(name for each in known.entries for name in (each.title, each.model) if name)
    return Summing().summaries(runs, known.project.logs, tuple(names), folded=True)


def _comparisons(known: Known) -> Job[dict[tuple[Key, Timed], Comparison]]:
    """Each candidate's time to the baseline's in the same setup on the same machine."""
    baseline = known.baseline
    found: dict[tuple[Key, Timed], Comparison] = {}
    others = [each for each in known.entries if baseline and each.key != baseline.key]
    for at, entry in enumerate(others):
        yield Progress(0.5 + at / len(others) / 2, "comparing")
        for timed, latency in entry.times.items():
            if baseline and timed in baseline.times:
                found[entry.key, timed] = compare(latency, baseline.times[timed])
    return found


def _differences(known: Known) -> Mapping[Key, Difference]:
    """What sets each candidate of the project apart from the baseline; models that only stand beside it not."""
    baseline = known.baseline
    if baseline is None:
        return {}
    own = [each for each in known.entries if each.key != baseline.key and each.kind in OWN]
    return {each.key: diff(_side(baseline), _side(each)) for each in own}


def _side(entry: Entry) -> Side:
    return Side(entry.graph, entry.paper if isinstance(entry.paper, Cost) else None)
