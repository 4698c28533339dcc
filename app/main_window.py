"""The window: places the pages, the panels, the menus and the tool bar. It holds no logic."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QMenu, QTabBar, QVBoxLayout, QWidget

from app.accessible import announce
from app.action_search import ActionSearch
from app.actions import DEEDS, LOCAL, PAGES, Standard, make_actions
from app.canvas.view import Canvas
from app.colour_chooser import ColourChooser
from app.focus_ring import FocusRings
from app.icons import action_icon, application_icon
from app.late_pages import LatePages
from app.menus import fill_menu_bar
from app.needs import Needs
from app.notice import Notice
from app.pages import Pages
from app.palette import Palette
from app.panel_places import place_panels, proportion
from app.panels.bars.panel import Bars
from app.panels.code.panel import CodePanel
from app.panels.cost_panel import CostPanel
from app.panels.latency.panel import LatencyPanel
from app.panels.layer_table import LayerTable
from app.panels.problem_list import ProblemList
from app.panels.roofline.panel import RooflinePanel
from app.panels.variants.panel import VariantsPanel
from app.params_form import ParamsForm
from app.tool_bar import InputSize, ToolBar
from app.variant_chooser import VariantChooser
from modelzoo.labels import crossed

_WITH_PANELS = ("canvas",)
"""The pages that are about the model whose panels stand around; the others have all the room."""
_ON_AND_OFF = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
_WITH_COLOURS = ("canvas", "netron")
"""The pages whose boxes are coloured."""


class MainWindow(LatePages, QMainWindow):
    """One project's window."""

    size_typed = Signal(str)
    """A person wrote another input size."""
    recent_wished = Signal(str)
    """A person chose a recent file: its path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_close: Callable[[], bool] = lambda: True
        self._said = ""
        self.setWindowIcon(application_icon())
        self._make_panels()
        self.actions_by_name = make_actions(self)
        for name in (*"cut copy paste duplicate delete group ungroup transform select_all arrange fit".split(), *LOCAL):
            self.canvas.addAction(self.actions_by_name[name])
        self.docks = place_panels(self)
        self.pages = self._place_pages()
        Needs(self.actions_by_name, self.canvas, self.pages, self).missed.connect(self.hint)
        self._place_bars()
        self.resize(1280, 800)
        proportion(self, self.docks)
        self._default_layout = self.docks.layout()
        self.focus_rings = FocusRings(self)
        self._paint_icons()

    def show_title(self, title: str, modified: bool) -> None:
        """The project's name in the title bar, with the mark of unsaved work."""
        self.setWindowTitle(f"{title}[*] – Slimscope")
        self.setWindowModified(modified)

    def show_size(self, text: str) -> None:
        """The input's height and width, as a person writes them."""
        self.input_size.setText(text)

    def show_recent(self, paths: Iterable[str]) -> None:
        """The files last used, newest first."""
        self.recent_menu.clear()
        for path in paths:
            self.recent_menu.addAction(path, partial(self.recent_wished.emit, path))
        self.recent_menu.setEnabled(not self.recent_menu.isEmpty())

    def show_theme(self, wish: str) -> None:
        """Tick the wished colours: "system", "light" or "dark"."""
        for name in ("system", "light", "dark"):
            self.actions_by_name[f"theme_{name}"].setChecked(name == wish)

    def mark_problems(self, count: int) -> None:
        """How many problems there are, on their panel's tab."""
        self.docks["Problems"].setWindowTitle(self.tr("Problems ({})").format(count) if count else self.tr("Problems"))

    def add_undo(self, undo: QAction, redo: QAction) -> None:
        """Put the actions that go back and forth into the menu and the tool bar."""
        first = self.edit_menu.actions()[0]
        for name, action, key in (("undo", undo, Standard.Undo), ("redo", redo, Standard.Redo)):
            action.setObjectName(name)
            action.setShortcut(key)
            self.edit_menu.insertAction(first, action)
            self.tools.insertAction(self.actions_by_name["delete"], action)
            self.actions_by_name[name] = action
        self.edit_menu.insertSeparator(first)
        self._paint_icons()

    def hint(self, text: str) -> None:
        """Say something in the status bar for some seconds, or until it is over."""
        self._said = crossed(text)
        self.statusBar().showMessage(self._said, 8000)
        announce(self, text)

    def end_hint(self) -> None:
        """What was said last is over: something else is done or looked at by now."""
        if self.statusBar().currentMessage() == self._said:
            self.statusBar().clearMessage()

    def show_mode(self, text: str) -> None:
        """Say in the status bar what the keys do for now, or nothing special."""
        self.statusBar().showMessage(text)
        announce(self, text)

    def restore_layout(self, store: QSettings) -> None:
        """Put the window and its panels where they last were."""
        geometry, state = store.value("geometry"), store.value("layout")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            self.restoreGeometry(geometry)
            self.docks.restore(state)

    def keep_layout(self, store: QSettings) -> None:
        """Remember where the window and its panels are."""
        store.setValue("geometry", self.saveGeometry())
        store.setValue("layout", self.docks.layout())

    def reset_layout(self) -> None:
        """Put all panels back where they first were."""
        self.docks.restore(self._default_layout)

    def search_blocks(self) -> None:
        """Put the cursor in the palette's search box."""
        self.pages.turn_to("canvas")
        self.docks.reveal(self.palette_panel)
        self.palette_panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search_models(self) -> None:
        """Put the cursor in the zoo's search box."""
        self.pages.turn_to("zoo")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close if no work is lost by it."""
        event.setAccepted(self.may_close())

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_default_layout"):
            self._paint_icons()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab pass over what is out of sight though Qt counts it as visible."""
        while super().focusNextPrevChild(forward):
            if not self._is_out_of_sight(self.focusWidget()):
                return True
        return False

    def _is_out_of_sight(self, widget: QWidget) -> bool:
        """Whether its panel lies behind another tab, or it is a bar of tabs whose panels are gone."""
        panel = next((dock for dock in self.docks.values() if dock.isAncestorOf(widget)), None)
        part = widget if isinstance(widget, QTabBar) else panel
        return part is not None and part.visibleRegion().isEmpty()

    def _make_panels(self) -> None:
        self.canvas = Canvas()
        self.palette_panel, self.form, self.costs, self.code = Palette(), ParamsForm(), CostPanel(), CodePanel()
        self.latency, self.layers, self.problems = LatencyPanel(), LayerTable(), ProblemList()
        self.bars, self.roofline, self.colour_chooser = Bars(), RooflinePanel(), ColourChooser()
        self.variants, self.variant_chooser = VariantsPanel(), VariantChooser()
        self.input_size, self.notice = InputSize(), Notice()
        self.input_size.typed.connect(self.size_typed)

    def _place_bars(self) -> None:
        """The menus, the tool bar with the pages below it, and the line at the bottom."""
        self.recent_menu = QMenu(self.tr("Open &recent"), self)
        panels = [dock.toggleViewAction() for dock in self.docks.values()]
        self.edit_menu = fill_menu_bar(self.menuBar(), self.actions_by_name, self.recent_menu, panels)
        self.action_search = ActionSearch(self)
        self.tools = ToolBar(self.actions_by_name, self.input_size, self.colour_chooser, self)
        self.addToolBar(self.tools)
        self.addToolBarBreak()
        self.addToolBar(self.pages.bar(self.variant_chooser))
        self.statusBar()

    def _place_pages(self) -> Pages:
        pages = Pages({name: self.actions_by_name[f"page_{name}"] for name in PAGES}, lambda name: getattr(self, name))
        pages.place(self.canvas)
        pages.turned.connect(self._note_page)
        pages.turned.connect(self.end_hint)
        pages.turn_to("canvas")
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(pages, 1)
        self.setCentralWidget(middle)
        return pages

    def _note_page(self, shown: str) -> None:
        """Let the panels and the actions be those of the page."""
        self.docks.stand_around(shown in _WITH_PANELS)
        self.input_size.setEnabled(shown in _WITH_PANELS)
        self.variant_chooser.setEnabled(shown in _WITH_PANELS)
        self.colour_chooser.setEnabled(shown in _WITH_COLOURS)

    def _paint_icons(self) -> None:
        colours = [self.palette().color(group, QPalette.ColorRole.WindowText) for group in _ON_AND_OFF]
        for deed in DEEDS:
            if deed.icon:
                self.actions_by_name[deed.name].setIcon(action_icon(deed.icon, *colours))
        for name in ("undo", "redo"):
            if name in self.actions_by_name:
                self.actions_by_name[name].setIcon(action_icon(name, *colours))
