"""What is written in a box and on a wire: a block's key parameters and a tensor's shape, as short as they are clear."""

from modelzoo.block_info import BlockInfo
from modelzoo.graph import Node, Shape, Value
from modelzoo.grouping import inner_graph
from modelzoo.params import value_text

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
    values, defaults = node.values, {param.name: param.default for param in info.params}
    names = [name for name in _FIRST if name in values and (name, values[name]) != ("stride", 1)]
    names += [name for name in values if name not in _FIRST and values[name] != defaults.get(name)]
    return ", ".join(_told(name, values[name]) for name in names)


def shape_label(shape: Shape) -> str:
    """A tensor's shape without the batch: 64×32×32."""
    return "×".join(map(str, shape[1:]))


def _told(name: str, value: Value) -> str:
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return words if value else f"no {words}"
    if value == "none":
        return f"no {words}"
    if name == "kernel" and not isinstance(value, tuple):
        return f"{value}×{value}"
    text = value_text(value).replace("x", "×") if isinstance(value, tuple) else value_text(value)
    return _SHORT.get(name, words + " {}").format(text)
