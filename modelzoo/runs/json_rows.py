"""JSON objects as rows, and what can still be read of a document that is broken."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from modelzoo.runs.metrics import is_metric
from modelzoo.runs.naming import owns_folder
from modelzoo.runs.reading import Batch
from modelzoo.runs.rows import PLACES, Rows, Table
from modelzoo.runs.run import Setting
from modelzoo.runs.settings import companions

_KEY = re.compile(rb'"([^"\\]{1,80})"\s*:')
_FIRST_ROW = re.compile(r"\[\s*\{")


def looks_like_rows(head: bytes) -> bool:
    """Whether the keys at the beginning speak of a training: a metric anywhere, or a place in the first row."""
    keys = [key.decode(errors="replace") for key in _KEY.findall(head)]
    first = _KEY.findall(head.partition(b"}")[0])
    return any(map(is_metric, keys)) or any(key.decode(errors="replace").lower() in PLACES for key in first)


def settings_beside(home: Path) -> dict[str, Setting]:
    """The hyperparameters in the folder of a log whose name says that the folder is the run's."""
    return companions(home.parent) if owns_folder(home) else {}


def table_batch(table: Table, rows: Rows, settings: Mapping[str, Setting]) -> Batch:
    """Gathered rows as what was read of a run."""
    return Batch(series=rows.series(table.columns, table.count), hyperparameters=settings)


def salvage(text: str) -> list[Any]:
    """The whole objects at the beginning of the first list of objects in a broken document."""
    found: list[Any] = []
    start = _FIRST_ROW.search(text)
    at = start.end() - 1 if start else len(text)
    decoder = json.JSONDecoder()
    while at < len(text) and text[at] == "{":
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(row)
        at = _behind_comma(text, at)
    return found


def _behind_comma(text: str, at: int) -> int:
    while at < len(text) and text[at] in ", \n\r\t":
        at += 1
    return at
