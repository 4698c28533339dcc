"""What analyses find, as plain frozen data that crosses processes: no torch here."""

from dataclasses import dataclass, fields

from modelzoo.graph import Graph, Shape


def intensity(macs: int, moved: int) -> float:
    """FLOP per byte, a multiply-add being two; 0 where nothing is moved."""
    return 2 * macs / moved if moved else 0.0


@dataclass(frozen=True)
class LayerCost:
    """One node's share. Bytes are fp32 at batch 1; traffic_bytes are moved by the ops that MACs count.

    weight_traffic_bytes: those of weights among them, which a batch moves once.
    """

    node: str
    block: str
    inputs: tuple[Shape, ...]
    output: Shape
    parameters: int
    macs: int
    mult_adds: int
    pass_bytes: int
    activation_bytes: int
    traffic_bytes: int
    weight_traffic_bytes: int

    @property
    def intensity(self) -> float:
        """FLOP per byte moved by the ops that MACs count; 0 where there is none."""
        return intensity(self.macs, self.traffic_bytes)


@dataclass(frozen=True)
class Cost:
    """A whole model on paper, at batch 1, fp32.

    parameters: trainable. macs: exact multiply-adds of conv, transposed conv, linear and matmul. mult_adds and
    pass_bytes: torchinfo's figures. parameter_bytes: weights, trainable or not. activation_bytes: all tensors that are
    written. peak_activation_bytes: the most alive at once, the input with them. Blocks run in order; what reaches a
    block lives until its last reading block is done, what a block makes inside until its last reader there.
    traffic_bytes: inputs, weights and outputs of the ops that `macs` counts, each moved once, caches cold between
    them. uncounted: ops that no rule counts, and how often they occur. as_torchinfo: whether torchinfo has figures for
    it, which are 0 where it has none: it counts layers of torch alone.
    """

    parameters: int
    macs: int
    mult_adds: int
    pass_bytes: int
    parameter_bytes: int
    activation_bytes: int
    peak_activation_bytes: int
    traffic_bytes: int
    uncounted: tuple[tuple[str, int], ...]
    layers: tuple[LayerCost, ...]
    as_torchinfo: bool = True

    @property
    def intensity(self) -> float:
        """FLOP per byte moved by the ops that MACs count."""
        return intensity(self.macs, self.traffic_bytes)


@dataclass(frozen=True)
class Appraisal:
    """A published model on paper at one input (channels, height, width): the totals of its `Cost`, small to keep."""

    input: Shape
    parameters: int
    macs: int
    mult_adds: int
    pass_bytes: int
    parameter_bytes: int
    activation_bytes: int
    peak_activation_bytes: int
    intensity: float
    as_torchinfo: bool = True

    @staticmethod
    def of(cost: Cost, input: Shape) -> "Appraisal":
        """The totals of a cost at this input."""
        totals = (each.name for each in fields(Appraisal) if each.name != "input")
        return Appraisal(input, **{name: getattr(cost, name) for name in totals})


@dataclass(frozen=True)
class Problem:
    """A node that cannot work, and why; node is empty where the whole network is meant."""

    node: str
    reason: str
    unfinished: bool = False

    def __str__(self) -> str:
        return f"{self.node}: {self.reason}" if self.node else self.reason


@dataclass(frozen=True)
class Fix:
    """What takes a problem away: what is done, in words, and the graph that it makes."""

    problem: Problem
    text: str
    graph: Graph

    @property
    def offer(self) -> str:
        """The words as a person chooses them."""
        return self.text[:1].upper() + self.text[1:]


@dataclass(frozen=True)
class Examination:
    """All that can be said of a graph as it stands: a cost where it is whole, shapes and problems in any case."""

    cost: Cost | None
    shapes: dict[str, Shape]
    problems: tuple[Problem, ...]

    @property
    def trouble(self) -> str:
        """Why there is no cost; empty where there is one."""
        return "" if self.cost else "; ".join(map(str, self.problems)) or "The model is not complete yet."


@dataclass(frozen=True)
class Ungrouped:
    """A graph whose composite blocks were opened: what each became, and whose weights each new node has.

    parts: the new nodes of each opened one, in order. origins: for each new node, the modules of the graph before
    whose weights it holds, in order.
    """

    graph: Graph
    parts: dict[str, tuple[str, ...]]
    origins: dict[str, tuple[str, ...]]
