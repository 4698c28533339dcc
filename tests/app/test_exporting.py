"""Exports from the window: chosen in a dialog, made by an engine, told as they go, and given up at a wish."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressBar, QProgressDialog, QWidget

from app.worker import EXPORT, PAPER
from modelzoo.acts import AS_BLOCKS, Act
from modelzoo.edits import set_param
from modelzoo.environment import environment
from modelzoo.errors import ZooError
from modelzoo.export.code.writing import write_code
from modelzoo.exports import Filed, Findings, Fit, OnnxWish, Weights
from modelzoo.jobs import Progress
from modelzoo.measurements import Latency, Load, Setup
from modelzoo.node_times import LayerTimes, NodeTime
from modelzoo.project import Project
from modelzoo.record import Record
from tests.app.leaving import Work
from tests.app.looking import button
from tests.hands import LEFT

FOUND = Findings(
    20,
    1_235_496,
    (("data", ("batch", 3, 64, 64)), ("scores", ("batch", 1000))),
    (((1, 3, 64, 64),),),
    2e-8,
    3e-7,
    13,
    4e-6,
)
ANSWERS = QMessageBox.StandardButton


@pytest.fixture
def work(qtbot, tmp_path):
    return Work(qtbot, tmp_path)


@pytest.fixture
def begun(work):
    work.begin()
    return work


def test_the_dialog_begins_with_the_usual_file_beside_the_project(begun):
    assert begun.dialog.file.path == str(begun.folder / "SqueezeNet_1.1.onnx")
    wish = begun.export()
    path, asked, weights, netron, _, numbers = wish.args[3:]
    assert (wish.lane, wish.job, wish.args[2]) == (EXPORT, "file_onnx", "SqueezeNet 1.1")
    assert (path, asked, weights, netron, numbers) == (begun.dialog.file.path, OnnxWish(), Weights(), "", "")


def test_what_is_chosen_is_what_is_asked_for(begun):
    begun.desk.asked["opsets"].done((17, 18, 20, 22))
    assert [begun.dialog.opset.itemText(at) for at in range(4)] == ["22 (newest)", "20 (usual)", "18", "17"]
    assert begun.dialog.opset.currentText() == "20 (usual)"
    begun.dialog.opset.setCurrentText("17")
    dialog = begun.dialog
    for tick in (dialog.any_batch, dialog.any_size, dialog.fold_norms, dialog.netron, dialog.numbers):
        tick.click()
    begun.dialog.weights.seed.setValue(7)
    _, asked, weights, netron, _, numbers = begun.export().args[3:]
    assert asked == OnnxWish(17, any_batch=False, any_size=True, fold_norms=True) and weights == Weights(7)
    assert numbers == str(begun.folder / "SqueezeNet_1.1.safetensors")
    assert netron == str(begun.folder / "SqueezeNet_1.1.netron.json")


def test_the_opsets_are_tried_once_and_disturb_no_measurement(begun):
    wish = begun.desk.asked.pop("opsets")
    assert wish.lane == EXPORT
    wish.done((18, 20))
    begun.dialog.close()
    begun.window.actions_by_name["export_onnx"].trigger()
    assert begun.dialog.isVisible()
    assert "opsets" not in begun.desk.asked


def test_progress_is_shown_and_the_choice_rests_meanwhile(begun):
    wish = begun.export()
    wish.progress(Progress(0.6, "checking the file"))
    bar = begun.dialog.findChild(QProgressBar)
    assert "Checking the file…" in begun.text and bar.isVisible() and bar.value() == 600
    assert not begun.dialog.file.isEnabled() and not button(begun.dialog, "&Export").isEnabled()


def test_what_was_found_of_the_file_is_told(begun):
    wish = begun.export()
    path = begun.dialog.file.path
    wish.done(Filed(path, 4_973_816, replace(FOUND, warnings=("The exporter made opset 20: it could not make 8.",))))
    for told in ("opset 20", "4.97 MB", "1,235,496 parameters", path, "batch×3×64×64", "by 2e-08 at most", "13 blocks"):
        assert told in begun.text
    assert "1×3×64×64" in begun.text and "could not make 8" in begun.text
    assert "is written" in begun.text and begun.said == f"Saved as {path}."
    assert button(begun.dialog, "&Export").isEnabled()


def test_the_folder_of_the_file_is_shown(begun, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not shown.append(url.toLocalFile()))
    begun.export().done(Filed(begun.dialog.file.path, 1, FOUND))
    begun.press("Show in &folder")
    assert shown == [str(begun.folder)]


def test_a_failure_is_told_in_its_own_words(begun):
    begun.export().failed(ZooError("conv1: aten.foo has no ONNX form."))
    assert "There is no file" in begun.text and "conv1: aten.foo has no ONNX form." in begun.text
    assert button(begun.dialog, "&Export").isEnabled()


@pytest.mark.parametrize("by", ["button", "escape"])
def test_an_export_is_given_up_and_the_dialog_stays(begun, by):
    begun.export()
    if by == "button":
        begun.qtbot.mouseClick(begun.dialog._cancel, LEFT)
    else:
        begun.qtbot.keyClick(begun.dialog, Qt.Key.Key_Escape)
    assert "export onnx" not in begun.desk.asked
    assert "Cancelled: nothing was written." in begun.text and begun.dialog.isVisible()
    begun.qtbot.keyClick(begun.dialog, Qt.Key.Key_Escape)
    assert not begun.dialog.isVisible()


@pytest.mark.parametrize("answer", [ANSWERS.Yes, ANSWERS.No])
def test_a_file_that_is_there_is_only_written_over_after_a_question(begun, monkeypatch, answer):
    Path(begun.dialog.file.path).write_text("mine")
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *args: asked.append(args[-1]) or answer)
    begun.press("&Export")
    assert asked == ["SqueezeNet_1.1.onnx exists already. Replace it?"]
    assert ("export onnx" in begun.desk.asked) is (answer == ANSWERS.Yes)


def test_a_file_chosen_in_the_system_s_dialog_is_not_asked_about_twice(begun, monkeypatch):
    path = str(begun.folder / "other.onnx")
    Path(path).write_text("mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked twice"))
    begun.qtbot.mouseClick(begun.dialog.file.button, LEFT)
    assert begun.export().args[3] == path


def test_how_a_file_of_weights_fits_is_told_before_the_export(begun):
    begun.weigh("theirs.pt")
    wish = begun.desk.asked["weights of ExportDialog"]
    assert (wish.lane, wish.job, wish.args[2]) == (PAPER, "fit_weights", "theirs.pt")
    assert "Reading the file…" in begun.text and not button(begun.dialog, "&Export").isEnabled()
    wish.done(Fit(("a", "b"), ("c",), ("d", "e"), (("f", (1, 2), (3, 4)),)))
    for told in ("2 of 4 tensors", "Not in the file: c.", "Of another shape: f.", "Of no use here: d, e.", "seed"):
        assert told in begun.text
    assert begun.export().args[5] == Weights(0, "theirs.pt")


def test_weights_that_are_of_no_use_stop_the_export(begun):
    begun.weigh("theirs.pt")
    begun.desk.asked["weights of ExportDialog"].failed(ZooError("theirs.pt: is no file of weights."))
    assert "theirs.pt: is no file of weights." in begun.text and not button(begun.dialog, "&Export").isEnabled()
    begun.dialog.weights.random.click()
    assert button(begun.dialog, "&Export").isEnabled() and "no file of weights" not in begun.text


def test_the_fit_is_found_out_anew_when_the_network_changes(begun):
    begun.weigh("theirs.pt")
    begun.desk.asked.pop("weights of ExportDialog").done(Fit(("a",)))
    begun.document.edit("edit", lambda now: replace(now, graph=set_param(now.graph, "fire2", "squeeze", 8)))
    assert begun.desk.asked["weights of ExportDialog"].args[0] == begun.document.project.graph
    assert not button(begun.dialog, "&Export").isEnabled()


@pytest.fixture
def imported(work):
    """The network is shown as blocks that were made of a file."""
    act = Act(AS_BLOCKS, (("file", "/nets/theirs.onnx"),))
    work.document.edit("import", lambda now: replace(now, acts=(act,)))
    work.begin()
    return work


def test_the_numbers_that_an_imported_network_came_with_are_the_usual_choice(imported):
    chooser = imported.dialog.weights
    assert chooser.of_origin.isChecked() and chooser.of_origin.text() == "The n&umbers of theirs.onnx"
    wish = imported.desk.asked["weights of ExportDialog"]
    assert (wish.lane, wish.job, wish.args) == (EXPORT, "import_weights", ("/nets/theirs.onnx",))
    wish.done("numbers.safetensors")
    fit = imported.desk.asked["weights of ExportDialog"]
    assert (fit.job, fit.args[2]) == ("fit_weights", "numbers.safetensors")
    assert not button(imported.dialog, "&Export").isEnabled()
    fit.done(Fit(("a", "b")))
    assert "2 of 2 tensors" in imported.text
    assert imported.export().args[5] == Weights(0, "numbers.safetensors")


def test_a_network_of_ours_offers_no_numbers_from_outside(begun):
    assert begun.dialog.weights.random.isChecked() and not begun.dialog.weights.of_origin.isVisible()


def test_another_imported_network_brings_other_numbers(imported):
    imported.desk.asked["weights of ExportDialog"].done("numbers.safetensors")
    act = Act(AS_BLOCKS, (("file", "/nets/others.onnx"),))
    other = set_param(imported.document.project.graph, "fire2", "squeeze", 8)
    imported.document.edit("other", lambda now: replace(now, acts=(act,), graph=other))
    wish = imported.desk.asked["weights of ExportDialog"]
    assert (wish.job, wish.args) == ("import_weights", ("/nets/others.onnx",))


def test_numbers_that_cannot_be_had_are_told_and_others_can_be_chosen(imported):
    imported.desk.asked["weights of ExportDialog"].failed(ZooError("/nets/theirs.onnx: is not there."))
    assert "is not there" in imported.text and not button(imported.dialog, "&Export").isEnabled()
    imported.dialog.weights.random.click()
    assert imported.export().args[5] == Weights()


def test_code_is_saved_as_a_file(work, monkeypatch):
    path = work.folder / "net.py"
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
    work.window.actions_by_name["export_python"].trigger()
    wish = work.desk.asked["code to save"]
    wish.done(write_code(*wish.args))
    saving = work.desk.asked["export"]
    saving.done(saving.job(*saving.args))
    assert "class SqueezeNet1_1(nn.Module):" in path.read_text(encoding="utf-8")
    assert work.said == f"Saved as {path}."


def test_the_attachment_holds_the_times_that_this_machine_measured(work, monkeypatch):
    path = work.folder / "figures.json"
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
    work.document.record(lambda record: timed(work.document.project))
    work.window.actions_by_name["export_attachment"].trigger()
    wish = work.desk.asked["export attachment"]
    assert (wish.lane, wish.job) == (EXPORT, "file_attachment")
    assert wish.args[3] == str(path) and wish.args[4]["fire2"] == 0.004
    box = work.window.findChild(QProgressDialog)
    wish.progress(Progress(0.5, "checking the file"))
    assert box.labelText() == "Checking the file…" and box.value() == 500
    wish.done(str(path))
    assert not box.isVisible() and work.said == f"Saved as {path}."


def test_an_attachment_under_way_is_given_up(work, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(work.folder / "figures.json")])
    work.window.actions_by_name["export_attachment"].trigger()
    box = work.window.findChild(QProgressDialog)
    work.qtbot.mouseClick(button(box, "Cancel"), LEFT)
    assert "export attachment" not in work.desk.asked
    assert not box.isVisible() and work.said == "Cancelled: nothing was written."


def test_without_an_output_nothing_is_asked(work, monkeypatch):
    monkeypatch.setattr(QFileDialog, "exec", lambda _: pytest.fail("a file was asked for"))
    work.document.open(Project())
    work.window.actions_by_name["export_attachment"].trigger()
    assert "nothing leads to an output" in work.said


def test_every_control_of_the_dialog_has_a_name_and_what_needs_it_a_tip(begun):
    tab = Qt.FocusPolicy.TabFocus
    controls = [
        each
        for each in begun.dialog.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & tab and each.focusProxy() is None
    ]
    assert len(controls) > 8
    assert [each for each in controls if not (each.accessibleName() or getattr(each, "text", str)())] == []


def timed(project):
    """A record in which fire2 took 4 ms."""
    latency = Latency(
        project.graph.fingerprint,
        Setup("eager"),
        (3, *project.size),
        (0.02,) * 50,
        0.02,
        True,
        Load(),
        environment(),
        session="s",
    )
    nodes = tuple(NodeTime(node.id, node.block, 0.004, 0.004) for node in project.graph)
    return Record().with_latencies(latency).with_layers(LayerTimes(latency, nodes, (), 50))
