"""A window whose network leaves as files: its dialogs, and engines that answer when a test lets them."""

from PySide6.QtCore import Qt

from app.actions import connect_actions
from app.claim import Claim
from app.document import Document
from app.exporting import Exporting
from app.files import Files
from app.importing import Importing
from app.main_window import MainWindow
from app.measuring import Measuring
from app.named_models import NamedModels
from app.quantising import Quantising
from app.results import Results
from modelzoo.measurements import Setup
from modelzoo.project import Project
from modelzoo.zoo import open_model
from tests.app.desk import Desk
from tests.app.looking import button, visible_text
from tests.hands import LEFT

CONTROL = Qt.KeyboardModifier.ControlModifier


class Work:
    """The window with a network, and engines that answer when a test lets them."""

    def __init__(self, qtbot, folder):
        self.qtbot, self.desk, self.window, self.folder = qtbot, Desk(), MainWindow(), folder
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        results = Results(self.document, self.desk, self.window)
        measuring = Measuring(self.document, self.desk, results, self.window)
        measuring.setups = (Setup("eager"),)
        files = Files(self.document, self.desk, self.window, Claim(folder))
        self.models = NamedModels(self.document, self.desk, results, files, self.window)
        self.importing = Importing(self.desk, self.models, files, self.window)
        exporting = Exporting(self.document, self.desk, measuring, self.importing, self.window)
        self.quantising = Quantising(self.document, self.desk, self.models, self.importing, self.window)
        self.dialog = exporting.dialog
        connect_actions(
            self.window.actions_by_name,
            {
                "export_onnx": exporting.open,
                "export_python": exporting.save_code,
                "export_attachment": exporting.save_attachment,
                "quantise": self.quantising.open,
            },
        )
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        opened = open_model("SqueezeNet 1.1", "64")
        self.document.open(Project(opened.title, opened.graph, opened.size), folder / "mine.slimscope")

    def begin(self):
        self.qtbot.keyClick(self.window.canvas, Qt.Key.Key_E, CONTROL)
        assert self.dialog.isVisible()

    def press(self, text):
        self.qtbot.mouseClick(button(self.dialog, text), LEFT)

    def export(self):
        self.press("&Export")
        return self.desk.asked["export onnx"]

    def weigh(self, path):
        self.dialog.weights.of_file.click()
        self.dialog.weights.file.line.setFocus()
        self.qtbot.keyClicks(self.dialog.weights.file.line, path)
        self.qtbot.keyClick(self.dialog.weights.file.line, Qt.Key.Key_Tab)

    @property
    def text(self):
        return visible_text(self.dialog)

    @property
    def said(self):
        return self.window.statusBar().currentMessage()
