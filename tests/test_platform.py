"""What the project relies on in the platform and in its own folders."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).parent.parent


def test_the_qt_binding_does_not_eat_references_of_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.update()
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > before - 50


@pytest.mark.parametrize("package", ["modelzoo", "app", "assets", "tests"])
def test_package_files_are_empty(package):
    files = list((ROOT / package).rglob("__init__.py"))
    assert files
    assert [str(file) for file in files if file.stat().st_size] == []
