"""What is known of a project on paper follows its edits, comes from memory where it can, and never from the past."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.document import Document
from app.lane import EngineLostError
from app.results import Results
from modelzoo.edits import set_param
from modelzoo.project import Baseline, Project
from tests.app.desk import Desk, small


class Told:
    """Everything that the results said, in order."""

    def __init__(self, results: Results) -> None:
        self.words: list[tuple[str, Any]] = []
        for name in ("examined", "examining", "baseline_examined", "unexamined"):
            getattr(results, name).connect(lambda *args, name=name: self.words.append((name, args)))

    def names(self) -> list[str]:
        return [name for name, _ in self.words]


@pytest.fixture
def results(document: Document, desk: Desk) -> Iterator[Results]:
    results = Results(document, desk)  # type: ignore[arg-type]
    document.changed.connect(results.follow)
    yield results


@pytest.fixture
def told(results: Results) -> Told:
    return Told(results)


def widen(document: Document, out: int) -> None:
    document.edit("widen", lambda now: replace(now, graph=set_param(now.graph, "stem", "out", out)))


def test_an_edit_makes_figures_stale_until_the_new_ones_are_there(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    assert told.names()[0] == "examining"
    desk.examine()
    (found,) = next(args for name, args in told.words if name == "examined")
    assert found.cost.parameters == 3 * 8 * 9 + 8


def test_an_undone_edit_is_known_without_asking(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    desk.examine()
    widen(document, 16)
    desk.examine()
    told.words.clear()
    document.undo.undo()
    assert "examine" not in desk.asked and "examined" in told.names() and "examining" not in told.names()


def test_moving_a_box_asks_for_nothing(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    desk.examine()
    told.words.clear()
    document.edit("move", lambda now: replace(now, places={"stem": (10.0, 20.0)}))
    assert not told.words and "examine" not in desk.asked


def test_the_baseline_is_examined_once_it_is_pinned_and_gone_once_it_is_not(
    document: Document, desk: Desk, told: Told
) -> None:
    document.open(Project("small", small()))
    desk.examine()
    document.edit("pin", lambda now: replace(now, baseline=Baseline("small", now.graph, now.size)))
    (found,) = next(args for name, args in reversed(told.words) if name == "baseline_examined")
    assert found.cost.parameters == 224
    document.undo.undo()
    assert ("baseline_examined", (None,)) in told.words


def test_figures_that_a_lost_engine_owed_are_asked_for_once_more(document: Document, desk: Desk, told: Told) -> None:
    document.open(Project("small", small()))
    desk.asked.pop("examine").failed(EngineLostError("gone"))
    assert "unexamined" not in told.names()
    desk.examine()
    assert "examined" in told.names()
