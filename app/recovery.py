"""A file that is always as new as the last edit, so that a crash loses nothing."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from modelzoo.errors import ProjectError
from modelzoo.project import Project, dumps, loads, write_whole


@dataclass(frozen=True)
class Leftover:
    """Work that a crash left behind: what it was, the file it belonged to if any, and when it was last edited."""

    project: Project
    path: Path | None
    seconds: float
    file: Path


class Recovery:
    """This process's own recovery file in a folder that all share; a lock tells which are in use."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = folder / f"{uuid.uuid4().hex}.json"
        self._lock = _lock(self._file)
        self._lock.tryLock(0)

    def write(self, project: Project, path: Path | None) -> None:
        """Keep this state of the work; slow as a disk is. Raises ProjectError."""
        text = json.dumps({"path": str(path) if path else "", "project": dumps(project)})
        try:
            write_whole(self._file, text)
        except OSError as error:
            reason = f"the recovery copy cannot be written: {error.strerror or error}."
            raise ProjectError(str(self._file), reason) from error

    def forget(self) -> None:
        """There is nothing to recover: all is saved, or given up knowingly."""
        self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Forget, and leave no lock behind."""
        self.forget()
        self._lock.unlock()

    def leftovers(self) -> Iterator[Leftover]:
        """Work of processes that ended without closing. Needs the catalog, since every block is checked."""
        for file in sorted(self._folder.glob("*.json")):
            lock = _lock(file)
            if file == self._file or not lock.tryLock(0):
                continue
            lock.unlock()
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, ProjectError):
                kept = json.loads(file.read_text(encoding="utf-8"))
                path = Path(kept["path"]) if kept["path"] else None
                yield Leftover(loads(kept["project"], file.name), path, file.stat().st_mtime, file)


def _lock(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only a dead process gives its lock up
    return lock
