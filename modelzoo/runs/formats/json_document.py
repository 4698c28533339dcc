"""A JSON document: a list of rows, lists by metric as in Keras' History, or rows under some key among settings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from modelzoo.runs.json_rows import looks_like_rows, settings_beside, table_batch
from modelzoo.runs.metrics import is_metric
from modelzoo.runs.reading import Certainty, Format, News, same
from modelzoo.runs.rows import Rows, Table
from modelzoo.runs.settings import flat
from modelzoo.runs.whole import Whole

_ROWS_UNDER = ("history", "log_history", "logs", "log", "metrics", "rows", "results", "data")
_LISTS = re.compile(rb'^(\{\s*"[^"\\]{1,80}"\s*:\s*){1,2}\[\s*-?[0-9]')
_SCALAR = ("wall_time", "step", "value")
"""What the rows of a chart are that TensorBoard gives out as JSON."""


def _sniff(path: Path, head: bytes) -> Certainty:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] not in (b"{", b"[") or (start[:1] == b"{" and b'"' not in start[:200]):
        return Certainty.NO
    rows = start[1:].lstrip()[:1]
    listed = (start[:1] == b"[" and rows == b"{") or _LISTS.search(start)
    if listed and looks_like_rows(head):
        return Certainty.LIKELY
    return Certainty.POSSIBLE


def _rows_in(data: Any) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    """The rows of a document, and what else it says."""
    if isinstance(data, list):
        return [row for each in data if (row := _row(each)) is not None], {}
    if not isinstance(data, Mapping):
        return [], {}
    for key in _ROWS_UNDER:
        inner = data.get(key)
        if isinstance(inner, list | Mapping) and inner:
            rows, _ = _rows_in(inner)
            return rows, {name: value for name, value in data.items() if name != key}
    return _by_column(data)


def _row(each: Any) -> Mapping[str, Any] | None:
    if isinstance(each, list) and len(each) == len(_SCALAR):
        return dict(zip(_SCALAR, each, strict=True))
    return each if isinstance(each, Mapping) else None


def _by_column(data: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    """Lists by name, or by split and name, as rows; without any, the document itself is the one row."""
    lists = {
        name: value
        for name, value in _opened(data)
        if isinstance(value, list) and value and (name in data or is_metric(name))
    }
    if not lists:
        return [data], {}
    longest = max(map(len, lists.values()))
    rows = ({name: value[at] for name, value in lists.items() if at < len(value)} for at in range(longest))
    return list(rows), {name: value for name, value in _opened(data) if name not in lists}


def _opened(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands in a document and in the mappings that it holds, whose names then stand before a dot."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value


class _Reader:
    def __init__(self, home: Path, patience: float) -> None:
        self._home = home
        self._whole = Whole(home)

    def news(self, files: Sequence[Path]) -> News | None:
        """The whole document, where it has changed. Raises OSError."""
        found = self._whole.new()
        if found is None:
            return None
        data, wrong = found
        rows, others = _rows_in(data)
        table = Table()
        for row in rows:
            table.add(row)
        batch = table_batch(table, Rows(), settings_beside(self._home) | flat(others))
        return News([batch], (wrong,) if wrong else (), afresh=True)


FORMAT = Format("JSON", _sniff, same, _Reader)
