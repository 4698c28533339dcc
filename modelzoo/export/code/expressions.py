"""Expressions simplified for what is known: their values, the side that is taken, what a short function returns."""

import ast
import copy
from collections.abc import Iterator, Sequence
from typing import Any

from modelzoo.export.code.literals import evaluated, is_literal, one_number, tidy_layer, worth
from modelzoo.export.code.sources import is_ours, thing_of

Known = dict[str, ast.expr]
"""What names stand for; "self.x" for what an object keeps."""


class Expressions(ast.NodeTransformer):
    """Says expressions as short as they can be said with what is known; `whole` are names of whole numbers."""

    def __init__(self, known: Known, whole: set[str]) -> None:
        self.known, self.whole = known, whole

    def inlined(self, call: ast.Call, name: str) -> ast.expr | None:
        """What a function of ours returns, in the words of the caller; None where it must stay a call."""
        raise NotImplementedError

    def is_whole(self, node: ast.expr) -> bool:
        """Whether an expression is sure to be one whole number."""
        match node:
            case ast.Constant(value=value):
                return type(value) is int
            case ast.Name(id=name):
                return name in self.whole
            case ast.BinOp(left=left, right=right):
                return not isinstance(node.op, ast.Div) and self.is_whole(left) and self.is_whole(right)
        return False

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What the name stands for."""
        found = self.known.get(node.id) if isinstance(node.ctx, ast.Load) else None
        return copy.deepcopy(found) if found else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """What an object keeps, if that is known."""
        found = self.known.get(ast.unparse(node)) if isinstance(node.ctx, ast.Load) else None
        if found:
            return copy.deepcopy(found)
        self.generic_visit(node)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """The side that is taken, or both."""
        test: ast.expr = self.visit(node.test)
        if is_literal(test):
            chosen: ast.expr = self.visit(node.body if worth(test) else node.orelse)
            return chosen
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """The operands that may decide."""
        stops = isinstance(node.op, ast.Or)
        left: list[ast.expr] = []
        for at, each in enumerate(node.values):
            value: ast.expr = self.visit(each)
            if is_literal(value) and bool(worth(value)) is stops:
                left = [value] if all(isinstance(one, ast.Compare) for one in left) else [*left, value]
                break
            if not is_literal(value) or at == len(node.values) - 1:
                left.append(value)
        return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Its value, or the other operand of a product with one."""
        self.generic_visit(node)
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(node.op, ast.Mult) and isinstance(one, ast.Constant) and one.value in (1, 1.0):
                return other
        return self.settled(node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Its value, if both sides are known; that of one number in place of two equal ones."""
        self.generic_visit(node)
        sides = node.left, node.comparators[0]
        if all(isinstance(each, ast.Tuple) and one_number(each) is not each for each in sides):
            node.left, node.comparators = one_number(sides[0]), [one_number(sides[1])]
        return self.settled(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Its value, if that is known."""
        self.generic_visit(node)
        return self.settled(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """The part, if the whole is known."""
        self.generic_visit(node)
        return self.settled(node) if isinstance(node.ctx, ast.Load) else node

    def visit_List(self, node: ast.List) -> ast.expr:
        """With what stands in lists within it in its own place."""
        self.generic_visit(node)
        return ast.List(list(_spread(node.elts)), node.ctx)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        """Within it its own names hide those that are known."""
        return self.within(node)

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        """Within it its own names hide those that are known."""
        return self.within(node)

    def within(self, node: Any) -> ast.expr:
        """A comprehension."""
        bound = {each.id for part in node.generators for each in ast.walk(part.target) if isinstance(each, ast.Name)}
        before, self.known = self.known, {name: value for name, value in self.known.items() if name not in bound}
        self.generic_visit(node)
        self.known = before
        found: ast.expr = node
        return found

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """What it gives, as short as it can be said."""
        made = self.known.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if isinstance(made, ast.Call):
            node = _completed(copy.deepcopy(made), node)
        self.generic_visit(node)
        node.args = list(_spread(node.args))
        match node.func:
            case ast.Name(id="isinstance") if self.is_whole(node.args[0]):
                return ast.Constant(ast.unparse(node.args[1]) == "int")
            case ast.Attribute(value=ast.Name(id="nn")):
                return tidy_layer(node)
            case ast.Name(id=name) if is_ours(name) and not isinstance(thing_of(name), type):
                return evaluated(node) or self.inlined(node, name) or node
        return self.settled(node)

    def settled(self, node: ast.expr) -> ast.expr:
        """An expression whose parts are settled, or its value."""
        return evaluated(node) or node


def is_partial(node: ast.AST | None) -> bool:
    """Whether an expression makes a function of another by filling in some arguments."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "partial"


def _completed(partial: ast.Call, call: ast.Call) -> ast.Call:
    """A call of what `partial` made, as a call of the function itself."""
    function, *args = partial.args
    words = {each.arg: each.value for each in (*partial.keywords, *call.keywords)}
    return ast.Call(function, [*args, *call.args], [ast.keyword(name, value) for name, value in words.items()])


def _spread(parts: Sequence[ast.expr]) -> Iterator[ast.expr]:
    """The parts, with those of starred lists in their place."""
    for part in parts:
        match part:
            case ast.Starred(value=ast.List(elts=inner) | ast.Tuple(elts=inner)):
                yield from inner
            case _:
                yield part
