"""The figures of each runtime side by side, the median large above the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app import units
from app.labels import Label, Tone, figure, note
from app.panels.latency.wording import (
    change_text,
    change_tip,
    extent_text,
    interval_text,
    is_doubtful,
    runtimes_text,
    runtimes_tip,
)
from modelzoo.measurements import Latency, Measured, Timing, Verdict

TONES: dict[Verdict, Tone] = {"faster": "good", "slower": "bad", "no difference shown": "subtext"}


@dataclass(frozen=True)
class Row:
    """A figure that every runtime has."""

    title: str
    tip: str
    show: Callable[[Latency], str]


ROWS = (
    Row("p90", "Nine of ten runs took no longer", lambda found: units.duration(found.p90)),
    Row("Fastest", "The fastest run", lambda found: units.duration(found.minimum)),
    Row("Spread", "p90 over p50: one run in ten took even longer", lambda found: f"×{found.p90 / found.p50:.2f}"),
    Row("Runs", "How many runs were timed and how long they took together; every one is kept", extent_text),
    Row("First call", "The first run, before any warm-up", lambda found: units.duration(found.first)),
    Row("Prepared in", "What came before the first call", lambda found: units.duration(_prepared(found))),
)


class Columns(QWidget):
    """A column a runtime; the name, the median and what became of it beside the baseline come first.

    remarks: what is to be said of the medians, right below them.
    """

    def __init__(self, remarks: QWidget) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._change = Label(self.tr("Change"), "subtext")
        self._change.setToolTip(self.tr("The median beside the pinned baseline's"))
        self._grid.addWidget(Label("p50", "subtext"), 1, 0)
        self._grid.addWidget(self._change, 2, 0, Qt.AlignmentFlag.AlignTop)
        for at, row in enumerate(ROWS, _FIRST):
            title = Label(row.title, "subtext")
            title.setToolTip(f"{row.tip}.")
            self._grid.addWidget(title, at, 0)
        self._between = note(tone="text")
        self._grid.addWidget(self._between, _FIRST - 2, 0, 1, -1)
        self._grid.addWidget(remarks, _FIRST - 1, 0, 1, -1)
        self._columns: list[_Column] = []

    def show_measured(self, found: Measured, titles: Mapping[str, str]) -> None:
        """Show what is known in each setup."""
        runtimes = [timing.setup.runtime for timing in found.timings]
        if runtimes != [column.runtime for column in self._columns]:
            for column in self._columns:
                column.clear()
            self._columns = [
                _Column(self._grid, at, runtime, titles.get(runtime, runtime)) for at, runtime in enumerate(runtimes, 1)
            ]
        self._change.setVisible(any(timing.to_baseline or timing.baseline_refused for timing in found.timings))
        self._between.setText(runtimes_text(found, titles))
        self._between.setToolTip(runtimes_tip(found, titles))
        self._between.setVisible(bool(self._between.text()))
        self._between.set_tone("subtext" if any(map(is_doubtful, found.timings)) else "text")
        for column, timing in zip(self._columns, found.timings, strict=True):
            column.show_timing(timing, self._change.isVisibleTo(self))

    def show_stale(self) -> None:
        """Grey the figures."""
        self._between.set_tone("subtext")
        for column in self._columns:
            column.show_stale()


_FIRST = 5
"""The grid's row of the first of ROWS."""


class _Column:
    """The labels of one runtime."""

    def __init__(self, grid: QGridLayout, at: int, runtime: str, title: str) -> None:
        self.runtime = runtime
        self._title = Label(title, "subtext")
        self._p50 = figure(f"Median latency in {title}", scale=1.4, bold=True)
        self._change = figure(f"Change in {title}")
        self._figures = [figure(f"{row.title} in {title}") for row in ROWS]
        self._title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for label in (self._title, self._change):
            label.setWordWrap(True)
        for row, label in enumerate((self._title, self._p50, self._change)):
            grid.addWidget(label, row, at)
        for row, label in enumerate(self._figures, _FIRST):
            grid.addWidget(label, row, at)

    def show_timing(self, timing: Timing, beside_baseline: bool) -> None:
        """Fill the labels; a figure in doubt is grey and no more than about right."""
        latency, doubtful = timing.latency, is_doubtful(timing)
        self._p50.setText(f"{'~' if doubtful else ''}{units.duration(latency.p50)}" if latency else "–")
        self._p50.setToolTip(_median_tip(timing))
        self._p50.set_tone("subtext" if doubtful else "text")
        self._change.setText(change_text(timing))
        self._change.setToolTip(change_tip(timing))
        self._change.set_tone(TONES[timing.to_baseline.verdict] if timing.to_baseline and not doubtful else "subtext")
        self._change.setVisible(beside_baseline)
        for row, label in zip(ROWS, self._figures, strict=True):
            label.setText(row.show(latency) if latency else "–")
            label.setToolTip(_preparation(latency) if latency and row is ROWS[-1] else f"{row.tip}.")
            label.set_tone("subtext" if doubtful else "text")

    def show_stale(self) -> None:
        """Grey every figure."""
        for label in (self._p50, self._change, *self._figures):
            label.set_tone("subtext")

    def clear(self) -> None:
        """Take the labels away."""
        for label in (self._title, self._p50, self._change, *self._figures):
            label.hide()
            label.deleteLater()


def _prepared(latency: Latency) -> float:
    return sum(seconds for _, seconds in latency.preparation)


def _preparation(latency: Latency) -> str:
    """The steps before the first call."""
    return ", ".join(f"{step} {units.duration(seconds)}" for step, seconds in latency.preparation)


def _median_tip(timing: Timing) -> str:
    """The median to four digits more; or why there is none."""
    if timing.latency is None:
        return timing.refused
    beside = f" Beside the first runtime: {interval_text(timing.to_main)}." if timing.to_main else ""
    return f"p50, the median of {timing.latency.n:,} timed runs: {timing.latency.p50 * 1e3:.4f} ms.{beside}"
