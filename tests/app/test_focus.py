"""Whoever uses the keyboard sees where they are: each control looks different while it has the focus."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.main_window import MainWindow
from app.theme import DARK, LIGHT
from tests.app.filled import focusable, window
from tests.app.test_contrast import contrast
from tests.app.test_widget_tree import DIALOGS, PLACES

__all__ = ["window"]

_ENOUGH, _TOLD = 100, 2.0
"""Pixels that change at least, each by this contrast or more. (AA asks for a visible focus and sets no figure.)"""
_AROUND = 3


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def dress(request: pytest.FixtureRequest, dressed: QApplication) -> None:
    theme.apply(dressed, request.param)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, dress: None, window: MainWindow, qtbot: QtBot) -> QWidget:
    """The window with one of its pages, or one of its dialogs, active."""
    make = {kind.__name__: make for kind, make in DIALOGS.items()}.get(request.param)
    if make is None:
        window.pages.turn_to(request.param)
        return window
    dialog = make(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def picture(widget: QWidget) -> QImage:
    """A control as it looks now, with the little around it into which a frame may reach."""
    place = widget.window()
    where = QRect(widget.mapTo(place, QPoint()), widget.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return place.grab(where & place.rect()).toImage()


def changed(before: QImage, after: QImage) -> int:
    """How many pixels are told apart by their contrast."""
    at = ((x, y) for x in range(before.width()) for y in range(before.height()))
    pairs = ((before.pixel(*each), after.pixel(*each)) for each in at)
    return sum(contrast(QColor(one), QColor(other)) >= _TOLD for one, other in pairs if one != other)


def test_a_control_with_the_focus_looks_different(place: QWidget) -> None:
    controls = [each for each in focusable(place) if each.isEnabled() and not each.visibleRegion().isEmpty()]
    assert controls
    alike: list[str] = []
    for control in controls:
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not control and not control.isAncestorOf(QApplication.focusWidget()):
            pytest.fail(f"{control} does not take the focus")
        with_focus = picture(control)
        control.clearFocus()
        if QApplication.focusWidget() is not None:
            QApplication.focusWidget().clearFocus()
        if (found := changed(picture(control), with_focus)) < _ENOUGH:
            alike.append(
                f"{type(control).__name__} {control.accessibleName()!r} in {type(control.parent()).__name__}: {found}"
            )
    assert alike == []
