"""A plot of lines with its choices: axes, a cursor that reads all lines, a guide, a legend that hides, and exports."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.labels import Label, note, scrolled
from app.plots.chart import Chart
from app.plots.exporting import Captions, as_png, as_svg
from app.plots.frame import Frame, View
from app.plots.legend import Legend
from app.plots.picture import Axis, Picture, picture_csv

_LEGEND_WIDTH = 340
_STEEPEST = 6.0


class LinePlot(QWidget):
    """Shows a picture; how it is looked at is the person's and stays when another of the same subject is shown.

    An axis that spans a decade is logarithmic until a person says otherwise.
    """

    exported = Signal(str, bytes)
    """A person wants this file: its ending ("svg", "png", "csv") and its content."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._frame = Frame(Picture(Axis(""), Axis("")), View())
        self._subject: object = None
        self._set_by_hand: set[str] = set()
        self.chart, self._legend = Chart(), Legend()
        self._log_x, self._log_y = QCheckBox(self.tr("Log &x")), QCheckBox(self.tr("Log &y"))
        self._guide, self._exponent = QCheckBox(self.tr("&Slope")), QDoubleSpinBox()
        self._export, self._remarks = QPushButton(self.tr("&Export")), note()
        self._band, self._level = Label("", "subtext"), note()
        self._lay_out()
        self._listen()
        self._show()

    @property
    def frame(self) -> Frame:
        """What is shown, and how."""
        return self._frame

    def show_picture(self, picture: Picture, subject: object = None) -> None:
        """Show this; the cursor stays where it was if there is a value."""
        if subject != self._subject:
            self._subject = subject
            self._set_by_hand.clear()
        view = self._frame.view
        if "log_x" not in self._set_by_hand:
            view = replace(view, log_x=picture.spans_decade(log_y=False))
        if "log_y" not in self._set_by_hand:
            view = replace(view, log_y=picture.spans_decade(log_y=True))
        names = [line.name for line in picture.lines]
        x = view.x if view.x in picture.xs else (picture.xs[-1] if picture.xs else None)
        line = view.line if view.line in names else (names[0] if names else "")
        self._frame = Frame(picture, replace(view, hidden=view.hidden.intersection(names), x=x, line=line))
        self._show()

    def look(self, **changes: object) -> None:
        """Look at the picture in another way."""
        self._frame = replace(self._frame, view=replace(self._frame.view, **changes))  # type: ignore[arg-type]
        self._show()

    def content(self, ending: str) -> bytes:
        """The plot as a file of this kind: "svg" or "png" as it is seen, "csv" with the lines that are not hidden."""
        seen = replace(self._frame.picture, lines=self._frame.lines)
        writers: dict[str, Callable[[], bytes]] = {
            "svg": lambda: as_svg(self.chart, self._captions(), self._name),
            "png": lambda: as_png(self.chart, self._captions()),
            "csv": lambda: picture_csv(seen).encode(),
        }
        return writers[ending]()

    def _captions(self) -> Captions:
        """What is to be read below the chart in a file."""
        frame = self._frame
        lines = tuple((line.name, line.colour, line.style) for line in frame.lines)
        texts = (frame.picture.level_text, frame.picture.band, *frame.remarks)
        return Captions(lines, tuple(filter(None, texts)))

    def _show(self) -> None:
        frame = self._frame
        self.chart.show_frame(frame)
        self._legend.show_frame(frame)
        for label, text in ((self._remarks, "\n".join(frame.remarks)), (self._level, frame.picture.level_text)):
            label.setText(text)
            label.setVisible(bool(text))
        self._log_x.setEnabled(frame.may_log_x)
        self._exponent.setEnabled(frame.view.slope is not None)
        self._export.setEnabled(bool(frame.picture.xs))
        self._band.setText(frame.picture.band)
        for box, on in ((self._log_x, frame.view.log_x), (self._log_y, frame.view.log_y)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self.chart.setAccessibleDescription(self._read_out())

    def _read_out(self) -> str:
        """All values at the cursor, in words."""
        frame, x = self._frame, self._frame.view.x
        if x is None:
            return self.tr("Nothing is shown.")
        values = [
            f"{line.name} {'–' if (y := line.at(x)) is None else frame.picture.y.show(y)}" for line in frame.lines
        ]
        return f"{frame.picture.x.title} {frame.picture.x.text(x)}: {', '.join(values)}"

    def _step(self, right: int, down: int) -> None:
        frame = self._frame
        xs, names = frame.picture.xs, [line.name for line in frame.lines]
        if not xs or not names or frame.view.x is None:
            return
        at = min(max(xs.index(frame.view.x) + right, 0), len(xs) - 1)
        line = names.index(frame.view.line) if frame.view.line in names else 0
        self.look(x=xs[at], line=names[min(max(line + down, 0), len(names) - 1)])

    def _point(self, x: float, line: str) -> None:
        self.look(x=x, line=line or self._frame.view.line)

    def _toggle(self, name: str, shown: bool) -> None:
        hidden = self._frame.view.hidden
        self.look(hidden=hidden - {name} if shown else hidden | {name})

    def _choose(self, axis: str, log: bool) -> None:
        self._set_by_hand.add(axis)
        self.look(**{axis: log})

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 10, 8)
        column.addWidget(self._legend)
        column.addWidget(self._level)
        column.addStretch(1)
        area = scrolled(side)
        area.setFixedWidth(_LEGEND_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.chart, 1)
        middle.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tools())
        layout.addLayout(middle, 1)
        layout.addWidget(self._remarks)
        self._remarks.setMargin(10)
        self.chart.setAccessibleName(self._name)
        self.chart.setToolTip(self.tr("Arrow keys move the cursor: left and right by a value, up and down by a line"))

    def _tools(self) -> QHBoxLayout:
        self._exponent.setRange(-_STEEPEST, _STEEPEST)
        self._exponent.setSingleStep(0.5)
        self._exponent.setDecimals(1)
        self._exponent.setValue(2.0)
        self._exponent.setAccessibleName(self.tr("Exponent of the guide"))
        self._guide.setToolTip(
            self.tr("A power of x through the cursor: a straight line where both axes are logarithmic")
        )
        menu = QMenu(self._export)
        for ending, title in (("svg", "&SVG picture"), ("png", "&PNG picture"), ("csv", "&CSV of the lines")):
            menu.addAction(self.tr(title), self._exporter(ending))
        self._export.setMenu(menu)
        self._export.setToolTip(self.tr("Save what is shown as a picture, or its values for a spreadsheet"))
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 10, 2)
        row.setSpacing(8)
        for widget in (self._log_x, self._log_y, self._guide, self._exponent, self._export):
            row.addWidget(widget)
        row.insertStretch(4, 1)
        row.insertWidget(5, self._band)
        return row

    def _exporter(self, ending: str) -> Callable[[], None]:
        return lambda: self.exported.emit(ending, self.content(ending))

    def _listen(self) -> None:
        self.chart.pointed.connect(self._point)
        self.chart.stepped.connect(self._step)
        self._legend.toggled.connect(self._toggle)
        self._log_x.toggled.connect(lambda on: self._choose("log_x", on))
        self._log_y.toggled.connect(lambda on: self._choose("log_y", on))
        self._guide.toggled.connect(lambda on: self.look(slope=self._exponent.value() if on else None))
        self._exponent.valueChanged.connect(lambda exponent: self.look(slope=exponent))
