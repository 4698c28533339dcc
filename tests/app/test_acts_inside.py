"""Inside of a named block: transforms and fixes change the block wherever it is used, each in one step."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

import modelzoo.zoo  # noqa: F401  fills the catalog
from app import units
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.mending import Mending
from app.results import Results
from app.transforming import Transforming
from modelzoo.analysis.cost import cost
from modelzoo.analysis.preview import preview
from modelzoo.analysis.within import examine_within
from modelzoo.builder import Builder
from modelzoo.edits import add_node, connect, set_param
from modelzoo.errors import ZooError
from modelzoo.fixes.finding import fixes
from modelzoo.grouping import group, inner_graph, offers
from modelzoo.jobs import finish
from modelzoo.project import Project, UserBlock
from modelzoo.variants import history_text
from tests.app.desk import Desk
from tests.app.looking import button, named, visible_text
from tests.hands import LEFT, centre, click, row, tree

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def twice() -> Project:
    """A network that uses the block "pair" of two convolutions and a sum twice."""
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8)
    one = b("conv", stem, id="one", out=8)
    join = b("add", stem, b("conv", one, id="two", out=8), id="join")
    b("output", join, id="end")
    graph, used = group(b.graph, ["one", "two", "join"], "pair")
    blocks = {"pair": UserBlock(inner_graph(graph[used]))}
    graph, again = add_node(graph, offers(blocks)["my/pair"])
    graph = connect(connect(graph, used, again, 0), again, "end", 0)
    return Project("net", graph, (32, 32), blocks=blocks)


class Lab:
    """The window inside of the block's first use, on an engine that a test answers for."""

    def __init__(self, qtbot: QtBot, window: MainWindow, store: QSettings) -> None:
        self.qtbot, self.window, self.canvas, self.desk = qtbot, window, window.canvas, Desk()
        self.document = Document(window)
        self.results = Results(self.document, self.desk, window)  # type: ignore[arg-type]
        self.inside = Inside(self.document, self.desk, self.results, window)  # type: ignore[arg-type]
        self.inside.changed.connect(lambda: self.canvas.show_project(self.inside.project))
        self.inside.examined.connect(self.canvas.show_examination)
        self.document.changed.connect(self.results.follow)
        self.document.refused.connect(window.hint)
        self.mending = Mending(self.document, self.desk, self.results, self.inside, window)  # type: ignore[arg-type]
        self.transforming = Transforming(
            self.document,
            self.desk,  # type: ignore[arg-type]
            self.results,
            self.inside,
            window,
            store,
        )
        self.dialog = self.transforming.dialog
        window.actions_by_name["transform"].triggered.connect(self.transforming.open)
        self.document.open(twice())
        self.answer()
        self.canvas.fit()
        qtbot.mouseDClick(self.canvas.viewport(), LEFT, pos=centre(self.canvas, "pair"))
        self.answer()

    def answer(self) -> None:
        """Let the engine answer what it was asked on paper."""
        self.desk.examine()
        if wish := self.desk.asked.pop("examine within", None):
            wish.done(examine_within(*wish.args))
        for kind in ("fixes", "fixes within"):
            if wish := self.desk.asked.pop(kind, None):
                wish.done(finish(fixes(*wish.args)))

    def transform(self, title: str, apart: bool = False) -> None:
        """Choose a transform by hand, and have it previewed."""
        self.qtbot.keyClick(self.canvas, Key.Key_T, CONTROL)
        self.dialog.choose_apart(apart)
        click(self.qtbot, tree(self.dialog), row(self.dialog, title))
        self.preview()

    def preview(self) -> None:
        self.qtbot.waitUntil(lambda: "preview" in self.desk.asked)
        wish = self.desk.asked.pop("preview")
        try:
            wish.done(preview(*wish.args))
        except ZooError as error:
            wish.failed(error)

    def apply(self) -> None:
        self.qtbot.mouseClick(button(self.dialog, "Apply"), LEFT)
        wish = self.desk.asked.pop("place made")
        wish.done(wish.job(*wish.args))
        self.answer()

    def blocks_in(self, use: str) -> list[str]:
        return [node.block for node in inner_graph(self.document.project.graph[use])]


@pytest.fixture
def lab(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Iterator[Lab]:
    yield Lab(qtbot, window, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_a_transform_inside_changes_every_use_and_the_definition_in_one_step(lab: Lab) -> None:
    before = lab.document.project
    lab.transform("Convolutions to depthwise-separable")
    lab.apply()
    assert lab.inside.path == ("pair",) and lab.document.undo.count() == 1
    assert lab.document.undo.undoText() == "dep-sep in pair"
    for use in ("pair", "pair_1"):
        assert lab.blocks_in(use).count("conv") == 0
    inner = lab.document.project.blocks["pair"].graph
    assert inner == inner_graph(lab.document.project.graph["pair"])
    assert lab.document.project.graph["stem"].block == "conv"
    assert set(lab.canvas.sheet.boxes) == {node.id for node in inner}
    lab.document.undo.undo()
    assert lab.document.project is before


def test_its_preview_marks_the_blocks_inside_and_tells_what_the_whole_model_saves(lab: Lab) -> None:
    lab.transform("Convolutions to depthwise-separable")
    assert "“dep-sep in pair”" in visible_text(lab.dialog)
    before = cost(lab.document.project.graph, (32, 32)).parameters
    assert named(lab.dialog, "Parameters before").text() == units.count(before)
    told = named(lab.dialog, "Parameters after").text()
    lab.apply()
    after = cost(lab.document.project.graph, (32, 32)).parameters
    assert after < before and told == units.count(after)


def test_applied_apart_it_is_a_variant_whose_history_says_where(lab: Lab) -> None:
    lab.transform("Convolutions to depthwise-separable", apart=True)
    lab.apply()
    assert [each.title for each in lab.document.project.variants] == ["net", "net + dep-sep in pair"]
    assert history_text(lab.document.project.shown) == "net + dep-sep in pair"
    assert lab.document.project.earlier[0].graph == twice().graph


def test_going_out_with_the_dialog_open_previews_the_whole_model(lab: Lab) -> None:
    lab.transform("Convolutions to depthwise-separable")
    lab.window.actions_by_name["go_out"].trigger()
    lab.preview()
    assert "within pair, pair_1: open those blocks first" in visible_text(lab.dialog)


def test_stages_and_selection_are_those_of_the_block(lab: Lab) -> None:
    lab.canvas.sheet.select({"two"})
    lab.transform("Convolutions to depthwise-separable")
    assert lab.dialog.findChild(QComboBox).currentText() == "The selection (two)"
    lab.apply()
    assert lab.document.undo.undoText() == "dep-sep (two) in pair"
    assert lab.blocks_in("pair_1").count("conv") == 1
    assert any(box.text() == "As a new &variant" for box in lab.dialog.findChildren(QCheckBox))


def test_a_fix_inside_is_offered_on_its_box_and_mends_every_use(lab: Lab) -> None:
    lab.inside.edit("narrow", lambda now: replace(now, graph=set_param(now.graph, "two", "out", 4)))
    lab.answer()
    assert lab.canvas.sheet.boxes["join"].fixes
    lab.canvas.sheet.select({"join"})
    lab.window.actions_by_name["mend"].trigger()
    lab.answer()
    assert lab.inside.path == ("pair",) and lab.document.undo.undoText().endswith(" in pair")
    assert lab.results.examination is not None and lab.results.examination.problems == ()
    assert lab.blocks_in("pair") == lab.blocks_in("pair_1")
