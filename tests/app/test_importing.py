"""Networks from outside come in by the menu or by a drop, and code runs only where a person agrees."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
)

from app.claim import Claim
from app.document import Document
from app.files import Files
from app.import_form import ImportForm
from app.importing import Importing
from app.main_window import MainWindow
from app.named_models import NamedModels
from app.results import Results
from app.worker import EXPORT
from modelzoo.analysis.cost import examine
from modelzoo.errors import FileError
from modelzoo.project import Project
from modelzoo.variants import Arrival, arrived, as_blocks
from tests.app.desk import Desk, small
from tests.app.looking import button
from tests.imported import strange

ANSWERS = QMessageBox.StandardButton


class Work:
    """The window with a network, and an engine that answers when a test lets it."""

    def __init__(self, qtbot, folder, monkeypatch):
        self.qtbot, self.desk, self.window, self.patch = qtbot, Desk(), MainWindow(), monkeypatch
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        results = Results(self.document, self.desk, self.window)
        files = Files(self.document, self.desk, self.window, Claim(folder))
        models = NamedModels(self.document, self.desk, results, files, self.window)
        self.importing = Importing(self.desk, models, files, self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.document.open(Project("mine", small(), (64, 64)))
        self.questions = []

    def choose(self, path, answer=ANSWERS.Yes):
        """Press the key, choose the file, answer what is asked."""
        self.patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        self.answer(answer)
        self.qtbot.keyClick(self.window.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    def answer(self, answer):
        def say(box):
            self.questions.append(box.text())
            return answer

        self.patch.setattr(QMessageBox, "exec", say)

    def drop(self, path):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPointF(50, 50).toPoint(), *rest)
        QApplication.sendEvent(self.window, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.window, QDropEvent(QPointF(50, 50), *rest))
        return enter.isAccepted()

    @property
    def asked(self):
        wish = self.desk.asked.get("import")
        return wish and (wish.lane, wish.job, *wish.args)

    def fill(self, function, size=""):
        """Answer the form of a file of Python; without a function it is closed."""

        def say(form):
            form.findChildren(QLineEdit)[0].setText(function)
            form.findChildren(QLineEdit)[1].setText(size)
            return bool(function)

        self.patch.setattr(ImportForm, "exec", say)

    def arrive(self, notes=(), editable=True):
        found, graph = strange(), small(16)
        figures = examine(graph, (8, 8))
        made = (as_blocks(found, graph), figures) if editable else (None, None)
        self.desk.asked.pop("import").done(Arrival(arrived(found), *made, notes))
        place = self.desk.asked.pop("place")
        place.done(place.job(*place.args))


@pytest.fixture
def work(qtbot, tmp_path, monkeypatch):
    return Work(qtbot, tmp_path, monkeypatch)


def test_a_file_of_onnx_is_imported_without_a_question(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    assert work.asked == (EXPORT, "import", str(tmp_path / "net.onnx"), "")
    assert work.questions == []
    assert work.desk.started == [EXPORT]


def test_a_network_comes_as_it_is_and_as_blocks_beside_it_in_one_step_back(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    work.arrive()
    assert [each.title for each in work.document.project.variants] == ["mine", "strange", "strange (editable)"]
    assert work.document.project.title == "strange"
    assert "“strange (editable)”, made of blocks" in work.window.notice.text
    work.document.undo.undo()
    assert [each.title for each in work.document.project.variants] == ["mine"]


def test_a_network_that_no_blocks_can_be_made_of_comes_alone(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    work.arrive(("It cannot be edited: it takes no pictures.",), editable=False)
    assert [each.title for each in work.document.project.variants] == ["mine", "strange"]
    assert "It cannot be edited" in work.window.notice.text


def test_every_box_of_both_has_a_place(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    work.arrive()
    for each in work.document.project.variants[1:]:
        assert each.places.keys() == {node.id for node in each.graph}


def test_what_is_opaque_is_told_above_the_page(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    work.arrive(("No block does Erf: such parts are opaque, with their figures.",))
    assert "No block does Erf" in work.window.notice.text


@pytest.mark.parametrize("name", ["net.pt2", "net.py"])
def test_code_runs_only_where_a_person_agrees(work, tmp_path, name):
    work.fill("model")
    work.choose(tmp_path / name, ANSWERS.Cancel)
    assert work.asked is None
    assert "runs the code in it" in work.questions[0]
    work.choose(tmp_path / name, ANSWERS.Yes)
    assert work.asked[2].startswith(str(tmp_path / name))


def test_a_file_of_python_is_asked_for_its_function_and_the_size_of_its_pictures(work, tmp_path):
    work.fill("tiny", "1x96x128")
    work.choose(tmp_path / "net.py")
    assert work.asked[2:] == (f"{tmp_path / 'net.py'}:tiny", "1x96x128")


def test_a_form_that_is_closed_means_no_import(work, tmp_path):
    work.fill("")
    work.choose(tmp_path / "net.py")
    assert work.asked is None


@pytest.mark.parametrize(("function", "size", "reason"), [("a b", "", "name of a function"), ("f", "0", "size cannot")])
def test_the_form_takes_no_name_and_no_size_that_are_none(qtbot, function, size, reason):
    form = ImportForm("net.py")
    qtbot.addWidget(form)
    agree = form.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert agree.isEnabled()
    name, pixels = form.findChildren(QLineEdit)
    name.setText(function)
    pixels.setText(size)
    assert not agree.isEnabled()
    assert any(reason in label.text() for label in form.findChildren(QLabel))


def test_a_file_that_is_dropped_on_the_window_is_imported(work, tmp_path):
    assert work.drop(tmp_path / "net.onnx")
    assert work.asked == (EXPORT, "import", str(tmp_path / "net.onnx"), "")


def test_a_project_that_is_dropped_on_the_window_is_opened(work, tmp_path):
    assert work.drop(tmp_path / "other.slimscope")
    assert work.desk.asked["open"].args == (tmp_path / "other.slimscope",)


def test_other_files_are_not_taken(work, tmp_path):
    assert not work.drop(tmp_path / "letter.pdf")
    assert work.asked is None


def test_a_file_that_cannot_be_read_says_why(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    work.desk.asked.pop("import").failed(FileError("net.onnx", "is no ONNX model that can be read."))
    assert "is no ONNX model that can be read" in work.window.notice.text


def test_an_import_can_be_given_up(work, tmp_path):
    work.choose(tmp_path / "net.onnx")
    (box,) = work.window.findChildren(QProgressDialog)
    button(box, "Cancel").click()
    assert work.asked is None
    assert "nothing was imported" in work.window.statusBar().currentMessage()


def test_a_file_of_another_kind_is_refused(work, tmp_path):
    work.choose(tmp_path / "net.txt")
    assert work.asked is None
    assert "cannot be imported: choose an .onnx" in work.window.statusBar().currentMessage()
