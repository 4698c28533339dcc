"""Items in W&B's records: a name and a JSON value each. A history has the same few names in every row, so a row is cut
at the marks before its values, and the values of a column are read at once.
"""

import json
from typing import Any

import numpy as np

from modelzoo.runs.numbers import read_numbers
from modelzoo.runs.protobuf import BYTES, fields, text, varint
from modelzoo.runs.rows import Column, Table

_ITEM = 1
_KEY, _NESTED, _VALUE = 1, 2, 16
_MARK = b"\x82\x01"
"""What stands before a value: its field's number and type."""


class HistoryTable:
    """Rows of a history, gathered by column."""

    def __init__(self) -> None:
        self.count = 0
        self._cells: dict[bytes, tuple[list[int], list[bytes]]] = {}

    def add(self, record: bytes, at: int, end: int) -> None:
        """One more row. Raises ValueError where these bytes are none."""
        row = self.count
        self.count += 1
        while at + 1 < end and record[at] == _ITEM << 3 | BYTES:
            length, at = record[at + 1], at + 2
            if length > 127:
                length, at = varint(record, at - 1, end)
            name, mark, value = record[at : at + length].partition(_MARK)
            at += length
            if not mark or at > end:
                continue
            cells = self._cells.get(name)
            if cells is None:
                cells = self._cells[name] = [], []
            cells[0].append(row)
            cells[1].append(value[1:] if value[:1] < b"\x80" else value[2:])

    @property
    def columns(self) -> dict[str, Column]:
        """What was gathered."""
        found: dict[str, Column] = {}
        for key, (rows, texts) in self._cells.items():
            values = read_numbers(b" ".join(texts))
            if values is not None and len(values) == len(rows):
                found[_name(key)] = Column(np.array(rows, np.int64), values)
            else:
                found |= _decoded(_name(key), rows, texts)
        return found


def _decoded(name: str, rows: list[int], texts: list[bytes]) -> dict[str, Column]:
    table = Table()
    for row, value in zip(rows, texts, strict=True):
        try:
            table.put(row, {name: json.loads(value)})
        except (ValueError, RecursionError):
            continue
    return table.columns


def _name(key: bytes) -> str:
    parts = [(number, text(key, at, end)) for number, wire, at, end in fields(key, 0, len(key)) if wire == BYTES]
    whole = next((said for number, said in parts if number == _KEY), "")
    return whole or ".".join(said for number, said in parts if number == _NESTED)


def items(record: bytes, at: int, end: int) -> dict[str, Any]:
    """Names and values of a configuration. Raises ValueError where these bytes are none."""
    found: dict[str, Any] = {}
    for number, wire, start, stop in fields(record, at, end):
        if (number, wire) == (_ITEM, BYTES):
            inner = list(fields(record, start, stop))
            value = next((record[a:b] for which, kind, a, b in inner if (which, kind) == (_VALUE, BYTES)), b"null")
            found[_name(record[start:stop].partition(_MARK)[0])] = json.loads(value)
    return found
