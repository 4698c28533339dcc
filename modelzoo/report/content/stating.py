"""The figures that a report states, in full precision with all it takes to find them again."""

from collections.abc import Iterable, Iterator

from modelzoo.analysis.trust import reservations
from modelzoo.candidates import Candidate
from modelzoo.entries import Entry, Timed
from modelzoo.measurements import Latency
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.swept import swept_models, swept_statements
from modelzoo.report.document import Stated, Statement
from modelzoo.report.options import Options
from modelzoo.report.whereabouts import told
from modelzoo.runs.summaries import Summary

_COUNTED = {
    "parameters": ("parameters", ""),
    "macs": ("macs", ""),
    "mult_adds": ("mult_adds_torchinfo", ""),
    "pass_size": ("pass_bytes_torchinfo", "bytes"),
    "weights": ("parameter_bytes", "bytes"),
    "activations": ("activation_bytes", "bytes"),
    "peak": ("peak_activation_bytes", "bytes"),
}
"""The figures on paper by the board's keys: what the command line calls them, and their plain unit."""


def models(known: Known, options: Options) -> tuple[Stated, ...]:
    """The models that figures are stated of."""
    own = [_model(known.name(each), each, options.folder) for each in known.entries if each.graph.nodes]
    swept = swept_models(known.project.record.sweeps) if options.has("sweeps") else {}
    return (*own, *(_point(name, each, options.folder) for name, each in swept.items() if isinstance(each, Candidate)))


def _point(name: str, model: Candidate, folder: str) -> Stated:
    if model.foreign:
        return Stated(name, model.graph, model.size, told(model.foreign.origin, folder), model.foreign.digest)
    return Stated(name, model.graph, model.size)


def _model(name: str, entry: Entry, folder: str) -> Stated:
    if entry.source:
        return Stated(name, entry.graph, entry.size, told(entry.source.origin, folder), entry.source.digest)
    return Stated(name, entry.graph, entry.size)


def statements(known: Known, options: Options) -> tuple[Statement, ...]:
    """What is stated of each candidate, of the points of sweeps, then what trainings came to."""
    printed = known.shown if options.has("candidates") else ()
    of_models = (
        each for entry in known.entries for each in (*_counted(known, entry, printed), *_timed(known, entry, printed))
    )
    swept = swept_statements(known.project.record.sweeps) if options.has("sweeps") else ()
    return (*of_models, *swept, *best_values(known.trained), *_claimed(known))


def _counted(known: Known, entry: Entry, printed: tuple[Figure, ...]) -> Iterator[Statement]:
    for figure in known.figures:
        value = figure.read(entry)
        if figure.key in _COUNTED and value is not None:
            what, unit = _COUNTED[figure.key]
            shown = figure.cell(entry) if figure in printed else ""
            yield Statement(known.name(entry), what, value, unit, "counted", shown=shown)


def _timed(known: Known, entry: Entry, printed: tuple[Figure, ...]) -> Iterator[Statement]:
    for figure in known.figures:
        if figure.timed and figure.timed in entry.times:
            shown = figure.cell(entry).removesuffix(" ?") if figure in printed else ""
            what = f"{figure.key.partition(' ')[0]}_s"
            yield _time(known.name(entry), what, figure.timed, entry.times[figure.timed], shown)


def _time(candidate: str, what: str, timed: Timed, found: Latency, shown: str) -> Statement:
    middle = what == "p50_s"
    return Statement(
        candidate,
        what,
        found.p50 if middle else found.p90,
        "s",
        "measured",
        timed.setup.runtime,
        timed.setup.threads,
        found.p10 if middle else None,
        found.p90 if middle else None,
        found.n,
        timed.machine,
        found.environment.date,
        timed.setup.batch,
        timed.setup.layout,
        shown,
        bool(reservations(found)),
    )


def best_values(trained: Iterable[Summary]) -> Iterator[Statement]:
    """What trainings came to: the best of each metric."""
    for each in trained:
        for role, outcome in each.outcomes.items():
            if outcome.best is not None:
                yield Statement(each.name, f"best {role}", outcome.best, "", "read")


def _claimed(known: Known) -> Iterator[Statement]:
    for each in known.findings:
        yield Statement(each.id, "claim", float(each.agrees), "", "claimed", shown=each.verdict)
