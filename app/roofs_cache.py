"""The roofs of the machines that used this cache folder, kept on disk: they change as little as the machine does."""

import contextlib
import json
from pathlib import Path

from modelzoo.files import write_whole
from modelzoo.plain import from_plain, to_plain
from modelzoo.roofs import Roofs


class RoofsCache:
    """One file in the user's cache folder, with the newest roofs of each machine and number of threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "roofs.json"

    def load(self, machine: str, threads: int) -> Roofs | None:
        """The roofs of this machine with so many threads, if they were ever measured."""
        return self._load().get((machine, threads))

    def save(self, found: Roofs) -> None:
        """Keep these, in place of what was known of the same machine and threads."""
        kept = self._load() | {(found.environment.machine, found.threads): found}
        with contextlib.suppress(OSError):  # a cache that cannot be kept costs some seconds at the next start
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps([to_plain(each) for each in kept.values()]))

    def _load(self) -> dict[tuple[str, int], Roofs]:
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            found = [from_plain(Roofs, row) for row in rows]
        except (OSError, ValueError, TypeError, RecursionError):
            return {}
        return {(each.environment.machine, each.threads): each for each in found}
