"""Contrast as WCAG 2.2 asks for it at level AA: 4.5 for texts, 3 for what else must be seen, in both themes."""

from collections.abc import Iterable
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette

from app import theme
from app.canvas import heat
from app.canvas.marks import Mark
from app.plots import looks
from app.theme import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
TEXT, SEEN = 4.5, 3.0

GROUNDS = ("window", "base", "raised", "canvas", "box", "note")
"""What lies behind."""
INKS = ("text", "subtext", "accent", "error", "warning", "good", "bad")
"""What is written in; each on every ground."""
EDGES = ("border", "wire")
"""What bounds a control or a box, or joins two."""
FAINT = ("mid", "dots")
"""Lines between panels, the grid's dots, and what is disabled: nothing is lost to those who do not see them."""
ON_INK = {"on_accent": "accent"}
"""What is written on an ink."""

Role, Group = QPalette.ColorRole, QPalette.ColorGroup
_TEXTS = {
    Role.WindowText: (Role.Window, Role.Base, Role.AlternateBase),
    Role.Text: (Role.Base, Role.AlternateBase),
    Role.ButtonText: (Role.Button,),
    Role.BrightText: (Role.Window,),
    Role.PlaceholderText: (Role.Base, Role.AlternateBase),
    Role.ToolTipText: (Role.ToolTipBase,),
    Role.HighlightedText: (Role.Highlight, Role.Accent),
    Role.Link: (Role.Window, Role.Base),
    Role.LinkVisited: (Role.Window, Role.Base),
}
"""The palette's colours of texts, and what Qt writes them on."""


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = colour.getRgbF()[:3]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor | str, other: QColor | str) -> float:
    dark, light = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


def too_faint(colours: Theme, inks: Iterable[str], least: float) -> list[tuple[str, str, float]]:
    """The inks of less contrast than this to some ground."""
    pairs = ((ink, ground) for ink in inks for ground in GROUNDS)
    found = ((ink, ground, contrast(_value(colours, ink), _value(colours, ground))) for ink, ground in pairs)
    return [each for each in found if each[2] < least]


def _value(colours: Theme, name: str) -> str:
    return colours.hues[name] if name in colours.hues else getattr(colours, name)


def test_the_extremes_are_those_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21) and contrast("#777777", "#777777") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_colour_of_a_theme_is_looked_at() -> None:
    names = {field.name for field in fields(Theme)} - {"dark", "hues"}
    assert names == {*GROUNDS, *INKS, *EDGES, *FAINT, *ON_INK}


@THEMES
def test_all_texts_can_be_read_on_all_grounds(colours: Theme) -> None:
    assert too_faint(colours, (*INKS, *colours.hues), TEXT) == []
    assert [each for each, ink in ON_INK.items() if contrast(_value(colours, each), _value(colours, ink)) < TEXT] == []


@THEMES
def test_edges_of_boxes_and_fields_and_wires_can_be_seen(colours: Theme) -> None:
    assert too_faint(colours, EDGES, SEEN) == []


@THEMES
def test_the_palette_of_qts_own_widgets_can_be_read(colours: Theme) -> None:
    made = theme.palette(colours)
    pairs = [(text, ground) for text, grounds in _TEXTS.items() for ground in grounds]
    for group in (Group.Active, Group.Inactive):
        faint = [pair for pair in pairs if contrast(*(made.color(group, role) for role in pair)) < TEXT]
        assert faint == []


@THEMES
def test_a_glyph_can_be_seen_on_its_tile(colours: Theme) -> None:
    for name, hue in colours.hues.items():
        tile = theme.mixed(colours.box, hue, 0.18 if colours.dark else 0.13)
        assert contrast(hue, tile) >= SEEN, name


@THEMES
@pytest.mark.parametrize("kind", ["added", "removed", "changed"])
def test_the_sign_of_a_difference_can_be_read(colours: Theme, kind: str) -> None:
    colour = Mark(kind).colour(colours)
    assert contrast(colour, colours.base) >= TEXT and contrast(colour, colours.canvas) >= SEEN


def test_every_warmth_can_be_written_on() -> None:
    for step in range(101):
        ground = heat.colour(step / 100)
        assert contrast(ground, heat.ink(ground)) >= TEXT


@THEMES
def test_curves_can_be_seen_on_a_page_and_in_a_panel(colours: Theme) -> None:
    curves = looks.DARK if colours.dark else looks.LIGHT
    assert len(set(curves)) == len(curves)
    assert [
        curve for curve in curves if min(contrast(curve, colours.window), contrast(curve, colours.base)) < SEEN
    ] == []
