"""The themes, as the whole program wears them."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
def test_groups_differ_and_unforeseen_ones_get_a_steady_colour(colours: Theme) -> None:
    assert len(set(colours.hues.values())) == len(colours.hues)
    assert colours.hue("A group of tomorrow") == colours.hue("A group of tomorrow") in colours.hues.values()


@THEMES
def test_a_palette_tells_which_theme_it_belongs_to(colours: Theme, dressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(dressed, colours)
    assert theme.of(dressed.palette()) is colours
    group = QPalette.ColorGroup
    role = QPalette.ColorRole.Text
    assert dressed.palette().color(group.Disabled, role) != dressed.palette().color(group.Active, role)
