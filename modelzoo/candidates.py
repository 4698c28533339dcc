"""Models as a person names them, ours and foreign ones alike: all that counting and measuring need to know."""

from dataclasses import dataclass

from modelzoo.foreign import Foreign
from modelzoo.graph import Graph, Size
from modelzoo.measurements import Setup, Subject


@dataclass(frozen=True)
class Candidate:
    """A model that a person named, at the size to run it at: one of ours, or a foreign one with its own operations."""

    title: str
    graph: Graph
    size: Size
    foreign: Foreign | None = None

    @property
    def numbers(self) -> str:
        """What kind of numbers it computes with."""
        return self.foreign.numbers if self.foreign else "fp32"

    def subject(self, setup: Setup) -> Subject:
        """It as what is to be measured."""
        return Subject(self.graph, self.size, setup, self.title, self.foreign)
