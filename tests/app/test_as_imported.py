"""A network from outside is shown, counted and measured as it is; only its operations stay as they are."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QMessageBox

from app.as_imported import AsImported
from app.claim import Claim
from app.document import Document
from app.files import Files
from app.importing import Importing
from app.main_window import MainWindow
from app.named_models import NamedModels
from app.results import Results
from modelzoo import variants
from modelzoo.graph import Graph
from modelzoo.measurements import Setup
from modelzoo.project import Note, Project
from tests.app.desk import Desk, small
from tests.app.looking import button
from tests.imported import strange

CODE = "/nets/net.py:tiny"
REFUSAL = "This is the network of strange.onnx as it is. Make it editable first."


class Work:
    """The window with a network from outside, and an engine that answers when a test lets it."""

    def __init__(self, qtbot, folder, monkeypatch):
        self.desk, self.window, self.measured, self.questions = Desk(), MainWindow(), [], []
        qtbot.addWidget(self.window)
        self.window.show()
        self.document = Document(self.window)
        self.results = Results(self.document, self.desk, self.window)
        files = Files(self.document, self.desk, self.window, Claim(folder))
        self.models = NamedModels(self.document, self.desk, self.results, files, self.window)
        self.importing = Importing(self.desk, self.models, files, self.window)
        measuring = SimpleNamespace(measure_again=lambda: self.measured.append(self.document.project.title))
        self.outside = AsImported(self.document, measuring, self.models, self.importing, self.window)
        self.document.changed.connect(self.results.follow)
        self.answer = QMessageBox.StandardButton.Yes
        monkeypatch.setattr(QMessageBox, "exec", lambda box: self._say(box))

    def _say(self, box):
        self.questions.append(box.text())
        return self.answer

    def open(self, origin="/nets/strange.onnx", beside=()):
        made = variants.take_in(Project(), (variants.arrived(strange(origin)), *beside))
        self.document.open(made)
        return self.document.project

    def asked(self, kind="import"):
        wish = self.desk.asked[kind]
        return wish.job, *wish.args


@pytest.fixture
def work(qtbot, tmp_path, monkeypatch):
    made = Work(qtbot, tmp_path, monkeypatch)
    yield made
    made.outside.close()


def test_its_figures_are_there_without_any_engine(work):
    work.open()
    assert work.results.examination.cost.macs == 108 * 64
    assert work.results.examination.cost.uncounted == (("Erf", 1),)
    assert "examine" not in work.desk.asked


def test_a_change_of_its_operations_is_refused_and_its_editable_form_offered(work):
    before = work.open()
    assert not work.document.edit("clear", lambda now: replace(now, graph=Graph()))
    assert work.document.project is before
    assert work.window.notice.text == REFUSAL


def test_titles_places_notes_and_the_baseline_are_a_persons_own(work):
    work.open()
    assert work.document.edit("rename", lambda now: variants.rename(now, 0, "theirs"))
    assert work.document.edit("move", lambda now: replace(now, places={"stem": (5.0, 7.0)}))
    assert work.document.edit("note", lambda now: replace(now, notes={"n": Note("look", (0.0, 0.0))}))
    assert work.document.edit("pin", lambda now: variants.pin(now, 0))
    assert work.document.project.baseline.subject(Setup()).foreign == work.document.project.source


def test_what_is_measured_is_the_network_itself(work):
    project = work.open()
    assert project.subject(Setup("onnxruntime")).foreign.origin == "/nets/strange.onnx"


def test_the_editable_form_that_is_there_is_shown(work):
    work.open(beside=[variants.as_blocks(strange(), small())])
    work.document.refuses_change()
    button(work.window.notice, "Make it &editable").click()
    assert work.document.project.title == "strange (editable)"


def test_an_editable_form_that_is_not_there_is_made(work):
    work.open()
    work.outside.make_editable()
    assert work.asked() == ("import", "/nets/strange.onnx", "3x8x8")
    arrival = variants.Arrival(variants.arrived(strange()), variants.as_blocks(strange(), small()))
    work.desk.asked.pop("import").done(arrival)
    place = work.desk.asked.pop("place")
    place.done(place.job(*place.args))
    assert [each.title for each in work.document.project.variants] == ["strange", "strange (editable)"]
    assert work.document.project.source is None


def test_another_size_is_read_by_the_engine_and_can_be_undone(work):
    before = work.open()
    work.outside.resize("16")
    assert work.asked() == ("read_again", before.source, "16")
    work.desk.asked.pop("import").done(strange(side=16))
    assert work.document.project.size == (16, 16)
    assert work.results.examination.cost.macs == 108 * 256
    work.document.undo.undo()
    assert work.document.project.shown == before.shown


def test_a_size_that_is_none_is_refused_at_once(work):
    work.open()
    work.outside.resize("wide")
    assert "import" not in work.desk.asked
    assert "cannot be 'wide'" in work.window.statusBar().currentMessage()


def test_a_project_brings_no_consent_along_for_the_code_in_it(work):
    work.open(CODE)
    assert "net.py:tiny holds code" in work.window.notice.text
    assert work.questions == []


def test_code_is_asked_for_once_before_it_runs_and_the_network_measured_then(work):
    source = work.open(CODE).source
    button(work.window.notice, "&Run it…").click()
    assert work.asked() == ("read_again", source, "")
    work.desk.asked.pop("import").done(source)
    assert work.measured == ["strange"]
    work.outside.resize("16")
    assert len(work.questions) == 1


def test_code_that_nobody_agrees_to_does_not_run(work):
    work.open(CODE)
    work.answer = QMessageBox.StandardButton.Cancel
    button(work.window.notice, "&Run it…").click()
    assert "import" not in work.desk.asked


def test_a_network_that_is_gone_says_so(work):
    work.open()
    work.outside.resize("16")
    work.desk.asked.pop("import").failed(ValueError("strange.onnx: is not there any more."))
    assert "is not there any more" in work.window.notice.text
    assert work.document.project.size == (8, 8)


def test_every_operation_is_drawn_with_its_name_and_what_matters_of_it(work):
    project = work.open()
    work.window.canvas.show_project(project)
    boxes = work.window.canvas.sheet.boxes
    assert [boxes[id].info.title for id in ("stem", "bend")] == ["Conv", "Erf"]
    assert [len(boxes[id].node.inputs) for id in ("x", "stem", "y")] == [0, 1, 1]
    assert boxes["stem"].description == "stem: Conv 3×3, 4"
