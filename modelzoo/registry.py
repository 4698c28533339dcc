"""Where blocks and architectures announce themselves: the signature is the form, the ports and the file schema."""

import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from torch import nn

from modelzoo.block_info import BlockInfo
from modelzoo.catalog import CATALOG, ArchitectureInfo, Fact, Variant
from modelzoo.errors import ShapeError
from modelzoo.graph import Graph, Shape, Value
from modelzoo.params import Param, check_all, read_params

Module = TypeVar("Module", bound=type[nn.Module])
Architecture = Callable[..., Graph]
Task = Literal["classification", "segmentation", "keypoints"]
Input = tuple[int, int, int]
"""Channels, height, width."""
Injected = tuple[tuple[str, object], ...]
"""What the wires tell a constructor, by the names of its arguments."""


def _features(shapes: Sequence[Shape]) -> int:
    if len(shapes[0]) != 2:
        raise ShapeError("wire a flatten or a global average pool before it.")
    return shapes[0][1]


_INJECTED: dict[str, Callable[[Sequence[Shape]], object]] = {
    "in_channels": lambda shapes: shapes[0][1],
    "in_features": _features,
    "in_shapes": tuple,
}
_MODULES: dict[str, tuple[type[nn.Module], tuple[str, ...]]] = {}
_ARCHITECTURES: dict[str, Architecture] = {}


def block(
    name: str,
    *,
    group: str,
    title: str = "",
    ports: tuple[str, ...] | None = None,
    variadic: bool = False,
    offered: bool = True,
) -> Callable[[Module], Module]:
    """Register a module as a block of the palette.

    Its constructor's arguments are its parameters, save `in_channels` (channels of the first input), `in_features`
    (values of the first input, which must be no picture) and `in_shapes` (all input shapes), which come from the wires.
    The arguments of its `forward` are its ports unless `ports` names them; `*inputs` takes two or more.
    variadic: it takes as many inputs as are wired, though `ports` names fewer. offered: whether a person can add it.
    """

    def register(module: Module) -> Module:
        if name in _MODULES:
            raise ValueError(f"two blocks are named {name}")
        wanted = inspect.signature(module.__init__).parameters if "__init__" in vars(module) else {}
        arguments = list(inspect.signature(module.forward).parameters.values())[1:]
        several = ports is None and any(each.kind is inspect.Parameter.VAR_POSITIONAL for each in arguments)
        found = ("a", "b") if several else tuple(each.name for each in arguments)
        doc, source = _split_doc(module)
        params = read_params(module.__init__, _INJECTED) if wanted else ()
        _MODULES[name] = module, tuple(key for key in _INJECTED if key in wanted)
        CATALOG.blocks[name] = BlockInfo(
            name,
            title or name.replace("_", " "),
            group,
            doc,
            source,
            found if ports is None else ports,
            several or variadic,
            params,
            offered,
        )
        return module

    return register


def architecture(
    name: str,
    *,
    family: str,
    title: str,
    year: int,
    task: Task,
    input: Input,
    variants: Mapping[str, Mapping[str, Value | Input]] | None = None,
) -> Callable[[Architecture], Architecture]:
    """Register a function that returns a Graph.

    `variants` maps published names to the parameters that give them, and to their `input` where it is not the usual.
    """

    def register(function: Architecture) -> Architecture:
        if name in _ARCHITECTURES:
            raise ValueError(f"two architectures are named {name}")
        doc, source = _split_doc(function)
        params = read_params(function)
        published = tuple(
            _variant(each, params, {"input": input, **values}) for each, values in (variants or {}).items()
        )
        _ARCHITECTURES[name] = function
        CATALOG.architectures[name] = ArchitectureInfo(
            name, family, title, doc, source, year, task, input, params, published
        )
        return function

    return register


def build_module(name: str, params: tuple[tuple[str, Value], ...], shapes: Sequence[Shape]) -> nn.Module:
    """The block's module for inputs of these shapes (batch first), with fresh weights on torch's current device."""
    return module_of(name, params, injected(name, shapes))


def injected(name: str, shapes: Sequence[Shape]) -> Injected:
    """All that the block's constructor wants to know of its inputs: equal for shapes that need the same module."""
    return tuple((key, _INJECTED[key](shapes)) for key in _MODULES[name][1])


def module_of(name: str, params: tuple[tuple[str, Value], ...], injected: Injected) -> nn.Module:
    """The block's module with fresh weights on torch's current device."""
    return _MODULES[name][0](**dict(injected), **dict(params))


def order_blocks(place: Callable[[str], Any]) -> None:
    """Let the catalog's blocks stand in the order of `place`, which is asked for the names of the files they are in."""
    for name in sorted(CATALOG.blocks, key=lambda name: place(_MODULES[name][0].__module__.rpartition(".")[2])):
        CATALOG.blocks[name] = CATALOG.blocks.pop(name)


def takes_vector(name: str) -> bool:
    """Whether the block works on plain values and not on pictures."""
    return "in_features" in _MODULES[name][1]


def build_graph(name: str, values: Mapping[str, Any]) -> Graph:
    """The architecture's graph with these parameters, the others at their defaults. Raises ParamError."""
    return _ARCHITECTURES[name](**dict(check_all(CATALOG.architectures[name].params, dict(values))))


def _variant(name: str, params: tuple[Param, ...], preset: dict[str, Any]) -> Variant:
    input = preset.pop("input")
    checked = dict(check_all(params, preset))
    known = _facts().get(name, {})
    facts = tuple(Fact(**each) for each in known.get("facts", ()))
    return Variant(name, input, tuple((key, checked[key]) for key in preset), facts, known.get("note", ""))


@cache
def _facts() -> dict[str, Any]:
    """What was printed of the published models, by their names."""
    found: dict[str, Any] = json.loads(files("assets").joinpath("facts.json").read_text(encoding="utf-8"))
    return found


def _split_doc(thing: object) -> tuple[str, str]:
    doc = inspect.getdoc(thing) or ""
    text, _, source = doc.partition("Source:")
    return text.strip(), re.sub(r"\s+", " ", source).strip()
