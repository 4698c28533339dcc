"""Text with a row a line and commas, semicolons or tabs between the cells: what all CSV logs have in common."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from modelzoo.runs.lines import Lines, as_text
from modelzoo.runs.numbers import read_cells
from modelzoo.runs.reading import Batch, News
from modelzoo.runs.rows import PLACES, Column, Rows, number
from modelzoo.runs.run import Setting

_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 5000


@dataclass(frozen=True)
class Header:
    """A table's column names, and what stands between them."""

    names: tuple[str, ...]
    delimiter: str

    @property
    def lower(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(name.lower() for name in self.names)

    @property
    def has_places(self) -> bool:
        """Whether a column says step or epoch."""
        return bool(self.lower & PLACES)

    def cells(self, lines: Sequence[str]) -> list[list[str]]:
        """Lines as rows of cells; where quotes make no sense, they are taken as they stand."""
        try:
            return list(csv.reader(lines, delimiter=self.delimiter))
        except csv.Error:
            return [line.split(self.delimiter) for line in lines]


def read_header(head: bytes) -> Header | None:
    """The first line of a text as a table's header; None where it cannot be one."""
    line = head.lstrip(b"\r\n").partition(b"\n")[0].decode("utf-8-sig", errors="replace").rstrip("\r")
    if not line or "\x00" in line or "\ufffd" in line or line[0] in "{[":
        return None
    delimiter = max(_DELIMITERS, key=line.count)
    names = tuple(name.strip() for name in Header((), delimiter).cells([line])[0])
    if not 2 <= len(names) <= _MOST_COLUMNS or any(map(_is_number, names)) or not any(names[1:]):
        return None
    return Header(names, delimiter)


def holds_numbers(head: bytes, found: Header) -> bool:
    """Whether the first rows under a header hold numbers; a header alone may still get some."""
    rows = head.decode("utf-8-sig", errors="replace").splitlines()[1:6]
    cells = [cell for row in found.cells(rows) for cell in row]
    return not cells or any(map(_is_number, cells))


def _is_number(cell: str) -> bool:
    try:
        return number(cell) is not None
    except ValueError:
        return False


Division = Mapping[str, Mapping[str, str]]
"""For each run in a table (empty for the only one), which columns are its own, and what they are called there."""


def one_run(found: Header) -> Division:
    """A table of one run: every column is its own."""
    return {"": {name: name for name in found.names if name}}


class DelimitedReader:
    """Follows one table. divide: which columns belong to which run. settings: hyperparameters told elsewhere."""

    def __init__(
        self,
        path: Path,
        patience: float,
        divide: Callable[[Header], Division] = one_run,
        settings: Callable[[], Mapping[str, Setting]] = dict,
    ) -> None:
        self._lines = Lines(path, patience)
        self._divide, self._settings = divide, settings
        self._header: Header | None = None
        self._rows: dict[str, Rows] = {}
        self._odd = 0
        self._unread: dict[str, int] = {}

    def news(self, files: Sequence[Path]) -> News | None:
        """The rows that were added. Raises OSError."""
        found = self._lines.new(self._is_whole)
        if found is None:
            return None
        lines, anew = found
        if anew:
            self._begin()
        if self._header is None and lines:
            first, _, lines = lines.partition(b"\n")
            self._header = read_header(first)
        batches = self._batches(lines, self._header) if self._header else ()
        return News(batches, tuple(self._problems()), anew)

    def _begin(self) -> None:
        self._header, self._rows, self._odd, self._unread = None, {}, 0, {}

    def _is_whole(self, line: str) -> bool:
        known = self._header
        if known is None:
            return read_header(line.encode()) is not None
        (row,) = known.cells([line])
        return len(row) == len(known.names) and any(cell.strip() for cell in row)

    def _batches(self, lines: bytes, known: Header) -> list[Batch]:
        columns, count = self._numbers(lines, known) or self._cells(lines, known)
        batches = []
        for run, own in self._divide(known).items():
            own_columns = {metric: columns[name] for name, metric in own.items() if name in columns}
            found = self._rows.setdefault(run, Rows()).series(own_columns, count)
            batches.append(Batch(run, series=found, hyperparameters=self._settings()))
        return batches

    def _numbers(self, lines: bytes, known: Header) -> tuple[dict[str, Column], int] | None:
        """The columns of a table that holds nothing but numbers and blanks, as most do."""
        found = read_cells(lines, known.delimiter, len(known.names))
        if found is None:
            return None
        columns = {name: Column(*found.column(at)) for at, name in enumerate(known.names) if name}
        return columns, found.count

    def _cells(self, lines: bytes, known: Header) -> tuple[dict[str, Column], int]:
        """The columns of any table, cell by cell."""
        names = list(known.names)
        rows = known.cells([line for line in as_text(lines).split("\n") if line.strip()])
        whole = [row for row in rows if len(row) == len(names) and row != names]
        self._odd += sum(len(row) != len(names) for row in rows)
        cells = dict(zip(names, zip(*whole, strict=True), strict=True)) if whole else {}
        return {name: self._column(name, column) for name, column in cells.items() if name}, len(whole)

    def _column(self, name: str, cells: Sequence[str]) -> Column:
        rows = [at for at, cell in enumerate(cells) if cell]
        try:
            return Column.of(rows, [float(cells[at]) for at in rows])
        except ValueError:
            return self._mixed(name, cells)

    def _mixed(self, name: str, cells: Sequence[str]) -> Column:
        found: dict[int, float] = {}
        for at, cell in enumerate(cells):
            try:
                value = number(cell)
            except (ValueError, OverflowError):
                self._unread[name] = self._unread.get(name, 0) + 1
                continue
            if value is not None:
                found[at] = value
        return Column.of(list(found), list(found.values()))

    def _problems(self) -> "list[str]":
        problems = [f"column {name}: {count:,} cells hold no number" for name, count in self._unread.items()]
        if self._odd:
            problems.append(f"{self._odd:,} rows have more or fewer cells than the header and were left out")
        if self._lines.waiting:
            problems.append("the last line is not finished")
        return problems
