"""Whole experiments in one act: the engine tells what a transform would do, the canvas marks it, one edit does it.

It is done to what the canvas shows; inside of a named block that changes the block wherever it is used.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QSettings, QTimer

from app.canvas.marks import Mark, show_marks
from app.canvas.placing import place_made
from app.document import Document
from app.inside import Inside
from app.main_window import MainWindow
from app.panels.transform.dialog import TransformDialog
from app.results import Results
from app.worker import HERE, PAPER, Worker
from modelzoo import variants
from modelzoo.acts import Act, Preview
from modelzoo.catalog import CATALOG
from modelzoo.errors import GraphError
from modelzoo.graph import Graph
from modelzoo.inside import lifted
from modelzoo.project import Place, Project

_APART = "transform/apart"
"""What a person last chose: whether what an act makes is a variant of its own."""

_QUIET = 200
"""Milliseconds without another wish before a preview is asked for."""


class Transforming(QObject):
    """Previews on the canvas what is chosen in its dialog, for as long as that is open."""

    def __init__(
        self,
        document: Document,
        worker: Worker,
        results: Results,
        inside: Inside,
        window: MainWindow,
        store: QSettings,
    ) -> None:
        super().__init__(window)
        self._store = store
        self._document, self._worker, self._inside, self._window = document, worker, inside, window
        self._canvas, self.dialog = window.canvas, TransformDialog(window)
        self._path = inside.path
        self._act: Act | None = None
        self._found: Preview | None = None
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self._ask)
        self.dialog.act_wished.connect(self._follow)
        self.dialog.apply_wished.connect(self._place)
        self.dialog.finished.connect(self._forget)
        window.canvas.selection_changed.connect(self.dialog.show_selection)
        document.changed.connect(self._follow_project)
        inside.changed.connect(self._follow_path)
        results.examined.connect(self._show_stages)
        inside.examined.connect(self._show_stages)

    def open(self) -> None:
        """Bring the dialog up beside the canvas, for what is selected there or else for the whole network."""
        dialog, window = self.dialog, self._window
        if self._document.refuses_change():
            return
        if not dialog.isVisible():
            dialog.show_transforms(CATALOG.transforms.values())
            self._show_stages()
            dialog.show_selection(self._canvas.sheet.selected_ids)
            dialog.scope.choose_selection()
            dialog.choose_apart(bool(self._store.value(_APART, True, type=bool)))
            dialog.move(window.mapToGlobal(QPoint(window.width() - dialog.width(), 0)))
            dialog.show()
            dialog.consider()
        dialog.raise_()
        dialog.activateWindow()

    def _show_stages(self, *_: object) -> None:
        found = self._inside.examination
        if found and not self._document.project.source:
            self.dialog.show_network(self._inside.project.graph, found.shapes)

    def _follow_project(self, before: Project, now: Project) -> None:
        """The network is another: so is what the act would do."""
        if now.source:
            self.dialog.close()
        elif self.dialog.isVisible() and (now.graph is not before.graph or now.size != before.size):
            self.dialog.consider()

    def _follow_path(self) -> None:
        """The canvas shows another part of the model: that is what an act is of."""
        if self._inside.path != self._path:
            self._path = self._inside.path
            if self.dialog.isVisible():
                self.dialog.consider()

    def _follow(self, act: Act | None) -> None:
        """Preview this act as soon as no other is considered."""
        self._forget()
        if act and self.dialog.isVisible():
            self._act = replace(act, within=self._inside.path)
            self._pause.start()

    def _ask(self) -> None:
        project = self._document.project
        self._worker.submit(
            "preview", PAPER, "preview", project.graph, self._act, project.size, done=self._show, failed=self._tell
        )

    def _show(self, found: Preview) -> None:
        self._found = found
        self.dialog.show_preview(found)
        rows = found.difference.rows
        marks = {row.before.id: mark for row in rows if row.before and (mark := Mark.of(row))}
        show_marks(self._canvas.sheet, marks)

    def _tell(self, error: Exception) -> None:
        self.dialog.show_failure(str(error))

    def _forget(self) -> None:
        """Nothing is previewed any more."""
        self._pause.stop()
        self._worker.cancel("preview")
        self._act = self._found = None
        show_marks(self._canvas.sheet, {})

    def _place(self) -> None:
        """Find places for what the act makes, and do it."""
        found, before = self._found, self._inside.graph
        if found:
            self._worker.submit(
                "place made",
                HERE,
                place_made,
                found,
                self._canvas.sheet.places,
                done=lambda places: self._put(found, before, places),
                failed=self._tell,
            )

    def _put(self, found: Preview, before: Graph, places: dict[str, Place]) -> None:
        put, path = variants.derive if self.dialog.apart else variants.act_on, found.act.within

        def replaced(part: Project) -> Project:
            if part.graph != before:
                raise GraphError("The network has changed meanwhile: transform it again.")
            return replace(part, graph=found.graph, places=places)

        def change(now: Project) -> Project:
            whole = lifted(replaced, path)(now)
            return put(replace(now, blocks=whole.blocks), found.act, whole.graph, whole.places)

        self._store.setValue(_APART, self.dialog.apart)
        self.dialog.close()
        with self._canvas.greeting():
            self._document.edit(found.act.text, change)
