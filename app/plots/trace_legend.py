"""The legend of many curves: each with its look and its value at the cursor, and a box to hide it."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHeaderView, QMenu, QTableView

from app import theme
from app.columns import FIGURES_SIDE, WORDS_SIDE, Index, Role
from app.plots.samples import SAMPLE, sample
from app.plots.traces import Look, TraceAxis, Traces, only_levels
from modelzoo.runs.naming import without_lone_versions

_VALUE_WIDTH = 92


class _Rows(QAbstractTableModel):
    """A row a curve: its name, which is ticked while it is shown, and its value."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.look = Traces(TraceAxis(""), TraceAxis("")), Look()
        self.theme = theme.LIGHT
        self._names: list[str] = []
        self._values: list[str] = []

    def show_traces(self, picture: Traces, look: Look) -> None:
        """Hold these; the rows stay where the names are the same, so that the view keeps its place."""
        names = [trace.name for trace in picture.traces]
        same = names == [trace.name for trace in self.picture.traces]
        if not same:
            self.beginResetModel()
            self._names = without_lone_versions(names)
        self.picture, self.look = picture, look
        values = [None if look.x is None else trace.at(look.x) for trace in picture.traces]
        self._values = ["–" if value is None else picture.y.show(value) for value in values]
        if not same:
            self.endResetModel()
        elif names:
            self.dataChanged.emit(self.index(0, 0), self.index(len(names) - 1, 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One a curve."""
        return 0 if parent.isValid() else len(self.picture.traces)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name and value."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Where the cursor stands, above the values."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        x, axis = self.look.x, self.picture.x
        placeless = x is None or only_levels(self.picture, self.look)
        at = "Value" if placeless or x is None else f"{axis.title.partition(' (')[0]} {axis.show(x)}"
        texts = {Role.DisplayRole: ("Curve", at)[section], Role.TextAlignmentRole: (WORDS_SIDE, FIGURES_SIDE)[section]}
        return texts.get(Role(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be ticked."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The name with its look and its tick, or the value; what stands out is bold."""
        trace, name = self.picture.traces[index.row()], index.column() == 0
        match role:
            case Role.DisplayRole:
                return (self._names if name else self._values)[index.row()]
            case Role.ToolTipRole:
                return trace.name
            case Role.CheckStateRole if name:
                return Qt.CheckState.Unchecked if self._hidden(index.row()) else Qt.CheckState.Checked
            case Role.DecorationRole if name:
                return sample(self.theme, trace.colour, trace.style, self._hidden(index.row()))
            case Role.TextAlignmentRole:
                return WORDS_SIDE if name else FIGURES_SIDE
            case Role.FontRole if trace.name == self.look.current:
                bold = QFont()
                bold.setBold(True)
                return bold
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Tell of a tick; it is set once the curve is shown or hidden."""
        if role == Role.CheckStateRole:
            shown = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
            self.ticked.emit(self.picture.traces[index.row()].name, shown)
        return False

    def _hidden(self, row: int) -> bool:
        return self.picture.traces[row].name in self.look.hidden


class TraceLegend(QTableView):
    """Curves by name. Space ticks, a double click leaves one alone, the menu does both."""

    toggled = Signal(str, bool)
    """A person wants this curve shown (True) or hidden."""
    soloed = Signal(str)
    """A person wants this curve alone; all of them where it is empty."""
    chosen = Signal(str)
    """A person looks at this curve."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setIconSize(SAMPLE)
        self.setAccessibleName(self.tr("Legend"))
        self.setToolTip(self.tr("Tick what is to be seen; a double click leaves one curve alone"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(_VALUE_WIDTH)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.doubleClicked.connect(lambda index: self.soloed.emit(self._name(index)))
        self.clicked.connect(lambda index: self.chosen.emit(self._name(index)))
        self._rows.ticked.connect(self.toggled)

    def show_traces(self, picture: Traces, look: Look) -> None:
        """Show these curves, and their values where the cursor stands."""
        self._rows.theme = theme.of(self.palette())
        self._rows.show_traces(picture, look)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rows"):
            self.show_traces(self._rows.picture, self._rows.look)

    def _name(self, index: Index) -> str:
        return self._rows.picture.traces[index.row()].name

    def _offer(self, at: QPoint) -> None:
        index = self.indexAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.isValid():
            name = self._name(index)
            menu.addAction(self.tr("Show &only this"), lambda: self.soloed.emit(name))
        menu.addAction(self.tr("Show &all"), lambda: self.soloed.emit(""))
        menu.popup(self.viewport().mapToGlobal(at))
