"""What tests of measurements share: a small subject to measure, and latencies made up from samples."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from modelzoo.measurements import Environment, Latency, Load, Setup, Subject
from modelzoo.zoo import open_model

SIZE = (8, 8)


def subject(text: str = "block/conv:out=4", **setup: Any) -> Subject:
    """A small model, run in this setup."""
    return Subject(open_model(text, "3x8x8").graph, SIZE, Setup(**setup), text)


def timed(samples: Any, **changes: Any) -> Latency:
    """A latency of these samples, as a joint measurement would give it."""
    where = Environment("cpu", 2, "Linux-6.1", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
    known = Latency("f", Setup(), (3, 8, 8), tuple(map(float, samples)), 1.0, True, Load(), where, session="s")
    return replace(known, **changes)


def noisy(seed: int, scale: float = 1.0, **changes: Any) -> Latency:
    """Two hundred runs of about a millisecond with a long tail, in rounds of four."""
    samples = scale * 1e-3 * np.random.default_rng(seed).lognormal(0.0, 0.1, 200)
    return timed(samples, rounds=(4,) * 50, **changes)


@dataclass(frozen=True)
class Machine:
    """How long it takes for the same work from one turn to the next.

    drift: by how much of itself a run is longer at the end. wander: what each turn adds to the disturbance of the one
    before (its logarithm's deviation), of which `memory` is kept. busy: the share of turns that others disturb, `stay`
    turns in a row in the mean, by so many times. tail: the mean excess of a single run.
    """

    drift: float = 0.0
    wander: float = 0.03
    memory: float = 0.0
    busy: float = 0.0
    stay: float = 10.0
    times: float = 2.0
    tail: float = 0.05

    def turns(self, chance: np.random.Generator, count: int) -> NDArray[np.float64]:
        """By how many times each turn in order is longer than undisturbed."""
        disturbed, log, found = False, 0.0, np.empty(count)
        for at in range(count):
            disturbed = chance.random() < (1 - 1 / self.stay if disturbed else self.busy / self.stay / (1 - self.busy))
            log = self.memory * log + chance.normal(0, self.wander)
            found[at] = np.exp(log) * (1 + self.drift * at / count) * (self.times if disturbed else 1)
        return found


def in_turns(machine: Machine, seed: int, scale: float, rounds: int = 50, runs: int = 2) -> tuple[Latency, Latency]:
    """A model of `scale` hundredths of a second and one of one hundredth, as they are found by taking turns."""
    chance = np.random.default_rng(seed)
    turns = machine.turns(chance, 2 * rounds).reshape(rounds, 2)
    order = chance.permuted(np.tile([0, 1], (rounds, 1)), axis=1)
    slow = np.take_along_axis(turns, order, axis=1)[:, :, None] * (
        1 + chance.exponential(machine.tail, (rounds, 2, runs))
    )
    samples = 0.01 * np.array([scale, 1.0])[None, :, None] * slow
    first, second = (timed(samples[:, which].ravel(), rounds=(runs,) * rounds) for which in (0, 1))
    return first, second
