"""What a foreign network costs on paper: a fold over its own operations."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnx

from modelzoo.foreign import DIGEST, Feed
from modelzoo.graph import Graph, Node, Shape, Value
from modelzoo.imports.concrete import Concrete
from modelzoo.imports.formulas import SHARES_MEMORY, attributes, macs, trained
from modelzoo.imports.loading import identifier
from modelzoo.results import Cost, LayerCost


def operations(found: Concrete, feeds: Sequence[Feed], digest: str) -> Graph:
    """The operations as nodes, between a node for each input and each output. digest: what the file is known by."""
    taken = {node.name for node in found.nodes}
    owners: dict[str, str] = {}
    nodes: list[Node] = []
    for feed in feeds:
        id = identifier(feed.name, taken)
        taken.add(id)
        owners[feed.name] = id
        channels = feed.shape[1] if len(feed.shape) > 1 else 1
        nodes.append(Node(id, "input", (("channels", channels), (DIGEST[1], digest))))
    for node in found.nodes:
        sources = tuple(owners[name] for name in node.input if name in owners)
        nodes.append(Node(node.name, node.op_type, tuple(_params(found, node)), sources))
        owners |= dict.fromkeys(filter(None, node.output), node.name)
    for value in found.model.graph.output:
        if value.name in owners:
            id = identifier(value.name, taken)
            taken.add(id)
            nodes.append(Node(id, "output", (), (owners[value.name],)))
    return Graph(tuple(nodes))


def count(found: Concrete, graph: Graph) -> Cost:
    """What the operations cost, those of a file of ONNX: torchinfo has no figures for them."""
    layers, weights = [], _Weights(found)
    uncounted: Counter[str] = Counter()
    by_name = {node.name: node for node in found.nodes}
    for node in graph:
        if node.id not in by_name:
            layers.append(_end(found, graph, node))
            continue
        operation = by_name[node.id]
        multiplied = macs(operation, taken_shapes(found, operation), _given(found, operation))
        if multiplied is None:
            uncounted[operation.op_type] += 1
        layers.append(_layer(found, operation, multiplied or 0, weights.take(operation)))
    return Cost(
        parameters=sum(each.parameters for each in layers),
        macs=sum(each.macs for each in layers),
        mult_adds=0,
        pass_bytes=0,
        parameter_bytes=weights.bytes,
        activation_bytes=sum(each.activation_bytes for each in layers),
        peak_activation_bytes=_peak(found),
        traffic_bytes=sum(each.traffic_bytes for each in layers),
        uncounted=tuple(sorted(uncounted.items())),
        layers=tuple(layers),
        as_torchinfo=False,
    )


def taken_shapes(found: Concrete, node: onnx.NodeProto) -> list[Shape]:
    """The shapes of an operation's inputs, () where one is left out."""
    return [found.shapes.get(name, ()) for name in node.input]


def written_bytes(found: Concrete, node: onnx.NodeProto) -> int:
    """Bytes of the tensors that an operation writes."""
    return 0 if node.op_type in SHARES_MEMORY else sum(value_bytes(found, name) for name in node.output if name)


def value_bytes(found: Concrete, name: str) -> int:
    """Bytes of a tensor."""
    try:
        size = onnx.helper.tensor_dtype_to_np_dtype(found.types.get(name, onnx.TensorProto.FLOAT)).itemsize
    except KeyError:
        size = 4
    return math.prod(found.shapes.get(name, (0,))) * int(size)


class _Weights:
    """The trained numbers, each counted where it is first read."""

    def __init__(self, found: Concrete) -> None:
        self._found, self._seen = found, set[str]()
        self.bytes = 0

    def take(self, node: onnx.NodeProto) -> tuple[int, int]:
        """How many an operation is the first to read, and the bytes of all that it reads."""
        fresh = moved = 0
        for name in weights_of(self._found, node):
            value = self._found.constants[name]
            moved += value.nbytes
            if name not in self._seen:
                self._seen.add(name)
                fresh += value.size
                self.bytes += value.nbytes
        return fresh, moved


def weights_of(found: Concrete, node: onnx.NodeProto) -> list[str]:
    """The names of the constants that an operation was trained to have."""
    places = trained(node)
    if places is not None:
        named = [node.input[at] for at in places if at < len(node.input)]
        return [name for name in named if name in found.constants]
    constants = [name for name in node.input if name in found.constants]
    return [name for name in constants if found.constants[name].size > 1 and _is_number(found.constants[name].dtype)]


def _is_number(dtype: "np.dtype[Any]") -> bool:
    """Whether values of this type may be weights; int64 are shapes and axes."""
    return dtype.kind == "f" or dtype.itemsize == 1


def _params(found: Concrete, node: onnx.NodeProto) -> Iterator[tuple[str, Value]]:
    """What sets an operation apart: its attributes, and the shapes of its weights."""
    for name, value in sorted(attributes(node).items()):
        if isinstance(value, bytes):
            yield name, value.decode(errors="replace")
        elif isinstance(value, bool | int | float):
            yield name, value
        elif isinstance(value, list | tuple):
            yield name, " ".join(map(str, value))[:200]
    for name in weights_of(found, node):
        at = list(node.input).index(name)
        yield f"input{at + 1}", "x".join(map(str, found.shapes[name]))


def _given(found: Concrete, node: onnx.NodeProto) -> Shape:
    return found.shapes.get(node.output[0], ()) if node.output else ()


def _layer(found: Concrete, node: onnx.NodeProto, multiplied: int, weights: tuple[int, int]) -> LayerCost:
    own, moved = weights
    read = [name for name in node.input if name in found.shapes and name not in found.constants]
    traffic = moved + sum(value_bytes(found, name) for name in {*read, *node.output} if name) if multiplied else 0
    return LayerCost(
        node=node.name,
        block=node.op_type,
        inputs=tuple(found.shapes[name] for name in read),
        output=_given(found, node),
        parameters=own,
        macs=multiplied,
        mult_adds=0,
        pass_bytes=0,
        activation_bytes=written_bytes(found, node),
        traffic_bytes=traffic,
        weight_traffic_bytes=moved if multiplied else 0,
    )


def _end(found: Concrete, graph: Graph, node: Node) -> LayerCost:
    """An input or an output, which costs nothing."""
    names = [each.name for each in (found.model.graph.input if node.block == "input" else found.model.graph.output)]
    ends = [each.id for each in graph.of_block(node.block)]
    live = [name for name in names if name in found.shapes and name not in found.constants]
    shape = found.shapes[live[ends.index(node.id)]]
    return LayerCost(node.id, node.block, (shape,) if node.sources else (), shape, 0, 0, 0, 0, 0, 0, 0)


def _peak(found: Concrete) -> int:
    """The most bytes of tensors alive at once, in the file's own order; the picture and the results are kept."""
    owner: dict[str, str] = {}
    last: dict[str, int] = {}
    ends = {each.name for each in found.model.graph.output}
    for at, node in enumerate(found.nodes):
        reads = [name for name in node.input if name and name not in found.constants]
        shares = node.op_type in SHARES_MEMORY and reads
        owner |= {name: owner.get(reads[0], reads[0]) if shares else name for name in node.output if name}
        last |= {owner.get(name, name): at for name in (*reads, *filter(None, node.output))}
    last |= {owner.get(name, name): len(found.nodes) for name in ends}
    fed = {each.name for each in found.model.graph.input} - found.constants.keys()
    alive = {name: value_bytes(found, name) for name in fed}
    return _most(found, alive, owner, last)


def _most(found: Concrete, alive: dict[str, int], owner: Mapping[str, str], last: Mapping[str, int]) -> int:
    most = sum(alive.values())
    for at, node in enumerate(found.nodes):
        made: Collection[str] = {owner[name] for name in node.output if name}
        alive |= {name: value_bytes(found, name) for name in made if name not in alive and name in node.output}
        most = max(most, sum(alive.values()))
        alive = {name: size for name, size in alive.items() if last.get(name, at) > at}
    return most
