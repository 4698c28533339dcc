"""A graph as one Python file that runs without us: the classes of its blocks, and a network that reads as drawn."""

import ast
import keyword
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from modelzoo.catalog import CATALOG
from modelzoo.export.code.defining import definition_spans
from modelzoo.export.code.network import Part, named_parts, parts
from modelzoo.export.code.printing import WIDTH, lines_of, wrapped
from modelzoo.export.code.program import program
from modelzoo.export.code.sources import imports_of, names_in
from modelzoo.export.code.trees import is_text
from modelzoo.exports import Code, Span
from modelzoo.graph import Graph, Size
from modelzoo.registry import build_graph


def write_code(graph: Graph, size: Size, title: str) -> Code:
    """The network as a module that needs torch alone; its tensors have the names that those of `build` have.

    Raises BuildError where the graph cannot run, GraphError without an output.
    """
    found = parts(graph, size)
    named = named_parts(found)
    name = class_name(title)
    classes = _class_names(named, name)
    needed = program(_network(name, [*chain.from_iterable(part.within for part in named.values()), *found]))
    short = _short_names([*needed], [name, *classes.values()]) | classes
    definitions = [_named(tree, short[full], short) for full, tree in needed.items()]
    rows = [*_opening(graph, size, title, name), "", *_imports(needed, definitions), ""]
    body = [_documented(tree) for tree in definitions]
    rows += [
        *([""] if body and not isinstance(body[0], ast.Assign) else []),
        *lines_of(body, apart=2),
        *([""] if body else []),
        "",
    ]
    for key, part in named.items():
        rows += [f"class {classes[key]}(nn.Module):", *_documentation_of(part), ""]
        rows += [*_class_body(part.within, short), "", ""]
    rows += [f"class {name}(nn.Module):", *_documentation(graph, title), ""]
    made = _made(found, short)
    spans = tuple(_body(found, made, rows))
    rows += ["", "", *_closing(graph, size, name)]
    text = "\n".join(rows) + "\n"
    return Code(text, name, spans, tuple(definition_spans(text, made)))


def class_name(title: str) -> str:
    """A title as the name of a class: SqueezeNet 1.1 becomes SqueezeNet1_1."""
    words = re.sub(r"[^\w.]+", " ", title.partition("(")[0]).split()
    text = " ".join(word[0].upper() + word[1:] for word in words)
    name = re.sub(r"(?<=\d)[. ](?=\d)", "_", text).replace(".", "").replace(" ", "")
    return name if name.isidentifier() and not keyword.iskeyword(name) and name != "Tensor" else f"Network{name}"


def _network(name: str, found: Sequence[Part]) -> ast.ClassDef:
    """A class that holds all that makes and runs the nodes, for what it needs to be found."""
    used = [ast.Expr(each) for part in found for each in (part.made, part.run) if each]
    return ast.ClassDef(name, [], [], [*used], [])


def _class_names(named: Mapping[str, Part], network: str) -> dict[str, str]:
    """A name for the class of each named block, the network's being taken; a second of one title has a number."""
    found: dict[str, str] = {}
    for key, part in named.items():
        stem, taken = class_name(str(part.node.values["title"])), {network, *found.values()}
        found[key] = next(
            name for at in range(len(taken) + 1) if (name := f"{stem}{at + 1 if at else ''}") not in taken
        )
    return found


def _short_names(full: Iterable[str], classes: Collection[str]) -> dict[str, str]:
    """A name for each definition within the file, those of the network's classes being taken."""
    found: dict[str, str] = {}
    for each in full:
        stem = each.rpartition(".")[2]
        taken = {*classes, *found.values()}
        found[each] = next(name for at in range(len(taken) + 1) if (name := f"{stem}{at or ''}") not in taken)
    return found


class _Short(ast.NodeTransformer):
    """The names that the file uses in place of full ones."""

    def __init__(self, short: dict[str, str]) -> None:
        self.short = short

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.short.get(node.id, node.id), node.ctx)


def _named(tree: ast.stmt, name: str, short: dict[str, str]) -> ast.stmt:
    """A definition under its name in the file."""
    tree = _Short(short).visit(tree)
    match tree:
        case ast.ClassDef() | ast.FunctionDef():
            tree.name = name
        case ast.Assign():
            tree.targets = [ast.Name(name, ast.Store())]
    return tree


def _opening(graph: Graph, size: Size, title: str, name: str) -> list[str]:
    takes = " and ".join(_shapes(graph, size))
    text = f"{title} as a PyTorch module, for pictures of {takes} (channels x height x width).\n\n"
    text += (
        "Written by Slimscope. It needs torch alone; weights of the network that it was written from load by name:\n"
    )
    text += f"{name}().load_state_dict(weights)"
    return text_lines(text, 0)


def _shapes(graph: Graph, size: Size) -> list[str]:
    inputs = [node for node in graph.of_block("input") if node.id in graph.live]
    return [f"{node.values['channels']}x{size[0]}x{size[1]}" for node in inputs]


def _imports(needed: Iterable[str], definitions: Iterable[ast.stmt]) -> Iterator[str]:
    """The lines that import what the definitions read, those of the standard library first."""
    read = set(names_in(definitions))
    lines = {line for name, line in imports_of(needed).items() if name in read and "torch" not in line}
    if lines:
        yield from (*sorted(lines, key=lambda line: (line.startswith("from"), line)), "")
    yield from ("import torch", "from torch import Tensor, nn")


def _documented(tree: ast.stmt) -> ast.stmt:
    """A definition whose docstring tells what it does, its shapes and its source; settings may be gone."""
    if isinstance(tree, ast.ClassDef | ast.FunctionDef) and is_text(tree.body[0]):
        told = ast.get_docstring(tree) or ""
        first, *others = told.split("\n\n")
        kept = [first, *(each for each in others if each.startswith(("Shapes:", "Source:")))]
        tree.body[0] = ast.Expr(ast.Constant("\n".join(filled("\n\n".join(kept), 4))))
    return tree


def _documentation(graph: Graph, title: str) -> list[str]:
    """What is known of the network that this one is, or was made from: its title begins with that one's."""
    published = [(info, each) for info in CATALOG.architectures.values() for each in (info.itself, *info.variants)]
    named = [each for each in published if title == each[1].name or title.startswith(f"{each[1].name} (")]
    if not named:
        return text_lines(f"{title}, made of {len(graph.live)} blocks.", 4)
    info, variant = max(named, key=lambda each: len(each[1].name))
    same = build_graph(info.name, dict(variant.values)).fingerprint == graph.fingerprint
    told = info.doc.partition("\n")[0] if same else f"Made from {variant.name}, with changes."
    return text_lines(f"{told}\n\nSource: {info.source}", 4)


def _documentation_of(part: Part) -> list[str]:
    """What a named block is made of."""
    inner = [each.node.id for each in part.within if each.node.block not in ("input", "output")]
    return text_lines(f"{part.node.values['title']}, made of {', '.join(inner)}.", 4)


def _made(found: Sequence[Part], short: dict[str, str]) -> dict[str, ast.expr]:
    """How each node is made, in the names of the file."""
    return {part.node.id: _Short(short).visit(part.made) for part in found if part.made}


def _class_body(found: Sequence[Part], short: dict[str, str]) -> list[str]:
    """The methods of a class within."""
    rows: list[str] = []
    for _ in _body(found, _made(found, short), rows):
        pass
    return rows


def _body(found: Sequence[Part], made: dict[str, ast.expr], rows: list[str]) -> Iterator[Span]:
    """Add the methods to the rows; gives the lines of each node."""
    rows += ["    def __init__(self) -> None:", "        super().__init__()"]
    for part in found:
        if part.node.id in made:
            target = ast.parse(f"self.{part.node.id}", mode="eval").body
            yield _added((part.node.id,), ast.Assign([target], made[part.node.id]), rows)
    inputs = [part for part in found if part.node.block == "input"]
    outputs = [part for part in found if part.node.block == "output"]
    takes = ", ".join(f"{part.name}: Tensor" for part in inputs)
    gives = "Tensor" if len(outputs) == 1 else f"tuple[{', '.join(['Tensor'] * len(outputs))}]"
    rows.append("")
    ids = tuple(part.node.id for part in inputs)
    head = _added(ids, ast.parse(f"def forward(self, {takes}) -> {gives}:\n    pass").body[0], rows, indent=4)
    rows.pop()
    yield replace(head, last=head.last - 1)
    for part in found:
        if part.run:
            yield _added((part.node.id,), ast.Assign([ast.Name(part.name, ast.Store())], part.run), rows)
    names = ", ".join(part.name for part in outputs)
    yield _added(tuple(part.node.id for part in outputs), ast.parse(f"return {names}").body[0], rows)


def _added(nodes: tuple[str, ...], statement: ast.stmt, rows: list[str], indent: int = 8) -> Span:
    first = len(rows) + 1
    rows += lines_of([statement], indent)
    return Span(nodes, first, len(rows))


def _closing(graph: Graph, size: Size, name: str) -> Iterator[str]:
    """A first run, for who calls the file."""
    shapes = [each.replace("x", ", ") for each in _shapes(graph, size)]
    pictures = ", ".join(f"torch.rand(1, {shape})" for shape in shapes)
    yield 'if __name__ == "__main__":'
    yield f"    network = {name}().eval()"
    if len(graph.of_block("output")) == 1:
        yield from wrapped(f"print(network({pictures}).shape)", 4)
    else:
        yield from wrapped(f"print(*(each.shape for each in network({pictures})))", 4)


def text_lines(text: str, indent: int) -> list[str]:
    """A docstring, filled to the width of a line."""
    return list(lines_of([ast.Expr(ast.Constant("\n".join(filled(text, indent))))], indent))


def filled(text: str, indent: int) -> Iterator[str]:
    """Paragraphs filled to the width of a line, empty lines between them; the first line leaves room for quotes."""
    for at, paragraph in enumerate(text.split("\n\n")):
        if at:
            yield ""
        room = WIDTH - indent
        yield from textwrap.wrap(" ".join(paragraph.split()), room, initial_indent="" if at else "   ")
