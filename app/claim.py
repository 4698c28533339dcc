"""Which window works on which file, so that a second one can tell.

The claims lie in the person's own data folder, named after the file that is claimed, and not beside that file: nothing
is left behind in a folder that may be shared, synchronised or read-only. So they tell of this person's windows on this
computer. What others do to a file on a network share is noticed by its content, when it changes and before each save.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile


@dataclass(frozen=True)
class Holder:
    """The process that works on a file: its id, its computer, and since when."""

    pid: int
    host: str
    since: datetime


class Claim:
    """One window's claim on one file at a time. The claim of a process that died is void."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        for file in folder.glob("*.lock"):
            lock = _lock(file)
            if lock.tryLock(0):
                lock.unlock()

    def take(self, path: Path | None) -> None:
        """Work on this file from now on, and not on the last one; tried again as long as another holds it."""
        if path != self._path:
            self.release()
            self._path = path
        if path and not self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = _lock(self._file(path))
            self._lock = lock if lock.tryLock(0) else None

    def release(self) -> None:
        """Work on no file."""
        if self._lock:
            self._lock.unlock()
        self._path = self._lock = None

    def holder(self, path: Path) -> Holder | None:
        """Who else works on the file."""
        file = self._file(path)
        if not file.exists() or (self._lock and self._lock.fileName() == str(file)):
            return None
        lock = _lock(file)
        if lock.tryLock(0):
            lock.unlock()
            return None
        pid, host, _ = lock.getLockInfo()
        try:
            return Holder(pid, host, datetime.fromtimestamp(file.stat().st_mtime))
        except FileNotFoundError:  # given up just now
            return None

    def _file(self, path: Path) -> Path:
        return self._folder / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.lock"


def _lock(file: Path) -> QLockFile:
    lock = QLockFile(str(file))
    lock.setStaleLockTime(0)  # only a dead process gives its claim up
    return lock
