"""Which nodes of a network need what a file of code defines before the network's own class."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from modelzoo.export.code.sources import names_in
from modelzoo.exports import Span


def definition_spans(text: str, made: Mapping[str, ast.expr]) -> Iterator[Span]:
    """The lines of each definition of the file, for the nodes whose making leads there; `made` is how each is made."""
    trees = {name: tree for tree in ast.parse(text).body if (name := _defined(tree))}
    reads = {name: trees.keys() & names_in([tree]) for name, tree in trees.items()}
    needs = {id: _closure(trees.keys() & names_in([tree]), reads) for id, tree in made.items()}
    for name, tree in trees.items():
        if nodes := tuple(id for id, names in needs.items() if name in names):
            yield Span(nodes, tree.lineno, tree.end_lineno or tree.lineno)


def _defined(tree: ast.stmt) -> str:
    """The name that a statement defines, if any."""
    match tree:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _closure(names: Iterable[str], reads: Mapping[str, set[str]]) -> set[str]:
    """The names, and all that is read from there."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= reads[name] - found
    return found
