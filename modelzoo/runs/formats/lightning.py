"""Lightning's CSVLogger: `metrics.csv`, sparse rows of steps and epochs, with `hparams.yaml` beside it.

Values of one step and epoch stand on several rows: a blank says nothing, and no row is dropped for one.
"""

from pathlib import Path

from modelzoo.runs.delimited import DelimitedReader, holds_numbers, read_header
from modelzoo.runs.reading import Certainty, Format, folder
from modelzoo.runs.settings import companions


def _sniff(path: Path, head: bytes) -> Certainty:
    found = read_header(head)
    if path.name != "metrics.csv" or not found or found.delimiter != "," or not {"epoch", "step"} <= found.lower:
        return Certainty.NO
    return Certainty.SURE if holds_numbers(head, found) else Certainty.NO


def _reader(home: Path, patience: float) -> DelimitedReader:
    return DelimitedReader(home / "metrics.csv", patience, settings=lambda: companions(home))


FORMAT = Format("Lightning CSV", _sniff, folder, _reader)
