"""The window: places the canvas, the panels, the menus and the tool bar. It holds no logic."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QPalette
from PySide6.QtWidgets import QDockWidget, QLabel, QLineEdit, QMainWindow, QMenu, QTabWidget, QToolBar, QWidget

from app.actions import DEEDS, Standard, fill_menu, make_actions
from app.canvas.view import Canvas
from app.icons import action_icon, application_icon
from app.palette import Palette
from app.panels.cost_panel import CostPanel
from app.panels.latency_panel import LatencyPanel
from app.panels.layer_table import LayerTable
from app.panels.problem_list import ProblemList
from app.panels.zoo_panel import ZooPanel
from app.params_form import ParamsForm

_LAYOUT_VERSION = 1
Side = Qt.DockWidgetArea


class MainWindow(QMainWindow):
    """One project's window."""

    size_typed = Signal(str)
    """A person wrote another input size."""
    recent_wished = Signal(str)
    """A person chose a recent file: its path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowIcon(application_icon())
        self.canvas, self.palette_panel, self.zoo = Canvas(), Palette(), ZooPanel()
        self.form, self.costs, self.latency = ParamsForm(), CostPanel(), LatencyPanel()
        self.layers, self.problems = LayerTable(), ProblemList()
        self.actions_by_name = make_actions(self)
        self.setCentralWidget(self.canvas)
        for name in "cut copy paste duplicate delete ungroup select_all arrange fit".split():
            self.canvas.addAction(self.actions_by_name[name])
        self.setDockOptions(self.DockOption.AllowTabbedDocks | self.DockOption.AllowNestedDocks)
        self.setTabPosition(Side.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomLeftCorner, Side.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Side.BottomDockWidgetArea)
        self.docks = self._place_docks()
        self.input_size = QLineEdit()
        self.recent_menu = QMenu(self.tr("Open &recent"), self)
        self._fill_menus()
        self._fill_tool_bar()
        self.statusBar()
        self.resize(1280, 800)
        self._proportion()
        self._default_layout = self.saveState(_LAYOUT_VERSION)
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
        """Say something in the status bar for some seconds."""
        self.statusBar().showMessage(text, 8000)

    def restore_layout(self, store: QSettings) -> None:
        """Put the window and its panels where they last were."""
        geometry, state = store.value("geometry"), store.value("layout")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            self.restoreGeometry(geometry)
            self.restoreState(state, _LAYOUT_VERSION)

    def keep_layout(self, store: QSettings) -> None:
        """Remember where the window and its panels are."""
        store.setValue("geometry", self.saveGeometry())
        store.setValue("layout", self.saveState(_LAYOUT_VERSION))

    def reset_layout(self) -> None:
        """Put all panels back where they first were."""
        self.restoreState(self._default_layout, _LAYOUT_VERSION)

    def focus_search(self, panel: QWidget) -> None:
        """Show a panel and put the cursor in its search box."""
        for dock in self.docks.values():
            if dock.widget() is panel:
                dock.show()
                dock.raise_()
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close if no work is lost by it."""
        event.setAccepted(self.may_close())

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_default_layout"):
            self._paint_icons()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab pass over the panels that lie behind another tab, which Qt counts as visible."""
        while super().focusNextPrevChild(forward):
            reached = self.focusWidget()
            docks = (dock for dock in self.docks.values() if dock.isAncestorOf(reached))
            if not any(dock.visibleRegion().isEmpty() for dock in docks):
                return True
        return False

    def _place_docks(self) -> dict[str, QDockWidget]:
        places = (
            ("Zoo", self.zoo, Side.LeftDockWidgetArea),
            ("Blocks", self.palette_panel, Side.LeftDockWidgetArea),
            ("Block", self.form, Side.RightDockWidgetArea),
            ("Layers", self.layers, Side.BottomDockWidgetArea),
            ("Problems", self.problems, Side.BottomDockWidgetArea),
            ("Summary", self.costs, Side.BottomDockWidgetArea),
            ("Latency", self.latency, Side.BottomDockWidgetArea),
        )
        docks = {title: self._dock(title, widget, side) for title, widget, side in places}
        self.tabifyDockWidget(docks["Zoo"], docks["Blocks"])
        self.tabifyDockWidget(docks["Layers"], docks["Problems"])
        docks["Zoo"].raise_()
        docks["Layers"].raise_()
        return docks

    def _proportion(self) -> None:
        """Give each panel the room that its figures need."""
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resizeDocks([self.docks["Layers"]], [250], down)
        self.resizeDocks([self.docks[name] for name in ("Zoo", "Block")], [240, 260], across)
        self.resizeDocks([self.docks[name] for name in ("Layers", "Summary", "Latency")], [362, 316, 362], across)

    def _dock(self, title: str, widget: QWidget, side: Side) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title)
        dock.setWidget(widget)
        self.addDockWidget(side, dock)
        return dock

    def _fill_menus(self) -> None:
        bar, actions = self.menuBar(), self.actions_by_name
        file = bar.addMenu(self.tr("&File"))
        fill_menu(file, actions, "new open")
        file.addMenu(self.recent_menu)
        fill_menu(file, actions, "save save_as | quit")
        self.edit_menu = bar.addMenu(self.tr("&Edit"))
        fill_menu(self.edit_menu, actions, "cut copy paste duplicate delete | ungroup | select_all")
        model = bar.addMenu(self.tr("&Model"))
        fill_menu(model, actions, "find_model find_block | pin unpin | measure pause")
        view = bar.addMenu(self.tr("&View"))
        fill_menu(view, actions, "arrange fit zoom_in zoom_out zoom_actual |")
        for dock in self.docks.values():
            view.addAction(dock.toggleViewAction())
        colours = view.addMenu(self.tr("&Colours"))
        fill_menu(colours, actions, "theme_system theme_light theme_dark")
        fill_menu(view, actions, "| reset_layout")

    def _fill_tool_bar(self) -> None:
        bar = QToolBar(self.tr("Tools"), self)
        bar.setObjectName("Tools")
        bar.setIconSize(QSize(18, 18))
        for name in "new open save | delete | arrange fit zoom_in zoom_out | pin pause |".split():
            if name == "|":
                bar.addSeparator()
            else:
                bar.addAction(self.actions_by_name[name])
        label = QLabel(self.tr(" Input size "))
        label.setBuddy(self.input_size)
        self.input_size.setFixedWidth(76)
        self.input_size.setAccessibleName(self.tr("Input size in pixels"))
        self.input_size.setToolTip(self.tr("Input size in pixels: 64 for a square, or height x width such as 64x96"))
        self.input_size.editingFinished.connect(self._tell_size)
        bar.addWidget(label)
        bar.addWidget(self.input_size)
        bar.addWidget(QLabel(self.tr(" px")))
        self.addToolBar(bar)
        self.tools = bar

    def _tell_size(self) -> None:
        self.size_typed.emit(self.input_size.text())

    def _paint_icons(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        for deed in DEEDS:
            if deed.icon:
                self.actions_by_name[deed.name].setIcon(action_icon(deed.icon, colour))
        for name in ("undo", "redo"):
            if name in self.actions_by_name:
                self.actions_by_name[name].setIcon(action_icon(name, colour))
