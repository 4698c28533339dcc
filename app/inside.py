"""What the canvas shows: the whole model, or the inside of a named block, where edits change that block everywhere."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.canvas.breadcrumbs import Breadcrumbs
from app.document import Document
from app.main_window import MainWindow
from app.results import Results
from app.worker import PAPER, Worker
from modelzoo.graph import Given, Graph, Shape
from modelzoo.inside import Path, as_far_as_it_goes, dressed, inside, lifted, nodes_along
from modelzoo.project import Change, Project
from modelzoo.results import Examination

_UNKNOWN = Examination(None, {}, ())


class Inside(QObject):
    """Goes into named blocks and out again, and passes on what is wished there as edits of the document."""

    changed = Signal()
    """Another project is shown, or another part of it."""
    examined = Signal(object)
    """An Examination of what is shown."""

    def __init__(self, document: Document, worker: Worker, results: Results, window: MainWindow) -> None:
        super().__init__(window)
        self._document, self._worker, self._results, self._window = document, worker, results, window
        self.path: Path = ()
        self.project = document.project
        self.given: Mapping[str, Shape] = {}
        self._found: Examination | None = None
        self._crumbs = Breadcrumbs(window.canvas)
        self._crumbs.wished.connect(self.go_to)
        document.changed.connect(self._follow)
        document.opened.connect(lambda: self.go_to(0))
        results.examined.connect(self._examine)
        window.canvas.edit_wished.connect(self.edit)
        window.canvas.inside_wished.connect(self.go_into)
        window.form.edit_wished.connect(self.edit)
        for name, wish in {"go_inside": self.go_into_selected, "go_out": self.go_out}.items():
            window.actions_by_name[name].triggered.connect(lambda _=False, wish=wish: wish())

    @property
    def examination(self) -> Examination | None:
        """What is known of what is shown."""
        return self._found if self.path else self._results.examination

    @property
    def graph(self) -> Graph:
        """The network that is shown as the document has it: a block's inputs without what reaches them."""
        return inside(self._document.project, self.path).graph

    @property
    def coming(self) -> Given:
        """What comes into it."""
        return self.given if self.path else self._document.project.size

    def edit(self, text: str, change: Change, key: str = "") -> None:
        """Change what is shown; inside of a block that is a change of the block."""
        where = f" in {self.project.title}" if self.path else ""
        within = f"{key} in {' '.join(self.path)}" if key and self.path else key
        self._document.edit(f"{text}{where}", lifted(change, self.path), within)

    def go_into(self, id: str) -> None:
        """Show what the named block is made of."""
        self._turn_to((*self.path, id))

    def go_into_selected(self) -> None:
        """Show what the selected named block is made of."""
        (id,) = self._window.canvas.sheet.selected_ids
        self.go_into(id)

    def go_out(self) -> None:
        """Show what the block stands in, with the block selected."""
        self.go_to(len(self.path) - 1)

    def go_to(self, depth: int) -> None:
        """Show what is so many named blocks deep on the way to here."""
        if depth < len(self.path):
            block = self.path[depth]
            self._turn_to(self.path[:depth])
            self._window.canvas.sheet.select({block})

    def _turn_to(self, path: Path) -> None:
        self.path, self.given, self._found = path, {}, None
        self._show()
        self.examined.emit(self.examination or _UNKNOWN)
        self._window.canvas.fit()
        if self._results.examination:
            self._examine()

    def _follow(self, before: Project, now: Project) -> None:
        """The document is another: stay as deep inside as there is an inside."""
        path = as_far_as_it_goes(now, self.path)
        if path == self.path:
            self._show()
        else:
            self.path, self.given, self._found = path, {}, None
            self._show()
            self._window.canvas.fit()

    def _show(self) -> None:
        shown = inside(self._document.project, self.path)
        self.project = replace(shown, graph=dressed(shown.graph, self.given)) if self.path else shown
        names = [str(node.values["title"]) for node in nodes_along(self._document.project, self.path)]
        self._window.canvas.allow_notes(not self.path)
        self._crumbs.show_path([self._document.project.title, *names])
        self.changed.emit()

    def _examine(self) -> None:
        """Find out what reaches the block, and what becomes of it there."""
        if not self.path:
            return
        project, path = self._document.project, self.path
        self._worker.submit(
            "examine within",
            PAPER,
            "examine_within",
            project.graph,
            project.size,
            path,
            done=lambda found: self._take(project, path, *found),
            failed=lambda error: self._window.hint(str(error)),
        )

    def _take(self, asked: Project, path: Path, given: Mapping[str, Shape], found: Examination) -> None:
        """Show what was found, unless something else is shown by now."""
        now = self._document.project
        if path != self.path or now.graph is not asked.graph or now.size != asked.size:
            return
        dress, self.given, self._found = given != self.given, given, found
        if dress:
            self._show()
        self.examined.emit(found)
