"""A definition simplified for what is known of its arguments: switches that nobody turns leave no trace in the code.

What is known are literals and other names of the same thing. Calls of short functions give way to what they return.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from modelzoo.export.code.literals import evaluated, is_literal, literal, same, tidy_layer, worth
from modelzoo.export.code.sources import definition, is_ours, names_in, thing_of

Known = dict[str, ast.expr]
"""What names stand for; "self.x" for what an object keeps."""


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
    once = Counter(_kept_attributes(methods))
    new = [_function(each, known if each.name == "__init__" else {}, kept, once) for each in methods]
    tree.body = [each for each in tree.body if is_text(each)] + [each for each in new if not _idle(each)]
    return tree


def _idle(method: ast.FunctionDef) -> bool:
    """Whether a constructor does what any would do."""
    return method.name == "__init__" and len(method.args.args) == 1 and len(method.body) == 1


def _function(
    tree: ast.FunctionDef, known: Known, kept: Known, once: "Counter[str] | None" = None
) -> ast.FunctionDef:
    drop_arguments(tree.args, known)
    stores = Counter(each.id for each in ast.walk(tree) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    folder = _Folder({**known, **kept}, tree, stores, once or Counter())
    tree.body = folder.block(tree.body)
    kept.update({name: value for name, value in folder.known.items() if name.startswith("self.")})
    while (shorter := _without_unused(tree.body)) != tree.body:
        tree.body = shorter
    return tree


def drop_arguments(given: ast.arguments, names: Any) -> None:
    """Take arguments out of a signature."""
    defaults = dict(zip(reversed(given.args), reversed(given.defaults), strict=False))
    given.args = [each for each in given.args if each.arg not in names]
    given.defaults = [defaults[each] for each in given.args if each in defaults]


class _Folder(ast.NodeTransformer):
    """Walks through one function in order, and learns what its names stand for."""

    def __init__(
        self, known: Known, function: ast.FunctionDef, stores: "Counter[str]", once: "Counter[str]"
    ) -> None:
        self.known, self.once = known, once
        arguments = {each.arg: each for each in function.args.args}
        self.whole = {name for name, each in arguments.items() if _annotated(each) == "int"}
        self.stable = {name for name in (*arguments, *stores) if stores[name] + (name in arguments) == 1}

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
        """The side that is taken, or both; what only one of them knows is forgotten."""
        node.test = self.visit(node.test)
        if is_literal(node.test):
            return self.block(node.body if worth(node.test) else node.orelse)
        before = dict(self.known)
        node.body = self.block(node.body)
        after, self.known = self.known, before
        node.orelse = self.block(node.orelse)
        self.known = {name: value for name, value in self.known.items() if same(after.get(name), value)}
        return [node]

    def match(self, node: ast.Match) -> list[ast.stmt]:
        """The case that fits, or all."""
        node.subject = self.visit(node.subject)
        for case in node.cases:
            if is_literal(node.subject) and _fits(case.pattern, worth(node.subject)):
                return self.block(case.body)
            case.body = self.block(case.body)
        return [] if is_literal(node.subject) else [node]

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
        if isinstance(target, ast.Name) and target.id not in self.stable:
            self.known.pop(name, None)
        lasting = self.once[name] == 1 if name.startswith("self.") else name in self.stable or is_literal(value)
        alias = isinstance(target, ast.Name) and (self.is_alias(value) or _is_partial(value))
        if lasting and (is_literal(value) or alias):
            self.known[name] = value
            return []
        if isinstance(target, ast.Name) and self.is_whole(value):
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
        values: list[ast.expr] = [self.visit(each) for each in node.values]
        stops = isinstance(node.op, ast.Or)
        left: list[ast.expr] = []
        for at, each in enumerate(values):
            if is_literal(each) and bool(worth(each)) is stops:
                left.append(each)
                break
            if not is_literal(each) or at == len(values) - 1:
                left.append(each)
        return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Its value, or the other operand of a product with one."""
        self.generic_visit(node)
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(node.op, ast.Mult) and isinstance(one, ast.Constant) and one.value in (1, 1.0):
                return other
        return self.settled(node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Its value, if both sides are known."""
        self.generic_visit(node)
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
        if isinstance(node.func, ast.Name) and _is_partial(self.known.get(node.func.id)):
            node = _completed(copy.deepcopy(self.known[node.func.id]), node)
        self.generic_visit(node)
        node.args = list(_spread(node.args))
        match node.func:
            case ast.Name(id="isinstance") if self.is_whole(node.args[0]):
                return ast.Constant(ast.unparse(node.args[1]) == "int")
            case ast.Attribute(value=ast.Name(id="nn")):
                return tidy_layer(node)
            case ast.Name(id=name) if is_ours(name) and not isinstance(thing_of(name), type):
                return evaluated(node) or self.inlined(node, definition(name)) or node
        return self.settled(node)

    def settled(self, node: ast.expr) -> ast.expr:
        """An expression whose parts are settled, or its value."""
        return evaluated(node) or node

    def inlined(self, call: ast.Call, tree: ast.stmt) -> ast.expr | None:
        """What a function returns, in the words of the caller; None where that is long or takes several steps."""
        if not isinstance(tree, ast.FunctionDef) or not is_plain(call):
            return None
        given = bound(call, tree)
        for argument in tree.args.args:
            if self.is_whole(given[argument.arg]):
                argument.annotation = ast.Name("int", ast.Load())
        literals = {name: value for name, value in given.items() if is_literal(value)}
        body = [each for each in _function(tree, dict(literals), {}).body if not is_text(each)]
        if len(body) != 1 or not isinstance(body[0], ast.Return) or not _is_short(body[0].value):
            return None
        uses = Counter(names_in(body))
        if any(uses[name] > 1 and not isinstance(value, ast.Name) for name, value in given.items()):
            return None
        inner = _Folder(dict(given), tree, Counter(), Counter())
        inner.whole = self.whole
        found: ast.expr = inner.visit(body[0].value)
        return found


def bound(call: ast.Call, tree: ast.FunctionDef) -> dict[str, ast.expr]:
    """The arguments of a call by name, those with their defaults too."""
    names = [each.arg for each in tree.args.args if each.arg != "self"]
    defaults = dict(zip(reversed(names), reversed(tree.args.defaults), strict=False))
    given = dict(zip(names, call.args, strict=False)) | {str(each.arg): each.value for each in call.keywords}
    return defaults | given


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


def _annotated(argument: ast.arg) -> str:
    return ast.unparse(argument.annotation) if argument.annotation else ""


def _fits(pattern: ast.pattern, value: Any) -> bool:
    match pattern:
        case ast.MatchValue(value=ast.Constant(value=expected)):
            return bool(value == expected)
        case ast.MatchOr(patterns=patterns):
            return any(_fits(each, value) for each in patterns)
    return True


def _is_partial(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "partial"


def _completed(partial: ast.Call, call: ast.Call) -> ast.Call:
    """A call of what `partial` made, as a call of the function itself."""
    function, *args = partial.args
    words = {each.arg: each.value for each in (*partial.keywords, *call.keywords)}
    return ast.Call(function, [*args, *call.args], [ast.keyword(name, value) for name, value in words.items()])


def _is_short(node: ast.expr | None) -> bool:
    """Whether an expression is short enough to stand where a function was called."""
    choices = (ast.IfExp, ast.Starred, ast.ListComp, ast.GeneratorExp)
    parts = list(ast.walk(node)) if node else []
    return bool(parts) and not any(isinstance(each, choices) for each in parts) and _count(parts, ast.Call) <= 2


def _count(parts: Sequence[ast.AST], kind: type[ast.AST]) -> int:
    return sum(isinstance(each, kind) for each in parts)


def _spread(parts: Sequence[ast.expr]) -> Iterator[ast.expr]:
    """The parts, with those of starred lists in their place."""
    for part in parts:
        match part:
            case ast.Starred(value=ast.List(elts=inner) | ast.Tuple(elts=inner)):
                yield from inner
            case _:
                yield part


def _returned_at_once(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Without a name for a result that is returned in the next line."""
    match statements:
        case [*others, ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Return(value=ast.Name(id=same_name))]:
            if name == same_name:
                return [*others, ast.Return(value)]
    return statements


def _without_unused(statements: list[ast.stmt]) -> list[ast.stmt]:
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


def _kept_attributes(methods: Sequence[ast.FunctionDef]) -> Iterator[str]:
    """Each "self.x" as often as it is set."""
    for node in chain.from_iterable(map(ast.walk, methods)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield ast.unparse(node)
