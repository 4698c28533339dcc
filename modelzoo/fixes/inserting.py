"""Fixes by blocks on wires: what makes one shape of another, so that several fit together or one fits its reader."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from modelzoo.edits import add_node, connect
from modelzoo.errors import ShapeError
from modelzoo.fixes.wires import Candidate
from modelzoo.graph import Graph, Node, Shape, shape_text
from modelzoo.probe import probe
from modelzoo.rewriting import ancestors
from modelzoo.walk import Step

_PICTURE = 4
"""Dimensions of a picture: batch, channels, height and width."""
_EQUAL_CHANNELS = ("add", "multiply")
"""Blocks that need the same channels at all inputs."""


Blocks = tuple[tuple[str, Mapping[str, Any]], ...]


def _one(block: str, **values: Any) -> Blocks:
    return ((block, values),)


@dataclass(frozen=True)
class Adapter:
    """Blocks in a row, each with its parameters, and what they are called together."""

    words: str
    blocks: Blocks


def joints(graph: Graph, step: Step) -> Iterator[Candidate]:
    """Inputs made alike by blocks on the wires that differ; the skip rather than the main path, the smallest first."""
    free = step.node.block not in _EQUAL_CHANNELS
    for like in _kept(graph, step):
        for way in _WAYS:
            found = {
                port: way(shape, step.shapes[like], free)
                for port, shape in enumerate(step.shapes)
                if not _alike(shape, step.shapes[like], free)
            }
            adapters = {port: adapter for port, adapter in found.items() if adapter}
            if adapters and len(adapters) == len(found):
                yield _inserted(graph, step.node, adapters, like)


def insertions(graph: Graph, step: Step) -> Iterator[Candidate]:
    """One block before a reader that it makes content."""
    (shape,) = step.shapes or ((),)
    for adapter in _single(step.node, shape) if len(shape) == _PICTURE else ():
        ((block, values),) = adapter.blocks
        made = _probed(block, values, shape)
        if made and _works(step.node, made):
            yield _inserted(graph, step.node, {0: adapter}, 0)


def _single(node: Node, shape: Shape) -> Iterator[Adapter]:
    """What could be put before a block that reads one picture."""
    _, channels, height, width = shape
    yield Adapter("a global average pool", _one("global_avg_pool"))
    yield Adapter("a flatten", _one("flatten"))
    factor = node.values.get("factor")
    if isinstance(factor, int) and (height % factor or width % factor):
        rest = {"top": 0, "bottom": -height % factor, "left": 0, "right": -width % factor}
        yield Adapter("zeros at the border", _one("zero_pad", **rest))
    for wanted in _wanted_channels(node, channels):
        yield _pointwise(wanted)


def _wanted_channels(node: Node, channels: int) -> list[int]:
    """Numbers of channels that a block may take other than those that reach it."""
    values = node.values
    made = [value for name in ("out", "channels") if type(value := values.get(name)) is int and value > 0]
    parts = [value for name in ("groups", "parts") if type(value := values.get(name)) is int]
    if type(factor := values.get("factor")) is int:
        parts.append(factor**2)
    return [*made, *(math.ceil(channels / part) * part for part in parts)]


def _kept(graph: Graph, step: Step) -> list[int]:
    """The ports whose shape the others could take, one a shape: what is scaled, the main path, then the smallest."""
    above, sources = ancestors(graph), step.node.sources
    skips = {source for source in sources for other in sources if source in above[other]}
    scaled = step.node.block == "multiply"

    def weight(port: int) -> tuple[bool, bool, int]:
        return scaled and port > 0, sources[port] in skips, math.prod(step.shapes[port][2:])

    found: dict[Shape, int] = {}
    for port in sorted(range(len(step.shapes)), key=weight):
        found.setdefault(step.shapes[port], port)
    return list(found.values())


def _alike(shape: Shape, like: Shape, free: bool) -> bool:
    return shape == like or (free and len(shape) == len(like) and shape[2:] == like[2:])


def _inserted(graph: Graph, node: Node, adapters: Mapping[int, Adapter], like: int) -> Candidate:
    """The graph with an adapter on the wire into each of these ports, and what was done."""
    made, other = graph, node.inputs[like]
    for port, adapter in adapters.items():
        source = node.inputs[port]
        for block, values in adapter.blocks:
            made, id = add_node(made, block, **values)
            for at, feeding in enumerate((source, other)[: len(made[id].inputs)]):
                made = connect(made, str(feeding), id, at)
            source = id
        made = connect(made, str(source), node.id, port)
    words = next(iter(adapters.values())).words
    where = " and ".join(dict.fromkeys(str(node.inputs[port]) for port in adapters))
    return f"insert {words} between {where} and {node.id}", made


def _works(node: Node, *shapes: Shape) -> bool:
    try:
        probe(node.block, node.params, shapes)
    except ShapeError:
        return False
    return True


def _probed(block: str, values: Mapping[str, Any], shape: Shape) -> Shape | None:
    graph, id = add_node(Graph(), block, **values)
    try:
        return probe(block, graph[id].params, (shape,)).shape
    except ShapeError:
        return None


def _pointwise(channels: int, stride: int = 1) -> Adapter:
    words = f"a 1x1 convolution of stride {stride}" if stride > 1 else "a 1x1 convolution"
    return Adapter(words, _one("conv", out=channels, kernel=1, stride=stride, act="none"))


def _with_channels(adapter: Adapter, shape: Shape, like: Shape, free: bool) -> Adapter:
    """The adapter, with a 1x1 convolution before it where the channels differ and must not."""
    if free or shape[1] == like[1]:
        return adapter
    return Adapter(f"a 1x1 convolution and {adapter.words}", _pointwise(like[1]).blocks + adapter.blocks)


def _by_convolution(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """A 1x1 convolution, with a stride where the picture is too large; for plain values a fully connected layer."""
    if len(shape) == len(like) == 2:
        return Adapter("a fully connected layer", _one("linear", out=like[1]))
    if step := _times(shape, like):
        return _pointwise(shape[1] if free else like[1], step)
    return _pointwise(like[1]) if _pictures(shape, like) and not free and shape[1] != like[1] else None


def _by_pool(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    step = _times(shape, like)
    if step is None or step == 1:
        return None
    rest = any(side % step for side in shape[2:])
    pool = Adapter("an average pool", _one("avg_pool", kernel=step, stride=step, ceil_mode=rest))
    return _with_channels(pool, shape, like, free)


def _by_enlarging(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Pixels repeated, what is then too much cut off."""
    factor = _times(like, shape)
    if factor is None or factor == 1:
        return None
    words, blocks = f"an upsample by {factor}", _one("upsample", factor=factor)
    if any(side * factor != wanted for side, wanted in zip(shape[2:], like[2:], strict=True)):
        words, blocks = f"{words} and a crop", blocks + _one("crop_like")
    return _with_channels(Adapter(words, blocks), shape, like, free)


def _by_cutting(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Some rows and columns fewer."""
    cut = Adapter("a crop to the other's size", _one("crop_like"))
    return _with_channels(cut, shape, like, free) if _is_border(shape, like) else None


def _by_padding(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """Some rows and columns of zeros more."""
    zeros = Adapter("zeros up to the other's size", _one("pad_like"))
    return _with_channels(zeros, shape, like, free) if _is_border(like, shape) else None


def _by_means(shape: Shape, like: Shape, free: bool) -> Adapter | None:
    """As many means as the other has pixels; one mean a channel for plain values."""
    if len(shape) == _PICTURE and len(like) == 2:
        pool = Adapter("a global average pool", _one("global_avg_pool"))
        if free or shape[1] == like[1]:
            return pool
        return Adapter(f"{pool.words} and a fully connected layer", pool.blocks + _one("linear", out=like[1]))
    if not _pictures(shape, like) or _times(shape, like) or _is_border(shape, like):
        return None
    if any(side < other for side, other in zip(shape[2:], like[2:], strict=True)):
        return None
    pool = Adapter(f"an average pool to {shape_text((0, *like[2:]))}", _one("adaptive_avg_pool", size=like[2:]))
    return _with_channels(pool, shape, like, free)


_WAYS: Sequence[Callable[[Shape, Shape, bool], Adapter | None]] = (
    _by_convolution,
    _by_pool,
    _by_enlarging,
    _by_cutting,
    _by_padding,
    _by_means,
)
"""How one shape becomes like another, in order of preference; each None where it cannot. free: channels may differ."""


def _times(shape: Shape, like: Shape) -> int | None:
    """How many times as high and wide a picture is as another, a rest at the border counting as a pixel."""
    if not _pictures(shape, like):
        return None
    step = math.ceil(shape[2] / like[2])
    fits = all(math.ceil(side / step) == wanted for side, wanted in zip(shape[2:], like[2:], strict=True))
    return step if fits else None


def _is_border(large: Shape, small: Shape) -> bool:
    """Whether a picture is larger than another by less than the other's size."""
    if not _pictures(large, small) or large[2:] == small[2:]:
        return False
    return all(0 <= side - other < other for side, other in zip(large[2:], small[2:], strict=True))


def _pictures(*shapes: Shape) -> bool:
    return all(len(shape) == _PICTURE for shape in shapes)
