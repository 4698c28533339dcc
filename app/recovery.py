"""A file that is always as new as the last act, so that no end of the process loses anything.

The work is written before an edit returns, in one step and without waiting for the disk: what a process has written
outlives it, whatever ends it. That takes a millisecond where 200 blocks are. The worker then sees to what takes longer:
what was measured, and that a loss of power does no harm either.
"""

import contextlib
import json
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile

from modelzoo.errors import ProjectError
from modelzoo.files import Held, write_whole
from modelzoo.project import Project
from modelzoo.project_file import dumps, load, loads
from modelzoo.record import Record


@dataclass(frozen=True)
class Leftover:
    """Work that a crash left behind: what it was, the file it belonged to if any, and when it was last edited.

    held: what that file held when it was last read or written, as far as that is known.
    """

    project: Project
    path: Path | None
    held: Held | None
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
        self._era = 0
        self._recorded = (0, Record())
        self.unreadable: list[str] = []

    def write(self, project: Project, path: Path | None, held: Held | None = None) -> Callable[[], None]:
        """Keep this state of the work; gives what is left to do where it may take its time. Both raise ProjectError."""
        work = dumps(replace(project, record=Record()), indent=None)
        digest = held.digest if held else ""
        text = json.dumps({"path": str(path) if path else "", "digest": digest, "era": self._era, "project": work})
        self._write(self.file, text, lasting=False)
        return partial(self._complete, project.record, self._era)

    def forget(self) -> None:
        """There is nothing to recover: all is saved, or given up knowingly."""
        over, self._era = self._era, self._era + 1
        _remove(self.file, _measured(self.file, over))

    def close(self, keep: bool = False) -> None:
        """Leave no lock behind, and no file either unless it is to be found at the next start."""
        if not keep:
            self.forget()
        self._lock.unlock()

    def leftovers(self) -> Iterator[Leftover]:
        """Work of processes that ended without closing. Needs the catalog, since every block is checked."""
        for file in self._orphans():
            try:
                leftover = _read(file)
            except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ProjectError) as error:
                self.unreadable.append(f"{file}: {error}")
            else:
                yield self._with_record(leftover)

    def _complete(self, record: Record, era: int) -> None:
        """Keep what was measured, and wait until the disk has all."""
        if (era, record) != self._recorded and era == self._era:
            measured = _measured(self.file, era)
            self._write(measured, dumps(Project(record=record)))
            self._recorded = era, record
            if era != self._era:  # it was given up meanwhile
                _remove(measured)
        _wait_for_disk(self.file)

    def _write(self, file: Path, text: str, lasting: bool = True) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, text, lasting)
        except OSError as error:
            reason = f"the recovery copy cannot be written: {error.strerror or error}."
            raise ProjectError(str(file), reason) from error

    def _with_record(self, leftover: Leftover) -> Leftover:
        """With what was measured; where that cannot be read it is told and stays: the work itself does not need it."""
        work, measured = leftover.files
        try:
            record = load(measured).record if measured.exists() else Record()
        except ProjectError as error:
            self.unreadable.append(str(error))
            return replace(leftover, files=(work,))
        return replace(leftover, project=replace(leftover.project, record=record))

    def _orphans(self) -> list[Path]:
        """The files whose process is dead; their locks go, and what it was about to write."""
        kept = (path for path in self._folder.iterdir() if path.suffix in (".json", ".lock"))
        files = {path.with_suffix(".json") for path in kept} - {self.file}
        free = [file for file in sorted(files) if _is_free(file)]
        for file in free:
            _remove(*self._folder.glob(f".{file.stem}.*"))
        return [file for file in free if file.exists()]


def _read(file: Path) -> Leftover:
    """Raises what reading a file and what is no such file may raise."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    path, digest, era = kept["path"], kept["digest"], kept["era"]
    if not isinstance(path, str) or "\0" in path or not isinstance(digest, str):
        raise TypeError(f"path {path!r:.60}")
    if type(era) is not int or not 0 <= era < 2**31:
        raise ValueError(f"era {era!r:.60}")
    project, seconds = loads(kept["project"], file.name), file.stat().st_mtime
    held = Held(digest) if digest else None
    return Leftover(project, Path(path) if path else None, held, seconds, (file, _measured(file, era)))


def _measured(file: Path, era: int) -> Path:
    """Beside the work: an era ends where there is nothing to recover, so that no later work has its measurements."""
    return file.with_suffix(f".{era}.measured")


def _wait_for_disk(file: Path) -> None:
    """Raises nothing where the file has gone meanwhile, or cannot be waited for."""
    with contextlib.suppress(OSError):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
