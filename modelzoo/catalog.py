"""What blocks, architectures, runtimes and transforms exist, as plain data: all a window, a file or an edit must know.

The registry fills it where torch is loaded; elsewhere `install` puts there what such a process sent.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from typing import Any

from modelzoo.block_info import BlockInfo, find_among
from modelzoo.errors import ParamError
from modelzoo.foreign import GROUPS
from modelzoo.graph import Node, Value
from modelzoo.measurements import Setup
from modelzoo.params import Param, value_text


@dataclass(frozen=True)
class Fact:
    """A figure that somebody printed, as printed, and where."""

    name: str
    value: str
    source: str


@dataclass(frozen=True)
class Variant:
    """A published name, the parameters and the input (channels, height, width) behind it, and what is known of it."""

    name: str
    input: tuple[int, int, int]
    values: tuple[tuple[str, Value], ...] = ()
    facts: tuple[Fact, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ArchitectureInfo:
    """An architecture as a person meets it: its family, source and its year, task, input and published variants."""

    name: str
    family: str
    title: str
    doc: str
    source: str
    year: int
    task: str
    input: tuple[int, int, int]
    params: tuple[Param, ...]
    variants: tuple[Variant, ...]

    @property
    def itself(self) -> Variant:
        """The architecture under its own title, nothing changed."""
        return Variant(self.title, self.input)


@dataclass(frozen=True)
class RuntimeInfo:
    """Something that runs models, as a person meets it: its version, and the data layouts that it can be given."""

    name: str
    title: str
    version: str
    layouts: tuple[str, ...]

    def check(self, setup: Setup) -> "RuntimeInfo":
        """This runtime, if it can run in such a setup. Raises ParamError."""
        if setup.layout not in self.layouts:
            raise ParamError("layout", f"cannot be {setup.layout} in {self.title}: {' or '.join(self.layouts)}.")
        return self


@dataclass(frozen=True)
class TransformInfo:
    """A transform as a person meets it: what it is called, does and needs, and its name in a history of acts.

    needs: what there must be for it to do anything, as in "a convolution larger than 1x1". brief: a few words that may
    hold parameters, as in "width {width}".
    """

    name: str
    title: str
    group: str
    doc: str
    needs: str
    brief: str
    params: tuple[Param, ...]


@dataclass
class Catalog:
    """All blocks, architectures, runtimes and transforms by name, in the order in which they were declared."""

    blocks: dict[str, BlockInfo] = field(default_factory=dict)
    architectures: dict[str, ArchitectureInfo] = field(default_factory=dict)
    runtimes: dict[str, RuntimeInfo] = field(default_factory=dict)
    transforms: dict[str, TransformInfo] = field(default_factory=dict)

    def to_json(self) -> str:
        """This catalog as text, for the disk."""
        return json.dumps({each.name: _listed(getattr(self, each.name)) for each in fields(self)})

    @staticmethod
    def from_json(text: str) -> "Catalog":
        """The catalog that `to_json` wrote; raises ValueError, KeyError or TypeError on anything else."""
        data = json.loads(text)
        blocks = [BlockInfo(**{**row, "ports": tuple(row["ports"]), "params": _params(row)}) for row in data["blocks"]]
        architectures = [
            ArchitectureInfo(
                **{
                    **row,
                    "input": tuple(row["input"]),
                    "params": _params(row),
                    "variants": tuple(_variant(each) for each in row["variants"]),
                }
            )
            for row in data["architectures"]
        ]
        runtimes = [RuntimeInfo(**{**row, "layouts": tuple(row["layouts"])}) for row in data["runtimes"]]
        transforms = [TransformInfo(**{**row, "params": _params(row)}) for row in data["transforms"]]
        return Catalog(_named(blocks), _named(architectures), _named(runtimes), _named(transforms))


CATALOG = Catalog()
OPERATIONS = "Imported"
"""The group of what only networks from outside are made of."""


def install(catalog: Catalog) -> None:
    """Make this the catalog that `find_block` and its like look into."""
    for kind in fields(Catalog):
        kept = getattr(CATALOG, kind.name)
        kept.clear()
        kept.update(getattr(catalog, kind.name))


def find_block(name: str) -> BlockInfo:
    """The block of this name; raises UnknownNameError with names that are close."""
    return find_among("block", name, CATALOG.blocks)


def info_of(node: Node) -> BlockInfo:
    """The block that a node uses, as this node uses it: with its ports; or the operation from outside that it is."""
    info = CATALOG.blocks.get(node.block)
    if info is None or not node.values.keys() <= {param.name for param in info.params}:
        return _operation(node)
    return info.with_values(**node.values) if info.is_made_of_graph else info


@lru_cache(maxsize=4096)
def _operation(node: Node) -> BlockInfo:
    """An operation of a network from outside, which is known by its name alone."""
    like = CATALOG.blocks.get(node.block)
    values = (f"{name}: {value_text(value)}" for name, value in node.params)
    doc = "\n\n".join(("As the imported network has it: it can be looked at and measured, not changed.", *values))
    title, group = (like.title, like.group) if like else (node.block, GROUPS.get(node.block, OPERATIONS))
    return BlockInfo(node.block, title, group, doc, "", ("input",) * len(node.inputs), False, ())


def offered_blocks() -> list[BlockInfo]:
    """The blocks that can be added as they are, in the order in which they were declared."""
    return [info for info in CATALOG.blocks.values() if info.offered and not info.is_made_of_graph]


def find_architecture(name: str) -> ArchitectureInfo:
    """The architecture of this name; raises UnknownNameError with names that are close."""
    return find_among("architecture", name, CATALOG.architectures)


def find_runtime(name: str) -> RuntimeInfo:
    """The runtime of this name; raises UnknownNameError with names that are close."""
    return find_among("runtime", name, CATALOG.runtimes)


def find_transform(name: str) -> TransformInfo:
    """The transform of this name; raises UnknownNameError with names that are close."""
    return find_among("transform", name, CATALOG.transforms)


def find_published(name: str) -> tuple[ArchitectureInfo, Variant]:
    """The architecture and parameters behind a published name or an architecture's own, in any case of letters."""
    names = {info.name: (info, info.itself) for info in CATALOG.architectures.values()}
    names |= {each.name: (info, each) for info in CATALOG.architectures.values() for each in info.variants}
    cases = {each.lower(): each for each in names}
    return find_among("model", cases.get(name.lower(), name), names)


def _named(infos: Iterable[Any]) -> dict[str, Any]:
    return {info.name: info for info in infos}


def _listed(infos: dict[str, Any]) -> list[dict[str, Any]]:
    return [asdict(info) for info in infos.values()]


def _params(row: dict[str, Any]) -> tuple[Param, ...]:
    return tuple(
        Param(**{**each, "default": _value(each["default"]), "choices": tuple(each["choices"])})
        for each in row["params"]
    )


def _variant(row: dict[str, Any]) -> Variant:
    return Variant(
        row["name"],
        tuple(row["input"]),
        tuple((name, _value(value)) for name, value in row["values"]),
        tuple(Fact(**each) for each in row["facts"]),
        row["note"],
    )


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
