"""What a person does on the canvas, as changes of a project; Qt-free.

Each takes `shown`, where the boxes stand on the screen: an edit on the canvas pins boxes that only the automatic
layout had placed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from app.canvas.note_acts import paste_notes
from modelzoo import edits, grouping
from modelzoo.block_info import BlockInfo
from modelzoo.clipping import unclip, unclip_notes
from modelzoo.errors import GraphError
from modelzoo.graph import Graph
from modelzoo.layout.arranging import BOX_HEIGHT, BOX_WIDTH, COLUMN_GAP, GRID, ROW
from modelzoo.project import Change, Place, Project, UserBlock

Places = Mapping[str, Place]
Socket = tuple[str, int]
"""A node and one of its input ports."""


def move(offsets: Places, shown: Places) -> Change:
    """Shift boxes by (x, y)."""

    def change(project: Project) -> Project:
        places = _pinned(project, shown)
        moved = {id: (places[id][0] + x, places[id][1] + y) for id, (x, y) in offsets.items() if id in places}
        return replace(project, places=places | moved)

    return change


def place(moved: Places, shown: Places) -> Change:
    """Give some boxes new places."""
    return lambda project: replace(project, places=_pinned(project, shown) | dict(moved))


def place_all(places: Places) -> Change:
    """Give all boxes new places."""
    return lambda project: replace(project, places=dict(places))


def delete(ids: Collection[str], wires: Iterable[Socket], shown: Places) -> Change:
    """Take boxes away, and the wires into these ports."""

    def change(project: Project) -> Project:
        graph = project.graph
        for target, port in sorted(set(wires), reverse=True):
            if target not in ids:
                graph = edits.disconnect(graph, target, port)
        return _with(project, edits.remove_nodes(graph, ids), shown)

    return change


def connect(source: str, target: str, port: int, shown: Places, instead_of: Socket | None = None) -> Change:
    """Wire an output to a port; `instead_of` is a wire that goes: it was dragged here."""

    def change(project: Project) -> Project:
        graph, at = project.graph, port
        if instead_of is not None:
            before = len(graph[instead_of[0]].inputs)
            graph = edits.disconnect(graph, *instead_of)
            lost_one = len(graph[instead_of[0]].inputs) < before
            at -= instead_of[0] == target and lost_one and instead_of[1] < port
        return _with(project, edits.connect(graph, source, target, at), shown)

    return change


def disconnect(target: str, port: int, shown: Places) -> Change:
    """Take the wire into a port away."""
    return lambda project: _with(project, edits.disconnect(project.graph, target, port), shown)


def drop(block: str | BlockInfo, place: Place, shown: Places) -> Change:
    """Add a block where it was dropped."""

    def change(project: Project) -> Project:
        graph, id = edits.add_node(project.graph, block)
        return _with(project, graph, dict(shown) | {id: place})

    return change


def append(block: str | BlockInfo, after: str, shown: Places) -> Change:
    """Add a block and wire it behind another; it stands where there is room."""

    def change(project: Project) -> Project:
        graph, id = edits.add_node(project.graph, block)
        return _with(project, edits.connect(graph, after, id, 0), shown)

    return change


def insert(block: str | BlockInfo, place: Place, target: str, port: int, shown: Places) -> Change:
    """Add a block onto a wire; what stands below moves down where the box needs room."""

    def change(project: Project) -> Project:
        source = project.graph[target].inputs[port]
        graph, id = edits.add_node(project.graph, block)
        graph = edits.insert_on_wire(graph, id, target, port)
        places = _pinned(project, shown)
        if source is not None and source in places and target in places:
            places = _with_room(places, id, place, *sorted((places[source], places[target]), key=lambda at: at[1]))
        else:
            places[id] = place
        return replace(project, graph=graph, places=places)

    return change


def paste(text: str, offset: Place, shown: Places) -> Change:
    """Add copies of what `clip` wrote, shifted by (x, y); named blocks new to the project become its own.

    The change raises ProjectError on other texts.
    """

    def change(project: Project) -> Project:
        nodes, places = unclip(text)
        graph, names = edits.paste(project.graph, nodes)
        x, y = offset
        added = {names[id]: (at[0] + x, at[1] + y) for id, at in places.items() if id in names}
        made = _with(project, graph, dict(shown) | added)
        named = {
            str(node.values["title"]): UserBlock(grouping.inner_graph(node))
            for node in nodes
            if grouping.is_named_block(node)
        }
        return paste_notes(unclip_notes(text), offset)(replace(made, blocks={**named, **made.blocks}))

    return change


def group(ids: Collection[str], title: str, shown: Places) -> Change:
    """Make one named block of these, and keep it among the project's; it stands in the middle of where they stood."""

    def change(project: Project) -> Project:
        if title in project.blocks:
            raise GraphError(f"There is a block named {title} already: choose another name.")
        graph, id = grouping.group(project.graph, ids, title)
        places = _pinned(project, shown)
        inner = grouping.inner_graph(graph[id])
        block = UserBlock(inner, _inside(inner, places))
        middle = _middle([places[each] for each in ids if each in places])
        made = _with(project, graph, places | {id: middle})
        return replace(made, blocks={**project.blocks, title: block})

    return change


def _inside(inner: Graph, places: Places) -> dict[str, Place]:
    """Boxes inside of a block stand to each other as they stood; its inputs above them, its output below."""
    kept = {node.id: places[node.id] for node in inner if node.id in places}
    if not kept:
        return {}
    top, bottom = min(y for _, y in kept.values()), max(y for _, y in kept.values())
    for node in inner.of_block("input"):
        x = next((kept[reader][0] for reader, _ in inner.consumers[node.id] if reader in kept), 0.0)
        while (x, top - ROW) in kept.values():
            x += BOX_WIDTH + COLUMN_GAP
        kept[node.id] = (x, top - ROW)
    (end,) = inner.of_block("output")
    return kept | {end.id: (next((kept[id][0] for id in end.sources if id in kept), 0.0), bottom + ROW)}


def _middle(places: Collection[Place]) -> Place:
    """Halfway between the outermost, on the grid."""
    across, down = ([place[way] for place in places] or [0.0] for way in (0, 1))
    return _halfway(across), _halfway(down)


def _halfway(values: Collection[float]) -> float:
    return round((min(values) + max(values)) / 2 / GRID) * GRID


def _pinned(project: Project, shown: Places) -> dict[str, Place]:
    return {**shown, **project.places}


def _with(project: Project, graph: Graph, shown: Places) -> Project:
    places = {id: place for id, place in _pinned(project, shown).items() if id in graph}
    return replace(project, graph=graph, places=places)


def _with_room(places: dict[str, Place], id: str, place: Place, upper: Place, lower: Place) -> dict[str, Place]:
    """The places with one more box between two others."""
    if lower[1] - upper[1] < BOX_HEIGHT:
        return places | {id: place}
    x = upper[0] if upper[0] == lower[0] else place[0]
    y = min(max(place[1], upper[1] + ROW), max(lower[1] - ROW, upper[1] + ROW))
    lack = max(0.0, y + ROW - lower[1])
    moved = {other: (at[0], at[1] + lack) for other, at in places.items() if at[1] >= lower[1]}
    return places | moved | {id: (x, y)}
