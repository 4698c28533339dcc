"""A file that is always as new as the last edit, so that a crash loses nothing."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLockFile

from modelzoo.errors import ProjectError
from modelzoo.files import write_whole
from modelzoo.project import Project
from modelzoo.project_file import dumps, load, loads
from modelzoo.record import Record


@dataclass(frozen=True)
class Leftover:
    """Work that a crash left behind: what it was, the file it belonged to if any, and when it was last edited."""

    project: Project
    path: Path | None
    seconds: float
    files: tuple[Path, ...]

    def forget(self) -> None:
        """It was taken up, or given up knowingly."""
        _remove(*self.files)


class Recovery:
    """This process's own recovery file in a folder that all share; a lock tells which are in use.

    file: where it keeps the work; what was measured lies beside it, since it is much larger and no edit changes it.
    unreadable: files of dead processes that hold no project any more, and why; they stay where they are.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.file = folder / f"{uuid.uuid4().hex}.json"
        self._lock = _lock(self.file)
        self._lock.tryLock(0)
        self._recorded = Record()
        self.unreadable: list[str] = []

    def write(self, project: Project, path: Path | None) -> None:
        """Keep this state of the work; slow as a disk is. Raises ProjectError."""
        work = replace(project, record=Record())
        text = json.dumps({"path": str(path) if path else "", "project": dumps(work)})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if project.record != self._recorded:
                write_whole(_measured(self.file), dumps(Project(record=project.record)))
                self._recorded = project.record
            write_whole(self.file, text)
        except OSError as error:
            reason = f"the recovery copy cannot be written: {error.strerror or error}."
            raise ProjectError(str(self.file), reason) from error

    def forget(self) -> None:
        """There is nothing to recover: all is saved, or given up knowingly."""
        _remove(self.file, _measured(self.file))
        self._recorded = Record()

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
                project, seconds = loads(kept["project"], file.name), file.stat().st_mtime
            except (OSError, ValueError, KeyError, TypeError, ProjectError) as error:
                self.unreadable.append(f"{file}: {error}")
            else:
                record = self._record_beside(file)
                files = (file,) if record is None else (file, _measured(file))
                yield Leftover(replace(project, record=record or Record()), path, seconds, files)

    def _record_beside(self, file: Path) -> Record | None:
        """What was measured; None, and that is told, where it cannot be read: the work itself does not need it."""
        measured = _measured(file)
        try:
            return load(measured).record if measured.exists() else Record()
        except ProjectError as error:
            self.unreadable.append(str(error))
            return None

    def _orphans(self) -> list[Path]:
        """The files whose process is dead; their locks go."""
        kept = (path for path in self._folder.iterdir() if path.suffix in (".json", ".lock"))
        files = {path.with_suffix(".json") for path in kept} - {self.file}
        return [file for file in sorted(files) if _is_free(file) and file.exists()]


def _measured(file: Path) -> Path:
    return file.with_suffix(".measured")


def _remove(*files: Path) -> None:
    for each in files:
        each.unlink(missing_ok=True)


def _is_free(file: Path) -> bool:
    lock = _lock(file)
    free = lock.tryLock(0)
    lock.unlock()
    return free


def _lock(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # only a dead process gives its lock up
    return lock
