"""Several selected blocks in the form: what they have in common, changed for all in one step."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.params_form import ParamsForm
from app.shared_params import MIXED, shared_params, shared_values
from modelzoo.block_info import BlockInfo
from modelzoo.builder import Builder
from modelzoo.catalog import find_block
from modelzoo.graph import Node
from modelzoo.params import Param
from modelzoo.project import Project
from tests.hands import LEFT

Key = Qt.Key


def three() -> Project:
    """Three convolutions that differ in their kernels, biases, widths and norms."""
    b = Builder()
    x = b("conv", b("input"), out=8, kernel=3, act="relu")
    x = b("conv", x, out=16, kernel=(3, 1), act="relu", bias=False)
    b("output", b("fire", b("conv", x, out=16, kernel=1, act="relu", norm="batch")))
    return Project(graph=b.graph)


CONVS = ("conv1", "conv2", "conv3")


class Shown:
    """A form on a document, which shows it the nodes after every edit."""

    def __init__(self, form: ParamsForm, ids: tuple[str, ...]) -> None:
        self.form, self.ids, self.document = form, ids, Document(form)
        form.edit_wished.connect(self.document.edit)
        self.document.changed.connect(self.show)
        self.document.open(three())

    def show(self, *_: object) -> None:
        self.form.show_several([self.document.project.graph[id] for id in self.ids])

    def values(self, name: str) -> list[object]:
        return [self.document.project.graph[id].values[name] for id in self.ids]

    def control(self, name: str) -> QWidget:
        kinds = (QSpinBox, QComboBox, QCheckBox, QLineEdit)
        found = [each for kind in kinds for each in self.form.findChildren(kind) if each.accessibleName() == name]
        return next(each for each in found if each.isVisible())

    @property
    def text(self) -> str:
        return "\n".join(label.text() for label in self.form.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[ParamsForm]:
    form = ParamsForm()
    qtbot.addWidget(form)
    form.resize(280, 700)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    yield form


@pytest.fixture
def shown(form: ParamsForm) -> Shown:
    return Shown(form, CONVS)


def typed(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Key.Key_Return)


def test_the_blocks_are_counted_and_named(shown: Shown) -> None:
    assert "3 blocks selected" in shown.text and "Convolution: conv1, conv2, conv3" in shown.text


def test_values_that_differ_are_shown_as_mixed(shown: Shown) -> None:
    out, bias, norm = shown.control("out"), shown.control("bias"), shown.control("norm")
    assert isinstance(out, QLineEdit) and (out.text(), out.placeholderText()) == ("", "mixed")
    assert isinstance(bias, QCheckBox) and bias.checkState() is Qt.CheckState.PartiallyChecked
    assert bias.text() == "mixed"
    assert isinstance(norm, QComboBox) and (norm.currentIndex(), norm.placeholderText()) == (-1, "mixed")


def test_values_that_agree_are_shown_as_of_a_single_block(shown: Shown) -> None:
    act = shown.control("act")
    assert isinstance(act, QComboBox) and act.currentText() == "relu"


def test_a_typed_number_becomes_that_of_all_in_one_step(shown: Shown, qtbot: QtBot) -> None:
    typed(qtbot, shown.control("out"), "64")
    assert shown.values("out") == [64, 64, 64]
    assert shown.document.undo.count() == 1 and shown.document.undo.undoText() == "set out of 3 blocks to 64"
    assert shown.control("out").hasFocus()
    shown.document.undo.undo()
    assert shown.values("out") == [8, 16, 16]
    assert shown.control("out").text() == ""


def test_a_check_box_and_a_list_change_all(shown: Shown, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.control("bias"), LEFT, pos=QPoint(8, 8))
    assert shown.values("bias") == [True] * 3
    box = shown.control("bias")
    assert isinstance(box, QCheckBox) and box.text() == "" and not box.isTristate()
    shown.control("norm").setFocus()
    qtbot.keyClick(shown.control("norm"), Key.Key_Down)
    assert len(set(shown.values("norm"))) == 1


def test_a_pair_is_typed_for_all(shown: Shown, qtbot: QtBot) -> None:
    typed(qtbot, shown.control("kernel"), "1x3")
    assert shown.values("kernel") == [(1, 3)] * 3


def test_what_does_not_fit_is_refused_with_the_reason(shown: Shown, qtbot: QtBot) -> None:
    typed(qtbot, shown.control("out"), "0")
    assert "out cannot be 0" in shown.text and shown.values("out") == [8, 16, 16]


def test_leaving_a_mixed_field_empty_changes_nothing(shown: Shown, qtbot: QtBot) -> None:
    typed(qtbot, shown.control("kernel"), "")
    assert shown.document.undo.count() == 0 and "cannot be" not in shown.text


def test_a_number_that_comes_to_differ_is_shown_as_mixed(shown: Shown, qtbot: QtBot) -> None:
    typed(qtbot, shown.control("out"), "64")
    shown.document.open(replace(three(), graph=shown.document.project.graph))
    shown.ids = CONVS[:2]
    shown.show()
    assert isinstance(shown.control("out"), QSpinBox)
    shown.document.open(three())
    assert isinstance(shown.control("out"), QLineEdit)


def test_blocks_of_several_kinds_offer_what_all_of_them_have(form: ParamsForm) -> None:
    shown = Shown(form, ("conv1", "fire1"))
    assert "2 kinds: conv1, fire1" in shown.text
    assert shown.control("norm").isVisible() and shown.control("bias").isVisible()
    with pytest.raises(StopIteration):
        shown.control("squeeze")


def test_blocks_without_a_common_parameter_say_so(form: ParamsForm) -> None:
    assert "They have no parameter in common." in Shown(form, ("conv1", "output1")).text


def info(*params: Param) -> BlockInfo:
    return BlockInfo("b", "b", "b", "", "", ("x",), False, params)


def test_common_bounds_and_choices_fit_all() -> None:
    one = info(Param("n", "int", 1, 1, 9), Param("c", "choice", "a", choices=("a", "b", "c")), Param("x", "int", 1))
    other = info(Param("n", "int", 5, 3, 12), Param("c", "choice", "b", choices=("c", "b")), Param("x", "float", 1.0))
    n, c = shared_params([one, other])
    assert (n.minimum, n.maximum) == (3, 9) and c.choices == ("b", "c")


def test_a_parameter_without_a_value_that_fits_all_is_left_out() -> None:
    assert shared_params([info(Param("n", "int", 1, 1, 2)), info(Param("n", "int", 5, 5, 9))]) == ()
    assert shared_params([]) == ()


def test_a_value_is_told_where_all_agree() -> None:
    params = find_block("conv").params
    nodes = [Node(str(at), "conv", (("out", 8), ("kernel", kernel))) for at, kernel in enumerate((1, 3))]
    wanted = [param for param in params if param.name in ("out", "kernel")]
    assert shared_values(nodes, wanted) == {"out": 8, "kernel": MIXED}
