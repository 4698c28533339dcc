"""The models that stand on the board by their names: opened one after another, whenever the engine has time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.results import Results
from app.worker import PAPER, Worker
from modelzoo.catalog import CATALOG
from modelzoo.entries import Entry
from modelzoo.project import Project
from modelzoo.published import published, published_accuracy
from modelzoo.results import Examination


class NamedCandidates(QObject):
    """What each name is; what it costs is kept with all other results, which tell when they learn of it."""

    failed = Signal()
    """A model could not be opened."""

    def __init__(self, worker: Worker, results: Results, parent: QObject) -> None:
        super().__init__(parent)
        self._worker, self._results = worker, results
        self._opened: dict[str, Project] = {}
        self._problems: dict[str, str] = {}
        self._asked = ""

    def entry(self, name: str) -> Entry:
        """The candidate of this name, as far as it is known."""
        project = self._opened.get(name)
        if project is None:
            return Entry("zoo", name, model=name, problem=self._problems.get(name, ""))
        return Entry("zoo", project.title, project.graph, project.size, name, accuracy=published_accuracy(name))

    def want(self, names: Sequence[str]) -> None:
        """Open the first that was not opened yet, or whose figures have been forgotten; the others follow."""
        wanted = next((each for each in names if not self._is_settled(each)), "")
        if self._asked or not wanted:
            return
        self._asked = wanted
        self._worker.submit(
            "open for board",
            PAPER,
            "open",
            wanted,
            done=lambda found: self._learn(wanted, *found),
            failed=lambda error: self._give_up(wanted, error),
            background=True,
        )

    def _is_settled(self, name: str) -> bool:
        project = self._opened.get(name)
        known = project is not None and self._results.known(project) is not None
        return known or name in self._problems

    def _learn(self, name: str, project: Project, found: Examination) -> None:
        self._asked, self._opened[name] = "", project
        self._results.learn(project, found)

    def _give_up(self, name: str, error: Exception) -> None:
        self._asked, self._problems[name] = "", str(error)
        self.failed.emit()


def names() -> list[str]:
    """What can be put on the board by name."""
    return [each.name for each in published(CATALOG.architectures.values())]
