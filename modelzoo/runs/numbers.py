"""Numbers written as text, millions of them: read at once where nothing but numbers stands there, else refused."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from modelzoo.runs.run import Floats

_OF_NUMBERS = b"0123456789+-.eEnaif"
_NEWLINE = ord("\n")


def read_numbers(data: bytes) -> Floats | None:
    """Numbers with blanks between them; None where anything else stands there."""
    try:
        found: Floats = np.fromstring(data, np.float64, sep=" ")
    except (ValueError, DeprecationWarning):  # the latter where warnings are errors
        return None
    return found


@dataclass(frozen=True, eq=False)
class Cells:
    """A table's cells that hold numbers, row after row: which column each stands in, and in which row."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    count: int

    def column(self, at: int) -> tuple[NDArray[np.int64], Floats]:
        """The rows in which a column holds numbers, and these."""
        which = self.columns == at
        return self.rows[which], self.values[which]


def read_cells(lines: bytes, delimiter: str, width: int) -> Cells | None:
    """The cells of whole lines, all with so many cells, which are numbers or blank; None where they are not."""
    if lines.translate(None, _OF_NUMBERS + delimiter.encode() + b"\n") or not lines:
        return None
    text = np.frombuffer(lines, np.uint8)
    ends = np.flatnonzero((text == ord(delimiter)) | (text == _NEWLINE))
    if len(ends) % width:
        return None
    if (text[ends.reshape(-1, width)[:, -1]] != _NEWLINE).any() or lines.count(b"\n") != len(ends) // width:
        return None
    filled = np.flatnonzero(np.diff(ends, prepend=-1) > 1)
    values = read_numbers(lines.translate(bytes.maketrans(delimiter.encode() + b"\n", b"  ")))
    if values is None or len(values) != len(filled):
        return None
    return Cells(filled // width, filled % width, values, len(ends) // width)
