"""JSON Lines: an object a line, each a row; metrics may stand in nested objects, and need not be in every row."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from modelzoo.runs.json_rows import cells, looks_like_rows, settings_beside, table_batch
from modelzoo.runs.lines import Lines
from modelzoo.runs.reading import Certainty, Format, News, same
from modelzoo.runs.rows import Rows, Table


def _sniff(path: Path, head: bytes) -> Certainty:
    line, _, rest = head.lstrip().partition(b"\n")
    if not line.startswith(b"{") or _object(line.decode(errors="replace")) is None:
        return Certainty.NO
    if path.suffix == ".json" and not rest.strip():
        return Certainty.NO
    return Certainty.LIKELY if looks_like_rows(head) else Certainty.POSSIBLE


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home = home
        self._lines = Lines(home, patience)
        self._begin()

    def news(self, files: Sequence[Path]) -> News | None:
        """The rows that were added. Raises OSError."""
        found = self._lines.new(lambda line: _object(line) is not None)
        if found is None:
            return None
        lines, anew = found
        if anew:
            self._begin()
        rows = [_object(line) for line in lines]
        self._broken += rows.count(None)
        table = Table()
        for row in rows:
            if row is not None:
                table.add(cells(row))
        return News([table_batch(table, self._rows, settings_beside(self._home))], self._problems(), anew)

    def _begin(self) -> None:
        self._rows, self._broken = Rows(), 0

    def _problems(self) -> tuple[str, ...]:
        problems = [f"{self._broken:,} lines are no JSON objects and were left out"] if self._broken else []
        return (*problems, *(["the last line is not finished"] if self._lines.waiting else []))


FORMAT = Format("JSON Lines", _sniff, same, _Reader)
