"""What tests of measurements share: a small subject to measure, and latencies made up from samples."""

from dataclasses import replace
from typing import Any

import numpy as np

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
