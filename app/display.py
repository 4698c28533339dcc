"""Shows in the window what the document and the results say, and keeps one selection in all views."""

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.measuring import Measuring
from app.results import Results
from modelzoo.catalog import info_of
from modelzoo.labels import shape_label
from modelzoo.measurements import Measured
from modelzoo.project import Project
from modelzoo.results import Cost, Examination
from modelzoo.sizes import size_text

PATIENCE = 150
"""Milliseconds that new figures may take before the old ones are greyed; sooner would only flicker."""


class Selecting(Protocol):
    """A view in which blocks can be selected."""

    @property
    def selection_changed(self) -> SignalInstance:
        """A person selected these blocks: their ids."""

    def select(self, ids: Collection[str]) -> None:
        """Select these, without telling of it."""


class Display(QObject):
    """From the values to the views; never the other way round."""

    filled = Signal()
    """Every panel shows the model as it stands, or why it cannot."""

    def __init__(
        self, document: Document, results: Results, measuring: Measuring, inside: Inside, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._document, self._results, self._measuring, self._window = document, results, measuring, window
        self._inside = inside
        self._selection: tuple[str, ...] = ()
        self._baseline: Cost | None = None
        self._figures_shown = self._latency_shown = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_stale)
        document.changed.connect(self._show_project)
        inside.changed.connect(self._show_inside)
        inside.examined.connect(self._show_within)
        document.file_changed.connect(self._show_file)
        document.recorded.connect(self._show_file)
        results.examining.connect(self._await_figures)
        results.examined.connect(self._show_examination)
        results.baseline_examined.connect(self._show_baseline)
        measuring.measured.connect(self._show_measured)
        measuring.measuring.connect(window.latency.show_progress)
        measuring.waiting.connect(window.latency.show_waiting_for_quiet)
        measuring.waited_in_vain.connect(window.latency.show_waiting)
        measuring.outdated.connect(self._show_outdated)
        measuring.unmeasurable.connect(self._show_unmeasurable)
        measuring.unmeasured.connect(self._show_unmeasured)
        measuring.foreign_found.connect(window.latency.show_foreign)
        results.unexamined.connect(window.hint)
        self._selecting: list[Selecting] = [window.canvas]
        for view in (window.layers, window.bars, window.roofline, window.code):
            self.share_selection(view)
        window.canvas.selection_changed.connect(self._select_inside)
        window.problems.node_wished.connect(self._reveal)

    def start(self) -> None:
        """Show the document as it is now."""
        self._show_inside()
        self._show_project(self._document.project, self._document.project)
        self._show_file()

    def share_selection(self, view: Selecting) -> None:
        """One more view shows what is selected, and may change it."""
        self._selecting.append(view)
        view.selection_changed.connect(self.select)
        view.select(self._inside.path[:1] or self._selection)

    def select(self, ids: Collection[str]) -> None:
        """Select these nodes of the model in every view; the canvas shows the whole of it then."""
        self._inside.go_to(0)
        self._selection = tuple(ids)
        for view in self._selecting:
            view.select(self._selection)
        self._show_form()

    def _select_inside(self, ids: Collection[str]) -> None:
        """Select nodes of what the canvas shows; inside of a block, the other views select that block."""
        self._selection = tuple(ids)
        for view in self._selecting[1:]:
            view.select(self._inside.path[:1] or self._selection)
        self._show_form()

    def _show_inside(self) -> None:
        shown = self._inside.project
        self._window.canvas.show_project(shown)
        self._selection = tuple(id for id in self._selection if id in shown.graph)
        self._show_form()

    def _show_within(self, found: Examination) -> None:
        self._window.canvas.show_examination(found)
        self._show_form()

    def _show_project(self, before: Project, now: Project) -> None:
        self._window.show_size(size_text(now.size))
        self._window.actions_by_name["unpin"].setEnabled(now.baseline is not None)
        self._show_file()

    def _show_file(self) -> None:
        path, title = self._document.path, self._document.project.title
        self._window.show_title(f"{title} – {path.name}" if path else title, self._document.modified)

    def _show_form(self) -> None:
        graph, examination = self._inside.project.graph, self._inside.examination
        if len(self._selection) != 1:
            self._window.form.show_several([graph[id] for id in self._selection])
            return
        node = graph[self._selection[0]]
        shapes = examination.shapes if examination else {}
        taken = ", ".join(shape_label(shapes[id]) if id in shapes else "?" for id in node.sources)
        made = shape_label(shapes[node.id]) if node.id in shapes else "?"
        self._window.form.show_node(node, info_of(node), taken, made)

    def _reveal(self, id: str) -> None:
        """Select a node and bring its box into view."""
        self.select((id,))
        self._window.canvas.attend()

    def _await_figures(self) -> None:
        self._figures_shown = self._latency_shown = False
        self._patience.start()

    def _show_stale(self) -> None:
        """The new figures let a person wait: what is still shown is of the model before."""
        self._window.costs.show_stale()
        self._window.layers.setEnabled(False)
        self._window.canvas.show_shapes_stale()
        self._show_form()

    def _show_examination(self, found: Examination) -> None:
        self._patience.stop()
        self._window.layers.setEnabled(True)
        if not self._inside.path:
            self._window.canvas.show_examination(found)
        self._window.problems.show_problems(found.problems)
        self._window.mark_problems(len(found.problems))
        self._show_costs()
        self._show_form()
        self._figures_shown = True
        self._tell_filled()

    def _show_baseline(self, found: Examination | None) -> None:
        self._baseline = found.cost if found else None
        self._show_costs()

    def _show_costs(self) -> None:
        baseline, examination = self._document.project.baseline, self._results.examination
        if examination is not None:
            title = baseline.title if baseline else ""
            self._window.costs.show_cost(examination.cost, self._baseline, title, self._document.project.numbers)

    def _show_measured(self, found: Measured) -> None:
        self._window.latency.show_measured(found, self._document.project.numbers)
        self._settle_latency()

    def _show_outdated(self, reason: str) -> None:
        self._window.latency.show_stale()
        self._window.latency.show_waiting(reason)
        if self._measuring.rests:
            self._settle_latency()
        else:
            self._latency_shown = False

    def _show_unmeasurable(self, reason: str) -> None:
        self._window.latency.show_nothing(reason)
        self._settle_latency()

    def _show_unmeasured(self, reason: str) -> None:
        self._window.latency.show_failure(reason)
        self._settle_latency()

    def _settle_latency(self) -> None:
        self._latency_shown = True
        self._tell_filled()

    def _tell_filled(self) -> None:
        if self._figures_shown and self._latency_shown:
            self.filled.emit()
