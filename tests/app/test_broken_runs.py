"""What is left of broken logs is drawn, folded, smoothed and read out like any other, whatever values it holds."""

import random
from itertools import product

import pytest

from app.panels.runs.curves import AXES, Curves, Wish, subjects
from app.plots.traces import Look, span, telling
from modelzoo.jobs import finish
from modelzoo.runs.logs import Logs
from modelzoo.runs.opening import Opening
from modelzoo.runs.summaries import Summing
from tests.zoo.runs.test_mutations import SOURCES, broken, copies

EACH = 12
LOGS = Logs()
LOOKS = [Look(log_x, log_y) for log_x, log_y in product((False, True), repeat=2)]


def broken_runs(name, home):
    """The runs of a log as it is, then with a few accidents, again and again."""
    numbers, whole = random.Random(f"drawn {name}"), copies(SOURCES[name], home)
    for number in range(EACH):
        folder, victim = home / f"broken{number}", numbers.choice(list(whole))
        for place, data in whole.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(broken(data, numbers) if number and place == victim else data)
        yield finish(Opening([folder]).read()).runs


@pytest.mark.parametrize("name", SOURCES)
def test_what_a_broken_log_leaves_is_drawn_over_any_axis(name, tmp_path):
    drawn = 0
    for runs in broken_runs(name, tmp_path):
        for folded in (False, True):
            found = Summing().summaries(runs, LOGS, ("EdgeSegNet",), folded)
            for subject, (axis, _), weight in product(subjects(runs, LOGS.mapping)[:4], AXES, (0.0, 0.9)):
                picture = Curves().picture(found, LOGS.mapping, Wish(subject, axis, weight))
                for look in LOOKS:
                    (left, right), (bottom, top) = span(picture, look)
                    assert left < right and bottom < top
                    at = telling(picture, look)
                    drawn += sum(at is not None and trace.at(at) is not None for trace in picture.traces)
    assert drawn
