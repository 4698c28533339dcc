"""Boxes coloured by a value: colours that everybody tells apart, texts that can be read, at every distance."""

import itertools

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from app import theme
from app.canvas import heat
from app.canvas.heat import Heat, Warmth
from app.canvas.heat_legend import HeatLegend
from app.canvas.view import Canvas
from app.layer_display import heat as heat_of
from app.quantities import QUANTITIES, find_quantity
from app.theme import DARK, LIGHT
from modelzoo.builder import Builder
from modelzoo.project import Project
from tests.app.test_contrast import contrast
from tests.app.timed import breakdown

SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What linear red, green and blue become at full severity. G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
"A physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, table 1."""

TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def applied(matrix, vector):
    return [sum(weight * value for weight, value in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, sight):
    """CIELAB of a colour as somebody sees it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
    seen = [min(max(value, 0.0), 1.0) for value in applied(sight, linear)]
    x, y, z = (v / white for v, white in zip(applied(TO_XYZ, seen), WHITE, strict=True))
    f, g, h = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z))
    return 116 * g - 16, 500 * (f - g), 200 * (g - h)


def difference(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
def test_more_is_always_lighter_whatever_the_eyes(sight):
    lightness = [lab(heat.colour(at / 64), sight)[0] for at in range(65)]
    assert all(lower < higher for lower, higher in itertools.pairwise(lightness))
    assert lightness[-1] - lightness[0] > 60


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=SIGHTS)
def test_an_eighth_more_is_seen_and_looks_much_the_same_anywhere(sight):
    seen = [lab(heat.colour(at / 8), sight) for at in range(9)]
    steps = [difference(one, other) for one, other in itertools.pairwise(seen)]
    assert min(steps) > 8 and max(steps) < 2.5 * min(steps)
    assert all(6 < other[0] - one[0] < 13 for one, other in itertools.pairwise(seen))


def test_texts_on_every_colour_can_be_read():
    grounds = [heat.colour(at / 200) for at in range(201)]
    assert min(contrast(ground.name(), heat.ink(ground).name()) for ground in grounds) >= 4.5


HEAT = Heat(
    "Time", "0 ms", "4.00 ms", "not timed", {"input1": Warmth(0.25, "1.00 ms"), "conv1": Warmth(1.0, "4.00 ms")}
)


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def canvas(qtbot, dressed, request):
    theme.apply(dressed, request.param)
    b = Builder()
    b("output", b("conv", b("input")))
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    canvas.show()
    canvas.show_project(Project(graph=b.graph))
    return canvas


def colours_of(canvas, node):
    """All colours that a box is seen in, and how many pixels each has."""
    box = canvas.sheet.boxes[node]
    around = canvas.mapFromScene(box.rect()).boundingRect().adjusted(2, 2, -2, -2)
    picture = canvas.viewport().grab(QRect(around)).toImage()
    found = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            name = picture.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


def main_colour(canvas, node):
    found = colours_of(canvas, node)
    return max(found, key=found.__getitem__)


def look_from(canvas, scale):
    canvas.resetTransform()
    canvas.scale(scale, scale)
    canvas.centerOn(canvas.sheet.bounds().center())


@pytest.mark.parametrize("scale", [1.0, 0.4, 0.15], ids=["near", "halfway", "far"])
def test_boxes_take_the_colour_of_their_value_at_every_distance(canvas, scale):
    look_from(canvas, scale)
    before = main_colour(canvas, "conv1")
    canvas.show_heat(HEAT)
    assert main_colour(canvas, "conv1") == heat.colour(1.0).name()
    assert main_colour(canvas, "input1") == heat.colour(0.25).name()
    canvas.show_heat(None)
    assert main_colour(canvas, "conv1") == before


@pytest.mark.parametrize("scale", [1.0, 0.15], ids=["near", "far"])
def test_a_box_without_a_value_is_hatched_and_of_no_colour_of_the_scale(canvas, scale):
    look_from(canvas, scale)
    canvas.show_heat(HEAT)
    plain = QColor(theme.of(canvas.palette()).box).name()
    found = colours_of(canvas, "output1")
    assert main_colour(canvas, "output1") == plain and len(found) > 1


@pytest.mark.parametrize("scale", [0.4, 0.15], ids=["halfway", "far"])
def test_a_selected_box_keeps_its_colour_and_has_a_frame(canvas, scale, qtbot):
    look_from(canvas, scale)
    canvas.show_heat(HEAT)
    before = canvas.viewport().grab().toImage()
    canvas.select(("conv1",))
    assert main_colour(canvas, "conv1") == heat.colour(1.0).name()
    assert canvas.viewport().grab().toImage() != before


def test_a_coloured_box_says_its_value_in_words(canvas):
    canvas.show_heat(HEAT)
    boxes = canvas.sheet.boxes
    assert "4.00 ms" in boxes["conv1"].toolTip() and "not timed" in boxes["output1"].toolTip()
    canvas.show_heat(None)
    assert "4.00 ms" not in boxes["conv1"].toolTip()


def test_a_new_box_is_coloured_too(canvas):
    canvas.show_heat(HEAT)
    b = Builder()
    b("output", b("conv", b("conv", b("input"))))
    canvas.show_project(Project(graph=b.graph))
    assert "not timed" in canvas.sheet.boxes["conv2"].toolTip()


def test_the_legend_tells_the_scale_in_a_corner_and_lets_the_mouse_through(canvas):
    legend = canvas.findChild(HeatLegend)
    assert not legend.isVisible()
    canvas.show_heat(HEAT)
    assert legend.isVisible() and canvas.rect().contains(legend.geometry())
    assert canvas.childAt(legend.geometry().center()) is canvas.viewport()
    assert "from 0 ms to 4.00 ms" in legend.accessibleDescription()
    canvas.resize(500, 300)
    assert canvas.rect().contains(legend.geometry())
    canvas.show_heat(None)
    assert not legend.isVisible()


def test_the_legend_shows_hatching_only_where_a_block_has_no_value(canvas):
    legend = canvas.findChild(HeatLegend)
    canvas.show_heat(HEAT)
    small = legend.height()
    missing = Heat("Time", "0 ms", "4.00 ms", "not timed", HEAT.warmths | {"output1": Warmth(None, "not timed")})
    canvas.show_heat(missing)
    assert legend.height() > small and "hatched: not timed" in legend.accessibleDescription()


def test_every_quantity_gives_shares_of_its_greatest_value():
    for quantity in QUANTITIES:
        found = heat_of(breakdown(), quantity)
        shares = [each.share for each in found.warmths.values() if each.share is not None]
        assert max(shares) == 1.0 and min(shares) >= 0.0
        assert found.most == quantity.show(max(quantity.read(row) or 0 for row in breakdown().rows))


def test_time_says_how_it_was_taken_and_of_which_blocks_there_is_none():
    found = heat_of(breakdown(), find_quantity("time"))
    assert "eager, 1 thread" in found.title
    assert found.of("norm") == Warmth(None, "within others")
    assert found.of("elsewhere") == Warmth(None, "not timed")
    assert "before the last change" in heat_of(breakdown(stale=True), find_quantity("time")).title
    assert heat_of(breakdown(times=None), find_quantity("time")).of("stem").share is None
