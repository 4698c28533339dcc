from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QSpinBox

from app.param_editors import editor_for
from app.params_form import ParamsForm
from modelzoo.builder import Builder
from modelzoo.catalog import find_block
from modelzoo.edits import set_param
from modelzoo.errors import GraphError
from modelzoo.params import Param
from modelzoo.project import Project


@pytest.fixture
def project():
    b = Builder()
    b("output", b("fire", b("conv", b("input"), out=32)))
    return Project(graph=b.graph, places={"conv1": (10.0, 20.0), "fire1": (10.0, 90.0)})


@pytest.fixture
def form(qtbot):
    form = ParamsForm()
    qtbot.addWidget(form)
    form.resize(280, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def show(form, project, id):
    node = project.graph[id]
    form.show_node(node, find_block(node.block), "3x64x64", "32x64x64")


def control(form, name):
    """The visible control that a screen reader would call by this name."""
    kinds = (QSpinBox, QDoubleSpinBox, QComboBox, QCheckBox, QLineEdit)
    found = [each for kind in kinds for each in form.findChildren(kind) if each.accessibleName() == name]
    return next(each for each in found if each.isVisible())


def visible_text(form):
    return "\n".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())


def typed(qtbot, widget, text):
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def test_without_a_selection_it_says_what_to_do(form):
    assert "Select a block" in visible_text(form)


def test_a_block_shows_its_name_shapes_and_description(form, project):
    show(form, project, "fire1")
    assert control(form, "Name of the block").text() == "fire1"
    for text in ("Fire", "3x64x64", "32x64x64", "Squeeze to few channels", "Iandola"):
        assert text in visible_text(form)


def test_a_typed_number_is_told_once_when_it_is_finished(form, project, qtbot):
    show(form, project, "conv1")
    box = control(form, "out")
    wishes = []
    form.edit_wished.connect(lambda *wish: wishes.append(wish))
    typed(qtbot, box, "128")
    assert wishes == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    ((text, change, key),) = wishes
    assert (text, key) == ("set out to 128", "set:conv1:out")
    assert change(project) == replace(project, graph=set_param(project.graph, "conv1", "out", 128))
    assert box.hasFocus()


@pytest.mark.parametrize(
    ("text", "value"), [("3x1", (3, 1)), ("5", 5), ("7x7", 7), (" 3 x 1 ", (3, 1))], ids=lambda each: str(each)
)
def test_a_pair_takes_one_number_or_two(form, project, qtbot, text, value):
    show(form, project, "conv1")
    line = control(form, "kernel")
    with qtbot.waitSignal(form.edit_wished) as wish:
        typed(qtbot, line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert wish.args[1](project).graph["conv1"].values["kernel"] == value


def test_a_pair_takes_the_words_of_its_list(form, project, qtbot):
    project = replace(project, graph=set_param(project.graph, "conv1", "padding", 2))
    show(form, project, "conv1")
    with qtbot.waitSignal(form.edit_wished) as wish:
        typed(qtbot, control(form, "padding").lineEdit(), "half")
        qtbot.keyClick(control(form, "padding").lineEdit(), Qt.Key.Key_Return)
    assert wish.args[1](project).graph["conv1"].values["padding"] == "half"


def test_a_pair_that_does_not_fit_says_why_and_tells_nothing(form, project, qtbot):
    show(form, project, "conv1")
    line = control(form, "kernel")
    with qtbot.assertNotEmitted(form.edit_wished):
        typed(qtbot, line, "3x")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "kernel cannot be '3x'" in visible_text(form)
    typed(qtbot, line, "3")
    assert "cannot be" not in visible_text(form)


def test_a_check_box_and_a_list_tell_their_choice(form, project, qtbot):
    show(form, project, "conv1")
    with qtbot.waitSignal(form.edit_wished) as wish:
        qtbot.mouseClick(control(form, "bias"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert wish.args[1](project).graph["conv1"].values["bias"] is False
    with qtbot.waitSignal(form.edit_wished) as wish:
        qtbot.keyClick(control(form, "norm"), Qt.Key.Key_Down)
    assert wish.args[1](project).graph["conv1"].values["norm"] == "batch"


def test_a_tiny_float_can_be_read_and_typed(qtbot):
    editor = editor_for(Param("eps", "float", 1e-5, 0.0, 1.0), 1e-5)
    qtbot.addWidget(editor)
    editor.show()
    box = editor.findChild(QDoubleSpinBox)
    assert box.text() == "1e-05"
    with qtbot.waitSignal(editor.value_wished) as wish:
        typed(qtbot, box, "1e-3")
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert wish.args == [1e-3]


def turn_wheel(widget):
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("name", ["out", "norm", "padding"])
def test_the_wheel_changes_nothing_that_has_no_focus(form, project, qtbot, name):
    show(form, project, "conv1")
    control(form, "Name of the block").setFocus()
    with qtbot.assertNotEmitted(form.edit_wished):
        turn_wheel(control(form, name))


def test_the_wheel_changes_the_number_that_has_the_focus(form, project, qtbot):
    show(form, project, "conv1")
    control(form, "out").setFocus()
    with qtbot.waitSignal(form.edit_wished) as wish:
        turn_wheel(control(form, "out"))
    assert wish.args[0] == "set out to 33"


def test_a_change_from_outside_keeps_widgets_and_focus_and_tells_nothing(form, project, qtbot):
    show(form, project, "conv1")
    box = control(form, "out")
    box.setFocus()
    with qtbot.assertNotEmitted(form.edit_wished):
        show(form, replace(project, graph=set_param(project.graph, "conv1", "out", 8)), "conv1")
    assert control(form, "out") is box
    assert box.value() == 8
    assert box.hasFocus()


def test_what_is_being_typed_survives_new_shapes(form, project, qtbot):
    show(form, project, "conv1")
    box, line = control(form, "out"), control(form, "kernel")
    typed(qtbot, line, "5x")
    show(form, project, "conv1")
    assert line.text() == "5x"
    typed(qtbot, box, "12")
    show(form, project, "conv1")
    assert box.lineEdit().text() == "12"


def test_a_rename_carries_the_wires_and_the_place_over(form, project, qtbot):
    show(form, project, "conv1")
    line = control(form, "Name of the block")
    with qtbot.waitSignal(form.edit_wished) as wish:
        typed(qtbot, line, "stem")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    text, change, _ = wish.args
    after = change(project)
    assert text == "rename conv1 to stem"
    assert after.graph["fire1"].inputs == ("stem",)
    assert after.places == {"stem": (10.0, 20.0), "fire1": (10.0, 90.0)}


def test_a_name_that_cannot_be_is_explained_and_not_told(form, project, qtbot):
    show(form, project, "conv1")
    line = control(form, "Name of the block")
    with qtbot.assertNotEmitted(form.edit_wished):
        typed(qtbot, line, "1st layer")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "does not start with a digit" in visible_text(form)


def test_a_name_that_is_refused_gives_way_to_the_old_one(form, project, qtbot):
    show(form, project, "conv1")
    line = control(form, "Name of the block")
    refused = []

    def refuse(_text, change, _key):
        with pytest.raises(GraphError) as error:
            change(project)
        refused.append(str(error.value))

    form.edit_wished.connect(refuse)
    typed(qtbot, line, "fire1")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert refused == ["Two blocks are named fire1: every name must be used once."]
    assert line.text() == "conv1"


def test_another_block_brings_its_own_parameters(form, project):
    show(form, project, "conv1")
    show(form, project, "fire1")
    assert control(form, "squeeze").value() == 16
    with pytest.raises(StopIteration):
        control(form, "kernel")


def test_every_control_has_a_name_and_a_tooltip(form, project):
    show(form, project, "conv1")
    names = ["Name of the block", *(param.name for param in find_block("conv").params)]
    assert all(control(form, name).toolTip() for name in names)
