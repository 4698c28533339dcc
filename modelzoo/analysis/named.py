"""Models as a person names them, measured side by side: every model in every setup, all of them in turns."""

from collections.abc import Sequence

from modelzoo.analysis.latency import measure_many
from modelzoo.graph import Size
from modelzoo.jobs import Job
from modelzoo.measurements import PROTOCOL, Latency, Setup, Subject, Unmeasured
from modelzoo.zoo import open_candidate


def subjects(names: Sequence[str], size: str, setups: Sequence[Setup]) -> tuple[Subject, ...]:
    """Every model in every setup, setup by setup. Raises ZooError where a name is none.

    size: as a person writes it; empty for each model's own.
    """
    models = [open_candidate(name, size) for name in names]
    return tuple(model.subject(setup) for setup in setups for model in models)


def identify(names: Sequence[str], size: str) -> tuple[tuple[str, Size], ...]:
    """The fingerprint of each model and the size that it is run at. Raises ZooError where a name is none."""
    return tuple((subject.graph.fingerprint, subject.size) for subject in subjects(names, size, [Setup()]))


def measure_named(
    names: Sequence[str],
    size: str,
    setups: Sequence[Setup],
    seconds: float = PROTOCOL.seconds,
    runs: int = PROTOCOL.runs,
) -> Job[tuple[Latency | Unmeasured, ...]]:
    """A job: times every model in every setup, in the order of `subjects`. Raises ZooError where a name is none."""
    return (yield from measure_many(subjects(names, size, setups), seconds, runs=runs))
