"""What a runtime is to whoever measures: something that makes a model ready, and then runs it.

One file a runtime, found by itself: it ends with a call of `register`.
"""

from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from modelzoo.build import example_inputs
from modelzoo.catalog import CATALOG, RuntimeInfo, find_runtime
from modelzoo.graph import Shape
from modelzoo.imports.running import foreign_inputs
from modelzoo.jobs import Job
from modelzoo.measurements import Subject
from modelzoo.runtimes.passes import Passes

Output = NDArray[np.float32]


class Runnable(Protocol):
    """Something whose runs can be timed."""

    def turn(self) -> AbstractContextManager[Any]:
        """All that `run` needs around it, such as torch's number of threads; put back at its end."""
        ...

    def run(self) -> object:
        """One forward pass; only within a `turn`."""
        ...


class Prepared(Runnable, Protocol):
    """A model ready to run in the setup of its subject, on inputs that are the same for every runtime.

    input: channels, height, width. preparation: the steps that it took and their seconds, in order.
    """

    input: Shape
    preparation: tuple[tuple[str, float], ...]

    def apart(self) -> AbstractContextManager[Passes]:
        """The same model, to be run with its nodes timed; whatever that leaves behind goes when the `with` ends."""
        ...

    def outputs(self) -> tuple[Output, ...]:
        """What a forward pass gives, for a look at the numbers."""
        ...


class Runtime(Protocol):
    """Runs models, if need be after turning them into another form."""

    def prepare(self, subject: Subject, seed: int = 0) -> Job[Prepared]:
        """A job: the subject's model with weights drawn from the seed. Raises ZooError where that cannot be."""
        ...


RUNTIMES: dict[str, Runtime] = {}
"""The runtimes by name, once all of their files are imported."""


def register(info: RuntimeInfo, runtime: Runtime) -> None:
    """Let this runtime be asked for under its name."""
    if info.name in RUNTIMES:
        raise ValueError(f"two runtimes are named {info.name}")
    RUNTIMES[info.name] = runtime
    CATALOG.runtimes[info.name] = info


def prepare(subject: Subject, seed: int = 0) -> Job[Prepared]:
    """A job: the subject, made ready by its runtime. Raises ZooError where that cannot be."""
    info = find_runtime(subject.setup.runtime)
    return (yield from RUNTIMES[info.check(subject.setup).name].prepare(subject, seed))


def seeded_inputs(subject: Subject, seed: int) -> tuple[torch.Tensor, ...]:
    """The subject's inputs, the same for the same seed."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if subject.foreign:
            return foreign_inputs(subject.foreign, subject.setup.batch)
        return example_inputs(subject.graph, subject.size, subject.setup.batch)
