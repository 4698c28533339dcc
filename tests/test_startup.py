"""A start loads and makes no more than its first picture shows, in a fresh interpreter."""

import json
import subprocess
import sys

import pytest

HEAVY = {"numpy", "pyqtgraph", "matplotlib", "reportlab", "torch", "torchinfo", "onnx", "PySide6.QtWebEngineCore"}
PAGES = {"zoo": "zoo.page", "board": "board.page", "runs": "runs.page", "sweeps": "sweep.page", "diff": "diff.page"}

CODE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from app.session import Session

application = QApplication(["slimscope"])
folder = Path(sys.argv[1])
session = Session(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder, folder)
session.window.show()
for page in sys.argv[2:]:
    session.window.pages.turn_to(page)
session.window.repaint()
print(json.dumps(sorted(sys.modules)))
session.close()
"""


def loaded_when_shown(folder, *pages):
    command = [sys.executable, "-c", CODE, str(folder), *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_first_picture_needs_neither_a_library_of_figures_nor_another_page(tmp_path):
    loaded = loaded_when_shown(tmp_path)
    assert "app.main_window" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint({f"app.panels.{page}" for page in PAGES.values()})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_loaded_with_what_stands_behind_it_when_it_is_turned_to(page, tmp_path):
    loaded = loaded_when_shown(tmp_path, page)
    assert f"app.panels.{PAGES[page]}" in loaded
    assert loaded.isdisjoint({"torch", "matplotlib", "reportlab"})
