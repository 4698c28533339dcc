"""What tests of the window's parts share: a full catalog, and colours that are put back."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

import modelzoo.zoo  # noqa: F401  fills the catalog


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, whose colours are put back afterwards."""
    palette, sheet, style = qapp.palette(), qapp.styleSheet(), qapp.style().objectName()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)
