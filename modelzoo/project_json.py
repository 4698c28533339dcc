"""A project as JSON, and read from it part by part: whole, or as far as it can be."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any, Protocol, TypeVar

from modelzoo.acts import Act
from modelzoo.board import Board
from modelzoo.board_json import board_from_json, board_to_json
from modelzoo.foreign import Foreign
from modelzoo.graph import Graph
from modelzoo.graph_json import (
    nodes_from_json,
    nodes_to_json,
    place_from_json,
    places_from_json,
    size_from_json,
    value_from_json,
)
from modelzoo.project import Baseline, Model, Note, Place, Project, UserBlock, Variant
from modelzoo.record import Record, record_from_json
from modelzoo.runs.logs import Logs
from modelzoo.runs.logs_json import logs_from_json, logs_to_json

Part = TypeVar("Part")


class Reading(Protocol):
    """How a part of a file is read: its name, unless its own parts tell of themselves; and what stands for it else."""

    def __call__(self, what: str, read: Callable[[], Part], otherwise: Part, /) -> Part:
        """The part, or what stands for it."""


def project_to_json(project: Project) -> dict[str, Any]:
    """All but the record, which writes itself."""
    baseline = project.baseline
    return {
        "variants": [_variant_to_json(each) for each in project.variants],
        "shown": len(project.earlier),
        "baseline": baseline and _model_to_json(baseline),
        "blocks": {
            name: {"nodes": nodes_to_json(block.graph), "places": _places_to_json(block.graph, block.places)}
            for name, block in project.blocks.items()
        },
        "runs": logs_to_json(project.logs),
        "board": board_to_json(project.board),
    }


def project_from_json(data: dict[str, Any], part: Reading) -> Project:
    """The project; `part` reads each part, and knows what is done where one cannot be read."""
    rows = data["variants"]
    found = [part(f"variant {at}", partial(_variant, row, part), None) for at, row in enumerate(rows, 1)]
    variants = tuple(each for each in found if each is not None)
    if not variants:
        raise ValueError("its variants, of which none can be read")
    project = Project(
        baseline=part("the baseline", lambda: _baseline(data["baseline"]), None),
        blocks=part("the named blocks", lambda: _blocks(data["blocks"]), {}),
        logs=part("the run logs", lambda: logs_from_json(data["runs"]), Logs()),
        board=part("the board", lambda: board_from_json(data["board"]), Board()),
        record=part("what was measured", lambda: record_from_json(data["record"]), Record()),
    )
    return project.with_variants(variants, part("which variant was shown", lambda: _shown(data["shown"], variants), 0))


def _shown(shown: Any, variants: tuple[Variant, ...]) -> int:
    if type(shown) is not int or not 0 <= shown < len(variants):
        raise ValueError(f"the variant shown, {shown} of {len(variants)}")
    return shown


def _baseline(row: Any) -> Baseline | None:
    if row is None:
        return None
    if source := _source(row):
        return Baseline(_text(row["title"]), source.graph, source.size, source)
    return Baseline(_text(row["title"]), Graph(nodes_from_json(row["nodes"])), size_from_json(row["size"]))


def _source(row: Any) -> Foreign | None:
    """The network from outside that a model is, figures and all: nothing of it is read or run."""
    if "source" not in row:
        return None
    found = Foreign.from_json(row["source"])
    size_from_json(found.size)
    return found


def _blocks(rows: Any) -> dict[str, UserBlock]:
    return {
        _text(name): UserBlock(Graph(nodes_from_json(each["nodes"])), places_from_json(each["places"]))
        for name, each in rows.items()
    }


def _variant(row: Any, part: Reading) -> Variant:
    title, usual = part("a title", lambda: _text(row["title"]), "Untitled"), Variant()
    source = part(f"{title}, the network that was imported", lambda: _source(row), None)
    size = part(f"{title}, the input's size", lambda: size_from_json(row["size"]), usual.size)
    return Variant(
        title=title,
        graph=source.graph if source else _graph(title, row["nodes"], part),
        size=source.size if source else size,
        places=part(f"{title}, where boxes stand", lambda: places_from_json(row["places"]), {}),
        notes=part(f"{title}, its notes", lambda: _notes(row["notes"]), {}),
        origin=part(f"{title}, its origin", lambda: _text(row["origin"]), ""),
        acts=part(f"{title}, its history", lambda: tuple(_act(each) for each in row["acts"]), ()),
        made=part(f"{title}, how it was made", lambda: _text(row["made"]), ""),
        source=source,
    )


def _graph(title: str, rows: Any, part: Reading) -> Graph:
    """The graph of these nodes, at once; else of those that fit, each of the others told of by itself."""
    return part("", lambda: Graph(nodes_from_json(rows)), None) or _fitting(title, rows, part)


def _fitting(title: str, rows: Any, part: Reading) -> Graph:
    """Node by node: one that fits but for its wires stays, with those open that lead nowhere."""
    graph = Graph()
    for at, row in enumerate(rows, 1):
        grown = part(f"{title}, block {at}", partial(_with_node, graph, row), None)
        graph = grown or part("", partial(_with_open_wires, graph, row), graph)
    return graph


def _with_node(graph: Graph, row: Any) -> Graph | None:
    return Graph((*graph, *nodes_from_json([row])))


def _with_open_wires(graph: Graph, row: Any) -> Graph:
    (node,) = nodes_from_json([row])
    return Graph((*graph, replace(node, inputs=tuple(each if each in graph else None for each in node.inputs))))


def _notes(rows: Any) -> dict[str, Note]:
    return {_text(id): note_from_json(each) for id, each in rows.items()}


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
    within = tuple(map(_text, row.get("within", ())))
    return Act(_text(row["transform"]), values, tuple(map(_text, row["ids"])), row["opened"], within)


def _act_to_json(act: Act) -> dict[str, Any]:
    row = asdict(act) | {"values": dict(act.values)}
    return row if act.within else {name: value for name, value in row.items() if name != "within"}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text {value}")
    return value


def _variant_to_json(variant: Variant) -> dict[str, Any]:
    return _model_to_json(variant) | {
        "places": _places_to_json(variant.graph, variant.places),
        "notes": {id: asdict(note) for id, note in variant.notes.items()},
        "origin": variant.origin,
        "acts": [_act_to_json(act) for act in variant.acts],
        "made": variant.made,
    }


def _model_to_json(model: Model) -> dict[str, Any]:
    """What every model has; the operations of a network from outside stand in its source alone."""
    row: dict[str, Any] = {"title": model.title, "size": list(model.size)}
    if model.source:
        return row | {"nodes": [], "source": model.source.plain}
    return row | {"nodes": nodes_to_json(model.graph)}


def _places_to_json(graph: Graph, places: Mapping[str, Place]) -> dict[str, list[float]]:
    return {id: list(place) for id, place in places.items() if id in graph}
