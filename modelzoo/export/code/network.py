"""A graph as the parts of a class: how each node is made in `__init__`, and how `forward` runs it."""

import ast
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from modelzoo.blocks.layers import pad
from modelzoo.errors import BuildError
from modelzoo.export.code.literals import layer_call, literal
from modelzoo.export.code.sources import full_name
from modelzoo.graph import Given, Graph, Node, Shape
from modelzoo.grouping import inner_graph, is_named_block
from modelzoo.ops import Blank
from modelzoo.recording import record
from modelzoo.registry import injected, module_of
from modelzoo.walk import walk

_KEPT = ("torch", "nn", "Tensor", "self")


@dataclass(frozen=True)
class Part:
    """What becomes of one node: how it is made, if it is made at all, and the name and value of its result.

    within: what a named block is made of; it is made as a class of its own, whose name here is `class_key`.
    """

    node: Node
    made: ast.expr | None
    name: str
    run: ast.expr | None
    within: tuple["Part", ...] = ()
    class_key: str = ""


def parts(graph: Graph, given: Given) -> list[Part]:
    """What reaches an output, in order. Raises BuildError where it cannot run, GraphError without an output."""
    return _parts(graph, given, {node.block for node in _all_nodes(graph) if _has_own_padding(node)})


def named_parts(found: Iterable[Part]) -> dict[str, Part]:
    """One use of each named block by the key of its class, those that are within others before them."""
    named: dict[str, Part] = {}
    for part in found:
        if part.class_key:
            named |= named_parts(part.within)
            named.setdefault(part.class_key, part)
    return named


def _parts(graph: Graph, given: Given, mixed: Collection[str]) -> list[Part]:
    """mixed: the blocks of which some are padded by numbers, so that all are."""
    found = list(walk(graph, given))
    names = _names([node for node, _, _ in found])
    return [
        _part(
            _padded(node) if node.block in mixed else node,
            shapes,
            [names[each] for each in node.sources],
            names[node.id],
            mixed,
        )
        for node, shapes, _ in found
    ]


def _all_nodes(graph: Graph) -> Iterator[Node]:
    """The nodes of a graph and of the named blocks in it."""
    for node in graph:
        yield from _all_nodes(inner_graph(node)) if is_named_block(node) else (node,)


def _has_own_padding(node: Node) -> bool:
    return isinstance(node.values.get("padding"), int | tuple)


def _padded(node: Node) -> Node:
    """The node with its padding in numbers."""
    values = node.values
    if values["padding"] == "half":
        high, wide = pad("half", values["kernel"], values.get("dilation", 1))  # type: ignore[arg-type]
        values["padding"] = high if high == wide else (high, wide)
    return replace(node, params=tuple(values.items()))


def _part(node: Node, shapes: Sequence[Shape], sources: list[str], name: str, mixed: Collection[str]) -> Part:
    if node.block in ("input", "output"):
        return Part(node, None, name if node.block == "input" else sources[0], None)
    if node.block in _EXPRESSIONS:
        return Part(node, None, name, ast.parse(_expression(node, shapes, sources), mode="eval").body)
    if node.id.startswith("__"):
        raise BuildError(node.id, "Python hides names that begin with two underscores. Rename the block.")
    if is_named_block(node):
        return _named(node, shapes, sources, name, mixed)
    made, ports = _made(node, shapes)
    run = ast.parse(f"self.{node.id}({', '.join(sources[:ports])})", mode="eval").body
    return Part(node, made, name, run)


def _named(node: Node, shapes: Sequence[Shape], sources: list[str], name: str, mixed: Collection[str]) -> Part:
    """A use of a named block: uses that take the same shapes are of one class."""
    inner = inner_graph(node)
    given = dict(zip((each.id for each in inner.of_block("input")), shapes, strict=True))
    key = f"named.{hashlib.sha256(repr((node.params, shapes)).encode()).hexdigest()}"
    made = ast.Call(ast.Name(key, ast.Load()), [], [])
    run = ast.parse(f"self.{node.id}({', '.join(sources)})", mode="eval").body
    return Part(node, made, name, run, tuple(_parts(inner, given, mixed)), key)


def _names(nodes: Sequence[Node]) -> dict[str, str]:
    """A variable for each result: a plain one for what only the next line reads, else the node's id."""
    taken = {*_KEPT, *(node.id for node in nodes)}
    plain = "x" if "x" not in taken else _free("x_", taken)
    uses = Counter(source for node in nodes for source in node.sources)
    lines = [node for node in nodes if node.block != "input"]
    followers = dict(zip((node.id for node in lines), lines[1:], strict=False))
    names: dict[str, str] = {}
    for node in nodes:
        follower = followers.get(node.id)
        passing = node.block != "input" and uses[node.id] == 1 and follower is not None and node.id in follower.sources
        names[node.id] = plain if passing else _free(node.id, set(_KEPT))
    return names


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)


_EXPRESSIONS = ("concat", "add", "multiply", "flatten", "channel_slice")
"""Blocks that are a word of Python."""


def _expression(node: Node, shapes: Sequence[Shape], sources: Sequence[str]) -> str:
    match node.block:
        case "concat":
            return f"torch.cat([{', '.join(sources)}], 1)"
        case "add":
            return " + ".join(sources)
        case "multiply":
            return " * ".join(sources)
        case "channel_slice":
            count = shapes[0][1] // int(node.values["parts"])  # type: ignore[arg-type]
            first = count * (int(node.values["part"]) - 1)  # type: ignore[arg-type]
            return f"{sources[0]}[:, {first}:{first + count}]"
    return f"{sources[0]}.flatten(1)"


def _made(node: Node, shapes: Sequence[Shape]) -> tuple[ast.expr, int]:
    """The call that makes the node's module, and how many of its inputs that takes."""
    known = injected(node.block, shapes)
    with Blank(torch.device("meta")):
        module = module_of(node.block, node.params, known).eval()
    layers = list(map(layer_call, _layers(module, shapes)))
    if layers:
        inside = ast.Attribute(ast.Name("nn", ast.Load()), "Sequential", ast.Load())
        return (layers[0] if len(layers) == 1 else ast.Call(inside, [*layers], [])), 1
    given = [tree for _, value in known if (tree := literal(value))]
    words = [ast.keyword(name, tree) for name, value in node.params if (tree := literal(value))]
    return ast.Call(ast.Name(full_name(type(module)), ast.Load()), given, words), len(shapes)


def _layers(module: nn.Module, shapes: Sequence[Shape]) -> list[nn.Module]:
    """The layers of torch that do what a module without weights does, one after the other; none where it does more."""
    if module.state_dict():
        return []
    if type(module).__bases__[0].__module__.startswith("torch.nn.modules.activation"):
        return [type(module).__bases__[0]()]
    inputs = [torch.empty(shape, device="meta") for shape in shapes]
    steps, output = record(module, inputs, ())
    last: Tensor = inputs[0]
    found: list[nn.Module] = []
    for step in steps:
        if step.layer is None or not type(step.layer).__module__.startswith("torch.nn") or step.inputs[0] is not last:
            return []
        found.append(step.layer)
        last = step.outputs[0]
    return found if last is output else []


def results(found: Sequence[Part]) -> Iterator[str]:
    """The names of what the network gives."""
    return (part.name for part in found if part.node.block == "output")
