"""All that ships: importing this fills the registry. And the one reader of what a person calls a model."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from torch import Tensor

from modelzoo import architectures, blocks, runtimes, transforms, variants
from modelzoo.builder import Builder
from modelzoo.candidates import Candidate
from modelzoo.catalog import find_block, find_published
from modelzoo.edits import set_param
from modelzoo.files import named_file
from modelzoo.foreign import Foreign
from modelzoo.graph import Graph
from modelzoo.imports.opening import as_editable, open_foreign, reread
from modelzoo.imports.running import layered_network
from modelzoo.jobs import finish
from modelzoo.origins import kind_of
from modelzoo.params import parse_settings
from modelzoo.project import Project
from modelzoo.project_file import load
from modelzoo.registry import build_graph, order_blocks, takes_vector
from modelzoo.sizes import parse_size

_FIRST = "ends convolution normalisation activation pooling resizing joining attention squeeze".split()
"""The families that open the palette, in this order; the others follow by name."""


def _place(module: str) -> tuple[int, str]:
    return (_FIRST.index(module) if module in _FIRST else len(_FIRST)), module


for _package in (blocks, architectures, runtimes, transforms):
    for _module in sorted((each.name for each in pkgutil.iter_modules(_package.__path__)), key=_place):
        importlib.import_module(f"{_package.__name__}.{_module}")
order_blocks(_place)  # whoever else imported some of them first

BLOCK_INPUT = (64, 32, 32)
"""What a block alone is analysed on when no size is given: channels, height, width."""


def open_model(text: str, input: str = "") -> Project:
    """The model that a person names, at the size to run it at.

    `text` is a published name, `architecture:width=0.5`, `block/fire:squeeze=16`, or the path of a project file, with
    `#title` behind it for another of its variants than the one that it shows.
    `input` is "64" (square), "64x96" (height x width) or "3x64x96" (channels too); empty for the model's own.
    Raises UnknownNameError, ParamError, ProjectError, or ZooError where the project has no such variant.
    """
    if found := named_file(text):
        path, title = found
        project = load(path)
        return resized(variants.show(project, variants.find(project, title)) if title else project, input)
    name, _, rest = text.partition(":")
    if name.startswith("block/"):
        info = find_block(name.removeprefix("block/"))
        return _resized(text, _alone(info.name, parse_settings(rest, info.params)), BLOCK_INPUT, input)
    architecture, variant = find_published(name)
    values = dict(variant.values) | parse_settings(rest, architecture.params)
    title = variant.name if not rest else f"{variant.name} ({rest})"
    return _resized(title, build_graph(architecture.name, values), variant.input, input)


def resized(project: Project, input: str) -> Project:
    """A project's model alone, with what was measured, at the size that a person writes; empty for its own.

    A network from outside is read anew for another. Raises ParamError, or ZooError where it is gone.
    """
    if project.source:
        return _reread(project, project.source, input)
    return replace(_resized(project.title, project.graph, (None, *project.size), input), record=project.record)


def _reread(project: Project, source: Foreign, wish: str) -> Project:
    """A network from outside alone, read anew only where it was read at another size than the one wished."""
    alone = Project(project.title, project.graph, project.size, source=source, record=project.record)
    if not wish:
        return alone
    own, (channels, *size) = parse_size(source.input) if source.input else None, parse_size(wish)
    if own and own == (channels or own[0], *size):
        return alone
    return variants.reread(alone, source, finish(reread(source, wish)))


def _resized(title: str, graph: Graph, usual: tuple[int | None, int, int], wish: str) -> Project:
    wished, height, width = parse_size(wish) if wish else usual
    channels = wished or usual[0]
    if channels is not None:
        for node in graph.of_block("input"):
            graph = set_param(graph, node.id, "channels", channels)
    return Project(title, graph, (height, width), origin=title, made=graph.fingerprint)


def _alone(name: str, values: dict[str, Any]) -> Graph:
    b = Builder()
    made = [b("input") for _ in find_block(name).ports]
    if takes_vector(name):
        made = [b("global_avg_pool", each) for each in made]
    last = b(name, *made, **values)
    if name != "output":
        b("output", last)
    return b.graph


def open_candidate(text: str, input: str = "") -> Candidate:
    """The model that a person names, one of ours as `open_model` reads it, or a network from outside.

    Whatever the palette's layers can say of a torch module is said by them: such a candidate is one of ours.
    """
    if kind_of(text) is None:
        project = open_model(text, input)
        return Candidate(project.title, project.graph, project.size, project.source)
    foreign = open_foreign(text, input)
    if foreign.recorded:
        editable = as_editable(foreign)
        return Candidate(foreign.title, editable.graph, editable.size)
    return Candidate(foreign.title, foreign.graph, foreign.size, foreign)


def open_layered(text: str, input: str = "") -> Candidate:
    """The same as blocks of the palette, which PyTorch can run one by one. Raises ZooError where some are opaque."""
    found = open_candidate(text, input)
    if found.foreign is None:
        return found
    layered_network(found.foreign)
    return Candidate(found.title, as_editable(found.foreign).graph, found.size)


def open_drawn(text: str, input: str = "") -> tuple[Project, Mapping[str, Tensor]]:
    """A model as a project of our blocks; of one from outside its numbers too, by the names its network has for them.

    Raises ZooError where it takes other things than pictures of one size.
    """
    if kind_of(text) is None:
        return open_model(text, input), {}
    foreign = open_foreign(text, input)
    found = as_editable(foreign)
    project = Project(foreign.title, found.graph, found.size, origin=foreign.title, made=found.graph.fingerprint)
    return project, found.weights
