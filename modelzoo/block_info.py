"""A block as plain data: what it is called, takes and does, and the nodes that are uses of it."""

import difflib
import json
import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar
from unicodedata import normalize

from modelzoo.errors import GraphError, ParamError, UnknownNameError
from modelzoo.graph import Node, Value, free_id
from modelzoo.params import Param, check_all

Found = TypeVar("Found")

MINE = "my/"
"""What begins the keys of the blocks that people named."""


@dataclass(frozen=True)
class BlockInfo:
    """A block as a person meets it: what it is called, takes and does.

    variadic: takes as many inputs as are wired, one for each port at least. offered: whether it can be added as it is.
    """

    name: str
    title: str
    group: str
    doc: str
    source: str
    ports: tuple[str, ...]
    variadic: bool
    params: tuple[Param, ...]
    offered: bool = True

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
        return find_among("parameter", name, {param.name: param for param in self.params})


def find_among(what: str, name: str, among: dict[str, Found]) -> Found:
    """What has this name; raises UnknownNameError with names that are close."""
    if name not in among:
        raise UnknownNameError(what, name, tuple(difflib.get_close_matches(name, among, n=3)))
    return among[name]


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
