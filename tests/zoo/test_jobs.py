"""Jobs: generators that tell how far they are, end with a result, and stop where they are closed."""

import pytest

from modelzoo.jobs import Job, Progress, finish


def counting(to: int, closed: list[int]) -> Job[str]:
    at = 0
    try:
        for at in range(to):
            yield Progress(at / to, f"step {at}")
        return f"counted to {to}"
    finally:
        closed.append(at)


def test_a_job_run_to_its_end_gives_its_result():
    assert finish(counting(3, [])) == "counted to 3"


def test_a_job_with_nothing_to_do_gives_its_result_too():
    assert finish(counting(0, [])) == "counted to 0"


def test_closing_a_job_stops_it_where_it_is():
    closed: list[int] = []
    job = counting(100, closed)
    assert next(job) == Progress(0.0, "step 0")
    next(job)
    job.close()
    assert closed == [1]
    with pytest.raises(StopIteration):
        next(job)


def test_an_error_in_a_job_reaches_who_runs_it():
    def failing() -> Job[None]:
        yield Progress(0.0)
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        finish(failing())
