"""Models to be set side by side: as a person names them, or as they stand in the window; each with what it costs."""

from collections.abc import Sequence

from modelzoo.analysis.cost import examine
from modelzoo.project import Project
from modelzoo.results import Examination
from modelzoo.zoo import open_model, resized


def open_sides(models: Sequence[str | Project], input: str = "") -> tuple[tuple[Project, Examination], ...]:
    """The models, all at the size that a person writes, or (empty) each at its own. Raises ZooError."""
    opened = [open_model(each, input) if isinstance(each, str) else resized(each, input) for each in models]
    return tuple((each, each.examination or examine(each.graph, each.size)) for each in opened)
