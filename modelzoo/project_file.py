"""A project's file: JSON with names only, so that opening one runs no code."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from modelzoo.acts import Act
from modelzoo.errors import ProjectError
from modelzoo.files import Held, parse, read_whole, why_unwritten, write_whole
from modelzoo.graph import Graph
from modelzoo.graph_json import (
    nodes_from_json,
    nodes_to_json,
    place_from_json,
    places_from_json,
    size_from_json,
    value_from_json,
)
from modelzoo.project import Baseline, Note, Place, Project, UserBlock, Variant
from modelzoo.record import record_from_json

FORMAT = "slimscope project"
VERSION = 3


def dumps(project: Project, indent: int | None = 1) -> str:
    """The project as the text of its file; without an indent it is written ten times as fast."""
    baseline = project.baseline
    data = {
        "format": FORMAT,
        "version": VERSION,
        "variants": [_variant_to_json(each) for each in project.variants],
        "shown": len(project.earlier),
        "baseline": baseline
        and {"title": baseline.title, "size": list(baseline.size), "nodes": nodes_to_json(baseline.graph)},
        "blocks": {
            name: {"nodes": nodes_to_json(block.graph), "places": _places_to_json(block.graph, block.places)}
            for name, block in project.blocks.items()
        },
    }
    text = json.dumps(data, indent=indent).removesuffix("}").rstrip()
    return f'{text},\n "record": {project.record.text}\n}}\n'


def loads(text: str, path: str = "project") -> Project:
    """The project that a file's text holds. Raises ProjectError, naming `path`, on anything else."""
    return parse(text, path, FORMAT, "a Slimscope project", lambda data: _read(_migrated(data, path)))


def save(project: Project, path: Path) -> Held:
    """Write the file in one step: what was there stays whole until the new one is. Raises ProjectError."""
    try:
        return write_whole(path, dumps(project))
    except OSError as error:
        raise ProjectError(str(path), why_unwritten(error)) from error


def load(path: Path) -> Project:
    """Read a project's file. Raises ProjectError."""
    return read(path)[0]


def read(path: Path) -> tuple[Project, Held]:
    """Read a project's file, and tell what it held. Raises ProjectError."""
    try:
        content, held = read_whole(path)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ProjectError(str(path), f"cannot be read: {reason}.") from error
    return loads(text, str(path)), held


def _variant_to_json(variant: Variant) -> dict[str, Any]:
    return {
        "title": variant.title,
        "size": list(variant.size),
        "nodes": nodes_to_json(variant.graph),
        "places": _places_to_json(variant.graph, variant.places),
        "notes": {id: asdict(note) for id, note in variant.notes.items()},
        "origin": variant.origin,
        "acts": [asdict(act) | {"values": dict(act.values)} for act in variant.acts],
        "made": variant.made,
    }


def _places_to_json(graph: Graph, places: Mapping[str, Place]) -> dict[str, list[float]]:
    return {id: list(place) for id, place in places.items() if id in graph}


def _read(data: dict[str, Any]) -> Project:
    baseline, shown = data["baseline"], data["shown"]
    variants = tuple(_variant(each) for each in data["variants"])
    if type(shown) is not int or not 0 <= shown < len(variants):
        raise ValueError(f"the variant shown, {shown} of {len(variants)}")
    project = Project(
        baseline=None
        if baseline is None
        else Baseline(
            _text(baseline["title"]), Graph(nodes_from_json(baseline["nodes"])), size_from_json(baseline["size"])
        ),
        blocks={
            _text(name): UserBlock(Graph(nodes_from_json(each["nodes"])), places_from_json(each["places"]))
            for name, each in data["blocks"].items()
        },
        record=record_from_json(data["record"]),
    )
    return project.with_variants(variants, shown)


def _variant(row: Any) -> Variant:
    return Variant(
        title=_text(row["title"]),
        graph=Graph(nodes_from_json(row["nodes"])),
        size=size_from_json(row["size"]),
        places=places_from_json(row["places"]),
        notes={_text(id): note_from_json(each) for id, each in row["notes"].items()},
        origin=_text(row["origin"]),
        acts=tuple(_act(each) for each in row["acts"]),
        made=_text(row["made"]),
    )


def note_from_json(row: Any) -> Note:
    """The note that its row holds; raises ValueError, KeyError or TypeError on anything else."""
    width = float(row["width"])
    if not (math.isfinite(width) and width > 0):
        raise ValueError(f"a note's width, {width}")
    return Note(_text(row["text"]), place_from_json(row["place"]), width)


def _act(row: Any) -> Act:
    if not isinstance(row["opened"], bool):
        raise TypeError(f"act {row['transform']}")
    values = tuple((name, value_from_json(value)) for name, value in row["values"].items())
    return Act(_text(row["transform"]), values, tuple(map(_text, row["ids"])), row["opened"])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text {value}")
    return value


def _with_variants(data: dict[str, Any]) -> dict[str, Any]:
    """The model of old is the only variant."""
    only = {name: data[name] for name in ("title", "size", "nodes", "places")}
    only |= {"notes": {}, "origin": "", "acts": [], "made": ""}
    return data | {"variants": [only], "shown": 0, "blocks": {}}


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda data: {"record": {"latencies": [], "layers": [], "sweeps": []}} | data,
    2: _with_variants,
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
