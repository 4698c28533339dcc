"""One operation of ONNX as it is mapped: what it reads and gives, and what may stand in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx

from modelzoo.graph import Shape
from modelzoo.imports.concrete import Array, Concrete
from modelzoo.imports.formulas import attributes


class NoBlockError(Exception):
    """No block of the palette does what an operation does."""


@dataclass(frozen=True)
class Mapped:
    """One block in place of an operation, with its numbers in the order in which torch keeps them."""

    block: str
    values: Mapping[str, Any] = field(default_factory=dict)
    numbers: Sequence[Array] = ()


@dataclass(frozen=True)
class Operation:
    """An operation with what it reads and gives, as far as that is known beforehand."""

    node: onnx.NodeProto
    found: Concrete

    @property
    def values(self) -> dict[str, Any]:
        """Its attributes."""
        return attributes(self.node)

    def constant(self, at: int) -> Array | None:
        """The constant that it reads there, None where there is none."""
        return self.found.constants.get(self.node.input[at]) if at < len(self.node.input) else None

    def number(self, at: int) -> Array:
        """The constant that it must read there. Raises NoBlockError."""
        found = self.constant(at)
        if found is None or found.dtype.kind != "f":
            raise NoBlockError
        return np.asarray(found, np.float32)

    def taken(self, at: int = 0) -> Shape:
        """The shape of what it reads there."""
        return self.found.shapes[self.node.input[at]]

    @property
    def given(self) -> Shape:
        """The shape of what it gives first."""
        return self.found.shapes[self.node.output[0]]

    def need(self, *holds: bool) -> None:
        """Raises NoBlockError where something does not hold."""
        if not all(holds):
            raise NoBlockError
