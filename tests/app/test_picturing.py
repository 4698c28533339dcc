"""The whole drawing is saved as lines and texts, or in pixels."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.picture import Drawing, as_image, as_svg
from app.document import Document
from app.main_window import MainWindow
from app.picturing import Picturing
from app.theme import Theme
from app.worker import Worker
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.layout.arranging import arrange
from modelzoo.project import Project
from tests.app.papers import small

SVG = "{http://www.w3.org/2000/svg}"


def drawing(graph: Graph, colours: Theme = theme.LIGHT) -> Drawing:
    return Drawing(graph, arrange(graph, {}), {"conv1": (1, 8, 64, 64)}, None, colours)


def tower(height: int) -> Graph:
    b = Builder()
    x = b("input")
    for _ in range(height):
        x = b("relu", x)
    return b.graph


def texts(svg: bytes) -> set[str]:
    return {each.text.strip() for each in ElementTree.fromstring(svg).iter(f"{SVG}text") if each.text}


def test_the_names_of_all_blocks_and_the_shapes_are_texts(qtbot: QtBot) -> None:
    assert {"input1", "conv1", "conv2", "concat1", "output1", "8×64×64"} <= texts(as_svg(drawing(small()), "mine"))


def test_a_picture_of_lines_holds_no_pixels_and_tells_its_title(qtbot: QtBot) -> None:
    svg = as_svg(drawing(small()), "mine & yours")
    root = ElementTree.fromstring(svg)
    assert list(root.iter(f"{SVG}image")) == []
    assert [each.text for each in root.iter(f"{SVG}title")] == ["mine & yours"]


def test_a_reader_without_our_font_has_one_to_fall_back_to(qtbot: QtBot) -> None:
    families = {each.get("font-family") for each in ElementTree.fromstring(as_svg(drawing(small()), "m")).iter()}
    assert families - {None} and all(str(each).endswith("sans-serif") for each in families - {None})


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_pictures_wear_the_colours_of_the_theme(qtbot: QtBot, colours: Theme) -> None:
    assert as_image(drawing(small(), colours)).pixelColor(2, 2).name() == colours.canvas
    svg = as_svg(drawing(small(), colours), "m")
    used = {each.get(name) for each in ElementTree.fromstring(svg).iter() for name in ("fill", "stroke")}
    assert {colours.canvas, colours.box, colours.wire, colours.text, colours.hue("Joining")} <= used


def test_every_block_is_in_the_picture_and_a_small_drawing_is_twice_as_fine(qtbot: QtBot) -> None:
    low, high = as_image(drawing(tower(2))), as_image(drawing(tower(5)))
    assert high.height() - low.height() == pytest.approx(2 * 3 * 90, abs=4)


def test_a_very_high_drawing_is_a_coarser_picture(qtbot: QtBot) -> None:
    image = as_image(drawing(tower(400)))
    assert image.height() <= 30_000 and image.width() * image.height() <= 41e6
    assert not image.isNull()


class Bench:
    """A window on a document, and what it saves."""

    def __init__(self, window: MainWindow, worker: Worker) -> None:
        self.window, self.document = window, Document(window)
        self.document.changed.connect(lambda _, now: window.canvas.show_project(now))
        self.picturing = Picturing(self.document, worker, window)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    window, worker = MainWindow(), Worker()
    qtbot.addWidget(window)
    yield Bench(window, worker)
    worker.stop()


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_file_is_written_in_the_background_and_told(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"drawing.{ending}"
    choosing(monkeypatch, path)
    bench.document.open(Project("mine", graph=small()))
    {"svg": bench.picturing.save_svg, "png": bench.picturing.save_png}[ending]()
    qtbot.waitUntil(lambda: f"Saved as {path}." in bench.window.statusBar().currentMessage())
    if ending == "svg":
        assert "conv2" in texts(path.read_bytes())
    else:
        assert QImage(str(path)).size() == as_image(bench.window.canvas.drawing).size()


def test_an_empty_canvas_is_no_picture(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: pytest.fail("a file was asked for"))
    bench.picturing.save_svg()
    bench.picturing.save_png()
    assert "nothing on the canvas" in bench.window.statusBar().currentMessage()
