import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeView

from app.mime import BLOCK
from app.palette import Palette
from modelzoo.catalog import CATALOG


@pytest.fixture
def palette(qtbot):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.show_blocks(CATALOG.blocks.values())
    palette.resize(280, 600)
    palette.show()
    return palette


def search(palette):
    return palette.findChild(QLineEdit)


def tree(palette):
    return palette.findChild(QTreeView)


def shown(palette):
    model = tree(palette).model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    return [model.index(row, 0, group).data() for group in groups for row in range(model.rowCount(group))]


def index_of(palette, title):
    model = tree(palette).model()
    return model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, title, 1, Qt.MatchFlag.MatchRecursive)[0]


def test_before_the_blocks_are_known_it_says_so(qtbot):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.show()
    assert [label.text() for label in palette.findChildren(QLabel) if label.isVisible()] == ["Loading blocks…"]


def test_every_block_is_listed_under_its_group(palette):
    assert len(shown(palette)) == len(CATALOG.blocks)
    assert index_of(palette, "Fire").parent().data() == "Squeeze"


@pytest.mark.parametrize(
    ("text", "title"), [("fire", "Fire"), ("hourglass head", "Heat map head"), ("expand by 1x1", "Fire")]
)
def test_the_search_finds_by_title_group_and_description(palette, qtbot, text, title):
    qtbot.keyClicks(search(palette), text)
    assert title in shown(palette)
    assert len(shown(palette)) < len(CATALOG.blocks) / 2


def test_a_search_without_a_match_says_what_to_do(palette, qtbot):
    qtbot.keyClicks(search(palette), "xyzzy")
    (said,) = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    assert said == "No block matches “xyzzy”. Clear the search to see all."
    search(palette).clear()
    assert tree(palette).isVisible()
    assert len(shown(palette)) == len(CATALOG.blocks)


def test_a_collapsed_group_stays_so_after_a_search(palette, qtbot):
    group = index_of(palette, "Pooling")
    tree(palette).collapse(group)
    qtbot.keyClicks(search(palette), "pool")
    assert tree(palette).isExpanded(index_of(palette, "Pooling"))
    search(palette).clear()
    assert not tree(palette).isExpanded(index_of(palette, "Pooling"))
    assert tree(palette).isExpanded(index_of(palette, "Squeeze"))


def test_down_and_enter_choose_a_block_by_keyboard_alone(palette, qtbot):
    search(palette).setFocus()
    qtbot.keyClicks(search(palette), "dropout")
    qtbot.keyClick(search(palette), Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.block_wished) as wish:
        qtbot.keyClick(tree(palette), Qt.Key.Key_Return)
    assert wish.args == ["dropout"]


def test_enter_in_the_search_box_takes_the_first_match(palette, qtbot):
    qtbot.keyClicks(search(palette), "heat")
    with qtbot.waitSignal(palette.block_wished) as wish:
        qtbot.keyClick(search(palette), Qt.Key.Key_Return)
    assert wish.args == ["heatmap_head"]


def test_a_double_click_wishes_for_the_block(palette, qtbot):
    place = tree(palette).visualRect(index_of(palette, "Convolution")).center()
    viewport = tree(palette).viewport()
    with qtbot.waitSignal(palette.block_wished) as wish:
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["conv"]


def test_a_double_click_on_a_group_wishes_for_nothing(palette, qtbot):
    place = tree(palette).visualRect(index_of(palette, "Ends")).center()
    viewport = tree(palette).viewport()
    with qtbot.assertNotEmitted(palette.block_wished):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert not tree(palette).isExpanded(index_of(palette, "Ends"))


def test_a_drag_carries_the_name_of_the_block(palette):
    model = tree(palette).model()
    mime = model.mimeData([index_of(palette, "Fire")])
    assert model.mimeTypes() == [BLOCK]
    assert bytes(mime.data(BLOCK)).decode() == "fire"


def test_a_tooltip_tells_what_a_block_does_takes_and_comes_from(palette):
    tip = index_of(palette, "Fire").data(Qt.ItemDataRole.ToolTipRole)
    assert "Squeeze to few channels" in tip
    assert "Inputs: x" in tip
    assert "Iandola" in tip


def test_showing_the_blocks_again_keeps_the_current_one(palette):
    tree(palette).setCurrentIndex(index_of(palette, "Add"))
    palette.show_blocks(CATALOG.blocks.values())
    assert tree(palette).currentIndex().data() == "Add"
