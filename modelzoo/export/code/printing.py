"""Python trees as text, laid out as ruff and black do it: what we write of a network is read by people."""

import ast
import copy
from collections.abc import Iterator, Sequence
from typing import Any

WIDTH = 88
"""Characters of a line."""

_OPEN, _CLOSE = "([{", ")]}"
_JOINTS = (" for ", " if ", " else ")
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


def lines_of(body: Sequence[ast.stmt], indent: int = 0, apart: int = 0) -> Iterator[str]:
    """The statements of a block. Definitions, and their neighbours, are `apart` lines apart."""
    for before, statement in zip((None, *body), body, strict=False):
        if before is not None and (isinstance(before, _DEFINITIONS) or isinstance(statement, _DEFINITIONS)):
            yield from [""] * apart
        yield from _statement(statement, indent)


def expression(node: ast.AST) -> str:
    """An expression, or a short statement, on one line."""
    return ast.unparse(ast.fix_missing_locations(_Spelling().visit(copy.deepcopy(node))))


def wrapped(line: str, indent: int, last: bool = True) -> list[str]:
    """A statement on as few lines as fit: broken at its last bracket (or its first), then at the commas within."""
    text = " " * indent + line
    found = _outer_brackets(line)
    if len(text) <= WIDTH or not found:
        return [text]
    opening, closing = found[-1 if last else 0]
    head, body, tail = line[: opening + 1], line[opening + 1 : closing], line[closing:]
    if not body or indent + len(head) > WIDTH:
        return [text]
    inner = [" " * (indent + 4) + body]
    if len(inner[0]) > WIDTH or body.endswith(","):
        inner = [row for part in _parts(body) for row in wrapped(part, indent + 4)]
    return [" " * indent + head, *inner, " " * indent + tail]


def _statement(node: ast.stmt, indent: int) -> Iterator[str]:
    match node:
        case ast.FunctionDef():
            yield from wrapped(_signature(node), indent, last=False)
            yield from lines_of(node.body, indent + 4)
        case ast.ClassDef():
            bases = ", ".join(map(expression, node.bases))
            yield from wrapped(f"class {node.name}({bases}):", indent)
            yield from lines_of(node.body, indent + 4, apart=1)
        case ast.If():
            yield from _branches(node, "if", indent)
        case ast.For():
            yield from wrapped(f"for {expression(node.target)} in {expression(node.iter)}:", indent)
            yield from lines_of(node.body, indent + 4)
        case ast.Match():
            yield from wrapped(f"match {expression(node.subject)}:", indent)
            for case in node.cases:
                yield " " * (indent + 4) + f"case {ast.unparse(case.pattern).replace(chr(39), chr(34))}:"
                yield from lines_of(case.body, indent + 8)
        case ast.Expr(value=ast.Constant(value=str(text))):
            yield from _docstring(text, indent)
        case _:
            yield from _simple(node, indent)


def _branches(node: ast.If, word: str, indent: int) -> Iterator[str]:
    yield from wrapped(f"{word} {expression(node.test)}:", indent)
    yield from lines_of(node.body, indent + 4)
    match node.orelse:
        case [ast.If() as other]:
            yield from _branches(other, "elif", indent)
        case [*others] if others:
            yield " " * indent + "else:"
            yield from lines_of(others, indent + 4)


def _simple(node: ast.stmt, indent: int) -> list[str]:
    """A statement without others within; a long value that no brackets hold gets some."""
    match node:
        case ast.Assign(targets=[target], value=value):
            head = f"{_bare(target)} = "
        case ast.Return(value=ast.expr() as value):
            head = "return "
        case _:
            return wrapped(expression(node), indent)
    line = head + _bare(value)
    if indent + len(line) > WIDTH and isinstance(value, ast.IfExp | ast.BoolOp | ast.BinOp | ast.Tuple):
        line = f"{head}({_bare(value)}{',' if isinstance(value, ast.Tuple) else ''})"
    return wrapped(line, indent)


def _bare(node: ast.expr) -> str:
    """An expression, a tuple without its brackets."""
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        return ", ".join(map(expression, node.elts))
    return expression(node)


def _signature(node: ast.FunctionDef) -> str:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(given.defaults)), *given.defaults]
    words = [_argument(each, default) for each, default in zip(plain, defaults, strict=True)]
    words += [f"*{_argument(given.vararg, None)}"] if given.vararg else []
    words += [_argument(each, default) for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    returns = f" -> {expression(node.returns)}" if node.returns else ""
    return f"def {node.name}({', '.join(words)}){returns}:"


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    text = argument.arg + (f": {expression(argument.annotation)}" if argument.annotation else "")
    if default is None:
        return text
    return f"{text} = {expression(default)}" if argument.annotation else f"{text}={expression(default)}"


def _docstring(text: str, indent: int) -> Iterator[str]:
    margin = " " * indent
    first, *others = text.strip().splitlines()
    quoted = [f'{margin}"""{first}', *(f"{margin}{line}" if line else "" for line in others)]
    if others:
        yield from [*quoted, f'{margin}"""']
    else:
        yield f'{quoted[0]}"""'


class _Spelling(ast.NodeTransformer):
    """Where `ast.unparse` spells differently than we do: a name that holds the text that we want instead."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not isinstance(node.value, str):
            return node
        return ast.Name(repr(node.value) if '"' in node.value else f'"{repr(node.value)[1:-1]}"')

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        text = ast.unparse(node)
        return ast.Name(text if '"' in text else f'f"{text[2:-1]}"')

    def visit_Slice(self, node: ast.Slice) -> ast.expr:
        self.generic_visit(node)
        ends = [ast.unparse(each) if each else "" for each in (node.lower, node.upper)]
        simple = all(isinstance(each, ast.Name | ast.Constant | None) for each in (node.lower, node.upper))
        return ast.Name(":".join(ends) if simple else " : ".join(ends).strip())

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(args=[ast.GeneratorExp() as only], keywords=[]):
                return ast.Name(ast.unparse(node.func) + ast.unparse(only))
        return node

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        self.generic_visit(node)
        simple = isinstance(node.left, ast.Name | ast.Constant) and isinstance(node.right, ast.Name | ast.Constant)
        if isinstance(node.op, ast.Pow) and simple:
            return ast.Name(f"{ast.unparse(node.left)}**{ast.unparse(node.right)}")
        return node


def _outer_brackets(line: str) -> list[tuple[int, int]]:
    """Where the brackets that lie in no others open and close."""
    found: list[tuple[int, int]] = []
    opening = 0
    for at, sign, depth in _levels(line):
        if sign in _OPEN and depth == 1:
            opening = at
        elif sign in _CLOSE and depth == 0:
            found.append((opening, at))
    return found


def _parts(body: str) -> list[str]:
    """What stands between the commas, each with one; without any the parts of a condition or a comprehension."""
    commas = [at for at, sign, depth in _levels(body) if sign == "," and depth == 0]
    words = [at for at, _, depth in _levels(body) if depth == 0 and body[at:].startswith(_JOINTS)]
    cuts = commas or words
    parts = [body[start:end].strip(" ,") for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    return [each + "," for each in parts if each] if commas or not words else parts


def _levels(text: str) -> Iterator[tuple[int, str, int]]:
    depth = 0
    for at, sign in _signs(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        yield at, sign, depth


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Each character outside of strings, with its place."""
    quote = ""
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and text[at - 1] != "\\" else quote
        elif sign in "'\"":
            quote = sign
        else:
            yield at, sign
