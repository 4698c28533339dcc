"""Trust: what speaks against a figure is said in words, and a quiet machine is waited for."""

import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from modelzoo.analysis import load
from modelzoo.analysis.load import LoadWatch, least_busy_first, wait_until_quiet
from modelzoo.analysis.pinning import pinned
from modelzoo.analysis.trust import MOST_SPREAD, MOST_STEAL, busy_bound, disturbed, doubts, roof_doubts
from modelzoo.environment import environment
from modelzoo.jobs import finish
from modelzoo.measurements import Load, Setup
from modelzoo.roofs import Roof, Roofs
from tests.zoo.timing import timed

STEADY = [0.001] * 50


def test_a_quiet_steady_figure_is_not_doubted():
    assert doubts(timed(STEADY)) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"load": Load(foreign_cores=0.9)}, "Other processes kept 0.9 cores busy meanwhile"),
        ({"load": Load(steal_share=0.1)}, "The host gave 10% of this machine's time to other machines"),
        ({"steady": False}, "did not become steady"),
        ({"setup": Setup(threads=10_000)}, "10000 threads shared"),
        ({"samples": (0.001,) * 40 + (0.002,) * 10}, "one in ten took over 2.00 times the median (1.25 is the bound)"),
    ],
)
def test_each_doubt_says_why(changes, words):
    (doubt,) = doubts(timed(STEADY, **changes) if "samples" not in changes else timed(**changes))
    assert words in doubt


def test_several_reasons_are_all_told():
    assert len(doubts(timed(STEADY, steady=False, load=Load(2.0, 0.5)))) == 3


def test_what_stays_within_the_bounds_is_not_doubted():
    spread = (0.001,) * 40 + (0.00099 * MOST_SPREAD,) * 10
    assert doubts(timed(spread, load=Load(busy_bound(Setup(), 2), MOST_STEAL))) == ()


def test_others_may_use_half_of_the_cores_that_a_run_leaves_free():
    assert busy_bound(Setup(threads=1), 9) == 4
    assert disturbed(Load(0.3), Setup(threads=8), 8)
    assert not disturbed(Load(0.2), Setup(threads=8), 8)


@pytest.mark.parametrize(("kept", "words"), [(Load(), ""), (Load(1.5), "this machine may be faster than this")])
def test_roofs_measured_beside_others_are_doubted(kept, words):
    roof = Roof(1e9, "FLOP/s", "product", 7, 0.1)
    found = roof_doubts(Roofs(1, roof, replace(roof, unit="B/s"), None, timed(STEADY).environment, kept))
    assert bool(found) is bool(words)
    assert words in "".join(found)


class Machine:
    """A machine whose clock and counters go as they are told: each look takes a tenth of a second."""

    def __init__(self, others, stolen=lambda now: 0.0, own=0.0):
        self.others, self.stolen, self.own, self.now = others, stolen, own, 0.0
        self.used = SimpleNamespace(user=0.0, system=0.0, idle=0.0, steal=0.0)

    def perf_counter(self):
        return self.now

    def process_time(self):
        return self.own * self.now

    def sleep(self, seconds):
        self.now += seconds
        share, stolen = self.own + self.others(self.now), self.stolen(self.now)
        self.used = SimpleNamespace(
            user=self.used.user + share * seconds,
            system=0.0,
            idle=self.used.idle + (2 - share - stolen) * seconds,
            steal=self.used.steal + stolen * seconds,
        )


@pytest.fixture
def machine(monkeypatch):
    def put(*counters, **own):
        made = Machine(*counters, **own)
        monkeypatch.setattr(load.psutil, "cpu_times", lambda: made.used)
        monkeypatch.setattr(load.psutil, "cpu_count", lambda: 2)
        clock = SimpleNamespace(
            sleep=made.sleep, perf_counter=lambda: made.now, process_time=lambda: made.own * made.now
        )
        monkeypatch.setattr(load, "time", clock)
        return made

    return put


def test_the_load_counts_the_cores_of_others_and_what_the_host_took(machine):
    made = machine(lambda now: 0.75, lambda now: 0.5)
    watch = LoadWatch()
    made.sleep(4.0)
    assert watch.load == Load(0.75, 0.25)


def test_nothing_is_known_of_the_load_of_no_time(machine):
    machine(lambda now: 1.0)
    assert LoadWatch().load == Load(0.0, 0.0)


def test_own_work_is_no_load_of_others(machine):
    made = machine(lambda now: 0.25, own=1.0)
    watch = LoadWatch()
    made.sleep(4.0)
    assert watch.load.foreign_cores == pytest.approx(0.25)


def test_waiting_ends_when_the_machine_is_quiet(machine):
    made = machine(lambda now: 2.0 if now < 5 else 0.1)
    shares = []
    job = wait_until_quiet(patience=60)
    try:
        while True:
            shares.append(next(job).share)
    except StopIteration as end:
        found = end.value
    assert not disturbed(found, Setup(), 2)
    assert 5 <= made.now < 6.5
    assert shares == sorted(shares) and max(shares) <= 1


def test_waiting_ends_with_the_patience_and_says_how_busy_it_still_is(machine):
    made = machine(lambda now: 2.0)
    found = finish(wait_until_quiet(patience=3))
    assert found.foreign_cores == pytest.approx(2.0)
    assert made.now < 4


def test_without_patience_nothing_is_waited_for(machine):
    made = machine(lambda now: 2.0)
    assert disturbed(finish(wait_until_quiet(patience=0)), Setup(), 2)
    assert made.now == 0


def test_the_least_busy_cores_come_first(monkeypatch):
    looks = iter([[SimpleNamespace(user=0.0)] * 3, [SimpleNamespace(user=each) for each in (0.9, 0.1, 0.5)]])
    monkeypatch.setattr(load.psutil, "cpu_times", lambda percpu: next(looks))
    assert least_busy_first((0, 1, 2)) == (1, 2, 0)


def test_one_core_is_no_choice():
    assert (least_busy_first((3,)), least_busy_first(())) == ((3,), ())


CORES = load.allowed_cores()


def test_a_process_is_let_go_again_after_an_error():
    with pytest.raises(ValueError, match="within"), pinned(CORES[:1]):
        assert load.allowed_cores() == CORES[:1]
        raise ValueError("within")
    assert load.allowed_cores() == CORES


def test_a_thread_that_begins_while_pinned_is_let_go_too():
    begun, end, kept = threading.Event(), threading.Event(), []

    def look():
        begun.set()
        end.wait()
        kept.append(load.allowed_cores())

    thread = threading.Thread(target=look)
    with pinned(CORES[:1]):
        thread.start()
        begun.wait()
    end.set()
    thread.join()
    assert kept == [CORES]


def test_the_environment_names_this_machine_and_its_versions():
    found = environment()
    assert found.cpu and found.os and found.onnxruntime and found.numpy
    assert found.cores >= max(1, found.physical_cores)
    assert found.memory > 2**28


def test_a_machine_is_the_same_after_an_update_and_another_with_other_cores():
    where = timed(STEADY).environment
    updated = type(where)(where.cpu, where.cores, "Linux-7.0", "3.14", "3.0", "2027-01-01T00:00:00+00:00")
    assert updated.machine == where.machine
    assert type(where)(where.cpu, 64, where.os, "3.11", "2.13", where.date).machine != where.machine
