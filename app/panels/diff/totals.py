"""What two models cost as a whole, and how many of their nodes differ: the line between the drawings and the table."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app import units
from app.canvas.marks import SIGNS
from app.labels import Label, figure
from app.panels.diff.columns import TOTALS
from app.time_words import setup_words
from modelzoo.analysis.trust import doubts
from modelzoo.diff import Difference, Kind
from modelzoo.measurements import Latency

_KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "unchanged")


class Totals(QWidget):
    """Each figure before and after, with the change below; those that one of the models lacks are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = Label()
        self._found: Difference | None = None
        self._times: tuple[Latency, ...] = ()
        self._titles = [Label(self.tr(title), "subtext") for title, *_ in TOTALS]
        self._values = [figure(self.tr("{} before and after").format(title), bold=True) for title, *_ in TOTALS]
        self._changes = [figure(self.tr("Change of {}").format(title.lower())) for title, *_ in TOTALS]
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 6)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._counts, 0, 0, 3, 1)
        grid.setColumnStretch(0, 1)
        for column, cells in enumerate(zip(self._titles, self._values, self._changes, strict=True), start=1):
            for row, cell in enumerate(cells):
                cell.setAlignment(self._values[0].alignment())
                grid.addWidget(cell, row, column)
        units.CHOSEN.changed.connect(self._fill)

    def show_difference(self, found: Difference, times: Sequence[Latency] = ()) -> None:
        """Show these totals; the times of both say how they were taken."""
        self._found, self._times = found, tuple(times)
        self._fill()

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        counts = ((kind, len(found.of_kind(kind))) for kind in _KINDS)
        self._counts.setText("\n".join(f"{SIGNS.get(kind, '=')} {count} {kind}" for kind, count in counts))
        for at, (_, name, show) in enumerate(TOTALS):
            was, now = getattr(found.before, name, None), getattr(found.after, name, None)
            for label in (self._titles[at], self._values[at], self._changes[at]):
                label.setVisible(was is not None and now is not None)
            if was is not None and now is not None:
                self._values[at].setText(f"{show(was)} → {show(now)}")
                self._changes[at].setText(units.change(now, was, show))
                self._changes[at].set_tone("good" if now < was else "bad" if now > was else "subtext")
        self._tell_times()

    def _tell_times(self) -> None:
        """Say of the times how they were taken; where they prove nothing, their change has no colour."""
        words = _taken(self._times) if self._times else []
        self._titles[-1].setText(self.tr("Time") + (f", {setup_words(self._times[0].setup)}" if words else ""))
        for label in (self._titles[-1], self._values[-1], self._changes[-1]):
            label.setToolTip("\n".join(words))
        if words and not _in_turns(self._times):
            self._changes[-1].set_tone("subtext")
            self._changes[-1].setText(f"{self._changes[-1].text()}, measured apart")
        if any(doubts(each) for each in self._times):
            self._changes[-1].set_tone("subtext")
            self._values[-1].setText(f"{self._values[-1].text()} ?")


def _in_turns(times: Sequence[Latency]) -> bool:
    """Whether what disturbed one disturbed all."""
    return bool(times[0].session) and len({each.session for each in times}) == 1


def _taken(times: Sequence[Latency]) -> list[str]:
    """What a sceptic asks about the times of two models."""
    apart = "Measured apart: what disturbed one may have spared the other"
    how = "Both took turns" if _in_turns(times) else apart
    return [f"Medians of all timed runs. {how}.", *dict.fromkeys(reason for each in times for reason in doubts(each))]
