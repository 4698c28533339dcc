"""Where the panels stand at first, and how much room each has."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.docks import Docks, Side

if TYPE_CHECKING:
    from app.main_window import MainWindow


def place_panels(window: "MainWindow") -> Docks:
    """Put every panel where it is at first; those of one place stand behind each other."""
    places = (
        ("Blocks", window.palette_panel, Side.LeftDockWidgetArea),
        ("Block", window.form, Side.RightDockWidgetArea),
        ("Code", window.code, Side.RightDockWidgetArea),
        ("Layers", window.layers, Side.BottomDockWidgetArea),
        ("Bars", window.bars, Side.BottomDockWidgetArea),
        ("Roofline", window.roofline, Side.BottomDockWidgetArea),
        ("Problems", window.problems, Side.BottomDockWidgetArea),
        ("Variants", window.variants, Side.BottomDockWidgetArea),
        ("Summary", window.costs, Side.BottomDockWidgetArea),
        ("Latency", window.latency, Side.BottomDockWidgetArea),
    )
    docks = Docks(window, places)
    for behind in ("Bars", "Roofline", "Problems", "Variants"):
        window.tabifyDockWidget(docks["Layers"], docks[behind])
    docks["Layers"].raise_()
    docks["Code"].hide()  # before it is put behind another, or Qt leaves its tab on the tool bar
    window.tabifyDockWidget(docks["Block"], docks["Code"])
    return docks


def proportion(window: "MainWindow", docks: Docks) -> None:
    """Give each panel the room that its figures need."""
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    layout = window.layout()
    assert layout is not None
    layout.activate()
    window.resizeDocks([docks["Layers"]], [250], down)
    window.resizeDocks([docks[name] for name in ("Blocks", "Block")], [240, 260], across)
    window.resizeDocks([docks[name] for name in ("Layers", "Summary", "Latency")], [396, 306, 338], across)
