"""A part of an imported network that no block of the palette does: its figures are known, its numbers are not."""

import math
from typing import Annotated

from torch import Tensor

from modelzoo.errors import ShapeError
from modelzoo.graph import Shape, shape_text
from modelzoo.params import Range
from modelzoo.probe import Foretold, Probe
from modelzoo.registry import block

_MOST = 2.0**53

Kind = Annotated[str, "What the operation is called in the file that it came with"]
Taken = Annotated[str, "The shapes that its figures hold for, such as 1x64x8x8 1x64x1x1"]
Given = Annotated[str, "The shape that it makes of them, such as 1x64x8x8"]
Parameters = Annotated[int, Range(0, _MOST, "Trained values of it")]
ParameterBytes = Annotated[int, Range(0, _MOST, "Bytes of those")]
Macs = Annotated[int, Range(0, _MOST, "Its multiply-adds")]
Bytes = Annotated[int, Range(0, _MOST, "Bytes of what it writes")]


@block("opaque", group="Imported", title="opaque", ports=("x",), variadic=True, offered=False)
class Opaque(Foretold):
    """An operation of an imported network that is none of the palette's: counted as it was in its file, never run.

    Shapes: those that it came with, to the one that it makes of them.
    """

    def __init__(
        self,
        kind: Kind = "Identity",
        takes: Taken = "1x1x1x1",
        gives: Given = "1x1x1x1",
        parameters: Parameters = 0,
        parameter_bytes: ParameterBytes = 0,
        macs: Macs = 0,
        activation_bytes: Bytes = 0,
    ) -> None:
        super().__init__()
        self.kind, self.takes, self.gives = kind, tuple(map(_shape, takes.split())), _shape(gives)
        self.parameter_count, self.parameter_bytes = parameters, parameter_bytes
        self.macs, self.activation_bytes = macs, activation_bytes

    def foretell(self, shapes: tuple[Shape, ...]) -> Probe:
        """What the file told. Raises ShapeError for other inputs than it was told for."""
        if shapes != self.takes:
            told = " and ".join(map(shape_text, self.takes))
            raise ShapeError(f"its figures ({self.kind}) hold for {told} alone.")
        moved = 4 * sum(map(math.prod, (*shapes, self.gives))) if self.macs else 0
        return Probe(
            shape=self.gives,
            parameters=self.parameter_count,
            parameter_bytes=self.parameter_bytes,
            macs=self.macs,
            mult_adds=self.macs,
            pass_bytes=2 * 4 * math.prod(self.gives) if self.parameter_count else 0,
            activation_bytes=self.activation_bytes,
            transient_bytes=self.activation_bytes,
            output_bytes=self.activation_bytes,
            traffic_bytes=moved + self.parameter_bytes if self.macs else 0,
            weight_traffic_bytes=self.parameter_bytes if self.macs else 0,
            alias=None if self.activation_bytes else 0,
            uncounted=() if self.macs else ((self.kind, 1),),
        )

    def forward(self, *inputs: Tensor) -> Tensor:
        raise ShapeError(f"its numbers ({self.kind}) are not known.")


def _shape(text: str) -> Shape:
    try:
        return tuple(int(side) for side in text.split("x"))
    except ValueError:
        raise ShapeError(f"'{text}' is no shape such as 1x64x8x8.") from None
