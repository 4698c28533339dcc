"""Fixes by parameters: the nearest value at which a block works on the shapes that reach it."""

from collections.abc import Collection, Iterator
from itertools import islice

from modelzoo.catalog import find_block
from modelzoo.edits import set_param
from modelzoo.errors import BuildError, ParamError, ShapeError
from modelzoo.fixes.wires import Candidate, Steps
from modelzoo.graph import Graph, Node, Shape, Value
from modelzoo.params import Param, value_text
from modelzoo.probe import probe
from modelzoo.walk import Step

_TELLING = ("groups", "parts", "part", "padding", "output_padding", "kernel", "stride")
"""What a block most likely fails by, and a person most likely meant otherwise."""
_LATER = ("act", "bias", "eps", "dropout")
"""What no shape depends on."""
_IDLE_AT_ONE = ("kernel", "factor")
"""A block with such a parameter does next to nothing where that is 1."""
_REACH = 64
"""How far from its present value a number is tried."""
_TRIED = 40
"""So many values of one parameter are tried."""
_UPSTREAM = 4
"""So many earlier blocks are considered."""


def telling_values(graph: Graph, step: Step) -> Iterator[Candidate]:
    """Other values of the parameters that most likely are at fault."""
    return _values(graph, step, [name for name in _TELLING if name in step.node.values])


def other_values(graph: Graph, step: Step) -> Iterator[Candidate]:
    """Other values of all other parameters."""
    return _values(graph, step, [name for name in step.node.values if name not in (*_TELLING, *_LATER)])


def earlier_strides(graph: Graph, steps: Steps, step: Step) -> Iterator[Candidate]:
    """No stride in the nearest blocks before that have one, so that more of the picture is left."""
    source = next(iter(step.node.inputs), None)
    strided: list[Node] = []
    while source is not None and len(strided) < _UPSTREAM:
        node = graph[source]
        if node.values.get("stride", 1) != 1:
            strided.append(node)
        source = next(iter(node.inputs), None)
    for node in strided:
        yield f"set stride of {node.id} to 1", set_param(graph, node.id, "stride", 1)


def _values(graph: Graph, step: Step, names: Collection[str]) -> Iterator[Candidate]:
    node = step.node
    for name in names:
        param = find_block(node.block).param(name)
        idle = 1 if name in _IDLE_AT_ONE else None
        for value in islice((each for each in _near(param, node, step.shapes) if each != idle), _TRIED):
            made = _with_value(graph, node, name, value)
            if made is not None and _works(made[node.id], step.shapes):
                yield f"set {name.replace('_', ' ')} of {node.id} to {value_text(value)}", made
                break


def _near(param: Param, node: Node, shapes: tuple[Shape, ...]) -> Iterator[Value]:
    """Other values of a parameter, those before that ask for the least change."""
    now = node.values[param.name]
    yield from (word for word in param.choices if word != now)
    if param.kind == "bool":
        yield not now
    if param.kind == "pair" and not isinstance(now, int):
        yield 1
    if param.kind not in ("int", "pair") or type(now) is not int:
        return
    channels = shapes[0][1]
    if param.name == "groups":
        yield from sorted((each for each in range(1, channels + 1) if channels % each == 0), key=lambda g: abs(g - now))
        return
    yield from (channels, 2 * channels) if param.name in ("out", "channels") else ()
    sides = [side for side in shapes[0][2:] if side < now]
    yield from ((min(sides) - 1) | 1, min(sides)) if param.name == "kernel" and sides else ()
    for far in range(1, _REACH):
        yield from (now - far, now + far)


def _with_value(graph: Graph, node: Node, name: str, value: Value) -> Graph | None:
    try:
        return set_param(graph, node.id, name, value)
    except ParamError:
        return None


def _works(node: Node, shapes: tuple[Shape, ...]) -> bool:
    try:
        probe(node.block, node.params, shapes)
    except (BuildError, ShapeError):
        return False
    return True
