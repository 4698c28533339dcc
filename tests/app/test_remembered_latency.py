"""What was measured is kept with the project and comes back with it."""

from dataclasses import replace

import pytest

from app.document import Document
from app.measuring import Measuring
from app.worker import MEASURE
from modelzoo.measurements import Latency, Setup
from modelzoo.project import Baseline, Project
from tests.app.desk import Desk, small
from tests.app.told import (
    BOTH,
    ELSEWHERE,
    HERE_NOW,
    Told,
    kept,
    latency,
    measure,
    opened,
    pin,
    recall,
    waits,
    widen,
)


def test_what_was_measured_is_kept_with_the_project_and_is_no_unsaved_work(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    opened(document, desk)
    pin(document)
    widen(document, desk, 16)
    measuring.choose(BOTH)
    modified = document.modified
    measuring.measure_again()
    measure(desk)
    assert set(document.project.record.latencies) == set(told.measured.latencies) and len(told.measured.latencies) == 4
    document.undo.undo()
    document.undo.undo()
    assert len(document.project.record.latencies) == 4 and modified and not document.modified


def test_what_the_file_holds_is_shown_and_not_measured_anew(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.choose(BOTH)
    then = replace(HERE_NOW, date="2001-02-03T04:05:06+00:00")
    opened(document, desk, kept(*(latency(small(), setup, where=then) for setup in BOTH)))
    recall(desk)
    first, second = told.measured.timings
    assert first.latency and first.latency.environment.date == then.date and second.to_main
    assert "measure" not in desk.asked and not waits(measuring)
    measuring.measure_again()
    assert desk.asked["measure"].lane == MEASURE


def test_what_the_file_holds_is_shown_while_measuring_is_paused(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    measuring.set_paused(True)
    opened(document, desk, kept(latency(small())))
    recall(desk)
    assert told.measured.main.latency == latency(small())


def test_the_file_s_baseline_comes_back_with_its_turns(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    record = kept(latency(small(), session="a"), latency(small(16), session="a"))
    document.open(Project("wide", small(16), baseline=Baseline("small", small(), (64, 64)), record=record))
    desk.examine()
    recall(desk)
    comparison = told.measured.main.to_baseline
    assert comparison and comparison.in_turns


@pytest.mark.parametrize(
    "found",
    [
        [latency(small(9)), latency(small(9), BOTH[1])],
        [latency(small())],
        [latency(small(), replace(each, batch=2)) for each in BOTH],
        [latency(small(), each, session=each.runtime) for each in BOTH],
        [latency(small(), each, where=ELSEWHERE) for each in BOTH],
    ],
    ids=["of another model", "of one runtime", "in another setup", "that took no turns", "of another machine"],
)
def test_nothing_is_shown_in_place_of_a_measurement_from_a_file_with_figures(
    document: Document, desk: Desk, measuring: Measuring, told: Told, found: list[Latency]
) -> None:
    measuring.choose(BOTH)
    opened(document, desk, kept(*found))
    assert "measure" not in desk.asked and told.last()[0] == "outdated" and waits(measuring)


def test_figures_of_another_machine_are_told_apart_until_the_model_is_another(
    document: Document, desk: Desk, measuring: Measuring, told: Told
) -> None:
    foreign, own = latency(small(), Setup(threads=4), where=ELSEWHERE), latency(small())
    opened(document, desk, kept(foreign, own))
    assert told.last("foreign_found")[1] == (foreign,)
    recall(desk)
    assert told.measured.latencies == (own,)
    widen(document, desk, 9)
    assert told.last("foreign_found")[1] == ()
