"""Models over the values of one thing: on paper at once, measured value by value."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from modelzoo.analysis.compare import compare
from modelzoo.analysis.cost import candidate_cost
from modelzoo.analysis.latency import measure_many
from modelzoo.candidates import Candidate
from modelzoo.errors import ParamError, ZooError
from modelzoo.graph import Value
from modelzoo.jobs import Job, Progress
from modelzoo.measurements import PROTOCOL, Setup, Subject, Unmeasured
from modelzoo.params import value_text
from modelzoo.project_file import loads
from modelzoo.results import Appraisal
from modelzoo.sweeps import Sweep, SweepPoint, check, model_at, setup_at
from modelzoo.zoo import open_candidate, resized


def paper_sweep(sweep: Sweep) -> Job[tuple[SweepPoint, ...]]:
    """A job: what each model costs at each value. Raises ZooError where the sweep as a whole makes no sense."""
    check_models(sweep)
    points: list[SweepPoint] = []
    for at, value in enumerate(sweep.values):
        for point in paper_points(sweep, value):
            points.append(point)
            yield Progress(at / len(sweep.values), f"{sweep.over} {value_text(value)}")
    return tuple(points)


def check_models(sweep: Sweep) -> None:
    """Raises ZooError where the sweep makes no sense, or where a model is not there whatever the value."""
    check(sweep)
    for model in sweep.models:
        opened(sweep, model, sweep.size)


def paper_points(sweep: Sweep, value: Value) -> Iterator[SweepPoint]:
    """What each model costs at a value, or why it cannot be."""
    for model in sweep.models:
        try:
            found = candidate_cost(opened(sweep, *model_at(sweep, model, value)))
        except ZooError as error:
            yield SweepPoint(model, value, problem=str(error))
        else:
            source = next(layer.output[1:] for layer in found.layers if layer.block == "input")
            yield SweepPoint(model, value, paper=Appraisal.of(found, source))


def opened(sweep: Sweep, model: str, size: str) -> Candidate:
    """A sweep's model at a size: one that was drawn as it stands, any other by its text. Raises ZooError."""
    drawn = next((each for each in sweep.drawn if each.name == model), None)
    if drawn is None:
        return open_candidate(model, size)
    project = resized(loads(drawn.project, drawn.name), size)
    return Candidate(project.title, project.graph, project.size, project.source)


def measured_sweep(sweep: Sweep, seconds: float = 1.0) -> Job[tuple[SweepPoint, ...]]:
    """A job: every value measured, one after another. Raises ZooError where the sweep as a whole makes no sense."""
    check_models(sweep)
    points: list[SweepPoint] = []
    for at, value in enumerate(sweep.values):
        job = measure_value(sweep, value, seconds)
        try:
            while True:
                progress = next(job)
                yield Progress((at + progress.share) / len(sweep.values), progress.text)
        except StopIteration as end:
            points += end.value
    return tuple(points)


def measure_value(
    sweep: Sweep, value: Value, seconds: float = PROTOCOL.seconds, runs: int = PROTOCOL.runs
) -> Job[tuple[SweepPoint, ...]]:
    """A job: all models in all setups at one value, in turns; what cannot be run says why.

    Nothing of it depends on the sweep's other values: they can be had later, or again, without this one.
    """
    where = f"{sweep.over} {value_text(value)}"
    points = [_in_setup(sweep, point, setup) for point in paper_points(sweep, value) for setup in sweep.setups]
    subjects = {at: _subject(sweep, point) for at, point in enumerate(points) if not point.problem}
    job = measure_many(list(subjects.values()), seconds, runs=runs)
    try:
        while True:
            progress = next(job)
            yield Progress(progress.share, f"{where}, {progress.text}")
    except StopIteration as end:
        for at, found in zip(subjects, end.value, strict=True):
            refused = isinstance(found, Unmeasured)
            points[at] = replace(points[at], **({"problem": str(found.error)} if refused else {"latency": found}))
    yield Progress(1.0, f"{where}, comparing")
    return tuple(_compared(points))


def _in_setup(sweep: Sweep, point: SweepPoint, setup: Setup) -> SweepPoint:
    """The point as one of this setup, with the problem that there is none such at its value."""
    try:
        setup_at(sweep, setup, point.value)
    except ParamError as error:
        return replace(point, setup=setup, problem=str(error))
    return replace(point, setup=setup)


def _subject(sweep: Sweep, point: SweepPoint) -> Subject:
    assert point.setup is not None
    candidate = opened(sweep, *model_at(sweep, point.model, point.value))
    return candidate.subject(setup_at(sweep, point.setup, point.value))


def _compared(points: Sequence[SweepPoint]) -> Iterator[SweepPoint]:
    """The points, each with what its turns say of it and of those behind it that differ in one thing."""
    for at, point in enumerate(points):
        others = [other for other in points[at + 1 :] if point.model == other.model or point.setup == other.setup]
        yield replace(
            point,
            against=tuple(
                (other.curve, compare(point.latency, other.latency))
                for other in others
                if point.latency and other.latency
            ),
        )
