"""A network run node by node, as its own `forward` would."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from torch import Tensor, fx, nn

from modelzoo.runtimes.passes import Parts, Pass

Turn = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class _Step:
    """One module: the node that it is, what it reads and makes, and which values nobody reads after it."""

    node: str
    module: nn.Module
    reads: tuple[str, ...]
    makes: str
    frees: tuple[str, ...]


class EagerPasses:
    """The network's modules in order, each timed; values die where they do in a normal run, within the time."""

    def __init__(self, network: fx.GraphModule, inputs: Sequence[Tensor], turn: Turn) -> None:
        self.turn = turn
        self._steps = tuple(_steps(network))
        names = (node.name for node in network.graph.nodes if node.op == "placeholder")
        self._inputs = dict(zip(names, inputs, strict=True))
        self._passes: list[Pass] = []

    def run(self) -> None:
        """One forward pass."""
        values, seconds = dict(self._inputs), {}
        for step in self._steps:
            start = time.perf_counter_ns()
            values[step.makes] = step.module(*[values[name] for name in step.reads])
            for name in step.frees:
                del values[name]
            seconds[step.node] = (time.perf_counter_ns() - start) / 1e9
        self._passes.append(Pass(seconds, {}))

    def found(self) -> Parts:
        """All that was timed."""
        return Parts(tuple(self._passes))


def _steps(network: fx.GraphModule) -> list[_Step]:
    """The calls of modules, each with the values that it is the last to read."""
    last = {source: node for node in network.graph.nodes for source in node.all_input_nodes}
    return [
        _Step(
            str(node.target),
            network.get_submodule(str(node.target)),
            tuple(source.name for source in node.args),
            node.name,
            tuple(source.name for source in node.all_input_nodes if last[source] is node),
        )
        for node in network.graph.nodes
        if node.op == "call_module"
    ]
