"""Quantising from the window: how and by which pictures is chosen, and the file becomes a candidate."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.worker import EXPORT
from modelzoo.errors import ZooError
from modelzoo.exports import Apart, Calibration, Int8Filed, Int8Wish, Weights
from modelzoo.imports.understanding import understand
from modelzoo.jobs import Progress
from modelzoo.variants import Arrival, arrived
from tests.app.leaving import Work
from tests.app.looking import button, visible_text
from tests.zoo.imports.making import node_chain, saved

KEY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
APART = Apart(0.25, 0.0625, 0.125)
MEANS = (0.485, 0.456, 0.406)


@pytest.fixture
def work(qtbot, tmp_path):
    work = Work(qtbot, tmp_path)
    work.dialog = work.quantising.dialog
    work.qtbot.keyClick(work.window.canvas, Qt.Key.Key_Q, KEY)
    assert work.dialog.isVisible()
    return work


def quantise(work):
    work.press("&Quantise")
    return work.desk.asked["quantise"]


def filed(work, wish, **more):
    found = Int8Filed(wish.args[1], wish.args[2], 20, 1_344_947, 4_961_088, 16, APART, (("Reshape", 1),))
    return replace(found, **more)


def test_static_ranges_by_random_pictures_are_usual(work):
    wish = quantise(work)
    model, path, asked, weights = wish.args
    assert (wish.lane, wish.job, model) == (EXPORT, "file_int8", work.document.project.shown)
    assert path == str(work.folder / "SqueezeNet_1.1_int8.onnx")
    assert (asked, weights) == (Int8Wish(), Weights())


def test_what_is_chosen_is_what_is_asked_for(work, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/pictures")
    work.dialog.dynamic.click()
    pictures = work.dialog.pictures
    pictures.source.setCurrentText("A folder of pictures")
    assert not button(work.dialog, "&Quantise").isEnabled()
    work.qtbot.mouseClick(pictures.path.button, Qt.MouseButton.LeftButton)
    pictures.mean.setText("0.485, 0.456, 0.406")
    pictures.deviation.setText("0.5")
    pictures.count.setValue(40)
    work.dialog.weights.seed.setValue(7)
    _, _, asked, weights = quantise(work).args
    assert asked == Int8Wish("dynamic", Calibration("/pictures", 40, 0, MEANS, (0.5,)))
    assert weights == Weights(7)


@pytest.mark.parametrize(("mean", "deviation"), [("a", "1"), ("0", "0"), ("0,,0", "1"), ("0", "")])
def test_a_scale_that_is_none_is_told(work, mean, deviation):
    work.dialog.pictures.mean.setText(mean)
    work.dialog.pictures.deviation.setText(deviation)
    assert not button(work.dialog, "&Quantise").isEnabled()
    assert "numbers with commas between them" in work.text


def test_sizes_differences_and_what_stayed_are_told(work):
    wish = quantise(work)
    wish.progress(Progress(0.5, "finding ranges by 16 pictures"))
    assert "Finding ranges by 16 pictures…" in work.text and not work.dialog.file.isEnabled()
    wish.done(filed(work, wish, warnings=("The weights are random.",)))
    for told in (
        "4,961,088 bytes in fp32 → 1,344,947",
        "27%",
        "0.25 at most",
        "12.50%",
        "0.062 in the mean",
        "1 Reshape",
    ):
        assert told in work.text
    assert "The weights are random." in work.text


def test_the_file_becomes_a_candidate_beside_the_network(work, tmp_path):
    wish = quantise(work)
    path = saved(node_chain(), tmp_path, "tiny_int8.onnx")
    wish.done(filed(work, wish, path=str(path)))
    reading = work.desk.asked["import"]
    assert (reading.job, reading.args) == ("import", (str(path), ""))
    reading.done(Arrival(arrived(understand(path, tmp_path / "read"))))
    placing = work.desk.asked["place"]
    placing.done(placing.job(*placing.args))
    titles = [each.title for each in work.document.project.variants]
    assert titles == ["SqueezeNet 1.1", "tiny_int8"]
    work.document.undo.undo()
    assert len(work.document.project.variants) == 1


def test_the_file_is_only_written_where_no_candidate_is_wanted(work):
    work.dialog.candidate.click()
    wish = quantise(work)
    wish.done(filed(work, wish))
    assert "import" not in work.desk.asked and work.said == f"Saved as {wish.args[1]}."


def test_quantising_is_given_up_and_the_dialog_stays(work):
    quantise(work)
    work.qtbot.keyClick(work.dialog, Qt.Key.Key_Escape)
    assert "quantise" not in work.desk.asked
    assert "Cancelled: nothing was written." in work.text and work.dialog.isVisible()


def test_a_failure_is_told_in_its_own_words(work):
    quantise(work).failed(ZooError("The model is in whole numbers already."))
    assert "There is no file" in work.text and "in whole numbers already" in work.text


def test_a_network_from_outside_is_quantised_with_its_own_numbers(work, tmp_path):
    path = saved(node_chain(), tmp_path, "theirs.onnx")
    theirs = arrived(understand(path, tmp_path / "read"))
    project = work.document.project
    work.document.edit("import", lambda _: project.with_variants((project.shown, theirs), 1))
    assert "Those of theirs.onnx." in visible_text(work.dialog) and not work.dialog.weights.isVisible()
    model, _, _, weights = quantise(work).args
    assert model.source == theirs.source and weights == Weights()
    assert Path(model.source.origin).name == "theirs.onnx"
