"""A sweep as plain data: models over the values of one thing, and what was found at each. No torch here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from modelzoo.catalog import find_block, find_published
from modelzoo.errors import ParamError
from modelzoo.graph import Value
from modelzoo.measurements import Comparison, Latency, Setup
from modelzoo.params import Param, value_text
from modelzoo.project import is_project_file
from modelzoo.results import Appraisal

RESOLUTION, THREADS, BATCH = "resolution", "threads", "batch"
OF_A_RUN = {
    THREADS: Param(THREADS, "int", 1, 1, 256, help="Threads of a run"),
    BATCH: Param(BATCH, "int", 1, 1, 4096, help="Pictures of a run"),
}
"""What can be swept over that is a choice of the measurement, not of the model."""


@dataclass(frozen=True)
class Sweep:
    """Models, as a person names them, over values of one thing: "resolution", "threads", "batch" or a parameter.

    size: as a person writes it; empty for each model's own. setups: how runs are timed; none for figures on paper.
    """

    models: tuple[str, ...]
    over: str
    values: tuple[Value, ...]
    size: str = ""
    setups: tuple[Setup, ...] = ()


@dataclass(frozen=True)
class Curve:
    """One line of a sweep's picture: a model, and how it is run where that is measured."""

    model: str
    setup: Setup | None = None


@dataclass(frozen=True)
class SweepPoint:
    """A model at one value: what it costs on paper, what it takes, or why it cannot be.

    setup: the sweep's, whose threads or batch the value replaces where it sweeps over them. against: this model's time
    over that of others with which it took turns.
    """

    model: str
    value: Value
    setup: Setup | None = None
    paper: Appraisal | None = None
    latency: Latency | None = None
    problem: str = ""
    against: tuple[tuple[Curve, Comparison], ...] = ()

    @property
    def curve(self) -> Curve:
        """The line that it is a point of."""
        return Curve(self.model, self.setup)


def settings(model: str) -> tuple[Param, ...]:
    """The parameters that a model can be swept over; raises UnknownNameError where there is no such model."""
    if is_project_file(model):
        return ()
    name = model.partition(":")[0]
    if name.startswith("block/"):
        return find_block(name.removeprefix("block/")).params
    return find_published(name)[0].params


def check(sweep: Sweep) -> None:
    """Raises ParamError or UnknownNameError where the sweep as a whole makes no sense, whatever its values."""
    if sweep.over in OF_A_RUN and not sweep.setups:
        raise ParamError(sweep.over, "changes nothing on paper: have it measured, or sweep over something else.")
    if sweep.over == RESOLUTION and sweep.size:
        raise ParamError("size", f"cannot be {sweep.size}: the size is what this sweep goes over.")
    if sweep.over in (RESOLUTION, *OF_A_RUN):
        return
    for model in sweep.models:
        names = [param.name for param in settings(model)]
        if sweep.over not in names:
            others = ", ".join((RESOLUTION, *OF_A_RUN, *names))
            raise ParamError(sweep.over, f"is nothing that {model} can be swept over: it has {others}.")


def model_at(sweep: Sweep, model: str, value: Value) -> tuple[str, str]:
    """The model's text and its size's text at a value of the sweep, as a person would write them."""
    if sweep.over == RESOLUTION:
        return model, value_text(value)
    if sweep.over in OF_A_RUN:
        return model, sweep.size
    return f"{model}{',' if ':' in model else ':'}{sweep.over}={value_text(value)}", sweep.size


def setup_at(sweep: Sweep, setup: Setup, value: Value) -> Setup:
    """How a model is run at a value of the sweep, by one of its setups. Raises ParamError."""
    if sweep.over not in OF_A_RUN:
        return setup
    number = int(OF_A_RUN[sweep.over].parse(value_text(value)))  # type: ignore[arg-type]
    return replace(setup, **{sweep.over: number})  # type: ignore[arg-type]


def curve_names(curves: Iterable[Curve]) -> dict[Curve, str]:
    """What to call each curve: its model, and of its setup what tells it from the others."""
    found = tuple(dict.fromkeys(curves))
    told = [each.setup for each in found if each.setup]
    varying = [read for read in _SETUP_TEXTS if len({read(setup) for setup in told}) > 1]
    return {each: ", ".join([each.model, *(read(each.setup) for read in varying if each.setup)]) for each in found}


def setup_text(setup: Setup) -> str:
    """How a model is run, in full."""
    return ", ".join(read(setup) for read in _SETUP_TEXTS)


_SETUP_TEXTS = (
    lambda setup: setup.runtime,
    lambda setup: "1 thread" if setup.threads == 1 else f"{setup.threads} threads",
    lambda setup: f"batch {setup.batch}",
    lambda setup: setup.layout.replace("_", " "),
)
