import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QSpinBox,
    QTreeView,
)

from app.panels.zoo_panel import ZooPanel
from modelzoo.analysis.cost import cost
from modelzoo.catalog import CATALOG
from modelzoo.zoo import open_model
from tests.app.looking import button, opened, visible_text


@pytest.fixture
def zoo(qtbot):
    panel = opened(qtbot, ZooPanel())
    panel.show_architectures(CATALOG.architectures.values())
    return panel


def highlight(zoo, name):
    tree = zoo.findChild(QTreeView)
    everywhere = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    found = tree.model().match(tree.model().index(0, 0), Qt.ItemDataRole.DisplayRole, name, -1, everywhere)
    index = next(each for each in found if each.parent().isValid())
    tree.setCurrentIndex(index)
    QApplication.processEvents()
    return tree, index


def set_knob(qtbot, zoo, kind, name, text):
    box = next(each for each in zoo.findChildren(kind) if each.accessibleName() == name and each.isVisible())
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_the_zoo_lists_every_published_name_under_its_family(zoo):
    for info in CATALOG.architectures.values():
        for variant in info.variants:
            _, index = highlight(zoo, variant.name)
            assert index.parent().data() == info.family


def test_a_model_shows_its_source_and_usual_input(zoo):
    highlight(zoo, "SqueezeNet 1.1")
    assert "Usual input: 3x224x224" in visible_text(zoo)
    assert "Iandola" in visible_text(zoo)


def test_open_wishes_for_the_published_name(zoo, qtbot):
    highlight(zoo, "SqueezeNet 1.1")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["SqueezeNet 1.1"]


def test_a_double_click_opens_a_model(zoo, qtbot):
    tree, index = highlight(zoo, "EdgeSegNet (paper)")
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wish.args == ["EdgeSegNet (paper)"]


def test_what_was_changed_is_added_to_the_name_and_opens_that_model(zoo, qtbot):
    highlight(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "10")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper):outputs=10"]
    assert cost(open_model(wish.args[0]).graph, (64, 64)).layers[-1].output[1] == 10


def test_a_value_put_back_to_the_published_one_is_not_named(zoo, qtbot):
    highlight(zoo, "EdgeSegNet (paper)")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "10")
    set_knob(qtbot, zoo, QSpinBox, "outputs", "32")
    with qtbot.waitSignal(zoo.open_wished) as wish:
        qtbot.mouseClick(button(zoo, "Open"), Qt.MouseButton.LeftButton)
    assert wish.args == ["EdgeSegNet (paper)"]


def test_the_zoo_is_searched_by_words_of_its_source(zoo, qtbot):
    qtbot.keyClicks(zoo.findChild(QLineEdit), "siarohin")
    model = zoo.findChild(QTreeView).model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["First Order Motion Model"]
