"""Texts as they come out on the screen, page by page: the ink that is really there against the ground behind it."""

from collections import Counter

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app import theme
from app.actions import PAGES
from app.main_window import MainWindow
from app.theme import DARK, LIGHT, Theme
from tests.app.filled import window
from tests.app.test_contrast import TEXT, contrast

__all__ = ["window"]

_SOFT = 0.9
"""A thin letter's pixels are blends of ink and ground: so much of the contrast is left in the strongest of them."""


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest, dressed: QApplication) -> Theme:
    theme.apply(dressed, request.param)
    return request.param


def strongest(picture: QImage) -> float:
    """The contrast of the strongest ink of a picture to its commonest colour."""
    across, down = range(picture.width()), range(picture.height())
    shades = Counter(picture.pixel(x, y) for x in across for y in down)
    (ground, _), *_ = shades.most_common(1)
    return max(contrast(QColor(shade), QColor(ground)) for shade in shades)


def written(window: MainWindow) -> list[QWidget]:
    """What is in view and has a text that can be read, disabled ones left out."""
    found = [each for kind in (QLabel, QAbstractButton) for each in window.findChildren(kind)]
    inside = [each for each in found if each.window() is window and each.isVisible() and each.isEnabled()]
    return [each for each in inside if each.text().strip() and not each.visibleRegion().isEmpty()]


@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_a_page_comes_out_with_enough_contrast(colours: Theme, window: MainWindow, page: str) -> None:
    window.pages.turn_to(page)
    parts = written(window)
    assert parts
    found = {f"{type(each).__name__} {each.text()[:40]!r}": strongest(each.grab().toImage()) for each in parts}
    assert {text: value for text, value in found.items() if value < TEXT * _SOFT} == {}
