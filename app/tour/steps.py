"""What the tour tells, a step each: two sentences, the page and the panels they are about, and what to point at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.actions import PAGES, without_mark
from app.main_window import MainWindow


@dataclass(frozen=True)
class Step:
    """One step. text: {pin} stands for the key of that action. panels: the docks that are brought to the front.

    targets: where in the window that is which is told of.
    """

    title: str
    text: str
    page: str
    panels: tuple[str, ...]
    targets: Callable[[MainWindow], Sequence[QRect]]

    def told(self, window: MainWindow) -> str:
        """The text with the keys as they are now."""
        return self.text.format_map({name: _key(window, name) for name in window.actions_by_name})


def place_of(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is in its window; nowhere if it is out of sight, or in a window of its own."""
    if not widget.isVisible() or widget.window() is not window:
        return QRect()
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).intersected(window.rect())


def _docks(*titles: str) -> Callable[[MainWindow], list[QRect]]:
    return lambda window: [place_of(window.docks[title], window) for title in titles]


def _tab(window: MainWindow, page: str) -> QRect:
    tabs = window.pages.tabs
    return tabs.tabRect(PAGES.index(page)).translated(tabs.mapTo(window, QPoint(0, 0)))


def _help(window: MainWindow) -> QRect:
    """The menu in which the search of the actions is."""
    bar = window.menuBar()
    return bar.actionGeometry(bar.actions()[-1]).translated(bar.mapTo(window, QPoint(0, 0)))


def _key(window: MainWindow, name: str) -> str:
    action = window.actions_by_name[name]
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return key or f"“{without_mark(action.text())}”"


STEPS = (
    Step(
        "Build on the canvas",
        "Drag a block from the palette onto the canvas, or press {add_block} there and type its name; wires lead from "
        "box to box, by mouse or by keyboard. Everything can be undone, and a crash loses nothing.",
        "canvas",
        ("Blocks",),
        lambda window: [*_docks("Blocks")(window), place_of(window.canvas, window)],
    ),
    Step(
        "The figures follow",
        "Parameters, MACs, mult-adds and memory are counted anew after each edit, for the whole model and for every "
        "block. Pin a baseline ({pin}), and each figure tells what became of it since.",
        "canvas",
        ("Layers", "Summary"),
        _docks("Layers", "Summary"),
    ),
    Step(
        "Latency, and what to doubt of it",
        "Whenever you pause, the model is timed on this CPU, in PyTorch and in ONNX Runtime, with its spread. Where "
        "other programs disturbed the runs the panel says so, and offers to wait until it is quiet.",
        "canvas",
        ("Latency",),
        _docks("Latency"),
    ),
    Step(
        "Whole experiments",
        "A transform ({transform}) rebuilds a stage or the whole model in one act and shows beforehand what that "
        "saves; a project keeps several models as variants. The page Diff sets any two beside each other.",
        "canvas",
        ("Variants",),
        lambda window: [*_docks("Variants")(window), _tab(window, "diff")],
    ),
    Step(
        "Zoo, sweeps, and every action by its name",
        "The zoo has every published model with its figures, and sweeps run models over resolutions, widths or "
        "threads. {search_actions} finds any action by its words; this tour stays in the menu Help.",
        "zoo",
        (),
        lambda window: [_tab(window, "zoo"), _tab(window, "sweeps"), _help(window)],
    ),
)
