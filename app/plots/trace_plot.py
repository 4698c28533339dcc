"""A plot of many long curves with its choices: logarithmic axes, a cursor that reads all of them, and exports."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.labels import note
from app.plots.exporting import Captions, as_png, as_svg
from app.plots.trace_chart import TraceChart
from app.plots.trace_legend import TraceLegend
from app.plots.traces import Look, TraceAxis, Traces, shown, standing, step, telling, traces_csv

_LEGEND_WIDTH = 300


class TracePlot(QWidget):
    """Shows curves; how they are looked at is the person's, and stays while they grow. `tools` stands where one likes.

    An axis is logarithmic only where a person says so: not every curve of a training spans decades.
    """

    exported = Signal(str, object)
    """A person wants this file: its ending ("svg", "png", "csv"), and its content or what makes it."""
    toggled = Signal(str, bool)
    """A person wants this curve shown (True) or hidden."""
    soloed = Signal(str)
    """A person wants this curve alone; all of them where it is empty."""
    chosen = Signal(str)
    """A person looks at this curve."""
    scaled = Signal()
    """A person wants an axis logarithmic, or not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._picture, self.look = Traces(TraceAxis(""), TraceAxis("")), Look()
        self.chart, self.legend, self.tools = TraceChart(), TraceLegend(), QWidget()
        self._log_x, self._log_y = QCheckBox(self.tr("Log &x")), QCheckBox(self.tr("Log &y"))
        self._whole, self._export = QPushButton(self.tr("&Whole")), QPushButton(self.tr("&Export"))
        self._notes = note()
        self._lay_out()
        self._listen()

    @property
    def picture(self) -> Traces:
        """What is shown."""
        return self._picture

    def show_traces(self, picture: Traces, hidden: frozenset[str], current: str) -> None:
        """Show these; the cursor and a zoom stay where they are, as long as there is something."""
        look = replace(self.look, hidden=hidden, current=current)
        stays = picture.x.title == self._picture.x.title and look.x is not None and standing(picture, look, look.x)
        self._picture = picture
        self._see(look if stays else replace(look, x=telling(picture, look)))

    def scale(self, log_x: bool, log_y: bool) -> None:
        """Make the axes logarithmic, or not."""
        self._see(replace(self.look, log_x=log_x, log_y=log_y))

    def content(self, ending: str) -> bytes | Callable[[], bytes]:
        """The plot as a file of this kind: as it is seen, or every point of the curves that are not hidden."""
        picture, look = self._picture, self.look
        if ending == "csv":
            return partial(traces_csv, picture, look)
        seen = tuple((trace.name, trace.colour, trace.style) for trace in shown(picture, look))
        captions = Captions(seen, picture.notes, marked=False)
        return as_svg(self.chart, captions, self._name) if ending == "svg" else as_png(self.chart, captions)

    def _see(self, look: Look) -> None:
        self.look = look
        self.chart.show_traces(self._picture, look)
        self.legend.show_traces(self._picture, look)
        self._notes.setText("\n".join(self._picture.notes))
        self._notes.setVisible(bool(self._picture.notes))
        self._export.setEnabled(bool(self._picture.traces))
        for box, on in ((self._log_x, look.log_x), (self._log_y, look.log_y)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self.chart.setAccessibleDescription(self._read_out())

    def _read_out(self) -> str:
        """All values at the cursor, in words."""
        x, picture = self.look.x, self._picture
        if x is None:
            return self.tr("Nothing is shown.")
        values = [(trace.name, trace.at(x)) for trace in shown(picture, self.look)]
        told = [f"{name} {'–' if y is None else picture.y.show(y)}" for name, y in values]
        return f"{picture.x.title} {picture.x.show(x)}: {', '.join(told)}"

    def _point(self, x: float, current: str) -> None:
        self._see(replace(self.look, x=x, current=current or self.look.current))

    def _step(self, right: int, down: int) -> None:
        self._see(step(self._picture, self.look, right, down))

    def _lay_out(self) -> None:
        self.legend.setFixedWidth(_LEGEND_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.chart, 1)
        middle.addWidget(self.legend)
        self._notes.setContentsMargins(10, 2, 10, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self._notes)
        self.chart.setAccessibleName(self._name)
        self.chart.setToolTip(
            self.tr(
                "Wheel: zoom, drag: move, double click: show all. Arrow keys move the cursor: left and right by a "
                "point, up and down by a curve"
            )
        )
        self._lay_tools()

    def _lay_tools(self) -> None:
        menu = QMenu(self._export)
        for ending, title in (("svg", "&SVG picture"), ("png", "&PNG picture"), ("csv", "&CSV of the curves")):
            menu.addAction(self.tr(title), partial(self._wish, ending))
        self._export.setMenu(menu)
        self._export.setToolTip(self.tr("Save what is shown as a picture, or all its points for a spreadsheet"))
        self._whole.setToolTip(self.tr("Undo the zoom: show all points"))
        self._log_x.setToolTip(self.tr("A logarithmic x axis; points at 0 and below are left out"))
        self._log_y.setToolTip(self.tr("A logarithmic y axis; values of 0 and below are left out"))
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._log_x, self._log_y, self._whole, self._export):
            row.addWidget(widget)

    def _wish(self, ending: str) -> None:
        self.exported.emit(ending, self.content(ending))

    def _listen(self) -> None:
        self.chart.pointed.connect(self._point)
        self.chart.stepped.connect(self._step)
        self.legend.toggled.connect(self.toggled)
        self.legend.soloed.connect(self.soloed)
        self.legend.chosen.connect(self.chosen)
        self._whole.clicked.connect(self.chart.fit)
        for box in (self._log_x, self._log_y):
            box.toggled.connect(lambda _: self.scale(self._log_x.isChecked(), self._log_y.isChecked()))
            box.toggled.connect(lambda _: self.scaled.emit())
