"""A definition simplified for what is known of its arguments: switches that nobody turns leave no trace in the code.

What is known are literals and other names of the same thing. Calls of short functions give way to what they return.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from modelzoo.export.code.expressions import Expressions, Known, is_partial
from modelzoo.export.code.literals import is_literal, same, worth
from modelzoo.export.code.sources import definition, names_in
from modelzoo.export.code.trees import (
    annotation_of,
    bound,
    drop_arguments,
    drop_empty_layers,
    is_check,
    is_plain,
    is_text,
    kept_attributes,
    without_unused,
)

_COMPOUND = (ast.For, ast.While, ast.With, ast.Try, ast.AugAssign, ast.NamedExpr)


def folded(tree: ast.stmt, known: Known) -> ast.stmt:
    """A function or a class of ours, some of its arguments being known; they leave the signature."""
    match tree:
        case ast.FunctionDef():
            return _function(tree, known, {})
        case ast.ClassDef():
            return _class(tree, known)
    return tree


def _class(tree: ast.ClassDef, known: Known) -> ast.ClassDef:
    kept: Known = {}
    methods = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    once = Counter(kept_attributes(methods))
    new = [_function(each, known if each.name == "__init__" else {}, kept, once) for each in methods]
    drop_empty_layers(new)
    tree.body = [each for each in tree.body if is_text(each)] + [each for each in new if not _idle(each)]
    return tree


def _idle(method: ast.FunctionDef) -> bool:
    """Whether a constructor does what any would do."""
    return method.name == "__init__" and len(method.args.args) == 1 and len(method.body) == 1


def _function(tree: ast.FunctionDef, known: Known, kept: Known, once: "Counter[str] | None" = None) -> ast.FunctionDef:
    drop_arguments(tree.args, known)
    folder = _Folder({**known, **kept}, tree, once or Counter())
    tree.body = folder.block(tree.body)
    kept.update({name: value for name, value in folder.known.items() if name.startswith("self.")})
    while (shorter := without_unused(tree.body)) != tree.body:
        tree.body = shorter
    return tree


class _Folder(Expressions):
    """Walks through one function in order, and learns what its names stand for.

    `once` counts how often the class sets each attribute. What is set in a loop, or on one side of a condition that is
    not known, stands for nothing but itself.
    """

    def __init__(self, known: Known, function: ast.FunctionDef, once: "Counter[str]") -> None:
        arguments = {each.arg: each for each in function.args.args}
        super().__init__(known, {name for name, each in arguments.items() if annotation_of(each) == "int"})
        stores = Counter(_stored([function]))
        self.once, self.sides = once, 0
        self.stable = {name for name in (*arguments, *stores) if stores[name] + (name in arguments) == 1}
        self.fickle = set(_stored(each for each in ast.walk(function) if isinstance(each, _COMPOUND)))
        sides = (each for each in ast.walk(function) if isinstance(each, ast.If | ast.Match))
        self.fickle |= set(_stored(sides)) - self.stable

    def block(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """The statements that are left, up to the first that returns."""
        found: list[ast.stmt] = []
        for statement in statements:
            found += self.statement(statement)
            if found and isinstance(found[-1], ast.Return):
                break
        return _returned_at_once(found)

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        """What becomes of a statement: several, one, or none."""
        match node:
            case _ if is_check(node):
                return []
            case ast.Raise():
                return ast.parse('raise ValueError("these shapes do not fit")').body
            case ast.If():
                return self.branch(node)
            case ast.Match():
                return self.match(node)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                return self.statement(ast.Assign([target], value))
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                return self.several(targets, self.visit(value))
            case ast.Assign(targets=[target], value=value):
                return self.assign(target, self.visit(value))
            case ast.FunctionDef():
                return [node]
        return [self.visit(node)]

    def branch(self, node: ast.If) -> list[ast.stmt]:
        """The side that is taken, or both."""
        node.test = self.visit(node.test)
        if is_literal(node.test):
            return self.block(node.body if worth(node.test) else node.orelse)
        node.body, node.orelse = self.side(node.body), self.side(node.orelse)
        return [node]

    def side(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """What happens only under a condition."""
        self.sides += 1
        found = self.block(statements)
        self.sides -= 1
        return found or ([ast.Pass()] if statements else [])

    def match(self, node: ast.Match) -> list[ast.stmt]:
        """The case that fits, or all."""
        node.subject = self.visit(node.subject)
        if is_literal(node.subject):
            fitting = (case.body for case in node.cases if _fits(case.pattern, worth(node.subject)))
            return self.block(next(fitting, []))
        for case in node.cases:
            case.body = self.side(case.body)
        return [node]

    def several(self, targets: list[ast.expr], value: ast.expr) -> list[ast.stmt]:
        """An assignment to several names: those whose values are known leave it."""
        if not isinstance(value, ast.Tuple) or len(value.elts) != len(targets):
            return [ast.Assign([ast.Tuple(targets, ast.Store())], value)]
        left: list[tuple[ast.expr, ast.expr]] = []
        for target, each in zip(targets, value.elts, strict=True):
            if isinstance(target, ast.Tuple) and isinstance(each, ast.Tuple):
                rest = self.several(target.elts, each)
            else:
                rest = self.assign(target, each)
            left += [(statement.targets[0], statement.value) for statement in rest if isinstance(statement, ast.Assign)]
        if len(left) < 2:
            return [ast.Assign([target], each) for target, each in left]
        names, values = zip(*left, strict=True)
        return [ast.Assign([ast.Tuple(list(names), ast.Store())], ast.Tuple(list(values), ast.Load()))]

    def assign(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        """An assignment, or nothing where its value is known from now on."""
        name = ast.unparse(target)
        stable = self.once[name] == 1 if name.startswith("self.") else name in self.stable
        alias = isinstance(target, ast.Name) and stable and (self.is_alias(value) or is_partial(value))
        literal = is_literal(value) and (stable or isinstance(target, ast.Name))
        if (alias or literal) and not self.sides and name not in self.fickle:
            self.known[name] = value
            return []
        self.known.pop(name, None)
        if isinstance(target, ast.Name) and stable and self.is_whole(value):
            self.whole.add(target.id)
        return [ast.Assign([target], value)]

    def is_alias(self, node: ast.expr) -> bool:
        """Whether an expression says in other words what a name does: two of the same, say."""
        match node:
            case ast.Name(id=name):
                return name in self.stable
            case ast.Tuple(elts=[first, second]):
                within = list(ast.walk(first))
                names = {each.id for each in within if isinstance(each, ast.Name)}
                return same(first, second) and names <= self.stable and not _count(within, ast.Call)
        return False

    def inlined(self, call: ast.Call, name: str) -> ast.expr | None:
        """What a function returns, in the words of the caller; None where that is long or takes several steps."""
        tree = definition(name)
        if not isinstance(tree, ast.FunctionDef) or not is_plain(call):
            return None
        given = bound(call, tree)
        for argument in tree.args.args:
            if self.is_whole(given[argument.arg]):
                argument.annotation = ast.Name("int", ast.Load())
        literals = {each: value for each, value in given.items() if is_literal(value)}
        body = [each for each in _function(tree, literals, {}).body if not is_text(each)]
        result = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
        if result is None or not _is_short(result):
            return None
        uses = Counter(names_in(body))
        if any(uses[each] > 1 and not isinstance(value, ast.Name) for each, value in given.items()):
            return None
        inner = _Folder(given, tree, Counter())
        inner.whole = self.whole
        found: ast.expr = inner.visit(result)
        return found


def _stored(trees: Iterable[ast.AST]) -> Iterator[str]:
    """The names that are set within the trees, as often as they are."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _fits(pattern: ast.pattern, value: Any) -> bool:
    match pattern:
        case ast.MatchValue(value=ast.Constant(value=expected)):
            return bool(value == expected)
        case ast.MatchOr(patterns=patterns):
            return any(_fits(each, value) for each in patterns)
    return True


def _is_short(node: ast.expr) -> bool:
    """Whether an expression is short enough to stand where a function was called."""
    choices = (ast.IfExp, ast.Starred, ast.ListComp, ast.GeneratorExp)
    parts = list(ast.walk(node))
    return not any(isinstance(each, choices) for each in parts) and _count(parts, ast.Call) <= 2


def _count(parts: Sequence[ast.AST], kind: type[ast.AST]) -> int:
    return sum(isinstance(each, kind) for each in parts)


def _returned_at_once(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Without a name for a result that is returned in the next line."""
    match statements:
        case [*others, ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Return(value=ast.Name(id=same_name))]:
            if name == same_name:
                return [*others, ast.Return(value)]
    return statements
