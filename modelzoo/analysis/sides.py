"""Models to be set side by side: as a person names them, or as they stand in the window; each with what it costs.

Operations and blocks have nothing in common that could be aligned. So a network from outside stands as blocks beside
one of blocks, if it can be made of them; two of them stand side by side as they are.
"""

from collections.abc import Sequence

from modelzoo.analysis.cost import examine
from modelzoo.errors import GraphError, ZooError
from modelzoo.imports.opening import as_editable
from modelzoo.project import Project
from modelzoo.results import Examination
from modelzoo.zoo import open_candidate, open_drawn, open_model, resized

Sides = tuple[tuple[Project, Examination], ...]


def open_sides(models: Sequence[str | Project], input: str = "") -> Sides:
    """The models, all at the size that a person writes, or (empty) each at its own. Raises ZooError."""
    opened = [open_model(each, input) if isinstance(each, str) else resized(each, input) for each in models]
    if len({each.source is None for each in opened}) > 1:
        opened = [_in_blocks(each) for each in opened]
    return _examined(opened)


def open_named_sides(names: Sequence[str], input: str = "") -> Sides:
    """The same of models that a person names, files and factories among them: as blocks, if all can be made of them."""
    try:
        return _examined([open_drawn(each, input)[0] for each in names])
    except GraphError:
        found = [open_candidate(each, input) for each in names]
    return _examined([Project(each.title, each.graph, each.size, source=each.foreign) for each in found])


def _in_blocks(project: Project) -> Project:
    try:
        found = as_editable(project.source) if project.source else project
    except ZooError:
        return project
    return Project(project.title, found.graph, found.size, record=project.record)


def _examined(opened: Sequence[Project]) -> Sides:
    return tuple((each, each.examination or examine(each.graph, each.size)) for each in opened)
