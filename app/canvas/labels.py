"""What is written in a box and on a wire: a block's key parameters and a tensor's shape, as short as they are clear."""

from modelzoo.catalog import BlockInfo
from modelzoo.graph import Node, Shape, Value
from modelzoo.params import value_text

_ALWAYS = ("kernel", "out", "channels")
_SHORT = {"out": "{}", "channels": "{}", "stride": "/{}", "kernel": "{}", "act": "{}", "norm": "{} norm"}


def details(node: Node, info: BlockInfo) -> str:
    """Kernel and width, and whatever else is not at its default: 3×3, 64, /2."""
    told = [
        _told(param.name, node.values[param.name])
        for param in sorted(info.params, key=lambda param: param.name != "kernel")
        if param.name in node.values and (param.name in _ALWAYS or node.values[param.name] != param.default)
    ]
    return ", ".join(told)


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
