"""What blocks, architectures, runtimes and transforms exist, as plain data: all a window, a file or an edit must know.

The registry fills it where torch is loaded; elsewhere `install` puts there what such a process sent.
"""

import difflib
import json
import keyword
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, TypeVar
from unicodedata import normalize

from modelzoo.errors import GraphError, ParamError, UnknownNameError
from modelzoo.graph import Node, Value, free_id
from modelzoo.measurements import Setup
from modelzoo.params import Param, check_all

Found = TypeVar("Found")

MINE = "my/"
"""What begins the keys of the blocks that people named."""


@dataclass(frozen=True)
class BlockInfo:
    """A block as a person meets it: what it is called, takes and does."""

    name: str
    title: str
    group: str
    doc: str
    source: str
    ports: tuple[str, ...]
    variadic: bool
    params: tuple[Param, ...]

    def node(self, id: str, inputs: Iterable[str | None] | None = None, **values: Any) -> Node:
        """A use of this block, every value checked, open ports as None. Raises ParamError, GraphError."""
        wired = tuple(inputs) if inputs is not None else ()
        params = check_all(self.params, values)
        ports = self._ports(dict(params))
        if len(wired) > len(ports) and not self.variadic:
            raise GraphError(f"{id}: {self.title} takes {len(ports)} inputs, not {len(wired)}.")
        slots = max(len(ports), len(wired)) if self.variadic else len(ports)
        return Node(id, self.name, params, (*wired, *(None,) * slots)[:slots])

    def with_values(self, **values: Any) -> "BlockInfo":
        """This block with these values as its defaults; one made of a graph has that one's ports, and its name.

        Raises ParamError.
        """
        checked = dict(check_all(self.params, values))
        params = tuple(replace(param, default=checked[param.name]) for param in self.params)
        title = next((str(checked[param.name]) for param in params if param.kind == "text"), self.title)
        parts = [id for param in params if param.kind == "graph" for id in _parts_of(str(param.default))]
        doc = f"Made of {', '.join(parts)}. A change inside is one wherever the block is used." if parts else self.doc
        return replace(self, params=params, title=title, ports=self._ports(checked), doc=doc)

    def free_id(self, taken: Iterable[str]) -> str:
        """An id for one more use of this block: conv1, or a named block's own name where it can be."""
        if not self.is_made_of_graph:
            return free_id(taken, self.name)
        used = set(taken)
        stem = re.sub(r"\W+", "_", normalize("NFKC", self.title)).strip("_").lower()
        if not stem.isidentifier() or keyword.iskeyword(stem):
            stem = f"block_{stem}".strip("_")
        return stem if stem not in used else free_id(used, f"{stem}_")

    @property
    def key(self) -> str:
        """What it is known by among all that can be added: no two have the same."""
        return f"{MINE}{self.title}" if self.is_made_of_graph else self.name

    @property
    def called(self) -> str:
        """What it is called in a few words of ours: a block of the catalog by its name, a named one by its title."""
        return self.title if self.is_made_of_graph else self.name

    @property
    def is_made_of_graph(self) -> bool:
        """Whether it is what its parameters' graph makes of it: not offered by itself, but under people's names."""
        return any(param.kind == "graph" for param in self.params)

    def _ports(self, values: dict[str, Value]) -> tuple[str, ...]:
        inner = next((str(values[param.name]) for param in self.params if param.kind == "graph"), None)
        return self.ports if inner is None else _inputs_of(inner)

    def param(self, name: str) -> Param:
        """The parameter of this name."""
        return _find("parameter", name, {param.name: param for param in self.params})


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


def install(catalog: Catalog) -> None:
    """Make this the catalog that `find_block` and its like look into."""
    for kind in fields(Catalog):
        kept = getattr(CATALOG, kind.name)
        kept.clear()
        kept.update(getattr(catalog, kind.name))


def find_block(name: str) -> BlockInfo:
    """The block of this name; raises UnknownNameError with names that are close."""
    return _find("block", name, CATALOG.blocks)


def info_of(node: Node) -> BlockInfo:
    """The block that a node uses, as this node uses it: with its ports. Raises UnknownNameError."""
    info = find_block(node.block)
    return info.with_values(**node.values) if info.is_made_of_graph else info


def offered_blocks() -> list[BlockInfo]:
    """The blocks that can be added as they are, in the order in which they were declared."""
    return [info for info in CATALOG.blocks.values() if not info.is_made_of_graph]


def find_architecture(name: str) -> ArchitectureInfo:
    """The architecture of this name; raises UnknownNameError with names that are close."""
    return _find("architecture", name, CATALOG.architectures)


def find_runtime(name: str) -> RuntimeInfo:
    """The runtime of this name; raises UnknownNameError with names that are close."""
    return _find("runtime", name, CATALOG.runtimes)


def find_transform(name: str) -> TransformInfo:
    """The transform of this name; raises UnknownNameError with names that are close."""
    return _find("transform", name, CATALOG.transforms)


def find_published(name: str) -> tuple[ArchitectureInfo, Variant]:
    """The architecture and parameters behind a published name or an architecture's own, in any case of letters."""
    names = {info.name: (info, info.itself) for info in CATALOG.architectures.values()}
    names |= {each.name: (info, each) for info in CATALOG.architectures.values() for each in info.variants}
    cases = {each.lower(): each for each in names}
    return _find("model", cases.get(name.lower(), name), names)


def _inputs_of(text: str) -> tuple[str, ...]:
    """The ids of the inputs of a graph that is written down as text. Raises ParamError on other texts."""
    return tuple(id for id, block in _ids_of(text) if block == "input")


def _parts_of(text: str) -> tuple[str, ...]:
    """The ids of all that lies between the ends of such a graph. Raises ParamError on other texts."""
    return tuple(id for id, block in _ids_of(text) if block not in ("input", "output"))


@lru_cache(maxsize=1024)
def _ids_of(text: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(row["id"]), str(row["block"])) for row in json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ParamError("graph", "is not the text of a graph.") from None


def _find(what: str, name: str, among: dict[str, Found]) -> Found:
    if name not in among:
        raise UnknownNameError(what, name, tuple(difflib.get_close_matches(name, among, n=3)))
    return among[name]


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
