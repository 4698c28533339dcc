"""Kept latencies: what is read is what was written, and a damaged row is told and never half believed."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelzoo.errors import ProjectError
from modelzoo.kept_latencies import latency_from_json, latency_to_json
from modelzoo.measurements import Environment, Latency, Load, Setup
from tests.zoo.timing import noisy

times = st.integers(0, 10**13).map(lambda nanoseconds: nanoseconds / 1e9)
counts = st.integers(1, 10**6)
shares = st.floats(0, 1e6)
environments = st.builds(Environment, st.text(), counts, st.text(), st.text(), st.text(), st.text(), memory=counts)
setups = st.builds(Setup, st.text(), counts, counts, st.sampled_from(["contiguous", "channels_last"]))


@st.composite
def latencies(draw: st.DrawFn) -> Latency:
    rounds = draw(st.lists(st.integers(1, 4), min_size=2, max_size=8))
    samples = draw(st.lists(times, min_size=sum(rounds), max_size=sum(rounds)))
    return Latency(
        fingerprint=draw(st.text()),
        setup=draw(setups),
        input=(draw(counts), draw(counts), draw(counts)),
        samples=tuple(samples),
        first=draw(times),
        steady=draw(st.booleans()),
        load=draw(st.builds(Load, shares, shares)),
        environment=draw(environments),
        rounds=tuple(draw(st.sampled_from([rounds, []]))),
        session=draw(st.text()),
        cores=tuple(draw(st.lists(counts, max_size=3))),
        preparation=tuple(draw(st.lists(st.tuples(st.text(), times), max_size=3))),
    )


@given(latencies())
def test_a_latency_comes_back_as_it_went(latency):
    assert latency_from_json(json.loads(json.dumps(latency_to_json(latency)))) == latency


def test_samples_are_whole_nanoseconds():
    row = latency_to_json(noisy(1))
    assert all(type(sample) is int and sample > 10_000 for sample in row["samples"])


def spoilt(*path, value):
    """A row with one value exchanged."""
    row = copy.deepcopy(json.loads(json.dumps(latency_to_json(noisy(1)))))
    at = row
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return row


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {},
        "a latency",
        spoilt("samples", value=[]),
        spoilt("samples", value=[1]),
        spoilt("samples", value=7),
        spoilt("samples", 3, value=-1),
        spoilt("samples", 3, value=0.5),
        spoilt("samples", 3, value=True),
        spoilt("samples", 3, value="1"),
        spoilt("samples", 3, value=10**400),
        spoilt("first", value=None),
        spoilt("rounds", 0, value=5),
        spoilt("rounds", value=[200, 0]),
        spoilt("setup", "layout", value="diagonal"),
        spoilt("setup", "threads", value=0),
        spoilt("setup", value=None),
        spoilt("input", value=[3, 8]),
        spoilt("input", value=[3, 8, -8]),
        spoilt("load", "foreign_cores", value=float("nan")),
        spoilt("load", "steal_share", value=-0.1),
        spoilt("environment", "cores", value="many"),
        spoilt("preparation", value=[["export"]]),
        spoilt("preparation", value=[[1, 1]]),
        spoilt("steady", value=1),
        spoilt("more", value=1),
    ],
    ids=lambda row: "",
)
def test_a_damaged_row_is_refused(row):
    with pytest.raises(ProjectError, match=r"^mine: holds a damaged measurement: "):
        latency_from_json(row, "mine")
