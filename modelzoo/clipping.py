"""Some blocks and notes as text: what the clipboard carries from one window to another."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict

from modelzoo.files import parse
from modelzoo.graph import Graph, Node
from modelzoo.graph_json import nodes_from_json, nodes_to_json, places_from_json
from modelzoo.project import Note, Place
from modelzoo.project_json import note_from_json

FORMAT = "slimscope nodes"
_NO_NOTES: Mapping[str, Note] = {}


def clip(graph: Graph, ids: Collection[str], places: Mapping[str, Place], notes: Mapping[str, Note] = _NO_NOTES) -> str:
    """Some nodes of a graph with their places, and these notes, as text."""
    nodes = [row for row in nodes_to_json(graph) if row["id"] in ids]
    data = {"format": FORMAT, "nodes": nodes, "places": {id: places[id] for id in ids if id in places}}
    return json.dumps(data | {"notes": {id: asdict(note) for id, note in notes.items()}}, indent=2, ensure_ascii=False)


def looks_clipped(text: str) -> bool:
    """Whether a text looks like one that `clip` wrote, whatever an editor has added around it."""
    return _bare(text).startswith("{") and FORMAT in text


def unclip(text: str) -> tuple[tuple[Node, ...], dict[str, Place]]:
    """The nodes and places of a text that `clip` wrote. Raises ProjectError on anything else."""
    return parse(
        _bare(text),
        "The clipboard",
        FORMAT,
        "a text with blocks",
        lambda data: (nodes_from_json(data["nodes"]), places_from_json(data["places"])),
    )


def unclip_notes(text: str) -> dict[str, Note]:
    """The notes of such a text; there may be none. Raises ProjectError on anything else."""
    return parse(
        _bare(text),
        "The clipboard",
        FORMAT,
        "a text with blocks",
        lambda data: {str(id): note_from_json(row) for id, row in data.get("notes", {}).items()},
    )


def _bare(text: str) -> str:
    """The text without the white space and the byte order mark that editors put around it."""
    return text.strip("\ufeff \t\r\n")
