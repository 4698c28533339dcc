"""The report in the window: chosen in a dialog, seen before it is saved, written in one step."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QListWidget, QProgressBar

from app.document import Document
from app.main_window import MainWindow
from app.reporting import Reporting
from app.worker import EXPORT, HERE
from modelzoo.analysis.sweep import paper_sweep
from modelzoo.board import Board
from modelzoo.edits import set_param
from modelzoo.errors import ZooError
from modelzoo.jobs import Progress, finish
from modelzoo.project import Project
from modelzoo.project_file import dumps, loads
from modelzoo.record import Record
from modelzoo.report.making import report
from modelzoo.report.options import SECTIONS, Options
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep
from modelzoo.zoo import open_model
from tests.app.desk import Desk
from tests.app.looking import button, visible_text
from tests.hands import LEFT


@cache
def made(suffix: str) -> bytes:
    """A report as the engine would answer."""
    return finish(report(open_model("block/fire", "8x16x16"), Options(sections=("summary", "candidates")), suffix))


class Work:
    """The window with a network, and engines that answer when a test lets them."""

    def __init__(self, qtbot, folder):
        self.qtbot, self.desk, self.window, self.folder = qtbot, Desk(), MainWindow(), folder
        qtbot.addWidget(self.window)
        self.document = Document(self.window)
        self.store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.reporting = Reporting(self.document, self.desk, self.window, self.store)
        self.dialog = self.reporting.dialog
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def open(self, project):
        self.document.open(project, self.folder / "mine.slimscope")

    def begin(self):
        self.reporting.open()
        assert self.dialog.isVisible()

    def wait_for(self, kind):
        self.qtbot.waitUntil(lambda: kind in self.desk.asked)
        return self.desk.asked.pop(kind)

    def preview(self, suffix=".pdf"):
        self.wait_for("report preview").done(made(suffix))

    def choose_form(self, name):
        self.dialog.form.form.setFocus()
        self.dialog.form.form.setCurrentText(name)

    def press(self, text):
        self.qtbot.mouseClick(button(self.dialog, text), LEFT)

    def write(self):
        wish = self.wait_for("report written")
        assert wish.lane == HERE
        try:
            wish.done(wish.job(*wish.args))
        except ZooError as error:
            wish.failed(error)


@pytest.fixture
def work(qtbot, tmp_path):
    work = Work(qtbot, tmp_path)
    work.open(replace(open_model("block/fire", "8x16x16"), title="Mine"))
    return work


@pytest.fixture
def begun(work):
    work.begin()
    return work


@pytest.fixture
def chooses(monkeypatch, tmp_path):
    """Lets a person choose this file in the dialog that asks for one."""
    asked = []

    def choose(name):
        path = tmp_path / name

        def answer(box):
            asked.append((Path(box.directory().path()), box.selectedNameFilter(), box.defaultSuffix()))
            box.selectFile(str(path))
            return True

        monkeypatch.setattr(QFileDialog, "exec", answer)
        monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
        return path

    choose.asked = asked
    return choose


def test_the_dialog_opens_by_its_key_with_a_preview_of_all_usual_sections(session, qtbot):
    with qtbot.waitActive(session.window):
        session.window.show()
        session.window.activateWindow()
    qtbot.keyClick(session.window.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert session.reporting.dialog.isVisible()


def test_the_preview_is_asked_of_the_exporting_engine_and_shown_page_by_page(begun):
    wish = begun.desk.asked["report preview"]
    options = Options(folder=str(begun.document.path.parent))
    assert (wish.lane, wish.job, wish.args) == (EXPORT, "report", (begun.document.project, options, ".pdf"))
    begun.preview()
    assert begun.dialog.preview.page_count >= 1
    assert "Candidates" in begun.dialog.preview.text
    assert f"{begun.dialog.preview.page_count} page" in begun.dialog.foot.said


def test_progress_is_shown_and_can_be_given_up_and_taken_up_again(begun):
    begun.desk.asked["report preview"].progress(Progress(0.5, "counting"))
    bar = begun.dialog.findChild(QProgressBar)
    assert bar.isVisible() and bar.value() == bar.maximum() / 2 and "Counting…" in visible_text(begun.dialog)
    begun.press("Cance&l")
    assert "report preview" not in begun.desk.asked and not bar.isVisible()
    assert begun.dialog.foot.said == "Cancelled."
    begun.press("Preview a&gain")
    begun.preview()
    assert begun.dialog.preview.page_count


def test_escape_gives_up_what_is_under_way_before_it_closes(begun):
    begun.qtbot.keyClick(begun.dialog, Qt.Key.Key_Escape)
    assert begun.dialog.isVisible() and begun.desk.asked == {}
    begun.qtbot.keyClick(begun.dialog, Qt.Key.Key_Escape)
    assert not begun.dialog.isVisible()


def test_several_choices_in_a_row_ask_for_one_preview(begun):
    begun.desk.asked.clear()
    begun.dialog.form.title.setFocus()
    begun.qtbot.keyClicks(begun.dialog.form.title, "For the customer")
    assert begun.desk.asked == {}
    options = begun.wait_for("report preview").args[1]
    assert options == Options(title="For the customer", folder=str(begun.document.path.parent))


def test_space_switches_a_section_off_and_on(begun):
    sections = begun.dialog.form.findChild(QListWidget)
    sections.setFocus()
    begun.qtbot.keyClick(sections, Qt.Key.Key_Down)
    begun.qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert begun.dialog.form.options.sections == tuple(key for key in Options().sections if key != "candidates")
    begun.qtbot.keyClick(sections, Qt.Key.Key_Space)
    assert begun.dialog.form.options == Options()


@pytest.mark.parametrize(("name", "suffix"), [("Tables (CSV)", ".csv"), ("LaTeX", ".tex"), ("Markdown", ".md")])
def test_a_form_of_text_is_previewed_as_its_file_will_be(begun, name, suffix):
    begun.desk.asked.clear()
    begun.choose_form(name)
    wish = begun.wait_for("report preview")
    assert wish.args[2] == suffix
    wish.done(made(suffix))
    assert begun.dialog.preview.text == made(suffix).decode("utf-8-sig").replace("\r\n", "\n")
    assert not begun.dialog.form.paper.isEnabled() and "lines" in begun.dialog.foot.said


def test_a_web_page_is_previewed_as_pages_and_says_so(begun):
    begun.desk.asked.clear()
    begun.choose_form("Web page (HTML)")
    wish = begun.wait_for("report preview")
    assert wish.args[2] == ".pdf"
    wish.done(made(".pdf"))
    assert begun.dialog.preview.page_count and "The web page holds the same" in begun.dialog.foot.said


def test_an_empty_project_says_what_to_do(work):
    work.open(Project())
    work.begin()
    assert work.desk.asked == {} and "Open a model from the zoo" in work.dialog.preview.text
    assert not button(work.dialog, "&Save…").isEnabled()
    work.document.edit("add", lambda now: replace(now, board=Board(("SqueezeNet 1.1",))))
    work.preview()
    assert button(work.dialog, "&Save…").isEnabled()


def test_a_report_without_sections_says_so(begun):
    sections = begun.dialog.form.findChild(QListWidget)
    begun.preview()
    for at in range(sections.count()):
        sections.item(at).setCheckState(Qt.CheckState.Unchecked)
    begun.qtbot.waitUntil(lambda: "No section is chosen" in begun.dialog.preview.text)
    assert begun.desk.asked == {} and not button(begun.dialog, "&Save…").isEnabled()


def test_an_edit_renews_the_preview_and_one_behind_a_closed_dialog_does_not(begun):
    begun.preview()

    def widen(now):
        return replace(now, graph=set_param(now.graph, "fire1", "expand", 32))

    begun.document.edit("widen", widen)
    assert begun.wait_for("report preview").args[0].graph == begun.document.project.graph
    begun.dialog.close()
    begun.document.undo.undo()
    assert begun.desk.asked == {}


def test_a_failure_says_why_and_can_be_tried_again(begun):
    begun.wait_for("report preview").failed(ZooError("The engine ran out of memory."))
    assert begun.dialog.preview.text == "The engine ran out of memory."
    begun.press("Preview a&gain")
    assert "report preview" in begun.desk.asked


def test_saving_writes_the_file_and_says_where(begun, chooses, monkeypatch):
    begun.preview()
    path = chooses("out.html")
    begun.choose_form("Web page (HTML)")
    begun.press("&Save…")
    assert chooses.asked == [(begun.folder, "Web page (HTML) (*.html)", "html")]
    wish = begun.wait_for("report file")
    assert wish.args[2] == ".html"
    wish.done(b"<html>")
    begun.write()
    assert path.read_bytes() == b"<html>" and begun.dialog.foot.said == f"Saved as {path}"
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    begun.press("&Open")
    begun.press("Show in f&older")
    assert opened == [str(path), str(path.parent)]


def test_a_suffix_that_a_person_writes_decides_the_form(begun, chooses):
    begun.preview()
    chooses("out.md")
    begun.press("&Save…")
    assert begun.wait_for("report file").args[2] == ".md"


def test_a_file_that_cannot_be_written_is_told_and_the_preview_stays(begun, chooses):
    begun.preview()
    chooses("gone/out.pdf")
    begun.press("&Save…")
    begun.wait_for("report file").done(b"%PDF")
    begun.write()
    assert "cannot be written" in begun.dialog.foot.said and begun.dialog.preview.page_count
    assert button(begun.dialog, "&Save…").isEnabled()


def test_what_was_chosen_is_chosen_again_in_the_next_window(begun, qtbot, tmp_path):
    form = begun.dialog.form
    begun.choose_form("LaTeX")
    form.paper.setCurrentText("Letter")
    form.sections.item(list(SECTIONS).index("claims")).setCheckState(Qt.CheckState.Checked)
    form.sections.item(list(SECTIONS).index("models")).setCheckState(Qt.CheckState.Unchecked)
    begun.store.sync()
    again = Work(qtbot, tmp_path).dialog.form
    assert again.suffix == ".tex" and again.options.paper == "Letter"
    assert again.options.sections == tuple(key for key in SECTIONS if key != "models")


def test_a_title_is_of_the_project_that_it_was_written_for(begun):
    begun.dialog.form.title.setFocus()
    begun.qtbot.keyClicks(begun.dialog.form.title, "For the customer")
    begun.wait_for("report preview")
    begun.open(loads(dumps(open_model("block/conv"))))
    assert begun.wait_for("report preview").args[1].title == ""


def test_a_sweep_alone_can_be_reported_and_so_can_claims_of_no_project_at_all(work):
    sweep = Sweep(("block/conv",), "resolution", (8,))
    found = SweepResult(sweep, finish(paper_sweep(sweep)))
    work.open(replace(Project(), record=Record(sweeps=(found,))))
    work.begin()
    assert "report preview" in work.desk.asked
    work.dialog.close()
    work.open(Project())
    work.begin()
    assert work.desk.asked == {}
    work.dialog.form.sections.item(list(SECTIONS).index("claims")).setCheckState(Qt.CheckState.Checked)
    assert "claims" in work.wait_for("report preview").args[1].sections
