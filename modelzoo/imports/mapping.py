"""A graph of ONNX as a graph of our blocks: what no block does becomes an opaque node that keeps its figures."""

from collections import Counter
from collections.abc import Iterator, Sequence

import onnx
import torch
from torch import Tensor

from modelzoo.errors import GraphError
from modelzoo.foreign import Foreign
from modelzoo.graph import Shape
from modelzoo.imports.concrete import Concrete, concrete
from modelzoo.imports.editable import Editable, assemble
from modelzoo.imports.loading import UNREADABLE
from modelzoo.imports.operation import Mapped, NoBlockError, Operation
from modelzoo.imports.operations import map_operation
from modelzoo.imports.patterns import Together, find_together
from modelzoo.layering import Layer
from modelzoo.results import LayerCost


def map_onnx(foreign: Foreign, model: onnx.ModelProto) -> Editable:
    """The network as a graph of blocks at the size it was read at. Raises GraphError where it is none."""
    shapes = [each.shape for each in foreign.feeds]
    if any(len(each) != 4 or each[0] != 1 for each in shapes) or len({each[2:] for each in shapes}) > 1:
        raise GraphError(f"{foreign.title} takes other things than pictures of one size: it cannot be edited.")
    if foreign.numbers == "int8":
        raise GraphError(f"{foreign.title} computes in whole numbers, for which there are no blocks.")
    found = concrete(model, foreign.feeds)
    mapper = _Mapper(found, foreign)
    if not all(each.inputs for each in mapper.layers):
        raise GraphError(f"{foreign.title} makes tensors of nothing that it is fed.")
    results = [mapper.numbers[each.name] for each in found.model.graph.output if each.name in mapper.numbers]
    return assemble(mapper.layers, [each[1] for each in shapes], results, mapper.tensors, foreign.size)


class _Mapper:
    """Goes through the operations in order; knows which layer gives each value."""

    def __init__(self, found: Concrete, foreign: Foreign) -> None:
        self._found = found
        self._costs = {each.node: each for each in foreign.cost.layers}
        self._makers = {name: node for node in found.nodes for name in node.output if name}
        self._readers = Counter(name for node in found.nodes for name in node.input)
        self._readers.update(each.name for each in found.model.graph.output)
        self.numbers = {each.name: -1 - at for at, each in enumerate(foreign.feeds)}
        self.layers: list[Layer] = []
        self.tensors: dict[str, list[Tensor]] = {}
        together = list(self._find_together())
        self._ends = {id(each.nodes[0]): each for each in together}
        self._inner = {id(node) for each in together for node in each.nodes[1:]}
        for node in found.nodes:
            self._map(node)

    def _find_together(self) -> Iterator[Together]:
        """The patterns whose inner values nobody else reads."""
        for node in self._found.nodes:
            together = find_together(node, self._found, self._makers)
            if together and all(self._readers[each.output[0]] == 1 for each in together.nodes[1:]):
                yield together

    def _map(self, node: onnx.NodeProto) -> None:
        if id(node) in self._inner:
            return
        if together := self._ends.get(id(node)):
            self._add(node, [together.mapped], [together.source], node.output[0])
        elif node.op_type == "Split":
            self._map_split(node)
        else:
            self._map_one(node)

    def _map_one(self, node: onnx.NodeProto) -> None:
        live = [name for name in node.input if name in self.numbers]
        try:
            mapped = map_operation(Operation(node, self._found))
            whole = len(live) == len([name for name in node.input if name]) or len(live) == 1
            if not whole or (mapped and mapped[0].block in _JOINS and len(live) < 2):
                raise NoBlockError
        except (NoBlockError, *UNREADABLE):
            self._add_opaque(node, live)
        else:
            self._add(node, mapped, live, node.output[0])

    def _map_split(self, node: onnx.NodeProto) -> None:
        """Equal parts of the channels, a block for each that is read; else an opaque node."""
        outputs = [name for name in node.output if name]
        shapes = {self._found.shapes[name] for name in outputs}
        axis = next((each.i for each in node.attribute if each.name == "axis"), 0)
        if len(shapes) > 1 or axis % len(next(iter(shapes))) != 1:
            self._add_opaque(node, [node.input[0]])
            return
        for part, name in enumerate(outputs, 1):
            if self._readers[name]:
                mapped = Mapped("channel_slice", {"parts": len(outputs), "part": part})
                self._add(node, [mapped], [node.input[0]], name)

    def _add(self, node: onnx.NodeProto, mapped: Sequence[Mapped], sources: Sequence[str], output: str) -> None:
        reads = tuple(self.numbers[name] for name in sources)
        for each in mapped:
            path = _path(node, output) if each is mapped[-1] else f"{_path(node, output)}_{each.block}"
            self.tensors[path] = [torch.from_numpy(numbers.copy()) for numbers in each.numbers]
            self.layers.append(Layer(each.block, each.values, (path,), reads, len(self.layers)))
            reads = (len(self.layers) - 1,)
        self.numbers[output] = reads[0]

    def _add_opaque(self, node: onnx.NodeProto, sources: Sequence[str]) -> None:
        """A node for each output that is read; the first has all of the figures."""
        cost = self._costs[node.name]
        for at, name in enumerate(filter(None, node.output)):
            if at and not self._readers[name]:
                continue
            values = _figures(self._found, node, sources, name, None if at else cost)
            path = _path(node, name)
            self.tensors[path] = []
            reads = tuple(self.numbers[each] for each in sources)
            self.layers.append(Layer("opaque", values, (path,), reads, len(self.layers)))
            self.numbers[name] = len(self.layers) - 1


_JOINS = ("add", "multiply", "concat")


def _path(node: onnx.NodeProto, output: str) -> str:
    """What a block is called after: the operation's own name, without its kind where that stands behind it."""
    name = node.name.removesuffix(f"_{node.op_type}")
    return name if node.output[0] == output else f"{name}_{list(node.output).index(output) + 1}"


def _figures(
    found: Concrete, node: onnx.NodeProto, sources: Sequence[str], output: str, cost: LayerCost | None
) -> dict[str, str | int]:
    shapes = [found.shapes[name] for name in sources]
    values: dict[str, str | int] = {"kind": node.op_type, "takes": " ".join(map(_text, shapes))}
    values["gives"] = _text(found.shapes[output])
    if cost:
        values |= {"parameters": cost.parameters, "parameter_bytes": 4 * cost.parameters, "macs": cost.macs}
        values["activation_bytes"] = cost.activation_bytes
    return values


def _text(shape: Shape) -> str:
    return "x".join(map(str, shape))
