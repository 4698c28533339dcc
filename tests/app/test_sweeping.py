"""What a wish for a sweep leads to: figures on paper at once, values measured one by one, and a record that is kept."""

from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QFileDialog

from app.document import Document
from app.lane import EngineLostError
from app.main_window import MainWindow
from app.panels.sweep.models import CANVAS
from app.sweeping import MEASURED, Sweeping
from modelzoo.errors import ZooError
from modelzoo.jobs import Progress
from modelzoo.measurements import PROTOCOL
from modelzoo.presets import presets
from modelzoo.project import Project
from modelzoo.project_file import loads
from modelzoo.record import Record
from modelzoo.sweeps import Sweep
from tests.app.desk import Desk, small
from tests.app.looking import button, visible_text
from tests.app.sweeps import EAGER, ELSEWHERE, FIGURE, HERE, REGULAR, SEPARABLE, measured, on_paper, timed


class Hand(Desk):
    """A worker that does files at once and leaves the rest to the test."""

    def submit(self, kind, lane, job, *args, done, failed, **more):
        if not callable(job) or job is import_module:
            super().submit(kind, lane, job, *args, done=done, failed=failed, **more)
            return
        try:
            found = job(*args)
        except ZooError as error:
            failed(error)
        else:
            done(found)

    def count(self):
        """Answer what was asked on paper."""
        wish = self.asked.pop("sweep")
        wish.done(on_paper(*wish.args))

    def measure(self):
        """Answer what is to be measured; tells the value."""
        wish = self.asked.pop(MEASURED)
        wish.done(timed(*wish.args[:2]))
        return wish.args[1]


class Resting:
    """What measures of itself; it tells whether it was asked to wait."""

    def __init__(self):
        self.held, self.here, self.extent = False, HERE, PROTOCOL

    def hold(self, held):
        self.held = held


@pytest.fixture
def lab(qtbot):
    window, document, worker, measuring = MainWindow(), Document(), Hand(), Resting()
    qtbot.addWidget(window)
    window.sweeps.setup.show_catalog()
    sweeping = Sweeping(document, worker, measuring, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.pages.turn_to("sweeps")
    page = window.sweeps
    return SimpleNamespace(
        window=window, document=document, worker=worker, measuring=measuring, sweeping=sweeping, page=page
    )


def cells(page, title):
    """A column of the table, by a part of its heading."""
    model = page.table.table.model()
    across = range(model.columnCount())
    at = next(at for at in across if title in model.headerData(at, page.table.table.horizontalHeader().orientation()))
    return [model.index(row, at).data() for row in range(model.rowCount())]


def start(lab, sweep=FIGURE):
    """Ask for a sweep, and have it counted and its measurement begun."""
    lab.page.setup.show_sweep(sweep)
    lab.worker.count()
    button(lab.page, f"Mea&sure {len(sweep.values)} values").click()


def kept(lab):
    """The newest sweep that the project has."""
    return lab.document.project.record.sweeps[-1]


def test_models_are_counted_at_once_and_nothing_is_measured(lab):
    lab.sweeping.sweep_models(("SqueezeNet 1.1", "EdgeSegNet"))
    assert "Counting" in visible_text(lab.page)
    lab.worker.count()
    assert len(cells(lab.page, "EdgeSegNet")) == 8 and cells(lab.page, "Resolution")[0] == "32"
    assert MEASURED not in lab.worker.asked and not lab.document.modified


def test_only_what_is_not_known_on_paper_is_counted(lab):
    lab.sweeping.sweep_models((REGULAR,))
    lab.worker.count()
    lab.page.setup.show_sweep(replace(lab.page.setup.sweep, setups=(EAGER,)))
    assert "sweep" not in lab.worker.asked and "–" not in cells(lab.page, "conv")
    lab.page.setup.show_sweep(replace(lab.page.setup.sweep, values=(32, 7, 64)))
    assert lab.worker.asked["sweep"].args[0].values == (7,)
    lab.worker.count()
    assert cells(lab.page, "Resolution") == ["7", "32", "64"] and "–" not in cells(lab.page, "conv")


def test_values_are_measured_one_after_another_and_each_is_kept_with_the_project(lab):
    start(lab)
    assert lab.worker.measure() == 4
    assert kept(lab).missing == (8, 16) and lab.document.modified
    assert [lab.worker.measure(), lab.worker.measure()] == [8, 16]
    assert kept(lab).missing == () and len(kept(lab).points) == 12
    assert MEASURED not in lab.worker.asked and not button(lab.page, "All values are measured").isEnabled()


def test_the_progress_names_the_value_and_counts_those_that_are_done(lab):
    start(lab)
    lab.worker.measure()
    lab.worker.asked[MEASURED].progress(Progress(0.5, "resolution 8, measuring"))
    assert "resolution 8, measuring: 50%" in visible_text(lab.page)


def test_nothing_else_is_measured_meanwhile(lab):
    start(lab)
    assert lab.measuring.held
    for _ in FIGURE.values:
        assert lab.measuring.held
        lab.worker.measure()
    assert not lab.measuring.held


def test_what_was_found_stays_when_the_rest_is_cancelled_and_is_not_measured_again(lab):
    start(lab)
    lab.worker.measure()
    button(lab.page, "Ca&ncel").click()
    assert MEASURED not in lab.worker.asked and not lab.measuring.held and kept(lab).missing == (8, 16)
    button(lab.page, "Mea&sure the missing 2 of 3").click()
    assert [lab.worker.measure(), lab.worker.measure()] == [8, 16]
    assert kept(lab).missing == () and len(lab.document.project.record.sweeps) == 1


def test_another_value_is_added_without_measuring_the_others_again(lab):
    lab.document.record(lambda record: record.with_sweep(measured(FIGURE)))
    lab.page.setup.show_sweep(replace(FIGURE, values=(4, 8, 16, 32)))
    lab.worker.count()
    button(lab.page, "Mea&sure the missing 1 of 4").click()
    assert lab.worker.measure() == 32 and MEASURED not in lab.worker.asked
    assert kept(lab).sweep.values == (4, 8, 16, 32) and len(lab.document.project.record.sweeps) == 1


def test_a_value_that_is_left_out_is_not_shown_and_not_forgotten(lab):
    lab.document.record(lambda record: record.with_sweep(measured(FIGURE)))
    lab.page.setup.show_sweep(replace(FIGURE, values=(4, 16)))
    lab.worker.count()
    assert cells(lab.page, "Resolution") == ["4", "16"] and kept(lab).sweep.values == (4, 8, 16)


def test_one_value_is_measured_anew(lab, qtbot):
    lab.document.record(lambda record: record.with_sweep(measured(FIGURE)))
    lab.page.setup.show_sweep(FIGURE)
    lab.worker.count()
    before = kept(lab)
    lab.page.table.table.choose_row(1)
    button(lab.page, "Measure 1 value a&gain").click()
    wish = lab.worker.asked.pop(MEASURED)
    assert wish.args[1] == 8
    wish.done(timed(FIGURE, 8, seconds=0.5))
    changed = {point.value for point in set(kept(lab).points) - set(before.points)}
    assert changed == {8} and len(kept(lab).points) == len(before.points) and MEASURED not in lab.worker.asked


def test_a_value_at_which_the_engine_is_lost_is_told_and_the_others_are_measured(lab):
    start(lab)
    lab.worker.measure()
    lab.worker.asked.pop(MEASURED).failed(EngineLostError("The measurement at resolution 8 was stopped."))
    assert lab.worker.measure() == 16
    assert "The measurement at resolution 8 was stopped." in visible_text(lab.page)
    assert "resolution 8 was stopped" in cells(lab.page, "Remarks")[1]
    assert kept(lab).missing == (8,) and button(lab.page, "Mea&sure the missing 1 of 3").isEnabled()


def test_a_sweep_that_cannot_be_counted_says_why(lab):
    lab.sweeping.sweep_models(("SqueezeNet 1.1",))
    lab.worker.asked.pop("sweep").failed(EngineLostError("The analysis engine was lost."))
    assert "The analysis engine was lost." in visible_text(lab.page)


def test_a_preset_is_counted_and_measured_with_one_click(lab):
    button(lab.page, "Figure 1").click()
    lab.worker.count()
    assert [lab.worker.measure() for _ in range(5)] == [4, 8, 16, 32, 64]
    assert cells(lab.page, "separable_conv, MACs") == ["8.41"] * 5
    assert kept(lab).sweep == presets()[0].sweep


def test_a_preset_that_was_measured_is_not_measured_again(lab):
    lab.document.record(lambda record: record.with_sweep(measured(presets()[0].sweep)))
    button(lab.page, "Figure 1").click()
    assert MEASURED not in lab.worker.asked


def test_a_project_shows_what_was_last_swept_in_it_with_the_machine_and_the_date(lab):
    lab.document.open(Project(record=Record().with_sweep(measured(FIGURE))))
    lab.worker.count()
    assert "Measured on A CPU, 2026-11-21 09:00" in visible_text(lab.page)
    assert cells(lab.page, "separable_conv, onnxruntime") != ["–"] * 3


def test_what_another_machine_measured_is_marked_and_never_continued(lab):
    foreign = measured(replace(FIGURE, values=(4, 8)), ELSEWHERE)
    lab.document.open(Project(record=Record().with_sweep(foreign)))
    lab.worker.count()
    assert "Taken on another machine: Another CPU, 2025-03-01 12:00" in visible_text(lab.page)
    button(lab.page, "Mea&sure on this machine").click()
    assert [lab.worker.measure(), lab.worker.measure()] == [4, 8]
    assert lab.document.project.record.sweeps[0] == foreign and kept(lab) == measured(replace(FIGURE, values=(4, 8)))
    assert "Measured on A CPU" in visible_text(lab.page) and "another machine" not in visible_text(lab.page)


def test_a_sweep_that_is_kept_is_shown_again_when_it_is_chosen(lab, qtbot):
    other = replace(FIGURE, models=(SEPARABLE, REGULAR), setups=(EAGER,))
    for each in (other, FIGURE):
        lab.document.record(lambda record, each=each: record.with_sweep(measured(each)))
    lab.page.kept_wished.emit(1)
    lab.worker.count()
    assert lab.page.setup.sweep == other


def test_another_project_ends_the_measurement(lab):
    start(lab)
    lab.worker.measure()
    lab.document.open(Project("another"))
    assert MEASURED not in lab.worker.asked and not lab.measuring.held
    assert lab.document.project.record.sweeps == ()
    assert cells(lab.page, "Remarks") == [""] * 3 and button(lab.page, "Mea&sure 3 values").isEnabled()


def test_while_a_sweep_is_measured_no_other_can_be_asked_for(lab):
    start(lab)
    lab.worker.measure()
    lab.sweeping.sweep_models(("EdgeSegNet",))
    assert lab.worker.asked[MEASURED].args[0] == FIGURE and lab.page.setup.sweep == FIGURE
    assert "cancel it first" in lab.window.statusBar().currentMessage()


def test_the_model_on_the_canvas_is_swept_as_it_stands(lab):
    lab.document.open(Project("mine", small(8)))
    lab.window.pages.turn_to("canvas")
    lab.sweeping.sweep_shown()
    assert lab.window.pages.current == "sweeps" and lab.page.setup.models.names == (CANVAS,)
    (sweep,) = lab.worker.asked["sweep"].args
    assert sweep.models == ("mine on the canvas",) and loads(sweep.drawn[0].project).graph == small(8)
    lab.worker.count()
    assert cells(lab.page, "mine on the canvas")[0] == f"{3 * 8 * 9 * 32 * 32 / 1e6:.3f}"


def test_a_sweep_of_the_canvas_follows_edits_once_somebody_looks(lab):
    lab.document.open(Project("mine", small(8)))
    lab.sweeping.sweep_models((CANVAS,))
    lab.worker.count()
    lab.window.pages.turn_to("canvas")
    lab.document.edit("widen", lambda now: replace(now, graph=small(16)))
    assert "sweep" not in lab.worker.asked
    lab.window.pages.turn_to("sweeps")
    (sweep,) = lab.worker.asked["sweep"].args
    assert loads(sweep.drawn[0].project).graph == small(16)


def test_a_measured_sweep_of_the_canvas_is_found_again_after_the_canvas_has_changed(lab):
    lab.document.open(Project("mine", small(8)))
    start(lab, Sweep((CANVAS,), "resolution", (8, 16), setups=(EAGER,)))
    lab.worker.measure()
    lab.worker.measure()
    lab.document.edit("widen", lambda now: replace(now, graph=small(16)))
    lab.worker.count()
    assert button(lab.page, "Mea&sure 2 values").isEnabled()
    lab.page.kept_wished.emit(0)
    lab.worker.count()
    assert not button(lab.page, "All values are measured").isEnabled()


def test_threads_are_swept_without_a_count_on_paper_first(lab):
    lab.page.setup.show_sweep(Sweep((REGULAR,), "threads", (1, 2), "16", (EAGER,)))
    assert "sweep" not in lab.worker.asked and cells(lab.page, "Threads") == ["1", "2"]


@pytest.fixture
def choosing(monkeypatch):
    """Answers the dialog with a path."""

    def choose(path):
        monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])

    return choose


def test_a_picture_is_written_where_the_dialog_says(lab, choosing, tmp_path):
    choosing(tmp_path / "mine.svg")
    lab.page.export_wished.emit("svg", b"<svg/>")
    assert (tmp_path / "mine.svg").read_bytes() == b"<svg/>"
    assert f"Saved as {tmp_path / 'mine.svg'}." in lab.window.statusBar().currentMessage()


def test_a_picture_that_cannot_be_written_says_why(lab, choosing, tmp_path):
    choosing(tmp_path / "nowhere" / "mine.svg")
    lab.page.export_wished.emit("svg", b"<svg/>")
    assert "cannot be written: No such file or directory." in lab.window.statusBar().currentMessage()


def test_nothing_is_written_where_the_dialog_is_cancelled(lab, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    lab.page.export_wished.emit("svg", b"<svg/>")
    assert lab.window.statusBar().currentMessage() == ""


def test_pictures_are_shown_once_the_plotting_library_is_loaded(lab):
    lab.sweeping.sweep_models(("EdgeSegNet",))
    lab.worker.count()
    assert "Loading the plot" in visible_text(lab.page)
    lab.worker.asked["sweep plot"].done(None)
    assert "Loading the plot" not in visible_text(lab.page) and lab.page.plot_ready
