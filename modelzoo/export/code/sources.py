"""Our own block files as trees, each name in them of ours told apart from the same name in another file."""

import ast
import copy
import importlib
import inspect
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from torch import Tensor, nn

_OURS = "modelzoo."


@dataclass(frozen=True)
class File:
    """One module of ours: its definitions, what it takes from other modules of ours, and from elsewhere."""

    definitions: dict[str, ast.stmt]
    ours: dict[str, str]
    imports: dict[str, str]


@cache
def read(module: str) -> File:
    """What a module of ours says."""
    file = File({}, {}, {})
    for statement in ast.parse(inspect.getsource(importlib.import_module(module))).body:
        match statement:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                file.definitions[name] = statement
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                file.definitions[name] = statement
            case ast.Import(names=names):
                file.imports.update({each.name: f"import {each.name}" for each in names})
            case ast.ImportFrom(module="modelzoo.errors", names=names):
                file.ours.update({each.name: "ValueError" for each in names})
            case ast.ImportFrom(module=str(source), names=names) if source.startswith(_OURS):
                file.ours.update({each.name: f"{source}.{each.name}" for each in names})
            case ast.ImportFrom(module=str(source), names=names):
                file.imports.update({each.name: f"from {source} import {each.name}" for each in names})
    file.ours.update({name: f"{module}.{name}" for name in file.definitions})
    return file


def full_name(thing: Any) -> str:
    """The name of a class or a function of ours, with its module's: how trees refer to it until they are written."""
    return f"{thing.__module__}.{thing.__name__}"


def is_ours(name: str) -> bool:
    """Whether this is the full name of something of ours."""
    return name.startswith(_OURS)


def thing_of(name: str) -> Any:
    """What a full name means."""
    module, _, own = name.rpartition(".")
    return getattr(importlib.import_module(module), own)


def definition(name: str) -> ast.stmt:
    """A definition by its full name: a tree of its own, with plain types in place of ours."""
    module, _, own = name.rpartition(".")
    tree = copy.deepcopy(read(module).definitions[own])
    match tree:
        case ast.ClassDef():
            tree.decorator_list = []
            tree.bases = [_Qualified(read(module), set()).visit(each) for each in tree.bases]
            for method in (each for each in tree.body if isinstance(each, ast.FunctionDef)):
                _translate(method, getattr(thing_of(name), method.name), read(module))
        case ast.FunctionDef():
            _translate(tree, thing_of(name), read(module))
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            tree = ast.Assign([target], value)
    return tree


def names_in(trees: Iterable[ast.AST]) -> Iterator[str]:
    """The names that are read anywhere in the trees."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                yield node.id


def imports_of(definitions: Iterable[str]) -> dict[str, str]:
    """The lines that import what the files of these definitions take from elsewhere, by the names that they bring."""
    return {name: line for each in definitions for name, line in read(each.rpartition(".")[0]).imports.items()}


class _Qualified(ast.NodeTransformer):
    """Full names in place of those that a file of ours knows, where nothing local has that name."""

    def __init__(self, file: File, local: set[str]) -> None:
        self.file, self.local = file, local

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.local:
            return node
        return ast.Name(self.file.ours.get(node.id, node.id), node.ctx)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        assert node.value is not None
        return ast.Assign([node.target], self.visit(node.value))


def _translate(function: ast.FunctionDef, thing: Any, file: File) -> None:
    """Full names in the body and the defaults; in the signature types without their bounds and help."""
    given = function.args
    arguments = [*given.args, *given.kwonlyargs, *filter(None, [given.vararg])]
    stored = {each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    qualified = _Qualified(file, stored | {each.arg for each in arguments})
    function.body = [qualified.visit(each) for each in function.body]
    given.defaults = [qualified.visit(each) for each in given.defaults]
    hints = get_type_hints(thing)
    for argument in arguments:
        argument.annotation = type_tree(hints[argument.arg]) if argument.annotation else None
    function.returns = type_tree(hints["return"]) if function.returns else None


def type_tree(hint: Any) -> ast.expr:
    """A type as code writes it."""
    return ast.parse(_type_text(hint), mode="eval").body


def _type_text(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is type(None):
        return "None"
    if origin is Literal:
        return "str"
    if isinstance(hint, types.UnionType):
        return " | ".join(map(_type_text, arguments))
    if origin:
        inner = ", ".join("..." if each is Ellipsis else _type_text(each) for each in arguments)
        return f"{origin.__name__}[{inner}]"
    is_layer = hint is not Tensor and issubclass(hint, nn.Module) and hint.__module__.startswith("torch.")
    return f"nn.{hint.__name__}" if is_layer else str(hint.__name__)
