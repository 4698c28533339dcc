"""The catalog as the engine last sent it, kept on disk so that the palette is full at the first paint."""

import contextlib
from pathlib import Path

from modelzoo.catalog import CATALOG, Catalog, install
from modelzoo.files import write_whole


class CatalogCache:
    """One file in the user's cache folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "catalog.json"

    def load(self) -> bool:
        """Install the kept catalog; tells whether there was one that could be read."""
        try:
            catalog = Catalog.from_json(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False
        install(catalog)
        return True

    def renew(self, text: str) -> bool:
        """Install what an engine sent and keep it; tells whether it differs from what was there."""
        catalog = Catalog.from_json(text)
        if catalog == CATALOG:
            return False
        install(catalog)
        with contextlib.suppress(OSError):  # a cache that cannot be kept costs a second at the next start
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, text)
        return True
