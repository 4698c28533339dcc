"""A sweep as plain data: models over the values of one thing, and what was found at each. No torch here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from modelzoo.catalog import find_block, find_published
from modelzoo.errors import ParamError
from modelzoo.files import is_project_file
from modelzoo.graph import Value
from modelzoo.measurements import Comparison, Latency, Setup
from modelzoo.origins import kind_of
from modelzoo.params import Param, parse_settings, value_text
from modelzoo.results import Appraisal

RESOLUTION, THREADS, BATCH = "resolution", "threads", "batch"
OF_A_RUN = {
    THREADS: Param(THREADS, "int", 1, 1, 256, help="Threads of a run"),
    BATCH: Param(BATCH, "int", 1, 1, 4096, help="Pictures of a run"),
}
"""What can be swept over that is a choice of the measurement, not of the model."""


@dataclass(frozen=True)
class Drawn:
    """A model that no text builds, as one drawn by hand: what a sweep calls it, and its project as a file has it."""

    name: str
    project: str


@dataclass(frozen=True)
class Sweep:
    """Models, as a person names them, over values of one thing: "resolution", "threads", "batch" or a parameter.

    size: as a person writes it; empty for each model's own. setups: how runs are timed; none for figures on paper.
    drawn: those of the models that have no other text than this.
    """

    models: tuple[str, ...]
    over: str
    values: tuple[Value, ...]
    size: str = ""
    setups: tuple[Setup, ...] = ()
    drawn: tuple[Drawn, ...] = ()

    @property
    def question(self) -> "Sweep":
        """The same of no value in particular: two sweeps with one question can be continued by each other."""
        return replace(self, values=())


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
    if is_project_file(model) or kind_of(model):
        return ()
    name = model.partition(":")[0]
    if name.startswith("block/"):
        return find_block(name.removeprefix("block/")).params
    return find_published(name)[0].params


def check_model(text: str) -> None:
    """Raises UnknownNameError or ParamError where a text names no model; whether one can run is not looked at."""
    is_file = is_project_file(text) or kind_of(text)
    parse_settings("" if is_file else text.partition(":")[2], settings(text))


def common_settings(sweep: Sweep) -> tuple[Param, ...]:
    """The parameters that all models of a sweep have, with what the first says of them. Raises UnknownNameError."""
    every = [_settings_in(sweep, model) for model in sweep.models]
    first, *others = every or [()]
    names = [{param.name for param in each} for each in others]
    return tuple(param for param in first if all(param.name in each for each in names))


def check(sweep: Sweep) -> None:
    """Raises ParamError or UnknownNameError where the sweep as a whole makes no sense, whatever its values."""
    if sweep.over in OF_A_RUN and not sweep.setups:
        raise ParamError(sweep.over, "changes nothing on paper: have it measured, or sweep over something else.")
    if sweep.over == RESOLUTION and sweep.size:
        raise ParamError("size", f"cannot be {sweep.size}: the size is what this sweep goes over.")
    if sweep.over in (RESOLUTION, *OF_A_RUN):
        return
    for model in sweep.models:
        names = [param.name for param in _settings_in(sweep, model)]
        if sweep.over not in names:
            others = ", ".join((RESOLUTION, *OF_A_RUN, *names))
            raise ParamError(sweep.over, f"is nothing that {model} can be swept over: it has {others}.")


def _settings_in(sweep: Sweep, model: str) -> tuple[Param, ...]:
    """The parameters of one of a sweep's models; one that was drawn has none."""
    return () if any(each.name == model for each in sweep.drawn) else settings(model)


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
    runs = setup_names(each.setup for each in found if each.setup)
    return {each: ", ".join(filter(None, [each.model, runs[each.setup] if each.setup else ""])) for each in found}


def setup_names(setups: Iterable[Setup]) -> dict[Setup, str]:
    """What tells each setup from the others; nothing where there is one only."""
    found = tuple(dict.fromkeys(setups))
    varying = [read for read in _SETUP_TEXTS if len({read(setup) for setup in found}) > 1]
    return {each: ", ".join(read(each) for read in varying) for each in found}


def setup_text(setup: Setup) -> str:
    """How a model is run, in full."""
    return shared_setup_text((setup,))


def shared_setup_text(setups: Iterable[Setup]) -> str:
    """What all of these have in common."""
    found = tuple(dict.fromkeys(setups))
    told = [{read(setup) for setup in found} for read in _SETUP_TEXTS]
    return ", ".join(text for texts in told if len(texts) == 1 for text in texts)


_SETUP_TEXTS = (
    lambda setup: setup.runtime,
    lambda setup: "1 thread" if setup.threads == 1 else f"{setup.threads} threads",
    lambda setup: f"batch {setup.batch}",
    lambda setup: setup.layout.replace("_", " "),
)
