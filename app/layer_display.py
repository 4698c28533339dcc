"""Shows where the cost and the time sit: in the table, as bars, as heat on the canvas, and under the roofs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.breakdown import Breakdown
from app.canvas.heat import Heat, Warmth
from app.colour_chooser import BY_KIND, COLOURINGS
from app.document import Document
from app.inside import Inside
from app.layer_timing import LayerTiming
from app.machine_roofs import MachineRoofs
from app.main_window import MainWindow
from app.measuring import Measuring
from app.quantities import TIME, Quantity, find_quantity
from app.results import Results
from app.roofs_cache import RoofsCache
from app.time_words import setup_text
from app.units import CHOSEN
from app.worker import Worker
from modelzoo.jobs import Progress
from modelzoo.results import Examination


class LayerDisplay(QObject):
    """From what is known of the blocks to the views. All show one quantity; the canvas does if it is wished."""

    heat_changed = Signal(object)
    """The whole model is coloured like this: Heat, or None by the kind of block."""

    def __init__(
        self, results: Results, timing: LayerTiming, roofs: MachineRoofs, inside: Inside, window: MainWindow
    ) -> None:
        super().__init__(window)
        self.timing, self.roofs, self._inside, self._window = timing, roofs, inside, window
        self._breakdown, self._quantity, self._by_kind = Breakdown(), TIME, True
        self._heat: Heat | None = None
        results.examined.connect(self._take_examination)
        inside.examined.connect(lambda _: self._show_quantity())
        timing.changed.connect(self._take_times)
        timing.progressed.connect(self._show_progress)
        timing.waiting.connect(self._show_waiting)
        timing.failed.connect(self._show_failure)
        timing.settled.connect(self._settle)
        roofs.changed.connect(self._take_roofs)
        roofs.progressed.connect(self._show_roofs_progress)
        roofs.failed.connect(window.roofline.say)
        CHOSEN.changed.connect(self._show_quantity)
        self._hear_views()
        self._show_colouring()

    def colour(self, colouring: str) -> None:
        """Colour the boxes by a quantity, which the bars show as well, or by the kind of block."""
        self._by_kind = colouring == BY_KIND
        if not self._by_kind:
            self._quantity = find_quantity(colouring)
        self._show_colouring()

    def colour_next(self) -> None:
        """Colour the boxes by what comes next in the list, and after the last by the kind of block."""
        now = COLOURINGS.index(BY_KIND if self._by_kind else self._quantity.name)
        self.colour(COLOURINGS[(now + 1) % len(COLOURINGS)])

    def show_bars_of(self, name: str) -> None:
        """Show bars of this quantity; boxes that are coloured by one follow."""
        self._quantity = find_quantity(name)
        self._show_colouring()

    def share_heat(self, show: Callable[[Heat | None], None]) -> None:
        """One more view is coloured like the canvas when that shows the whole model."""
        self.heat_changed.connect(show)
        show(self._heat)

    def _hear_views(self) -> None:
        window = self._window
        window.colour_chooser.wished.connect(self.colour)
        window.bars.quantity_wished.connect(self.show_bars_of)
        window.layers.setup_wished.connect(self.timing.choose)
        window.layers.times_wished.connect(self.timing.time_again)
        window.roofline.roofs_wished.connect(self.roofs.measure)
        window.docks["Roofline"].visibilityChanged.connect(self._look_at_roofs)
        for name in COLOURINGS:
            window.actions_by_name[f"colour_{name}"].triggered.connect(lambda _, name=name: self.colour(name))
        window.actions_by_name["colour_next"].triggered.connect(self.colour_next)

    def _take_examination(self, found: Examination) -> None:
        self._breakdown = replace(self._breakdown, cost=found.cost)
        self._show()

    def _take_times(self) -> None:
        timing = self.timing
        self.roofs.use(timing.setup.threads)
        if timing.stale:
            self.roofs.stop()
        self._breakdown = replace(self._breakdown, times=timing.times, stale=timing.stale, roofs=self.roofs.roofs)
        self._window.layers.show_setups(timing.setups, timing.setup)
        self._show()

    def _take_roofs(self) -> None:
        self._breakdown = replace(self._breakdown, roofs=self.roofs.roofs)
        self._show()

    def _look_at_roofs(self) -> None:
        """The first look at a roofline of timed blocks has the roofs measured."""
        seen = not self._window.roofline.visibleRegion().isEmpty()
        if seen and self._breakdown.times and not self._breakdown.stale and not self.timing.rests:
            self.roofs.want()

    def _show(self) -> None:
        self._window.layers.show_breakdown(self._breakdown)
        self._window.roofline.show_breakdown(self._breakdown)
        self._show_quantity()

    def _show_colouring(self) -> None:
        colouring = BY_KIND if self._by_kind else self._quantity.name
        self._window.colour_chooser.show_choice(colouring)
        for name in COLOURINGS:
            self._window.actions_by_name[f"colour_{name}"].setChecked(name == colouring)
        self._show_quantity()

    def _show_quantity(self) -> None:
        self._window.bars.show_breakdown(self._breakdown, self._quantity)
        shown = None if self._by_kind else heat(self._breakdown, self._quantity)
        self._heat = shown
        self.heat_changed.emit(shown)
        if shown and self._inside.path:
            found = self._inside.examination
            shown = heat(Breakdown(found.cost if found else None), self._quantity)
        self._window.canvas.show_heat(shown)

    def _show_progress(self, progress: Progress) -> None:
        self._window.layers.say(f"Timing the blocks: {progress.text}, {progress.share:.0%}")

    def _show_waiting(self, reason: str) -> None:
        self._window.layers.say(f"Times of the blocks: {reason}")

    def _show_failure(self, reason: str) -> None:
        self._window.layers.say(f"The blocks were not timed: {reason}", "error")

    def _show_roofs_progress(self, text: str) -> None:
        self._window.roofline.say(text, busy=bool(text))

    def _settle(self) -> None:
        """The engine is free for what waited."""
        self._look_at_roofs()
        self.roofs.go_on()


def show_layers(
    document: Document,
    worker: Worker,
    results: Results,
    measuring: Measuring,
    inside: Inside,
    window: MainWindow,
    cache: Path,
) -> LayerDisplay:
    """Have the blocks of the document's model timed, and this machine's roofs kept in the cache's folder; show both."""
    timing = LayerTiming(document, worker, measuring, window)
    roofs = MachineRoofs(worker, RoofsCache(cache), lambda: measuring.here.machine, window)
    return LayerDisplay(results, timing, roofs, inside, window)


def heat(breakdown: Breakdown, quantity: Quantity) -> Heat:
    """Every block's share of the greatest value."""
    values = {row.layer.node: quantity.read(row) for row in breakdown.rows}
    most = max((value for value in values.values() if value), default=0.0)
    warmths = {
        row.layer.node: Warmth(
            None if (value := values[row.layer.node]) is None else value / (most or 1), quantity.text(row)
        )
        for row in breakdown.rows
    }
    title = quantity.title
    if quantity is TIME and breakdown.times:
        title = "Time before the last change" if breakdown.stale else f"Time, {setup_text(breakdown.times.whole.setup)}"
    known = any(value is not None for value in values.values())
    ends = (quantity.show(0), quantity.show(most)) if known else ("", "")
    return Heat(title, *ends, quantity.missing, warmths)
