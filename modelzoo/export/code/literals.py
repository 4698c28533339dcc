"""Values that are known when code is written: as trees, and trees of known values as what they are worth."""

import ast
import builtins
import copy
import inspect
from functools import cache
from typing import Any

from torch import nn

from modelzoo.export.code.sources import is_ours, thing_of

_PURE = {name: getattr(builtins, name) for name in ("int", "isinstance", "len", "max", "min", "str", "tuple", "float")}


def literal(value: Any) -> ast.expr | None:
    """A value as a tree; None where it cannot be written down."""
    if isinstance(value, bool | int | float | str | None):
        return ast.parse(repr(value), mode="eval").body
    if isinstance(value, tuple | list):
        parts = [literal(each) for each in value]
        if all(parts):
            kind = ast.Tuple if isinstance(value, tuple) else ast.List
            return kind([each for each in parts if each], ast.Load())
    if isinstance(value, type) and issubclass(value, nn.Module) and value.__module__.startswith("torch.nn"):
        return ast.parse(f"nn.{value.__name__}", mode="eval").body
    return None


def is_literal(node: ast.AST | None) -> bool:
    """Whether a tree is worth the same whatever else happens."""
    match node:
        case ast.Constant():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return all(map(is_literal, parts))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return is_literal(inner)
    return False


def worth(node: ast.expr) -> Any:
    """What a literal is worth."""
    return ast.literal_eval(node)


def same(one: ast.AST | None, other: ast.AST | None) -> bool:
    """Whether two trees say the same."""
    return one is other or (one is not None and other is not None and ast.dump(one) == ast.dump(other))


def evaluated(node: ast.expr) -> ast.expr | None:
    """What an expression comes to: None unless all of it is known."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} - set(_PURE)
    if not all(map(is_ours, names)):
        return None
    values = {name: thing_of(name) for name in names}
    if any(isinstance(each, type) for each in values.values()):
        return None
    code = compile(ast.fix_missing_locations(ast.Expression(copy.deepcopy(node))), "<a block>", "eval")
    return literal(eval(code, {"__builtins__": {}}, _PURE | values))


@cache
def layer_signature(name: str) -> inspect.Signature | None:
    """The arguments of a layer of torch; None where there is no such layer, or it takes any number of them."""
    kind = getattr(nn, name, None)
    if not isinstance(kind, type):
        return None
    found = inspect.signature(kind)
    any_number = (inspect.Parameter.VAR_POSITIONAL,)
    return None if any(each.kind in any_number for each in found.parameters.values()) else found


def tidy_layer(call: ast.Call) -> ast.Call:
    """A call of a layer of torch as people write it: what must be given, then by name what is not as usual."""
    assert isinstance(call.func, ast.Attribute)
    signature = layer_signature(call.func.attr)
    starred = any(isinstance(each, ast.Starred) for each in call.args) or any(not each.arg for each in call.keywords)
    if signature is None or starred:
        return call
    given = signature.bind(*call.args, **{str(each.arg): each.value for each in call.keywords}).arguments
    call.args, call.keywords = [], []
    for name, value in given.items():
        default = signature.parameters[name].default
        short = one_number(value)
        usual = call.args[0] if name == "stride" and default is None else literal(default)
        if default is inspect.Parameter.empty or name == "p":
            call.args.append(short)
        elif not same(short, usual):
            call.keywords.append(ast.keyword(name, short))
    return call


def layer_call(layer: nn.Module) -> ast.Call:
    """How a layer of torch is made."""
    name = type(layer).__name__
    signature = layer_signature(name)
    call = ast.Call(ast.Attribute(ast.Name("nn", ast.Load()), name, ast.Load()), [], [])
    for each in signature.parameters if signature else ():
        value = literal(_whole(getattr(layer, each, None)))
        if value and hasattr(layer, each):
            call.keywords.append(ast.keyword(each, value))
    return tidy_layer(call)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def one_number(node: ast.expr) -> ast.expr:
    """One number in place of two equal ones."""
    match node:
        case ast.Tuple(elts=[first, second]) if same(first, second):
            return first
    return node
