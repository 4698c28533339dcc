"""What a model costs on paper: a fold over its probes."""

from collections import Counter

from modelzoo.candidates import Candidate
from modelzoo.errors import GraphError
from modelzoo.graph import Given, Graph
from modelzoo.measurements import Subject
from modelzoo.probe import Probe
from modelzoo.results import Cost, Examination, LayerCost, Problem
from modelzoo.walk import Step, follow, walk


def cost(graph: Graph, given: Given) -> Cost:
    """The model's cost for what comes in. Raises BuildError or GraphError where it cannot run."""
    return _fold(graph, [Step(*found) for found in walk(graph, given)])


def candidate_cost(candidate: Candidate | Subject) -> Cost:
    """What a model costs, ours or a foreign one. Raises BuildError or GraphError where it cannot run."""
    return candidate.foreign.cost if candidate.foreign else cost(candidate.graph, candidate.size)


def examine(graph: Graph, given: Given) -> Examination:
    """The cost if there is one, else what stands in its way."""
    steps = list(follow(graph, given))
    problems = [Problem(step.node.id, step.reason, None in step.node.inputs) for step in steps if step.reason]
    alive = [step for step in steps if step.node.id in graph.live]
    if not alive:
        problems.insert(0, Problem("", _NO_OUTPUT if len(graph) else _EMPTY, unfinished=True))
    whole = bool(alive) and all(step.probe for step in alive)
    shapes = {step.node.id: step.probe.shape for step in steps if step.probe}
    return Examination(_fold(graph, alive) if whole else None, shapes, tuple(problems))


_EMPTY = "The canvas is empty. Open a model from the zoo, or drag an input block onto it."
_NO_OUTPUT = "Nothing reaches an output yet. Add an output block and wire the last block to it."


def _fold(graph: Graph, steps: list[Step]) -> Cost:
    found = {step.node.id: step.probe for step in steps if step.probe}
    if not found:
        raise GraphError(_NO_OUTPUT)
    probes = found.values()
    uncounted: Counter[str] = Counter()
    for each in probes:
        uncounted.update(dict(each.uncounted))
    return Cost(
        parameters=sum(each.parameters for each in probes),
        macs=sum(each.macs for each in probes),
        mult_adds=sum(each.mult_adds for each in probes),
        pass_bytes=sum(each.pass_bytes for each in probes),
        parameter_bytes=sum(each.parameter_bytes for each in probes),
        activation_bytes=sum(each.activation_bytes for each in probes),
        peak_activation_bytes=peak(graph, found),
        traffic_bytes=sum(each.traffic_bytes for each in probes),
        uncounted=tuple(sorted(uncounted.items())),
        layers=tuple(_layer(step) for step in steps),
    )


def _layer(step: Step) -> LayerCost:
    found = step.probe
    assert found is not None
    return LayerCost(
        node=step.node.id,
        block=step.node.block,
        inputs=step.shapes,
        output=found.shape,
        parameters=found.parameters,
        macs=found.macs,
        mult_adds=found.mult_adds,
        pass_bytes=found.pass_bytes,
        activation_bytes=found.activation_bytes,
        traffic_bytes=found.traffic_bytes,
        weight_traffic_bytes=found.weight_traffic_bytes,
    )


def peak(graph: Graph, found: dict[str, Probe]) -> int:
    """The most activation bytes alive at once, each output freed after its last reading node."""
    owner: dict[str, str] = {}
    last: dict[str, int] = {}
    order = [node for node in graph if node.id in found]
    for at, node in enumerate(order):
        port = found[node.id].alias
        owner[node.id] = node.id if port is None or not node.inputs else owner[node.sources[port]]
        for id in (node.id, *node.sources):
            last[owner[id]] = len(order) if node.block == "output" else at
    alive: dict[str, int] = {}
    most = 0
    for at, node in enumerate(order):
        most = max(most, sum(alive.values()) + found[node.id].transient_bytes)
        if owner[node.id] == node.id:
            alive[node.id] = found[node.id].output_bytes
        most = max(most, sum(alive.values()))
        alive = {id: size for id, size in alive.items() if last[id] > at}
    return most
