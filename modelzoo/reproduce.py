"""Published figures beside ours: what can be reproduced, what cannot, and why."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from modelzoo.analysis.cost import cost
from modelzoo.results import Cost
from modelzoo.zoo import open_model


@dataclass(frozen=True)
class Row:
    """One published figure with so many decimals, and ours (unrounded) if we have one.

    agrees: whether ours, rounded as printed, is the published one; None where the two cannot be compared.
    """

    name: str
    figure: str
    published: float
    decimals: int
    ours: float | None
    agrees: bool | None
    note: str


_COUNTS: dict[str, tuple[str, int, Callable[[Cost], float]]] = {
    "parameters": ("parameters", 0, lambda found: found.parameters),
    "mult_adds": ("mult-adds (torchinfo, M)", 2, lambda found: found.mult_adds / 1e6),
    "pass_size": ("pass size (torchinfo, MB)", 2, lambda found: found.pass_bytes / 1e6),
}


def table3() -> tuple[Row, ...]:
    """Table 3 of "Model Compression Part 8 (Lightweight variations of Squeeze U-Net)", counted anew."""
    data = json.loads(files("assets").joinpath("published.json").read_text(encoding="utf-8"))["table3"]
    return tuple(row for each in data["models"] for row in _rows(each, data["input"], data["runtime_of"]))


def _rows(published: dict[str, Any], input: str, runtime_of: str) -> Iterator[Row]:
    name = published["name"]
    model = open_model(name, input)
    found = cost(model.graph, model.size)
    for key, (figure, decimals, count) in _COUNTS.items():
        ours = count(found)
        agrees = round(ours, decimals) == published[key]
        yield Row(name, figure, published[key], decimals, ours, agrees, published["note"])
    note = " ".join(filter(None, [runtime_of, published.get("contradiction")]))
    yield Row(name, "CPU runtime (s)", published["runtime"], 4, None, None, note)
