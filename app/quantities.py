"""What blocks are compared by, in bars and as heat on the canvas, each declared once."""

from collections.abc import Callable
from dataclasses import dataclass

from app import units
from app.breakdown import LayerRow


@dataclass(frozen=True)
class Quantity:
    """One thing to compare by. missing: what is said of a block that has no value of it."""

    name: str
    title: str
    tip: str
    read: Callable[[LayerRow], float | None]
    show: units.Show
    missing: str

    def text(self, row: LayerRow) -> str:
        """A block's value with its unit, or why there is none."""
        value = self.read(row)
        if value is not None:
            return self.show(value)
        return "within others" if row.time and row.time.merged and self is TIME else self.missing


TIME = Quantity(
    "time",
    "Time",
    "The median time of each block on this CPU",
    lambda row: row.seconds,
    lambda value: units.duration(value) if value else "0 ms",
    "not timed",
)
QUANTITIES = (
    TIME,
    Quantity(
        "macs",
        "MACs",
        "Exact multiply-adds of each block",
        lambda row: row.layer.macs,
        lambda value: f"{units.count(value)} MACs",
        "not counted",
    ),
    Quantity(
        "parameters",
        "Parameters",
        "Values of each block that training changes",
        lambda row: row.layer.parameters,
        units.count,
        "none",
    ),
    Quantity(
        "activations",
        "Activation memory",
        "Bytes of all tensors that a block writes, fp32",
        lambda row: row.layer.activation_bytes,
        units.size,
        "none",
    ),
    Quantity(
        "intensity",
        "Intensity",
        "Arithmetic per byte moved, by the operations that MACs count",
        lambda row: row.layer.intensity if row.layer.traffic_bytes else None,
        units.intensity,
        "no arithmetic",
    ),
)
"""All of them, in the order in which they are offered."""


def find_quantity(name: str) -> Quantity:
    """The quantity of this name."""
    return next(each for each in QUANTITIES if each.name == name)
