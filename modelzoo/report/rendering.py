"""The forms that a report can take, by the suffix of its file."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from modelzoo.errors import ZooError
from modelzoo.report.document import Report
from modelzoo.report.options import Paper
from modelzoo.report.sealing import sealed

Renderer = Callable[[Report, Paper], bytes]
"""A module of this package with a function `render`: the same report gives the same bytes."""
FORMS: Mapping[str, str] = {".pdf": "pdf", ".html": "html", ".csv": "csv_form", ".tex": "latex", ".md": "markdown"}
"""Which module renders to which suffix; none is loaded before it is asked, as some need large libraries."""


def renderer(suffix: str) -> Renderer:
    """What renders to files of this suffix. Raises ZooError where nothing does."""
    if suffix.lower() not in FORMS:
        raise ZooError(f"a report is written as {', '.join(FORMS)}, not as {suffix or 'a file without a suffix'}")
    render = cast(Renderer, import_module(f"modelzoo.report.{FORMS[suffix.lower()]}").render)
    return lambda report, paper: sealed(render(report, paper))


def render(report: Report, path: Path, paper: Paper = "A4") -> bytes:
    """The report in the form that the path's suffix asks for. Raises ZooError on another."""
    return renderer(path.suffix)(report, paper)
