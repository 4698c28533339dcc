"""A file that may still be written: its bytes since the last look, and whether it was begun anew."""

import time
from pathlib import Path

CHUNK = 2**22
_LONGEST = 2**29
_MARK = 64


class Tail:
    """Where reading a file has come to. What was read before is recognised by the bytes before that place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at = 0
        self._size = CHUNK
        self._head = self._mark = b""
        self._seen: tuple[int, int] | None = None

    def changed(self) -> bool:
        """Whether there may be something to read. Raises OSError."""
        return self._stamp() != self._seen

    def rested(self) -> float:
        """For how many seconds the file has not been written to. Raises OSError."""
        return time.time() - self.path.stat().st_mtime

    def begun_anew(self) -> bool:
        """Whether what was read before is no longer there; then reading begins at the start. Raises OSError."""
        with self.path.open("rb") as file:
            head = file.read(len(self._head))
            file.seek(self._at - len(self._mark))
            anew = (head, file.read(len(self._mark))) != (self._head, self._mark)
        if anew:
            self.restart()
        return anew

    def restart(self) -> None:
        """Begin at the start again."""
        self._at, self._size, self._head, self._mark, self._seen = 0, CHUNK, b"", b"", None

    def read(self) -> tuple[bytes, bool]:
        """The next bytes, and whether they reach the file's end. Raises OSError."""
        stamp = self._stamp()
        with self.path.open("rb") as file:
            file.seek(self._at)
            data = file.read(self._size)
        last = len(data) < self._size
        self._seen = stamp if last else None
        return data, last

    def advance(self, read: bytes) -> None:
        """Be done with these bytes, the first of those that were given; with none, more are given the next time."""
        self._size = CHUNK if read else min(2 * self._size, _LONGEST)
        self._head = (self._head + read[:_MARK])[:_MARK]
        self._mark = (self._mark + read)[-_MARK:] if len(read) < _MARK else read[-_MARK:]
        self._at += len(read)

    def _stamp(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_size, found.st_mtime_ns
