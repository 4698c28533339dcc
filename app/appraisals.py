"""Finds out what published models cost, one after another, whenever nothing more urgent is asked of the engine."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from app.figures_cache import FiguresCache
from app.worker import HERE, PAPER, Worker
from modelzoo.catalog import CATALOG
from modelzoo.published import published
from modelzoo.results import Appraisal

Key = tuple[str, str]
"""A published name, and the input size as a person writes it; empty for the published one."""


class Appraisals(QObject):
    """All that is known of the catalog's models at their own inputs, kept on disk, and of some at other sizes."""

    appraised = Signal(str, str, object)
    """A model (name, size) was found to cost this: an Appraisal."""
    failed = Signal(str, str, str)
    """A model (name, size) cannot be appraised: why."""

    def __init__(self, worker: Worker, cache: FiguresCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker, self._cache = worker, cache
        self._catalog = ""
        self._known: dict[Key, Appraisal] = {}
        self._problems: dict[Key, str] = {}
        self._all: tuple[Key, ...] = ()
        self._wanted: list[Key] = []
        self._started = False
        self._asked: Key | None = None

    def take_catalog(self, catalog: str, names: Iterable[str]) -> None:
        """Know these models from now on; what was kept of this very catalog is known at once."""
        self._worker.cancel("appraise")
        self._asked, self._catalog = None, catalog
        self._all, self._wanted, self._problems = tuple((name, "") for name in names), [], {}
        self._known = {(name, ""): found for name, found in self._cache.load(catalog).items()}

    def follow_catalog(self) -> None:
        """Know the models of the catalog as it is installed."""
        models = published(CATALOG.architectures.values())
        self.take_catalog(CATALOG.to_json(), [model.name for model in models])

    def start(self) -> None:
        """The engine is there: find out what is not known."""
        self._started = True
        self._ask_next()

    def want(self, names: Sequence[str], size: str) -> None:
        """Ask for these first, in place of what was wanted before; what failed is tried again."""
        self._wanted = [(name, size) for name in names if (name, size) not in self._known]
        for key in self._wanted:
            self._problems.pop(key, None)
        if self._wanted and self._asked not in self._wanted:
            self._worker.cancel("appraise")
            self._asked = None
        self._ask_next()

    def find(self, name: str, size: str = "") -> Appraisal | None:
        """What is known of a model."""
        return self._known.get((name, size))

    def problem(self, name: str, size: str = "") -> str:
        """Why a model could not be appraised; empty where it was not tried or did not fail."""
        return self._problems.get((name, size), "")

    def _ask_next(self) -> None:
        if self._asked or not self._started:
            return
        key = next((key for key in (*self._wanted, *self._all) if not self._is_settled(key)), None)
        if key is None:
            return
        self._asked = key
        self._worker.submit(
            "appraise",
            PAPER,
            "appraise",
            *key,
            done=lambda found: self._keep(key, found),
            failed=lambda error: self._give_up(key, error),
            background=key not in self._wanted,
        )

    def _is_settled(self, key: Key) -> bool:
        return key in self._known or key in self._problems

    def _keep(self, key: Key, found: Appraisal) -> None:
        self._known[key] = found
        name, size = key
        if not size:
            kept = {name: each for (name, size), each in self._known.items() if not size}
            self._worker.submit(
                "figures", HERE, self._cache.save, self._catalog, kept, done=lambda _: None, failed=lambda _: None
            )
        self._go_on()
        self.appraised.emit(name, size, found)

    def _give_up(self, key: Key, error: Exception) -> None:
        self._problems[key] = str(error)
        self._go_on()
        self.failed.emit(*key, str(error))

    def _go_on(self) -> None:
        self._asked = None
        self._ask_next()
