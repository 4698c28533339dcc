"""Following shapes through a graph: the one place where probes meet wires."""

from collections.abc import Iterator
from dataclasses import dataclass

from modelzoo.errors import BuildError, GraphError, ShapeError
from modelzoo.graph import Given, Graph, Node, Shape, Size
from modelzoo.probe import Probe, probe


@dataclass(frozen=True)
class Step:
    """One node with what reaches it and what it makes of that; without a probe there is a reason why not."""

    node: Node
    shapes: tuple[Shape, ...]
    probe: Probe | None
    reason: str = ""


def follow(graph: Graph, given: Given) -> Iterator[Step]:
    """Every node in order, loose and broken ones too. A node behind a broken one has neither probe nor reason."""
    coming = input_shapes(graph, given) if isinstance(given, tuple) else given
    shapes: dict[str, Shape] = {}
    for node in graph:
        if node.block == "input":
            if node.id in coming:
                shapes[node.id] = coming[node.id]
            yield Step(node, (), probe(node.block, node.params, (coming[node.id],)) if node.id in coming else None)
            continue
        if None in node.inputs:
            yield Step(node, (), None, _open_ports(node))
            continue
        if any(source not in shapes for source in node.sources):
            yield Step(node, (), None)
            continue
        reaching = tuple(shapes[source] for source in node.sources)
        try:
            found = probe(node.block, node.params, reaching)
        except ShapeError as error:
            yield Step(node, reaching, None, str(error))
        except BuildError as error:
            yield Step(node, reaching, None, f"inside, {error}")
        else:
            shapes[node.id] = found.shape
            yield Step(node, reaching, found)


def input_shapes(graph: Graph, size: Size) -> dict[str, Shape]:
    """What comes in through each input at this height and width."""
    return {node.id: (1, int(node.values["channels"]), *size) for node in graph.of_block("input")}  # type: ignore[arg-type]


def walk(graph: Graph, given: Given) -> Iterator[tuple[Node, tuple[Shape, ...], Probe]]:
    """The nodes that reach an output, in order, with the shapes that reach them and their probes.

    Raises BuildError at the first node that cannot work, GraphError where nothing reaches an output.
    """
    if not graph.of_block("output"):
        raise GraphError("The network has no output. Add an output block and wire the last block to it.")
    for step in follow(graph, given):
        if step.node.id not in graph.live:
            continue
        if step.probe is None:
            raise BuildError(step.node.id, step.reason)
        yield step.node, step.shapes, step.probe


def _open_ports(node: Node) -> str:
    open_ports = [str(at + 1) for at, source in enumerate(node.inputs) if source is None]
    if len(node.inputs) == 1:
        what = "its input is"
    elif len(open_ports) == 1:
        what = f"input {open_ports[0]} is"
    else:
        what = f"inputs {', '.join(open_ports[:-1])} and {open_ports[-1]} are"
    return f"{what} not wired. Drag from another block's output to it."
