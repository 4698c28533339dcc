import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from app.actions import DEEDS
from app.icons import action_icon, action_picture, application_icon, application_picture, icon, paint_glyph, picture
from modelzoo.catalog import CATALOG

ICONS = Path(__file__).parents[2] / "assets" / "icons"
BLOCKS = sorted(CATALOG.blocks)
DRAWN_ACTIONS = sorted({deed.icon for deed in DEEDS if deed.icon} | {"undo", "redo", "zoom", "search", "best"})


def inked(image: QImage) -> int:
    """How many pixels are not see-through."""
    return sum(image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_has_a_drawing_of_its_own_that_shows(qapp, block):
    assert (ICONS / f"{block}.svg").is_file()
    assert inked(icon(block, QColor("red")).pixmap(24, 24).toImage()) > 20


def test_no_two_blocks_share_a_drawing():
    drawings = [(ICONS / f"{block}.svg").read_text() for block in BLOCKS]
    assert len(set(drawings)) == len(BLOCKS)


@pytest.mark.parametrize("name", DRAWN_ACTIONS)
def test_every_action_that_names_a_drawing_has_it(qapp, name):
    assert inked(action_icon(name, QColor("black")).pixmap(24, 24).toImage()) > 20


def test_a_drawing_takes_the_colour_it_is_asked_for(qapp):
    image = picture("add", QColor("#ff0000"), 48, 1.0).toImage()
    centre = image.pixelColor(24, 24)
    assert (centre.red(), centre.green(), centre.blue()) == (255, 0, 0)


@pytest.mark.parametrize(("scale", "pixels"), [("1", "16 18"), ("1.5", "24 27"), ("2", "32 36")])
def test_an_icon_has_as_many_pixels_as_the_screen_shows(scale, pixels):
    code = (
        "from PySide6.QtGui import QColor, QGuiApplication; from app.icons import action_icon\n"
        "application = QGuiApplication([])\n"
        "sizes = action_icon('open', QColor('black')).availableSizes()\n"
        "print(*sorted(size.width() for size in sizes))"
    )
    scaled = os.environ | {"QT_SCALE_FACTOR": scale}
    done = subprocess.run([sys.executable, "-c", code], env=scaled, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == pixels


@pytest.mark.parametrize("draw", [partial(picture, "conv"), partial(action_picture, "open")])
def test_a_picture_on_a_label_has_twice_the_pixels_on_a_fine_screen(qapp, draw):
    drawn = draw(QColor("black"), 24, 2.0)
    assert (drawn.size(), drawn.deviceIndependentSize()) == (QSize(48, 48), QSizeF(24, 24))
    assert inked(drawn.toImage()) > 2 * inked(draw(QColor("black"), 24, 1.0).toImage())


def test_a_glyph_is_painted_inside_its_rectangle_only(qapp):
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_glyph(painter, QRectF(20, 20, 20, 20), "fire", QColor("blue"))
    painter.end()
    assert inked(image) == inked(image.copy(20, 20, 20, 20)) > 20


def test_a_block_without_a_drawing_gets_a_plain_box(qapp):
    assert inked(icon("not_drawn_yet", QColor("red")).pixmap(24, 24).toImage()) > 20


def test_the_application_has_a_sign(qapp):
    assert inked(application_icon().pixmap(48, 48).toImage()) > 48 * 48 / 2
    assert inked(application_picture(48, 2.0).toImage()) > 96 * 96 / 2
