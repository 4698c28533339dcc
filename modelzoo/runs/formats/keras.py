"""Keras' CSVLogger: the epoch first, then the logs in alphabetical order; any separator, `NA` for what is missing."""

from pathlib import Path

from modelzoo.runs.delimited import DelimitedReader, holds_numbers, read_header
from modelzoo.runs.reading import Certainty, Format, same
from modelzoo.runs.rows import STEP


def _sniff(path: Path, head: bytes) -> Certainty:
    found = read_header(head)
    if not found or found.names[0] != "epoch" or not holds_numbers(head, found):
        return Certainty.NO
    logs = list(found.names[1:])
    named = "loss" in logs or any(name.startswith("val_") for name in logs)
    return Certainty.SURE if named and logs == sorted(logs) and not set(logs) & set(STEP) else Certainty.NO


FORMAT = Format("Keras CSV", _sniff, same, DelimitedReader)
