"""What is written in a box and on a wire: a block's key parameters and a tensor's shape, as short as they are clear."""

import re
from collections.abc import Iterable, Iterator, Mapping

from modelzoo.block_info import BlockInfo
from modelzoo.graph import Node, Shape, Value
from modelzoo.grouping import inner_graph
from modelzoo.params import value_text

_SIDES = re.compile(r"\b\d+(?:x\d+)+\b")
_FIRST = ("kernel", "out", "channels", "squeeze", "expand", "stride")
"""What matters most; told even at the default, save a stride of 1."""
_SHORT = {
    "out": "{}",
    "channels": "{}",
    "stride": "/{}",
    "kernel": "{}",
    "act": "{}",
    "mode": "{}",
    "norm": "{} norm",
    "padding": "pad {}",
}


def details(node: Node, info: BlockInfo) -> str:
    """Kernel, width and stride, then whatever else is not at its default: 3×3, 64, /2, no act; or 5 blocks."""
    if info.is_made_of_graph:
        inner = inner_graph(node)
        count = len(inner) - len(inner.of_block("input", "output"))
        return f"{count} block{'s' * (count != 1)}"
    if not info.params:
        return ", ".join(_of_operation(node.values))
    values, defaults = node.values, {param.name: param.default for param in info.params}
    names = [name for name in _FIRST if name in values and (name, values[name]) != ("stride", 1)]
    names += [name for name in values if name not in _FIRST and values[name] != defaults.get(name)]
    return ", ".join(_told(name, values[name]) for name in names)


def _of_operation(values: Mapping[str, Value]) -> Iterator[str]:
    """What matters most of an operation of a network from outside: its kernel, its width, its stride and its groups."""
    if "channels" in values:
        yield str(values["channels"])
    if kernel := values.get("kernel_shape"):
        yield "×".join(str(kernel).split())
    weight = str(values.get("input2", "")).split("x")
    if len(weight) > 1:
        yield weight[0]
    strides = set(str(values.get("strides", "1")).split())
    if strides != {"1"}:
        yield f"/{'×'.join(sorted(strides))}"
    if values.get("group", 1) != 1:
        yield f"groups {values['group']}"


def shape_label(shape: Shape) -> str:
    """A tensor's shape without the batch: 64×32×32."""
    return sides_label(shape[1:])


def sides_label(sides: Iterable[int | str]) -> str:
    """All numbers of a shape or a size, where they are read; where they are typed or lie in files, an x is between."""
    return "×".join(map(str, sides))


def crossed(text: str) -> str:
    """A sentence with crosses in its shapes and kernels, as in 1×1; names such as expand3x3 stay."""
    return _SIDES.sub(lambda found: found[0].replace("x", "×"), text)


def _told(name: str, value: Value) -> str:
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return words if value else f"no {words}"
    if value == "none":
        return f"no {words}"
    if name == "kernel" and not isinstance(value, tuple):
        return f"{value}×{value}"
    text = crossed(value_text(value)) if isinstance(value, tuple) else value_text(value)
    return _SHORT.get(name, words + " {}").format(text)
