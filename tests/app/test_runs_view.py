"""How one looks at runs is kept with the project, and is no work that would have to be saved."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox

from app.panels.runs.page import RunsPage
from modelzoo.project import Project
from modelzoo.project_file import load, save
from modelzoo.runs.logs import Logs
from modelzoo.runs.logs_json import logs_from_json, logs_to_json
from modelzoo.runs.view import View
from tests.app.looking import button, opened
from tests.zoo.runs.making import run

LEFT = Qt.MouseButton.LeftButton
RUNS = (
    run("a_seed1", {"lr": 0.1}, train_loss=[0.5, 0.2, 0.1], val_loss=[0.6, 0.3, 0.2]),
    run("a_seed2", {"lr": 0.1}, train_loss=[0.9, 0.5, 0.4], val_loss=[1.0, 0.4, 0.6]),
)
SEEN = View(metric="train_loss", axis="step", smoothing=0.5, folded=False, hidden=("a_seed2",), log_y=True)


@pytest.fixture
def page(qtbot, qapp):
    page = opened(qtbot, RunsPage(), 1280, 700)
    page.prepare_plot()
    page.show_logs(RUNS, Logs(), ())
    qapp.processEvents()
    return page


def test_what_a_person_chose_to_see_is_told_once_it_has_settled(page, qtbot):
    log_y = next(each for each in page.plot.tools.findChildren(QCheckBox) if each.text() == "Log &y")
    with qtbot.waitSignal(page.view_changed) as told:
        qtbot.mouseClick(log_y, LEFT, pos=QPoint(8, log_y.height() // 2))
        qtbot.mouseClick(button(page, "&Fold seeds"), LEFT)
        page.choices.smooth(0.5)
    assert told.args == [View(role="val loss", smoothing=0.5, folded=True, log_y=True)]


def test_a_project_is_seen_as_it_was_left(page):
    page.show_logs(RUNS, Logs(view=SEEN), ())
    assert page.view == SEEN
    assert page.plot.picture.y.title.startswith("train_loss") and page.plot.look.log_y
    assert page.plot.look.hidden == {"a_seed2"} and page.plot.picture.traces[0].raw is not None
    page.show_logs(RUNS, Logs(), ())
    assert page.view == View(role="val loss") and not page.plot.look.hidden


def test_what_is_hidden_stays_so_until_its_log_has_been_read(page):
    page.show_logs((), Logs(view=SEEN), ())
    page.show_logs(RUNS, Logs(view=SEEN), ())
    assert page.plot.look.hidden == {"a_seed2"}


def test_a_view_is_kept_in_the_file_and_is_no_work(tmp_path):
    project = Project(logs=Logs(("a.csv",)))
    seen = replace(project, logs=replace(project.logs, view=SEEN))
    assert project.is_same_work(seen)
    save(seen, tmp_path / "a.slimscope")
    assert load(tmp_path / "a.slimscope").logs.view == SEEN


@pytest.mark.parametrize("change", [{"axis": "day"}, {"smoothing": 2}, {"hidden": [1]}, {"folded": 1}, {"new": 1}])
def test_a_damaged_view_is_refused(change):
    row = logs_to_json(Logs(view=SEEN))
    with pytest.raises((ValueError, KeyError, TypeError)):
        logs_from_json(row | {"view": row["view"] | change})
