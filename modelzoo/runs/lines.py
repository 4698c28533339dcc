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

    def new(self, whole: Whole) -> tuple[list[str], bool] | None:
        """Lines, and whether they begin the file anew; None where there is nothing new. Raises OSError."""
        if not self._tail.changed() and not self._is_due():
            return None
        anew = self._tail.begun_anew()
        if anew:
            self._given = b""
        lines = self._read(whole)
        if lines is None:  # the line that was taken goes on
            self._tail.restart()
            self._given, anew = b"", True
            lines = self._read(whole) or []
        return (lines, anew) if lines or anew or self._tail.changed() else None

    def _is_due(self) -> bool:
        """Whether a line without an end has been waited for long enough."""
        return self.waiting and self._tail.rested() >= self._patience

    def _read(self, whole: Whole) -> list[str] | None:
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
        lines = [line for line in _text(data[begin:end]).split("\n") if line.strip()]
        return lines + self._last(rest, whole) if last else lines

    def _last(self, rest: bytes, whole: Whole) -> list[str]:
        line = _text(rest)
        self.waiting = bool(line.strip())
        if not self._is_due() or not whole(line):
            return []
        self.waiting, self._given = False, rest
        return [line]


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace").replace("\r", "")
