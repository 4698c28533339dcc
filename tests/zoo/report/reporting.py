"""Projects to report on, and reports of them, as many tests need them."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from modelzoo.board import Board
from modelzoo.builder import Builder
from modelzoo.graph import Graph
from modelzoo.jobs import Job
from modelzoo.measurements import PROTOCOL
from modelzoo.project import Baseline, Project, Variant
from modelzoo.report.document import Facts, Paragraph, Part, Report, Section, Table
from modelzoo.report.making import make_report, report
from modelzoo.report.options import SECTIONS, Options
from modelzoo.runs.logs import TABLE4, Logs
from modelzoo.zoo import open_model
from tests.app.looking import a_latency

SIZE = (32, 32)
EVERYTHING = Options(sections=tuple(SECTIONS))


def finished(job: Job[Any]) -> Any:
    """What a job comes to."""
    try:
        while True:
            next(job)
    except StopIteration as end:
        return end.value


def reported(project: Project, *sections: str) -> Report:
    """The report with these sections, or the usual ones."""
    made: Report = finished(make_report(project, Options(sections=sections) if sections else Options()))
    return made


def written(project: Project, suffix: str, options: Options | None = None) -> bytes:
    """The report as a file's content."""
    content: bytes = finished(report(project, options or Options(), suffix))
    return content


def small(out: int) -> Graph:
    """A network of one convolution."""
    b = Builder()
    b("output", b("conv", b("input"), id="stem", out=out))
    return b.graph


def taken(graph: Graph, p50: float = 0.0025, **changes: Any) -> Any:
    """A latency of a network, timed for as long as is usual."""
    known = a_latency(p50, fingerprint=graph.fingerprint, input=(3, *SIZE), **changes)
    return replace(known, samples=known.samples * math.ceil(PROTOCOL.seconds / known.seconds))


def three() -> Project:
    """Three variants of which the widest is the baseline; the narrowest is the fastest, and chosen."""
    variants = tuple(
        Variant(f"{name}", small(out), SIZE) for name, out in (("wide", 32), ("middle", 16), ("narrow", 8))
    )
    wide = variants[0]
    project = Project(baseline=Baseline(wide.title, wide.graph, wide.size)).with_variants(variants, 2)
    times = [taken(each.graph, p50) for each, p50 in zip(variants, (0.004, 0.002, 0.001), strict=True)]
    board = Board().choosing("variant", "narrow").because("It is the fastest & smallest.")
    return replace(project, record=project.record.with_latencies(*times), board=board)


def tables_3_and_4() -> Project:
    """The article's two networks that matter most, with what its Table 4 says of their training."""
    models = [open_model(name, "64") for name in ("Squeeze U-Net", "EdgeSegNet")]
    variants = tuple(each.shown for each in models)
    columns = ("parameters", "mult_adds", "pass_size", "train loss", "val loss", "val distance")
    return replace(Project().with_variants(variants, 0), logs=Logs((TABLE4,)), board=Board(columns=columns))


def section(made: Report, key: str) -> Section:
    """A section by its key."""
    return next(each for each in made.sections if each.key == key)


def parts(of: Section) -> Iterator[Part]:
    """All parts of a section, those of its own sections too."""
    yield from of.parts
    for inner in of.sections:
        yield from parts(inner)


def tables(of: Section) -> dict[str, Table]:
    """The tables of a section by their captions."""
    return {each.caption: each for each in parts(of) if isinstance(each, Table)}


def said(of: Section) -> str:
    """All sentences of a section, its facts and the notes under its tables too."""
    words = []
    for part in parts(of):
        match part:
            case Paragraph():
                words.append(part.text)
            case Facts():
                words += [f"{name}: {what}" for name, what in part.pairs]
            case Table():
                words.append(part.note)
    return "\n".join(words)


def column(table: Table, head: str) -> list[str]:
    """A column of a table from top to bottom."""
    at = [each.head for each in table.columns].index(head)
    return [row[at] for row in table.rows]
