"""The forms that a report can take, by the suffix of its file."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from modelzoo.errors import ZooError
from modelzoo.jobs import Job, finish
from modelzoo.report.document import Report
from modelzoo.report.options import Paper
from modelzoo.report.sealing import sealed

Renderer = Callable[[Report, Paper], bytes]
"""A module of this package with a function `render`: the same report gives the same bytes."""
Rendering = Callable[[Report, Paper], Job[bytes]]
"""The large forms have `steps` too, which does the same as a job."""
FORMS: Mapping[str, str] = {".pdf": "pdf", ".html": "html", ".csv": "csv_form", ".tex": "latex", ".md": "markdown"}
"""Which module renders to which suffix; none is loaded before it is asked, as some need large libraries."""


def renderer(suffix: str) -> Renderer:
    """What renders to files of this suffix. Raises ZooError where nothing does."""
    steps = rendering(suffix)
    return lambda report, paper: finish(steps(report, paper))


def rendering(suffix: str) -> Rendering:
    """The same as a job, which can be left between the parts of a large form. Raises ZooError where there is none."""
    if suffix.lower() not in FORMS:
        raise ZooError(f"a report is written as {', '.join(FORMS)}, not as {suffix or 'a file without a suffix'}")
    form = import_module(f"modelzoo.report.{FORMS[suffix.lower()]}")

    def steps(report: Report, paper: Paper) -> Job[bytes]:
        content: bytes = (
            (yield from form.steps(report, paper)) if hasattr(form, "steps") else form.render(report, paper)
        )
        return sealed(content)

    return steps


def render(report: Report, path: Path, paper: Paper = "A4") -> bytes:
    """The report in the form that the path's suffix asks for. Raises ZooError on another."""
    return renderer(path.suffix)(report, paper)
