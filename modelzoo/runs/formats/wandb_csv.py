"""CSV that comes out of W&B: a run's history (`_step`, `_runtime`, `_timestamp`), or a chart of several runs.

A chart's columns are called `<run> - <metric>`, with `__MIN` and `__MAX` beside each, which only frame it.
"""

from pathlib import Path

from modelzoo.runs.delimited import DelimitedReader, Division, Header, holds_numbers, one_run, read_header
from modelzoo.runs.reading import Certainty, Format, same
from modelzoo.runs.rows import AXES

_BETWEEN = " - "
_FRAMES = ("__MIN", "__MAX")


def _sniff(path: Path, head: bytes) -> Certainty:
    found = read_header(head)
    if not found or not holds_numbers(head, found):
        return Certainty.NO
    return Certainty.SURE if "_step" in found.lower or _is_chart(found) else Certainty.NO


def _is_chart(found: Header) -> bool:
    first, *others = found.names
    return first.lower() in AXES and all(_BETWEEN in name for name in others)


def _divide(found: Header) -> Division:
    if not _is_chart(found):
        return one_run(found)
    axis, *columns = found.names
    runs: dict[str, dict[str, str]] = {}
    for column in columns:
        run, _, metric = column.rpartition(_BETWEEN)
        if not metric.endswith(_FRAMES):
            runs.setdefault(run, {axis: axis})[column] = metric
    return runs


def _reader(home: Path, patience: float) -> DelimitedReader:
    return DelimitedReader(home, patience, divide=_divide)


FORMAT = Format("W&B CSV", _sniff, same, _reader)
