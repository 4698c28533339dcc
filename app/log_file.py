"""The program's log: what went wrong, in a file that a person can attach to a report without giving anything away."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "slimscope.log"
_LARGEST, _OLDER = 512 * 1024, 2
"""Bytes of the file before it is begun anew, and how many of the older ones are kept."""


class LogFile(RotatingFileHandler):
    """Takes what the logger `slimscope` is told; a person's own folder is written as ~."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder / NAME, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True)
        self.path = folder / NAME
        self.setFormatter(_Discreet("%(asctime)s %(levelname)s %(message)s"))
        self._logger = logging.getLogger("slimscope")
        self._level_before = self._logger.level
        self._logger.setLevel(logging.INFO)
        self._logger.addHandler(self)

    def close(self) -> None:
        """Give the file back."""
        self._logger.removeHandler(self)
        self._logger.setLevel(self._level_before)
        super().close()


class _Discreet(logging.Formatter):
    """Writes no path that tells who is at the machine."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """The text with a person's own folder as ~."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def last_lines(path: Path, most: int = 64 * 1024) -> str:
    """The end of the log, from the beginning of a line on; nothing where there is no log yet."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - most))
        text = file.read().decode("utf-8", errors="replace")
    return text if size <= most else text.partition("\n")[2]
