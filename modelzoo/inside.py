"""A named block looked at from within: its graph as a project of its own, and edits of that as edits of the whole."""

from collections.abc import Mapping
from dataclasses import replace

from modelzoo.errors import GraphError
from modelzoo.graph import Graph, Node, Shape
from modelzoo.grouping import check_inner, exchange_uses, inner_graph, is_named_block, redefined
from modelzoo.project import Change, Place, Project, UserBlock

Path = tuple[str, ...]
"""The uses of named blocks that lead inside, from the outermost on."""


def inside(project: Project, path: Path) -> Project:
    """The project as it is seen at the end of the path. Raises GraphError where that leads nowhere."""
    graph, places = project.graph, project.places
    notes, title = project.notes, project.title
    for node in nodes_along(project, path):
        graph, places, notes, title = inner_graph(node), _places(project, node), {}, _name(node)
    return replace(project, title=title, graph=graph, places=places, notes=notes)


def nodes_along(project: Project, path: Path) -> list[Node]:
    """The uses of named blocks along the path. Raises GraphError where it leads nowhere."""
    graph, found = project.graph, []
    for id in path:
        found.append(graph[id])
        graph = inner_graph(graph[id])
    return found


def as_far_as_it_goes(project: Project, path: Path) -> Path:
    """The part of a path that still leads somewhere."""
    graph: Graph = project.graph
    for at, id in enumerate(path):
        if id not in graph or not is_named_block(graph[id]):
            return path[:at]
        graph = inner_graph(graph[id])
    return path


def lifted(change: Change, path: Path) -> Change:
    """An edit of what is seen at the end of the path, as an edit of the whole project.

    It changes the named block: wherever the shown model uses it as it was, and among the project's blocks. The edit
    raises GraphError where what is left could not be a block.
    """
    if not path:
        return change

    def lift(project: Project) -> Project:
        *_, node = around = nodes_along(project, path)
        before = inside(project, path)
        after = change(before)
        if after == before:
            return project
        _check(before, after, {_name(each) for each in around})
        blocks = {**after.blocks, _name(node): UserBlock(after.graph, after.places)}
        return _with_definition(replace(project, blocks=blocks), node, after.graph)

    return lift


def renamed(project: Project, old: str, new: str) -> Project:
    """The project with a named block called otherwise, in every variant. Raises GraphError where that name is taken."""
    new = new.strip()
    if old == new:
        return project
    if not new:
        raise GraphError("A block needs a name.")
    if new in project.blocks:
        raise GraphError(f"There is a block named {new} already.")

    def change(node: Node) -> Node:
        return redefined(node, new, inner_graph(node)) if _name(node) == old else node

    blocks = {
        new if name == old else name: replace(block, graph=exchange_uses(block.graph, change))
        for name, block in project.blocks.items()
    }
    variants = tuple(replace(each, graph=exchange_uses(each.graph, change)) for each in project.variants)
    return replace(project.with_variants(variants, len(project.earlier)), blocks=blocks)


def without_block(project: Project, name: str) -> Project:
    """The project without a block of this name to be added; where it is used it stays."""
    return replace(project, blocks={each: block for each, block in project.blocks.items() if each != name})


def dressed(graph: Graph, given: Mapping[str, Shape]) -> Graph:
    """A block's graph with the channels at its inputs that reach them."""
    known = [node for node in graph.of_block("input") if node.id in given]
    return graph.replace(*(replace(node, params=(("channels", given[node.id][1]),)) for node in known))


def _with_definition(project: Project, old: Node, inner: Graph) -> Project:
    def change(node: Node) -> Node:
        return redefined(node, _name(node), inner) if node.params == old.params else node

    blocks = {
        name: block if name == _name(old) else replace(block, graph=exchange_uses(block.graph, change))
        for name, block in project.blocks.items()
    }
    return replace(project, graph=exchange_uses(project.graph, change), blocks=blocks)


def _check(before: Project, after: Project, around: set[str]) -> None:
    """Raises GraphError where what a person made inside could not be a block."""
    check_inner(after.graph)
    if after.notes != before.notes:
        raise GraphError("Notes stand beside the whole model: go out of the block first.")
    for node in after.graph.of_block("input"):
        if node.id in before.graph and node.params != before.graph[node.id].params:
            raise GraphError("What reaches the inputs of a block is decided where it is used.")

    def refuse(node: Node) -> Node:
        if _name(node) in around:
            raise GraphError(f"{_name(node)} cannot be a part of itself.")
        return node

    exchange_uses(after.graph, refuse)


def _places(project: Project, node: Node) -> Mapping[str, Place]:
    known = project.blocks.get(_name(node))
    return known.places if known else {}


def _name(node: Node) -> str:
    return str(node.values["title"])
