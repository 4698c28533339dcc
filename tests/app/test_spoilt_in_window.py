"""Spoilt files in the window: opened or refused with a reason, without a fault of ours, and left as they are."""

import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.session import Session
from tests.zoo.test_project import FILES
from tests.zoo.test_spoilt_files import SPOILERS

EACH = 5


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_spoilt_file_changes_neither_itself_nor_the_work_it_was_opened_over(
    session: Session, qtbot: QtBot, tmp_path: Path, spoil: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(spoil)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()) or QMessageBox.StandardButton.Cancel)
    chance, faults, told = random.Random(1), [], []
    session.worker.broke.connect(faults.append)
    session.failed.connect(told.append)
    session.window.show()
    path = tmp_path / "spoilt.slimscope"
    for number in range(EACH):
        spoilt = spoil(FILES[number % len(FILES)].read_bytes(), chance)
        path.write_bytes(spoilt)
        before = session.document.project
        told.clear()
        session.files.open(path)
        qtbot.waitUntil(lambda before=before: bool(told) or session.document.project is not before)
        if session.document.project is before:
            assert path.name in told[0]
        assert path.read_bytes() == spoilt and not session.document.modified
    assert not faults
