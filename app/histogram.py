"""How measured times are spread: a histogram with the median and the ninetieth percentile. Imports pyqtgraph."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import theme
from app.accessible import Role, give_role
from app.plots import looks
from app.units import duration

_SHOWN = 0.98
"""The share of the samples that the picture spans; the slowest few would squeeze all others into one bar."""


class Histogram(QWidget):
    """The distribution of one model's timed runs; the number tells several apart by colour, outline and hatching."""

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self._number = number
        self._plot = pg.GraphicsLayoutWidget()
        self._box = self._plot.addViewBox(row=0, col=1, enableMenu=False, enableMouse=False)
        self._axes = {side: pg.AxisItem(side, linkView=self._box) for side in ("left", "bottom")}
        self._plot.addItem(self._axes["left"], row=0, col=0)
        self._plot.addItem(self._axes["bottom"], row=1, col=1)
        self._bars = pg.PlotCurveItem([0, 1], [0], stepMode="center", fillLevel=0)
        self._lines = [
            pg.InfiniteLine(label=name, labelOpts={"position": at, "anchors": _RIGHT}) for name, at in _MARKS
        ]
        for item in (self._bars, *self._lines):
            self._box.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self.setFixedHeight(130)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_role(self, Role.Chart)
        self._dress()

    def show_samples(self, samples: Sequence[float], p50: float, p90: float, title: str = "") -> None:
        """Show these times, in seconds, and what they are of."""
        scale, unit = (1e3, "ms") if p50 >= 1e-3 else (1e6, "µs")
        times = np.array(samples) * scale
        least = float(times.min())
        most = max(float(np.quantile(times, _SHOWN)), p90 * scale, 1.01 * least)
        counts, edges = np.histogram(times, bins=_bins(times[times <= most]), range=(least, most))
        beyond = int((times > most).sum())
        self._bars.setData(edges, counts)
        self._box.setXRange(least, most + _ROOM * (most - least))
        for line, value in zip(self._lines, (p50, p90), strict=True):
            line.setValue(value * scale)
        axis = f"{unit} ({beyond} slower hidden)" if beyond else f"{unit} a run"
        self._axes["bottom"].setLabel(f"{title}: {axis}" if title else axis)
        self._axes["left"].setLabel("runs")
        hidden = f". The slowest {beyond}, up to {duration(max(samples))}, are not in the picture." if beyond else ""
        told = f"{len(samples)} timed runs: p50 {duration(p50)}, p90 {duration(p90)}{hidden}"
        self.setToolTip(f"{title}: {told}" if title else told)
        self.setAccessibleName(f"Distribution of the timed runs in {title}" if title else "Distribution of timed runs")

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme; grey the bars while the widget is disabled."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._dress()

    def _dress(self) -> None:
        colours = theme.of(self.palette())
        self._plot.setBackground(None)
        for axis in self._axes.values():
            axis.setPen(colours.mid)
            axis.setTextPen(colours.subtext)
        colour = looks.colour(colours, self._number) if self.isEnabled() else colours.subtext
        self._bars.setPen(pg.mkPen(colour, style=looks.dash(self._number)))
        hatch = _HATCHES[self._number % len(_HATCHES)]
        solid = hatch == Qt.BrushStyle.SolidPattern
        self._bars.setBrush(QBrush(pg.mkColor(colour + "60" if solid else colour), hatch))
        for line in self._lines:
            line.setPen(pg.mkPen(colours.text, style=Qt.PenStyle.DashLine))
            line.label.setColor(colours.text)


_HATCHES = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.DiagCrossPattern)
_MARKS = (("p50", 0.92), ("p90", 0.74))
_RIGHT = [(0, 0.5), (0, 0.5)]
"""A mark's name stands on the right of its line, the later one lower."""
_ROOM = 0.25
"""The share of the picture's width that is left free for the last name."""


def _bins(times: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> int:
    """Few enough bars that each holds some runs."""
    return int(np.clip(np.sqrt(times.size), 5, 40))
