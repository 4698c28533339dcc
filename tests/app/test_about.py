"""What a person can read of the program itself: versions, licences, and the log that goes with a report."""

import logging
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.about import AboutBox, LogBox
from app.components import PARTS, components, own, versions_text
from app.log_file import LogFile, discreet, last_lines
from tests.app.looking import button
from tests.hands import LEFT

LOG = logging.getLogger("slimscope")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    log = LogFile(tmp_path / "data")
    yield log
    log.close()


def text_of(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_every_part_has_a_version_and_a_licence() -> None:
    found = {part.name: part for part in components()}
    assert {"slimscope", "Python", "torch", "numpy", "pyqtgraph"} <= found.keys()
    assert all(part.version and part.licence for part in found.values())
    assert found["slimscope"].licence == "MIT" and "BSD-3-Clause" in found["torch"].licence


def test_all_that_the_program_requires_is_listed() -> None:
    pyproject = Path(__file__).parent.parent.parent / "pyproject.toml"
    required = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert set(PARTS) == {re.split(r"[^\w-]", line)[0] for line in required}
    assert len(components()) == len(PARTS) + 3 and {"Qt", "netron", "onnx"} <= {part.name for part in components()}


def test_the_versions_fit_on_one_line_and_tell_the_system() -> None:
    assert f"slimscope {own().version}" in versions_text() and "\n" not in versions_text()


def test_the_box_shows_all_parts_and_copies_their_versions(window: QWidget, qtbot: QtBot) -> None:
    box = AboutBox(window)
    box.open()
    table = box.findChild(QTableWidget)
    assert f"Slimscope {own().version}" in text_of(box) and "MIT" in text_of(box)
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == [part.name for part in components()]
    qtbot.mouseClick(button(box, "&Copy the versions"), LEFT)
    assert QGuiApplication.clipboard().text() == versions_text()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_what_is_logged_comes_with_its_time_and_kind(log: LogFile) -> None:
    LOG.warning("The engine stopped.")
    LOG.info("fine")
    lines = log.path.read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == ["WARNING The engine stopped.", "INFO fine"]


def test_the_log_does_not_tell_whose_machine_it_is(log: LogFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/somebody"))
    LOG.error('File "/home/somebody/models/a.py", line 3')
    assert 'File "~/models/a.py", line 3' in log.path.read_text()
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert discreet("/usr/lib") == "/usr/lib"


def test_the_log_does_not_grow_for_ever(log: LogFile) -> None:
    for number in range(40):
        LOG.error("%d %s", number, "x" * 100_000)
    files = list(log.path.parent.iterdir())
    assert len(files) == 3 and sum(file.stat().st_size for file in files) < 2_000_000
    assert log.path.read_text().splitlines()[-1].split()[3] == "39"


def test_a_closed_log_takes_nothing_more(tmp_path: Path) -> None:
    log = LogFile(tmp_path)
    log.close()
    LOG.error("too late")
    assert not log.path.exists() and last_lines(log.path) == ""


def test_the_end_of_a_long_log_begins_with_a_whole_line(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("first\nsecond\nthird\n")
    assert last_lines(file, 8) == "third\n"
    assert last_lines(file) == "first\nsecond\nthird\n"


def test_the_log_is_shown_and_can_be_copied_and_found(
    window: QWidget, log: LogFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    LOG.error("Traceback of a fault")
    box = LogBox(log.path, window)
    box.open()
    shown = box.findChild(QPlainTextEdit)
    assert "ERROR Traceback of a fault" in shown.toPlainText() and shown.isReadOnly()
    assert discreet(str(log.path)) in text_of(box)
    qtbot.mouseClick(button(box, "Copy the &path"), LEFT)
    assert QGuiApplication.clipboard().text() == str(log.path)
    qtbot.mouseClick(button(box, "&Copy the text"), LEFT)
    assert QGuiApplication.clipboard().text() == shown.toPlainText()
    qtbot.mouseClick(button(box, "&Open the folder"), LEFT)
    assert [Path(url.toLocalFile()) for url in opened] == [log.path.parent]
    box.reject()


def test_an_empty_log_says_so(window: QWidget, tmp_path: Path) -> None:
    box = LogBox(tmp_path / "none.log", window)
    assert box.findChild(QPlainTextEdit).toPlainText() == "Nothing has been written yet."
    box.reject()
