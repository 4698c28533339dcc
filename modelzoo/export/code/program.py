"""Everything that a network's class needs, simplified for how it is used: users come before what they use."""

import ast
import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from modelzoo.export.code.folding import folded
from modelzoo.export.code.literals import is_literal, same, worth
from modelzoo.export.code.sources import definition, is_ours, names_in
from modelzoo.export.code.trees import annotation_of, bound, defaults_of, drop_arguments, is_check, is_plain


@dataclass(frozen=True)
class _Call:
    """A call of something of ours, and the names at that place that are sure to be whole numbers."""

    node: ast.Call
    whole: frozenset[str]


def program(network: ast.ClassDef) -> dict[str, ast.stmt]:
    """The definitions that the network's class needs, by their full names, each before those that use it.

    Calls in the network change with the signatures of what they call.
    """
    found: dict[str, ast.stmt] = {}
    calls: dict[str, list[_Call]] = defaultdict(list)
    used = _noted(network, calls)
    for name in _users_first(used):
        if name in used:
            references = Counter(names_in([network, *found.values()]))[name]
            found[name] = _specialised(definition(name), calls[name], references)
            used |= _noted(found[name], calls)
    words = set(_words([network, *found.values()]))
    for tree in found.values():
        _prune(tree, words)
    return dict(reversed(found.items()))


def _users_first(used: Iterable[str]) -> list[str]:
    """All that these definitions may need, each before what it needs itself."""
    needs: dict[str, set[str]] = {}
    waiting = sorted(used)
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = set(filter(is_ours, names_in([definition(name)])))
            waiting += sorted(needs[name])
    return list(reversed(list(TopologicalSorter(needs).static_order())))


def _noted(tree: ast.stmt, calls: dict[str, list[_Call]]) -> set[str]:
    """The full names within a tree, the calls of them added to `calls`."""
    for part in tree.body if isinstance(tree, ast.ClassDef) else [tree]:
        whole = frozenset(_whole(part)) if isinstance(part, ast.FunctionDef) else frozenset()
        for node in ast.walk(part):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and is_ours(node.func.id):
                calls[node.func.id].append(_Call(node, whole))
    return set(filter(is_ours, names_in([tree])))


def _whole(function: ast.FunctionDef) -> Iterator[str]:
    for each in function.args.args:
        if annotation_of(each) == "int":
            yield each.arg


def _specialised(tree: ast.stmt, calls: list[_Call], references: int) -> ast.stmt:
    """A definition without the arguments that all calls agree on; they leave the calls too."""
    function = _signature(tree)
    if function is None or not calls or references > len(calls) or not all(is_plain(each.node) for each in calls):
        return folded(tree, {})
    _by_channels(tree, calls)
    given = [bound(each.node, function) for each in calls]
    for argument in function.args.args:
        values = [(each.get(argument.arg), call.whole) for each, call in zip(given, calls, strict=True)]
        if argument.annotation and _is_pair(argument) and all(_is_whole(*each) for each in values):
            argument.annotation = ast.Name("int", ast.Load())
    names = [each.arg for each in function.args.args if each.arg != "self"]
    defaults = defaults_of(function)
    tree = folded(tree, {name: given[0][name] for name in names if _is_settled(name, function, given, calls)})
    function = _signature(tree)
    if function:
        drop_arguments(function.args, {each.arg for each in function.args.args} - {*names_in(function.body), "self"})
    left = {each.arg for each in function.args.args} if function else set()
    for call in calls:
        _shorten(call.node, names, left, defaults)
    return tree


def _signature(tree: ast.stmt) -> ast.FunctionDef | None:
    """The function that a call runs: a class's constructor, where it has one of its own."""
    if isinstance(tree, ast.ClassDef):
        return next((each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
    return tree if isinstance(tree, ast.FunctionDef) else None


def _is_settled(name: str, function: ast.FunctionDef, given: list[dict[str, ast.expr]], calls: list[_Call]) -> bool:
    """Whether all calls agree on an argument that nobody would miss: a switch, a size of nothing, what is usual."""
    value = given[0][name]
    if not is_literal(value) or not all(same(value, each[name]) for each in given):
        return False
    usual = same(value, defaults_of(function).get(name))
    argument = next(each for each in function.args.args if each.arg == name)
    if usual and ("tuple" in annotation_of(argument) or not any(_gives(each.node, name, function) for each in calls)):
        return True
    return _is_small(value) and (usual or type(worth(value)) is not int)


def _gives(call: ast.Call, name: str, function: ast.FunctionDef) -> bool:
    """Whether a call says what an argument is."""
    places = [each.arg for each in function.args.args if each.arg != "self"]
    return name in {each.arg for each in call.keywords} or places.index(name) < len(call.args)


def _is_small(value: ast.expr) -> bool:
    """Whether a value is a word, a switch, or a number that hardly matters to a reader."""
    if not is_literal(value):
        return False
    found = worth(value)
    return (
        found is None
        or isinstance(found, str | bool)
        or (isinstance(found, int | float) and found in (0, 1))
        or (isinstance(found, float) and found < 0.05)
    )


def _is_pair(argument: ast.arg) -> bool:
    return "tuple[int, int]" in annotation_of(argument)


def _is_whole(value: ast.expr | None, whole: frozenset[str]) -> bool:
    match value:
        case ast.Constant(value=found):
            return isinstance(found, int) and not isinstance(found, bool)
        case ast.Name(id=name):
            return name in whole
    return False


def _by_channels(tree: ast.stmt, calls: list[_Call]) -> None:
    """Take the channels in place of all input shapes, where nothing else is read of them."""
    function = _signature(tree)
    argument = next((each for each in function.args.args if each.arg == "in_shapes"), None) if function else None
    if function is None or argument is None:
        return
    body = [_Channels().visit(copy.deepcopy(each)) for each in function.body if not is_check(each)]
    if "in_shapes" in names_in(body) or not all(isinstance(each.node.args[0], ast.Tuple) for each in calls):
        return
    function.body = body
    argument.arg, argument.annotation = "in_channels", ast.Name("int", ast.Load())
    for call in calls:
        match call.node.args:
            case [ast.Tuple(elts=[ast.Tuple(elts=[_, channels, *_]), *_]), *others]:
                call.node.args = [channels, *others]


class _Channels(ast.NodeTransformer):
    """The channels of the first input by a name of their own."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if ast.unparse(node) == "in_shapes[0][1]":
            return ast.Name("in_channels", ast.Load())
        self.generic_visit(node)
        return node


def _shorten(call: ast.Call, names: list[str], left: set[str], defaults: dict[str, ast.expr]) -> None:
    """Take out of a call what its function no longer has, and what it has anyway."""
    call.args = [each for each, name in zip(call.args, names, strict=False) if name in left]
    usual = {name for name, value in defaults.items() if _is_small(value)}
    call.keywords = [
        each
        for each in call.keywords
        if each.arg in left and not (each.arg in usual and same(each.value, defaults[each.arg]))
    ]


def _words(trees: Iterable[ast.AST]) -> Iterator[str]:
    """Every text that may choose something: no docstring, no key, no pattern."""
    for tree in trees:
        match tree:
            case ast.Expr(value=ast.Constant()) | ast.MatchValue():
                continue
            case ast.Constant(value=str(word)):
                yield word
            case ast.Dict(values=values):
                yield from _words(values)
            case _:
                yield from _words(ast.iter_child_nodes(tree))


def _prune(tree: ast.stmt, words: set[str]) -> None:
    """Take out of tables and cases what no text of the program chooses."""
    for node in ast.walk(tree):
        match node:
            case ast.Dict(keys=[ast.Constant(value=str()), *_]):
                kept = [each for each in zip(node.keys, node.values, strict=True) if _chosen(each[0], words)]
                node.keys, node.values = [key for key, _ in kept], [value for _, value in kept]
            case ast.Match():
                node.cases = [
                    each
                    for each in node.cases
                    if not isinstance(each.pattern, ast.MatchValue) or _chosen(each.pattern.value, words)
                ]


def _chosen(key: ast.expr | None, words: set[str]) -> bool:
    return isinstance(key, ast.Constant) and key.value in words
