"""What a person calls a network from outside, told from the names of our own models. No torch here."""

import re
from pathlib import Path
from typing import Literal

Kind = Literal["onnx", "program", "factory"]

SHELF = "SLIMSCOPE_IMPORTS"
"""The variable that names the folder where the processes of one session keep what they have read from outside."""

_FACTORY = re.compile(r"(.+\.py|[A-Za-z_]\w*(\.[A-Za-z_]\w*)+):[A-Za-z_]\w*")

_KINDS: dict[str, Kind] = {".onnx": "onnx", ".pt2": "program"}


def kind_of(text: str) -> Kind | None:
    """What kind of network from outside a text names; None where it is none, but a model of ours."""
    kind = _KINDS.get(Path(text).suffix.lower())
    return kind or ("factory" if _FACTORY.fullmatch(text) else None)


def runs_code(text: str) -> bool:
    """Whether reading what a text names may run code that somebody wrote, which a person must ask for."""
    return kind_of(text) in ("program", "factory")


def factory_parts(text: str) -> tuple[str, str]:
    """The file or the module of a factory, and the function in it."""
    where, _, function = text.rpartition(":")
    return where, function
