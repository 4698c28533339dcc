"""The start: what a crash left behind comes before what was asked for, and the colours follow the wish."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMessageBox

from app import gui, theme
from app.recovery import Recovery
from app.session import Session
from modelzoo.analysis.cost import examine
from modelzoo.graph import Graph
from modelzoo.project import Project

Answer = QMessageBox.StandardButton


def leave_behind(folder: Path, project: Project) -> Path:
    """What a process that crashed would leave."""
    crashed = Recovery(folder / "data" / "recovery")
    crashed.write(project, None)
    crashed.close(keep=True)
    return crashed.file


def answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[str]:
    asked: list[str] = []

    def reply(box: QMessageBox) -> int:
        asked.append(box.text())
        return int(answer.value)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return asked


def opened(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models that the session is asked to open."""
    models: list[str] = []
    monkeypatch.setattr(session, "open", models.append)
    return models


def test_work_that_was_taken_up_is_not_replaced_by_the_model_that_was_asked_for(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_behind(tmp_path, Project("precious"))
    models, asked = opened(session, monkeypatch), answering(monkeypatch, Answer.Open)
    gui.begin(session, "EdgeSegNet")
    assert "“precious”" in asked[0] and session.document.project.title == "precious" and session.document.modified
    assert not models


def test_work_that_was_discarded_is_gone_and_the_model_opens(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = leave_behind(tmp_path, Project("worthless"))
    models = opened(session, monkeypatch)
    answering(monkeypatch, Answer.Discard)
    gui.begin(session, "EdgeSegNet")
    assert models == ["EdgeSegNet"] and not file.exists()


def test_work_that_was_not_decided_on_stays(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = leave_behind(tmp_path, Project("later"))
    answering(monkeypatch, Answer.Cancel)
    gui.begin(session, "")
    assert file.exists() and not session.document.modified


def test_work_that_cannot_be_read_is_told_and_stays(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = leave_behind(tmp_path, Project("torn"))
    file.write_text("{")
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _window, _title, text: told.append(text))
    gui.begin(session, "")
    assert str(file) in told[0] and file.exists()


def test_the_colours_follow_the_wish_and_else_the_system(dressed: QApplication) -> None:
    colours = gui.Colours(dressed, "dark")
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window
    colours.wish("light")
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == theme.LIGHT.window
    colours.wish("system")
    dark = dressed.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == (theme.DARK if dark else theme.LIGHT).window
    colours.deleteLater()


def test_chosen_colours_are_ticked_worn_and_remembered(session: Session, dressed: QApplication) -> None:
    colours = gui.Colours(dressed, "light")
    session.choices.theme_wished.connect(colours.wish)
    session.window.actions_by_name["theme_dark"].trigger()
    names = ("theme_system", "theme_light", "theme_dark")
    assert [name for name in names if session.window.actions_by_name[name].isChecked()] == ["theme_dark"]
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.window
    session.choices.keep()
    assert session.store.value("theme") == "dark"
    colours.deleteLater()


def test_a_lost_engine_stays_told_when_new_figures_come(session: Session) -> None:
    session.worker.engine_lost.emit("The analysis engine stopped unexpectedly and was started again.")
    session.results.examined.emit(examine(Graph(), (64, 64)))
    assert "was started again" in session.window.statusBar().currentMessage()
