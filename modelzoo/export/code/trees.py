"""Questions that are asked of trees, and small changes to them, whatever they are read for."""

import ast
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain

from modelzoo.export.code.sources import names_in


def drop_arguments(given: ast.arguments, names: Container[str]) -> None:
    """Take arguments out of a signature."""
    defaults = dict(zip(reversed(given.args), reversed(given.defaults), strict=False))
    given.args = [each for each in given.args if each.arg not in names]
    given.defaults = [defaults[each] for each in given.args if each in defaults]


def defaults_of(tree: ast.FunctionDef) -> dict[str, ast.expr]:
    """What a function takes where nothing is given."""
    names = [each.arg for each in tree.args.args]
    return dict(zip(reversed(names), reversed(tree.args.defaults), strict=False))


def bound(call: ast.Call, tree: ast.FunctionDef) -> dict[str, ast.expr]:
    """The arguments of a call by name, those with their defaults too."""
    names = [each.arg for each in tree.args.args if each.arg != "self"]
    given = dict(zip(names, call.args, strict=False)) | {str(each.arg): each.value for each in call.keywords}
    return defaults_of(tree) | given


def is_plain(call: ast.Call) -> bool:
    """Whether each argument of a call stands for itself."""
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    return not starred and all(each.arg for each in call.keywords)


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_check(node: ast.stmt) -> bool:
    """Whether a statement only refuses what cannot work: nothing that is written down here."""
    match node:
        case ast.If(body=[ast.Raise()], orelse=[]):
            return True
        case ast.For(body=[inner]):
            return is_check(inner)
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name.rpartition(".")[2].startswith("check_")
    return False


def annotation_of(argument: ast.arg) -> str:
    """The type of an argument as text; empty where there is none."""
    return ast.unparse(argument.annotation) if argument.annotation else ""


def without_unused(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Without values for names that nothing reads."""
    read = set(names_in(statements))
    return [each for each in statements if not (isinstance(each, ast.Assign) and _unread(each, read))]


def _unread(node: ast.Assign, read: set[str]) -> bool:
    match node.targets:
        case [ast.Name(id=name)]:
            return name not in read
        case [ast.Tuple(elts=targets)]:
            return all(isinstance(each, ast.Name) and each.id not in read for each in targets)
    return False


def kept_attributes(methods: Sequence[ast.FunctionDef]) -> Iterator[str]:
    """Each "self.x" as often as it is set."""
    for node in chain.from_iterable(map(ast.walk, methods)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield ast.unparse(node)


def drop_empty_layers(methods: Sequence[ast.FunctionDef]) -> None:
    """Take out layers that hold none and are only ever called: what they are called with stands for itself."""
    nodes = list(chain.from_iterable(map(ast.walk, methods)))
    called = Counter(ast.unparse(each.func) for each in nodes if isinstance(each, ast.Call))
    used = Counter(ast.unparse(each) for each in nodes if isinstance(each, ast.Attribute))
    empty = {ast.unparse(each.targets[0]) for each in nodes if isinstance(each, ast.Assign) and _is_empty(each.value)}
    dropping = _Uncalled({each for each in empty if used[each] == called[each] + 1})
    for method in methods:
        method.body = [dropping.visit(each) for each in method.body if not dropping.makes(each)]


def _is_empty(node: ast.expr) -> bool:
    return ast.unparse(node) == "nn.Sequential()"


class _Uncalled(ast.NodeTransformer):
    """What some layers are called with, in place of the calls."""

    def __init__(self, layers: set[str]) -> None:
        self.layers = layers

    def makes(self, node: ast.stmt) -> bool:
        """Whether a statement makes one of the layers."""
        return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in self.layers

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        return node.args[0] if ast.unparse(node.func) in self.layers else node
