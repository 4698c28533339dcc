"""A text that may still be written, line by line. A last line without an end is waited for, or taken if it is whole."""

from collections.abc import Callable
from pathlib import Path

from modelzoo.runs.tail import Tail

Whole = Callable[[str], bool]
"""Whether a line without an end could be all of itself."""


class Lines:
    """The lines that were added since the last time.

    patience: how many seconds the file must have rested before a last line without an end is taken.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.waiting = False
        self._tail = Tail(path)
        self._patience = patience
        self._given = b""

    def new(self, whole: Whole) -> tuple[bytes, bool] | None:
        """Lines with their ends, and whether they begin the file anew; None where nothing is new. Raises OSError."""
        if not self._tail.changed() and not self._is_due():
            return None
        anew = self._tail.begun_anew()
        if anew:
            self._given = b""
        lines = self._read(whole)
        if lines is None:  # the line that was taken goes on
            self._tail.restart()
            self._given, anew = b"", True
            lines = self._read(whole) or b""
        return (lines, anew) if lines or anew or self._tail.changed() else None

    def _is_due(self) -> bool:
        """Whether a line without an end has been waited for long enough."""
        return self.waiting and self._tail.rested() >= self._patience

    def _read(self, whole: Whole) -> bytes | None:
        data, last = self._tail.read()
        if self._given and not (data + b"\n").startswith((self._given + b"\n", self._given + b"\r\n")):
            return None
        end = data.rfind(b"\n") + 1
        self._tail.advance(data[:end])
        begin = min(len(self._given), end)
        if end:
            rest, self._given = data[end:], b""
        else:
            rest = data[len(self._given) :]
        lines = _plain(data[begin:end]).lstrip(b"\n")
        return lines + self._last(rest, whole) if last else lines

    def _last(self, rest: bytes, whole: Whole) -> bytes:
        line = _plain(rest)
        self.waiting = bool(line.strip())
        if not self._is_due() or not whole(as_text(line)):
            return b""
        self.waiting, self._given = False, rest
        return line + b"\n"


def _plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"")


def as_text(data: bytes) -> str:
    """Bytes as text; what is no text is replaced."""
    return data.decode(errors="replace")
