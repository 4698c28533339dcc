"""The themes: what must be read can be read."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = QColor(colour).getRgbF()[:3]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize("text", ["text", "subtext", "error", "warning", "good", "bad", "accent"])
@pytest.mark.parametrize("ground", ["window", "base", "box", "canvas"])
def test_texts_can_be_read(colours: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@THEMES
def test_selected_text_can_be_read(colours: Theme) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@THEMES
def test_glyphs_and_wires_can_be_seen(colours: Theme) -> None:
    assert all(contrast(hue, colours.box) >= 4.5 for hue in colours.hues.values())
    assert contrast(colours.wire, colours.canvas) >= 3


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
