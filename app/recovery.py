"""A file that is always as new as the last edit, so that a crash loses nothing."""

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
    """This process's own recovery file in a folder that all share; a lock tells which are in use.

    file: where it keeps the work. unreadable: files of dead processes that hold no project any more, and why; they stay
    where they are.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.file = folder / f"{uuid.uuid4().hex}.json"
        self._lock = _lock(self.file)
        self._lock.tryLock(0)
        self.unreadable: list[str] = []

    def write(self, project: Project, path: Path | None) -> None:
        """Keep this state of the work; slow as a disk is. Raises ProjectError."""
        text = json.dumps({"path": str(path) if path else "", "project": dumps(project)})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, text)
        except OSError as error:
            reason = f"the recovery copy cannot be written: {error.strerror or error}."
            raise ProjectError(str(self.file), reason) from error

    def forget(self) -> None:
        """There is nothing to recover: all is saved, or given up knowingly."""
        self.file.unlink(missing_ok=True)

    def close(self, keep: bool = False) -> None:
        """Leave no lock behind, and no file either unless it is to be found at the next start."""
        if not keep:
            self.forget()
        self._lock.unlock()

    def leftovers(self) -> Iterator[Leftover]:
        """Work of processes that ended without closing. Needs the catalog, since every block is checked."""
        for file in self._orphans():
            try:
                kept = json.loads(file.read_text(encoding="utf-8"))
                path = Path(kept["path"]) if kept["path"] else None
                yield Leftover(loads(kept["project"], file.name), path, file.stat().st_mtime, file)
            except (OSError, ValueError, KeyError, TypeError, ProjectError) as error:
                self.unreadable.append(f"{file}: {error}")

    def _orphans(self) -> list[Path]:
        """The files whose process is dead; their locks go."""
        kept = (path for path in self._folder.iterdir() if path.suffix in (".json", ".lock"))
        files = {path.with_suffix(".json") for path in kept} - {self.file}
        return [file for file in sorted(files) if _is_free(file) and file.exists()]


def _is_free(file: Path) -> bool:
    lock = _lock(file)
    free = lock.tryLock(0)
    lock.unlock()
    return free


def _lock(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only a dead process gives its lock up
    return lock
