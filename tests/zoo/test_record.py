"""The record: the newest answer to each question, of each machine its own, all of it back from a file."""

import json
from dataclasses import replace
from typing import Any

import pytest

from modelzoo import record as record_module
from modelzoo.measurements import Comparison, Environment, Latency, Setup
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.project import Project
from modelzoo.project_file import dumps, loads
from modelzoo.record import MOST_LATENCIES, MOST_LAYERS, MOST_SWEEPS, Record
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import RESOLUTION, Curve, Sweep, SweepPoint
from tests.zoo.timing import timed

HERE = Environment("this CPU", 2, "Linux-6.1", "3.11", "2.13", "2026-01-01T00:00:00+00:00")
THERE = replace(HERE, cpu="another CPU")
SIZE = (8, 8)


def latency(milliseconds: float, environment: Environment = HERE, runs: int = 2, **changes: Any) -> Latency:
    """A latency with this for its median."""
    return timed([milliseconds / 1e3] * runs, environment=environment, **changes)


def layers(milliseconds: float, environment: Environment = HERE, **changes: Any) -> LayerTimes:
    seconds = milliseconds / 1e3
    nodes = (NodeTime("input1", "input", 0.0, 0.0), NodeTime("conv1", "conv", seconds / 2, seconds))
    return LayerTimes(latency(milliseconds, environment, **changes), nodes, (("copy", 1e-6),), 2)


def sweep(
    *values: int, environment: Environment | None = HERE, model: str = "block/conv", runs: int = 2
) -> SweepResult:
    """A sweep over resolutions, a point each; measured in an environment if there is one."""
    setup = Setup()
    points = tuple(
        SweepPoint(model, value, setup, None, environment and latency(1.0, environment, runs)) for value in values
    )
    return SweepResult(Sweep((model,), RESOLUTION, values, "", (setup,)), points)


def reopened(record: Record) -> Record:
    """What comes back of a record that was saved with a project."""
    return loads(dumps(Project(record=record))).record


def test_the_newest_latency_replaces_the_one_of_the_same_question():
    record = Record().with_latencies(latency(1.0), latency(2.0, fingerprint="other")).with_latencies(latency(3.0))
    assert [each.p50 for each in record.latencies] == [0.002, 0.003]
    assert record.latency("f", SIZE, Setup(), HERE.machine) == latency(3.0)


@pytest.mark.parametrize(
    "asked",
    [
        ("g", SIZE, Setup()),
        ("f", (8, 9), Setup()),
        ("f", SIZE, Setup("onnxruntime")),
        ("f", SIZE, Setup(threads=2)),
        ("f", SIZE, Setup(batch=4)),
        ("f", SIZE, Setup(layout="channels_last")),
    ],
    ids=["model", "size", "runtime", "threads", "batch", "layout"],
)
def test_a_latency_answers_no_other_question(asked):
    record = Record().with_latencies(latency(1.0)).with_layers(layers(1.0))
    assert record.latency(*asked, HERE.machine) is None and record.layer_times(*asked, HERE.machine) is None


def test_each_machine_has_its_own_figures_and_the_other_ones_are_foreign():
    record = Record().with_latencies(latency(1.0), latency(5.0, THERE)).with_layers(layers(2.0, THERE))
    asked = ("f", SIZE, Setup())
    assert record.latency(*asked, HERE.machine) == latency(1.0)
    assert record.foreign_latencies("f", SIZE, HERE.machine) == (latency(5.0, THERE),)
    assert record.foreign_latencies("f", (9, 9), HERE.machine) == ()
    assert record.foreign_latencies("g", SIZE, HERE.machine) == ()
    assert record.latency(*asked, THERE.machine) == latency(5.0, THERE)
    assert record.layer_times(*asked, HERE.machine) is None
    assert record.layer_times(*asked, THERE.machine) == layers(2.0, THERE)


def test_the_oldest_go_first_and_only_those_of_the_machine_that_has_too_many():
    many = MOST_LATENCIES + 5
    record = Record().with_latencies(*(latency(1.0, THERE, fingerprint=f"foreign {at}") for at in range(3)))
    for at in range(many):
        record = record.with_latencies(latency(1.0, fingerprint=f"own {at}"))
    own = [f"own {at}" for at in range(many - MOST_LATENCIES, many)]
    assert [each.fingerprint for each in record.latencies] == ["foreign 0", "foreign 1", "foreign 2", *own]


def test_what_another_machine_has_too_many_of_is_not_ours_to_drop():
    foreign = tuple(latency(1.0, THERE, fingerprint=f"foreign {at}") for at in range(MOST_LATENCIES + 9))
    assert Record(foreign).with_latencies(latency(1.0)).latencies == (*foreign, latency(1.0))


def test_layer_times_and_sweeps_are_bounded_too():
    record = Record()
    for at in range(1, 20):
        record = record.with_layers(layers(at, fingerprint=str(at))).with_sweep(sweep(at))
    assert len(record.layers) == MOST_LAYERS and record.layers[-1].total == 0.019
    assert len(record.sweeps) == MOST_SWEEPS and record.sweeps[-1] == sweep(19)


def test_the_samples_are_bounded_in_all_yet_the_newest_stays_whatever_its_size(monkeypatch):
    monkeypatch.setattr(record_module, "MOST_SAMPLES", 100)
    small = [latency(1.0, runs=40, fingerprint=str(at)) for at in range(4)]
    record = Record().with_latencies(*small)
    assert record.latencies == tuple(small[2:])
    large = latency(1.0, runs=1000, fingerprint="large")
    assert record.with_latencies(large).latencies == (large,)
    assert Record().with_sweep(sweep(4, 8, runs=30)).with_sweep(sweep(16, 32, runs=30)).sweeps == (
        sweep(16, 32, runs=30),
    )


def test_a_sweep_that_was_continued_replaces_what_it_continues():
    part = replace(sweep(4, 8, 16), points=sweep(4).points)
    planned = replace(part, points=())
    record = Record().with_sweep(planned).with_sweep(part).with_sweep(sweep(4, 8, 16)).with_sweep(sweep(4, 8, 16, 32))
    assert record.sweeps == (sweep(4, 8, 16, 32),)


@pytest.mark.parametrize(
    "other",
    [sweep(64, 128), sweep(4, environment=THERE), sweep(4, 8, model="block/fire"), sweep(4, 8, environment=None)],
    ids=["values", "machine", "models", "points"],
)
def test_a_sweep_of_something_else_replaces_nothing(other):
    assert Record().with_sweep(sweep(4, 8)).with_sweep(other).sweeps == (sweep(4, 8), other)


def test_all_of_it_comes_back_from_a_file():
    told = ((Curve("block/conv", Setup("onnxruntime")), Comparison(0.5, 0.4, 0.6, in_turns=False)),)
    found = sweep(4, 8)
    found = replace(found, points=(replace(found.points[0], against=told), replace(found.points[1], problem="no")))
    record = Record().with_latencies(latency(1.0), latency(2.0, THERE)).with_layers(layers(3.0)).with_sweep(found)
    assert reopened(record) == record


def test_a_time_comes_back_to_the_nanosecond():
    (kept,) = reopened(Record().with_latencies(timed([0.0012345678914, 0.5]))).latencies
    assert kept.samples == (0.001234568, 0.5)


def test_rows_that_make_no_sense_are_written_back_among_those_of_their_kind():
    unread = (("latencies", '{"of": "a later version"}'), ("sweeps", "[null, 1e999]"))
    record = replace(Record().with_latencies(latency(1.0)), unread=unread)
    assert [kind for kind, _ in reopened(record).unread] == ["latencies", "sweeps"]
    assert reopened(reopened(record)) == reopened(record)
    assert reopened(record).latencies == record.latencies


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("layers", ("nodes", 0, "p50"), float("nan")),
        ("layers", ("nodes", 0), None),
        ("layers", ("others", 0, 1), float("inf")),
        ("layers", ("whole", "samples"), []),
        ("layers", ("whole",), 1),
        ("layers", ("n",), "many"),
        ("sweeps", ("sweep", "values", 0), float("nan")),
        ("sweeps", ("sweep", "setups"), [{}, 1]),
        ("sweeps", ("points", 0, "value"), float("inf")),
        ("sweeps", ("points", 0, "latency", "samples", 0), -1),
        ("sweeps", ("points", 0, "latency"), []),
        ("sweeps", ("points", 0), []),
        ("sweeps", ("points",), None),
    ],
)
def test_a_row_with_one_damaged_part_is_left_unread_and_kept(kind, path, value):
    data = json.loads(dumps(Project(record=Record().with_layers(layers(1.0)).with_sweep(sweep(4)))))
    *above, last = path
    at = data["record"][kind][0]
    for step in above:
        at = at[step]
    at[last] = value
    text = json.dumps(data)
    record = loads(text).record
    assert not getattr(record, kind) and [each for each, _ in record.unread] == [kind]
    assert json.dumps(json.loads(dumps(loads(text)))["record"][kind]) == json.dumps(data["record"][kind])
