"""A person's work as one value, and its file: JSON with names only, so that opening one runs no code."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modelzoo.catalog import find_block
from modelzoo.errors import BuildError, ParamError, ProjectError
from modelzoo.files import parse, write_whole
from modelzoo.graph import Graph, Node, Size
from modelzoo.record import Record, record_from_json
from modelzoo.sizes import MOST_PIXELS

FORMAT = "slimscope project"
VERSION = 2

Place = tuple[float, float]


@dataclass(frozen=True)
class Baseline:
    """A model kept to compare with, at the input size it was pinned at."""

    title: str
    graph: Graph
    size: Size


@dataclass(frozen=True)
class Project:
    """A model with its input size (height, width), where its boxes stand on the canvas, and a pinned baseline.

    record: what was measured so far; two projects that differ in nothing else are the same work.
    """

    title: str = "Untitled"
    graph: Graph = field(default_factory=Graph)
    size: Size = (64, 64)
    places: Mapping[str, Place] = field(default_factory=dict)
    baseline: Baseline | None = None
    record: Record = field(default=Record(), compare=False)


Change = Callable[[Project], Project]
"""An edit: what it makes of a project. It may raise a ZooError."""


def dumps(project: Project) -> str:
    """The project as the text of its file."""
    baseline = project.baseline
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": project.title,
        "size": list(project.size),
        "nodes": nodes_to_json(project.graph),
        "places": {id: list(place) for id, place in project.places.items() if id in project.graph},
        "baseline": baseline
        and {"title": baseline.title, "size": list(baseline.size), "nodes": nodes_to_json(baseline.graph)},
    }
    return f'{json.dumps(data, indent=1)[:-2]},\n "record": {project.record.text}\n}}\n'


def loads(text: str, path: str = "project") -> Project:
    """The project that a file's text holds. Raises ProjectError, naming `path`, on anything else."""
    return parse(text, path, FORMAT, "a Slimscope project", lambda data: _read(_migrated(data, path)))


def save(project: Project, path: Path) -> None:
    """Write the file in one step: what was there stays whole until the new one is. Raises ProjectError."""
    try:
        write_whole(path, dumps(project))
    except OSError as error:
        raise ProjectError(str(path), f"cannot be written: {error.strerror or error}.") from error


def load(path: Path) -> Project:
    """Read a project's file. Raises ProjectError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ProjectError(str(path), f"cannot be read: {reason}.") from error
    return loads(text, str(path))


def nodes_to_json(graph: Graph) -> list[dict[str, Any]]:
    """The nodes as JSON objects, as they stand in a project and on the clipboard."""
    return [
        {"id": node.id, "block": node.block, "params": dict(node.params), "inputs": list(node.inputs)} for node in graph
    ]


def nodes_from_json(rows: Any) -> tuple[Node, ...]:
    """Nodes from JSON objects, each checked by its block. Raises ZooError, KeyError, TypeError or ValueError."""
    return tuple(_node(row) for row in rows)


def places_from_json(rows: Any) -> dict[str, Place]:
    """Places on the canvas from a JSON object. Raises TypeError, ValueError, AttributeError or OverflowError."""
    return {str(id): _place(place) for id, place in rows.items()}


def _node(row: Any) -> Node:
    id, inputs = row["id"], row["inputs"]
    if (
        not isinstance(id, str)
        or not isinstance(inputs, list)
        or any(not isinstance(each, str | None) for each in inputs)
    ):
        raise TypeError(f"node {id}")
    try:
        return find_block(row["block"]).node(id, inputs, **row["params"])
    except ParamError as error:
        raise BuildError(id, str(error)) from error


def _read(data: dict[str, Any]) -> Project:
    baseline = data["baseline"]
    return Project(
        title=_text(data["title"]),
        graph=Graph(nodes_from_json(data["nodes"])),
        size=_size(data["size"]),
        places=places_from_json(data["places"]),
        baseline=None
        if baseline is None
        else Baseline(_text(baseline["title"]), Graph(nodes_from_json(baseline["nodes"])), _size(baseline["size"])),
        record=record_from_json(data["record"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"title {value}")
    return value


def _place(value: Any) -> Place:
    x, y = (float(at) for at in value)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"place {x}, {y}")
    return x, y


def _size(value: Any) -> Size:
    height, width = value
    if type(height) is not int or type(width) is not int:
        raise TypeError(f"size {height}x{width}")
    if not (1 <= height <= MOST_PIXELS and 1 <= width <= MOST_PIXELS):
        raise ValueError(f"size {height}x{width}")
    return height, width


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda data: {"record": {"latencies": [], "layers": [], "sweeps": []}} | data,
}
"""For each old version, what turns its data into the next version's."""


def _migrated(data: dict[str, Any], path: str) -> dict[str, Any]:
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise ProjectError(path, "is damaged: it has no version.")
    if version > VERSION:
        raise ProjectError(
            path, f"was written by a newer Slimscope (file version {version}, this one reads {VERSION})."
        )
    for old in range(version, VERSION):
        data = _MIGRATIONS[old](data)
    return data
