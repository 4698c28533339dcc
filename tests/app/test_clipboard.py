"""Blocks as text: from window to window, through an editor, and what is told of a text that cannot be pasted."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.canvas.view import Canvas
from app.document import Document
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.grouping import group, inner_graph
from modelzoo.project import Project, UserBlock

Window = tuple[Document, Canvas, list[str]]


def window(qtbot: QtBot, graph: Graph) -> Window:
    """A canvas with its document, and what is told to the person at it."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    document, told = Document(canvas), []
    document.changed.connect(lambda *_: canvas.show_project(document.project))
    canvas.edit_wished.connect(document.edit)
    canvas.hint_wished.connect(told.append)
    document.refused.connect(told.append)
    document.open(Project(graph=graph))
    canvas.show_project(document.project)
    return document, canvas, told


def model() -> Graph:
    b = Builder()
    stem = b("conv", b("input"), id="stem", out=8, kernel=5)
    b("output", b("add", stem, b("conv", stem, id="side", out=8)))
    return b.graph


@pytest.fixture
def copied(qtbot: QtBot) -> str:
    """The text of two blocks that were copied in one window."""
    _, canvas, _ = window(qtbot, model())
    canvas.select(("stem", "side"))
    canvas.copy_selected()
    return QGuiApplication.clipboard().text()


@pytest.fixture
def other(qtbot: QtBot) -> Window:
    """Another window, with a model of its own."""
    b = Builder()
    b("output", b("relu", b("input")))
    return window(qtbot, b.graph)


def paste(canvas: Canvas, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    canvas.paste_nodes()


def test_blocks_go_from_one_window_to_another_with_parameters_and_wires(copied: str, other: Window) -> None:
    document, canvas, told = other
    before = document.project.graph
    canvas.paste_nodes()
    added = [node for node in document.project.graph if node.id not in before]
    assert [(node.id, node.values["out"], node.values["kernel"], node.inputs) for node in added] == [
        ("stem", 8, 5, (None,)),
        ("side", 8, 3, ("stem",)),
    ]
    assert canvas.sheet.selected_ids == ("stem", "side") and told == []
    document.undo.undo()
    assert document.project.graph == before


def test_the_text_can_be_read_and_changed_in_an_editor(copied: str, other: Window) -> None:
    document, canvas, _ = other
    assert '\n      "id": "stem",\n' in copied and QGuiApplication.clipboard().mimeData().hasText()
    paste(canvas, copied.replace('"kernel": 5', '"kernel": 7'))
    assert document.project.graph["stem"].values["kernel"] == 7


@pytest.mark.parametrize(
    "edited",
    [
        lambda text: f"\ufeff\r\n  {text}\n\n",
        lambda text: text.replace("\n", "\r\n").replace("  ", "\t"),
        lambda text: json.dumps(json.loads(text), separators=(",", ":")),
        lambda text: json.dumps(json.loads(text), indent=8, sort_keys=True),
    ],
    ids=["around", "tabs", "one line", "sorted"],
)
def test_white_space_and_order_do_not_matter(copied: str, other: Window, edited) -> None:
    document, canvas, told = other
    paste(canvas, edited(copied))
    assert {"stem", "side"} <= {node.id for node in document.project.graph} and told == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a shopping list", "no blocks on the clipboard"),
        ("", "no blocks on the clipboard"),
        ('{"format": "another"}', "no blocks on the clipboard"),
        ("half", "is not a text with blocks"),
        ("block", "There is no block named 'conv9'. Did you mean conv?"),
        ("parameter", "stem: outs is not a parameter here"),
        ("value", "stem: out"),
        ("nodes", "is damaged"),
    ],
)
def test_a_text_that_cannot_be_pasted_is_explained_and_nothing_is_lost(
    copied: str, other: Window, text: str, words: str
) -> None:
    document, canvas, told = other
    before = document.project
    damaged = {
        "half": copied[: len(copied) // 2],
        "block": copied.replace('"conv"', '"conv9"'),
        "parameter": copied.replace('"out"', '"outs"'),
        "value": copied.replace('"out": 8', '"out": -8'),
        "nodes": copied.replace('"id"', '"name"'),
    }
    paste(canvas, damaged.get(text, text))
    assert document.project is before and not document.undo.canUndo()
    assert len(told) == 1 and words in told[0]


def test_a_named_block_that_is_pasted_becomes_one_of_the_projects_own(other: Window, qtbot: QtBot) -> None:
    graph, id = group(model(), ("side", "add1"), "pair")
    _, canvas, _ = window(qtbot, graph)
    canvas.select((id,))
    canvas.copy_selected()
    document, target, _ = other
    target.paste_nodes()
    assert document.project.blocks == {"pair": UserBlock(inner_graph(graph[id]))}
    document.undo.undo()
    assert not document.project.blocks
