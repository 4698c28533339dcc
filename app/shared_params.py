"""What several nodes have in common: the parameters that all of their blocks have, and the values they agree on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from modelzoo.block_info import BlockInfo
from modelzoo.graph import Node, Value
from modelzoo.params import Param

MIXED: Value = ""
"""In place of a value on which nodes do not agree; no value that fits a parameter is empty."""


def shared_params(infos: Sequence[BlockInfo]) -> tuple[Param, ...]:
    """The parameters that all blocks have under one name and of one kind, with the bounds that fit them all."""
    if not infos:
        return ()
    first, *others = infos
    merged = (_merged(param, others) for param in first.params)
    return tuple(param for param in merged if param is not None)


def shared_values(nodes: Sequence[Node], params: Iterable[Param]) -> dict[str, Value]:
    """For each parameter the value that all nodes have, or MIXED."""
    found: dict[str, Value] = {}
    for param in params:
        values = [node.values[param.name] for node in nodes]
        found[param.name] = values[0] if all(each == values[0] for each in values) else MIXED
    return found


def _merged(param: Param, infos: Sequence[BlockInfo]) -> Param | None:
    """The parameter as all blocks take it; None where one does not, or where each needs its own."""
    if param.kind in ("text", "graph"):
        return None
    for info in infos:
        other = next((each for each in info.params if each.name == param.name), None)
        if other is None or other.kind != param.kind:
            return None
        param = replace(
            param,
            minimum=_tighter(max, param.minimum, other.minimum),
            maximum=_tighter(min, param.maximum, other.maximum),
            choices=tuple(each for each in param.choices if each in other.choices),
        )
    empty = param.minimum is not None and param.maximum is not None and param.minimum > param.maximum
    return None if empty or (param.kind == "choice" and not param.choices) else param


def _tighter(pick: Callable[[float, float], float], one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return pick(one, other)
