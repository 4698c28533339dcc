"""What is known of blocks and models: kept from an earlier start, told anew by the engine, awaited by who needs it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.catalog_cache import CatalogCache
from app.worker import Worker


class Knowing(QObject):
    """At the very first start nothing is known until the engine has told it."""

    renewed = Signal()
    """The blocks and models are known, or others than before."""

    def __init__(self, cache: CatalogCache, worker: Worker) -> None:
        super().__init__(worker)
        self._cache, self._known = cache, cache.load()
        self._waiting: list[Callable[[], None]] = []
        worker.catalog_arrived.connect(self._take)

    def once(self, then: Callable[[], None]) -> None:
        """Do what needs to know the blocks, as soon as they are known."""
        if self._known:
            then()
        else:
            self._waiting.append(then)

    def always(self, show: Callable[[], None]) -> None:
        """Show what is known, now and whenever it is renewed."""
        self.renewed.connect(show)
        if self._known:
            show()

    def _take(self, text: str) -> None:
        if self._cache.renew(text) or not self._known:
            self._known = True
            self.renewed.emit()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
