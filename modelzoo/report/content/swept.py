"""What sweeps state: each point is a model of its own, at the value that it was swept to."""

from collections.abc import Iterator, Sequence

from modelzoo.analysis.sweep import opened
from modelzoo.analysis.trust import doubts
from modelzoo.candidates import Candidate
from modelzoo.errors import ZooError
from modelzoo.measurements import Latency
from modelzoo.params import value_text
from modelzoo.presets import preset_of
from modelzoo.report.document import Statement
from modelzoo.report.whereabouts import told
from modelzoo.results import Appraisal
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep, SweepPoint, model_at

ON_PAPER = {
    "parameters": "parameters",
    "macs": "macs",
    "mult_adds_torchinfo": "mult_adds",
    "pass_bytes_torchinfo": "pass_bytes",
    "parameter_bytes": "parameter_bytes",
    "activation_bytes": "activation_bytes",
    "peak_activation_bytes": "peak_activation_bytes",
    "intensity": "intensity",
}
"""What the figures of a cost are called where they are stated, and what they are called there."""


def sweep_title(sweep: Sweep) -> str:
    """What a sweep is called: by what it reproduces, or by its models."""
    preset = preset_of(sweep)
    return preset.name if preset else f"{', '.join(labels(sweep).values())} over {sweep.over}"


def labels(sweep: Sweep) -> dict[str, str]:
    """What its models are called where there is little room: without their settings, if they are told apart so."""
    short = [told(each, "").partition(":")[0].removeprefix("block/") for each in sweep.models]
    names = short if len(set(short)) == len(short) else [told(each, "") for each in sweep.models]
    return dict(zip(sweep.models, names, strict=True))


def swept_models(sweeps: Sequence[SweepResult]) -> dict[str, Candidate | str]:
    """The models of all points by what they are called, or why there is none."""
    found: dict[str, Candidate | str] = {}
    for each in sweeps:
        for point in each.points:
            title = _title(each.sweep, point)
            if title not in found:
                found[title] = _model(each.sweep, point)
    return found


def swept_statements(sweeps: Sequence[SweepResult]) -> Iterator[Statement]:
    """The figures of all points; one on paper once, however many setups it stands in."""
    stated = (_stated(each.sweep, point) for each in sweeps for point in each.points)
    yield from dict.fromkeys(statement for point in stated for statement in point)


def time_statement(title: str, latency: Latency) -> Statement:
    """What a latency states of a model: its median."""
    setup = latency.setup
    return Statement(
        title,
        "p50_s",
        latency.p50,
        "s",
        "measured",
        setup.runtime,
        setup.threads,
        latency.p10,
        latency.p90,
        latency.n,
        latency.environment.machine,
        latency.environment.date,
        setup.batch,
        setup.layout,
        doubtful=bool(doubts(latency)),
    )


def _title(sweep: Sweep, point: SweepPoint) -> str:
    return f"{told(point.model, '')}, {sweep.over} {value_text(point.value)}"


def _model(sweep: Sweep, point: SweepPoint) -> Candidate | str:
    try:
        return opened(sweep, *model_at(sweep, point.model, point.value))
    except ZooError as error:
        return str(error)


def _stated(sweep: Sweep, point: SweepPoint) -> Iterator[Statement]:
    title = _title(sweep, point)
    if point.paper:
        yield from _on_paper(title, point.paper)
    if point.latency:
        yield time_statement(title, point.latency)


def _on_paper(title: str, paper: Appraisal) -> Iterator[Statement]:
    for what, name in ON_PAPER.items():
        yield Statement(title, what, getattr(paper, name), "", "counted")
