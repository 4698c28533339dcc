"""JSON Lines: an object a line, each a row; metrics may stand in nested objects, and need not be in every row."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from modelzoo.runs.json_rows import looks_like_rows, settings_beside, table_batch
from modelzoo.runs.lines import Lines, as_text
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
        table = Table()
        for row in self._objects(as_text(lines)):
            table.add(row)
        return News([table_batch(table, self._rows, settings_beside(self._home))], self._problems(), anew)

    def _objects(self, text: str) -> list[dict[str, Any]]:
        """The objects in lines: all at once, else line by line."""
        lines = [line for line in text.split("\n") if line.strip()]
        try:
            rows = json.loads(f"[{','.join(lines)}]")
        except (ValueError, RecursionError):
            rows = [_object(line) for line in lines]
        if len(rows) != len(lines):
            rows = [_object(line) for line in lines]
        whole = [row for row in rows if isinstance(row, dict)]
        self._broken += len(lines) - len(whole)
        return whole

    def _begin(self) -> None:
        self._rows, self._broken = Rows(), 0

    def _problems(self) -> tuple[str, ...]:
        problems = [f"{self._broken:,} lines are no JSON objects and were left out"] if self._broken else []
        return (*problems, *(["the last line is not finished"] if self._lines.waiting else []))


FORMAT = Format("JSON Lines", _sniff, same, _Reader)
