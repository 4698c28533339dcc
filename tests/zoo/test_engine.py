"""The far side of an engine: whatever becomes of a job, an answer goes back and the next one is taken."""

import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from typing import Any

import pytest
import torch

from modelzoo.engine import JOBS, serve
from modelzoo.engine_client import Answer, Failure, Ready, Request
from modelzoo.errors import ZooError


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[Any]]]:
    """Has an engine in this very process do jobs, one after another; gives what it says."""
    interrupt, threads = signal.getsignal(signal.SIGINT), torch.get_num_threads()

    def do(*jobs: Callable[[], object]) -> list[Any]:
        near, far = Pipe()
        heard: list[Any] = []

        def talk() -> None:
            heard.append(near.recv())
            for number in range(len(jobs)):
                near.send(Request(number, f"job {number}"))
                heard.append(near.recv())
            near.close()

        for number, job in enumerate(jobs):
            monkeypatch.setitem(JOBS, f"job {number}", job)
        talker = threading.Thread(target=talk)
        talker.start()
        serve(far)
        talker.join()
        return heard

    yield do
    signal.signal(signal.SIGINT, interrupt)
    torch.set_num_threads(threads)


def failing(error: Exception) -> Callable[[], None]:
    def job() -> None:
        raise error

    return job


def test_too_little_memory_is_told_as_that_and_is_no_fault_of_ours(ask):
    ready, failed, done = ask(failing(MemoryError()), lambda: 7)
    assert isinstance(ready, Ready) and done == Answer(1, 7)
    assert isinstance(failed.error, ZooError) and not failed.traceback
    assert str(failed.error) == "The engine ran out of memory at its task (job 0)."


def test_a_users_mistake_comes_back_as_it_is(ask):
    assert str(ask(failing(ZooError("too small")))[1].error) == "too small"


def test_a_fault_of_ours_comes_back_with_its_traceback(ask):
    (_, failed) = ask(failing(KeyError("bug")))
    assert isinstance(failed, Failure) and "KeyError" in failed.traceback and str(failed.error) == "KeyError: 'bug'"
