"""A table with a row a value: the metric's name in one column, its value in another, perhaps the run's in a third."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from modelzoo.runs.delimited import Header, holds_numbers, read_header
from modelzoo.runs.lines import Lines, as_text
from modelzoo.runs.reading import Batch, Certainty, Format, News, same
from modelzoo.runs.rows import AXES, Rows, Table, number
from modelzoo.runs.run import Series

_METRIC = ("metric", "metric_name", "tag", "key")
_VALUE = ("value", "metric_value")
_RUN = ("run", "run_name", "run_id", "run_uuid")

_Key = tuple[str, str]
"""The names of a run and a metric."""


def _sniff(path: Path, head: bytes) -> Certainty:
    found = read_header(head)
    if not found or not _column(found, _METRIC) or not _column(found, _VALUE) or not holds_numbers(head, found):
        return Certainty.NO
    return Certainty.SURE if found.has_places else Certainty.POSSIBLE


def _column(found: Header, names: Iterable[str]) -> str | None:
    named = {name.lower(): name for name in found.names}
    return next((named[name] for name in names if name in named), None)


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._lines = Lines(home, patience)
        self._header: Header | None = None
        self._rows: dict[_Key, Rows] = {}
        self._odd = 0

    def news(self, files: Sequence[Path]) -> News | None:
        """The rows that were added. Raises OSError."""
        found = self._lines.new(lambda line: bool(self._header and len(self._header.cells([line])[0]) == self._width))
        if found is None:
            return None
        lines, anew = found
        if anew:
            self._begin()
        if self._header is None and lines:
            first, _, lines = lines.partition(b"\n")
            self._header = read_header(first)
        batches = self._batches(lines, self._header) if self._header else []
        problems = [f"{self._odd:,} rows do not fit the header and were left out"] if self._odd else []
        problems += ["the last line is not finished"] if self._lines.waiting else []
        return News(batches, tuple(problems), anew)

    def _begin(self) -> None:
        self._header, self._rows, self._odd = None, {}, 0

    @property
    def _width(self) -> int:
        return len(self._header.names) if self._header else 0

    def _batches(self, lines: bytes, known: Header) -> list[Batch]:
        run, metric, value = (_column(known, names) or "" for names in (_RUN, _METRIC, _VALUE))
        tables: dict[_Key, Table] = {}
        for cells in known.cells([line for line in as_text(lines).split("\n") if line.strip()]):
            row = dict(zip(known.names, cells, strict=False))
            found = self._row(row, row[metric], value) if len(cells) == self._width else None
            if found is None:
                self._odd += 1
            else:
                tables.setdefault((row.get(run, ""), row[metric]), Table()).add(found)
        return [Batch(key[0], series=self._series(key, table)) for key, table in tables.items()]

    def _row(self, row: Mapping[str, str], metric: str, value: str) -> dict[str, str | float] | None:
        """The places of a row, and its value under the metric's name."""
        try:
            found = number(row[value])
        except ValueError:
            return None
        places = {name: cell for name, cell in row.items() if name.lower() in AXES}
        return {**places, metric: found} if metric and found is not None else None

    def _series(self, key: _Key, table: Table) -> list[Series]:
        return self._rows.setdefault(key, Rows()).series(table.columns, table.count)


FORMAT = Format("CSV by metric", _sniff, same, _Reader)
