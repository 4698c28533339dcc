"""Any other table: a header, then rows that hold numbers."""

from pathlib import Path

from modelzoo.runs.delimited import DelimitedReader, Division, Header, holds_numbers, one_run, read_header
from modelzoo.runs.metrics import is_metric
from modelzoo.runs.naming import owns_folder
from modelzoo.runs.reading import Certainty, Format, same
from modelzoo.runs.settings import companions

_CHART = ("Wall time", "Step", "Value")
"""What TensorBoard calls the columns of a chart that it gives out; the metric stands in the file's name."""


def _sniff(path: Path, head: bytes) -> Certainty:
    found = read_header(head)
    if not found or not holds_numbers(head, found):
        return Certainty.NO
    return Certainty.LIKELY if found.has_places or any(map(is_metric, found.names)) else Certainty.POSSIBLE


def _reader(home: Path, patience: float) -> DelimitedReader:
    def divide(found: Header) -> Division:
        if found.names != _CHART:
            return one_run(found)
        return {"": {name: name for name in _CHART[:-1]} | {_CHART[-1]: home.stem.rpartition("-tag-")[2]}}

    return DelimitedReader(home, patience, divide, lambda: companions(home.parent) if owns_folder(home) else {})


FORMAT = Format("CSV", _sniff, same, _reader)
