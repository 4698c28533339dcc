"""A person's work as one value: models, where their boxes stand, and what was measured of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace

from modelzoo.acts import Act
from modelzoo.board import Board
from modelzoo.errors import GraphError
from modelzoo.foreign import Foreign, fixed_text
from modelzoo.graph import Graph, Size
from modelzoo.measurements import Setup, Subject
from modelzoo.record import Record
from modelzoo.results import Examination
from modelzoo.runs.logs import Logs

Place = tuple[float, float]


class Model:
    """What can be counted and measured: a graph of ours, or (`source`) a network from outside as it is."""

    title: str
    graph: Graph
    size: Size
    source: Foreign | None

    def subject(self, setup: Setup = Setup()) -> Subject:  # noqa: B008
        """It as what is to be measured."""
        return Subject(self.graph, self.size, setup, self.title, self.source)

    @property
    def numbers(self) -> str:
        """What kind of numbers it computes with."""
        return self.source.numbers if self.source else "fp32"

    @property
    def examination(self) -> Examination | None:
        """What is known of it before anybody counts: all of a network from outside."""
        return self.source.examination if self.source else None


@dataclass(frozen=True)
class Baseline(Model):
    """A model kept to compare with, at the input size it was pinned at."""

    title: str
    graph: Graph
    size: Size
    source: Foreign | None = None


@dataclass(frozen=True)
class Note:
    """A remark on the canvas: its text, the place of its upper left corner, and its width there."""

    text: str
    place: Place
    width: float = 180.0


@dataclass(frozen=True)
class UserBlock:
    """A part of a model that a person gave a name: its graph from inputs to one output, and where its boxes stand."""

    graph: Graph
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Variant(Model):
    """A model with its input size (height, width), where its boxes and notes stand on the canvas, and its history.

    origin: what it was before the acts that made it; empty where it was not derived from anything. made: the
    fingerprint of the graph as origin and acts made it; where the graph's own is another, hands have edited it since.
    source: the network from outside whose own operations the graph holds, at the size that it was read at.
    """

    title: str = "Untitled"
    graph: Graph = field(default_factory=Graph)
    size: Size = (64, 64)
    places: Mapping[str, Place] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    origin: str = ""
    acts: tuple[Act, ...] = ()
    made: str = ""
    source: Foreign | None = None

    def check_source(self) -> None:
        """Raises GraphError where this is no longer the network from outside that it says it is."""
        if self.source and (self.graph, self.size) != (self.source.graph, self.source.size):
            raise GraphError(fixed_text(self.source))


@dataclass(frozen=True)
class Project(Variant):
    """Several variants of a model, one of them shown, which the project's own fields are; and what all share.

    earlier, later: the variants before and after the one shown. blocks: by name. logs: of trainings. board: what was
    decided about the candidates. record: what was measured so far; two projects that differ in nothing else are the
    same work. lineage: the same in all that edits make of a project, and another in a project that is begun anew.
    """

    baseline: Baseline | None = None
    earlier: tuple[Variant, ...] = ()
    later: tuple[Variant, ...] = ()
    blocks: Mapping[str, UserBlock] = field(default_factory=dict)
    logs: Logs = field(default=Logs())
    board: Board = field(default_factory=Board)
    record: Record = field(default=Record(), compare=False)
    lineage: object = field(default_factory=object, compare=False, repr=False)

    @property
    def shown(self) -> Variant:
        """The variant that is shown."""
        return Variant(**{each.name: getattr(self, each.name) for each in fields(Variant)})

    @property
    def variants(self) -> tuple[Variant, ...]:
        """All variants in order."""
        return (*self.earlier, self.shown, *self.later)

    def with_variants(self, variants: tuple[Variant, ...], at: int) -> "Project":
        """This project with these variants, that at a position shown."""
        shown = {each.name: getattr(variants[at], each.name) for each in fields(Variant)}
        return replace(self, **shown, earlier=variants[:at], later=variants[at + 1 :])

    def is_same_work(self, other: "Project") -> bool:
        """Whether both hold the same, whichever variant each of them shows."""
        own, others = (
            (each.variants, each.baseline, each.blocks, each.logs.decided, each.board.decided) for each in (self, other)
        )
        return own == others


Change = Callable[[Project], Project]
"""An edit: what it makes of a project. It may raise a ZooError."""
