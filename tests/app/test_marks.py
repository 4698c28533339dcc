"""Marks on boxes can be told apart without their colours."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app import theme
from app.canvas.marks import Mark, show_marks
from app.canvas.sheet import Sheet
from tests.app.desk import small

GREY = replace(theme.LIGHT, good="#404040", bad="#404040", warning="#404040")
KINDS = (None, "added", "removed", "changed")


def picture(qapp, kind, scale):
    sheet = Sheet(GREY, qapp)
    sheet.show_graph(small(), {})
    show_marks(sheet, {"stem": Mark(kind)} if kind else {})
    around = sheet.boxes["stem"].sceneBoundingRect()
    image = QImage((around.size() * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    sheet.render(painter, QRectF(image.rect()), around)
    painter.end()
    sheet.deleteLater()
    return image


@pytest.mark.parametrize("scale", [0.15, 0.3, 0.6, 1.0])
def test_each_kind_looks_different_from_any_distance_where_all_have_one_colour(qapp, scale):
    pictures = [picture(qapp, kind, scale) for kind in KINDS]
    assert all(one != other for one, other in combinations(pictures, 2))


def test_a_mark_is_said_in_words_with_what_differs(qapp):
    sheet = Sheet(GREY, qapp)
    sheet.show_graph(small(), {})
    show_marks(sheet, {"stem": Mark("changed", "out 8 → 16")})
    assert "changed: out 8 → 16" in sheet.boxes["stem"].description
    show_marks(sheet, {})
    assert "changed" not in sheet.boxes["stem"].description
    sheet.deleteLater()
