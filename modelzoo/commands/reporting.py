"""`report`: a project, or models that are named, as a document for others."""

import io
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from modelzoo.analysis.latency import measure_many
from modelzoo.candidates import Candidate
from modelzoo.commands.answering import Answer, asked_setups, watched
from modelzoo.entries import Entry, own_entries
from modelzoo.errors import ExportError, FileError, ZooError
from modelzoo.files import named_file
from modelzoo.filing import write_export
from modelzoo.measurements import Latency, Unmeasured
from modelzoo.origins import kind_of
from modelzoo.project import Baseline, Project, Variant
from modelzoo.project_file import load
from modelzoo.record import Record
from modelzoo.report.making import report as make
from modelzoo.report.options import Options, chosen_sections
from modelzoo.report.reading import read_report
from modelzoo.report.rendering import renderer
from modelzoo.runs.naming import told_apart
from modelzoo.zoo import open_candidate, open_model


def report(arguments: Namespace) -> Answer:
    """Write the file that is asked for. Raises ZooError where there is nothing to tell of, or the path is taken."""
    out = Path(arguments.out)
    renderer(out.suffix)
    _check_free(out, arguments.force)
    options = _options(arguments)
    project = _with_runs(_project(arguments.models, arguments.size), arguments.runs)
    if arguments.measure:
        project = _measured(project, arguments)
    content = watched(make(project, options, out.suffix))
    write_export(str(out), content)
    pages = _pages(content) if out.suffix.lower() == ".pdf" else None
    told = f"{pages} pages, " if pages else ""
    return {"path": str(out), "pages": pages}, f"{out}: {told}{len(content):,} bytes"


def _options(arguments: Namespace) -> Options:
    wanted, without = ([each for each in text.split(",") if each] for text in (arguments.sections, arguments.without))
    sections = chosen_sections(wanted, without)
    return Options(arguments.title, arguments.author, arguments.paper, sections, str(_folder(arguments.models)))


def _folder(names: Sequence[str]) -> Path:
    """Where the project's file lies, else where one is."""
    path = _whole_project(names[0]) if len(names) == 1 else None
    return path.absolute().parent if path else Path.cwd()


def _project(names: Sequence[str], size: str) -> Project:
    """The project of a file, or one of the models that are named, the first of which the others are held against."""
    if not names:
        return Project()
    if len(names) == 1 and not size and (path := _whole_project(names[0])):
        return load(path)
    candidates = [open_candidate(name, size) for name in names]
    variants = tuple(Variant(each.title, each.graph, each.size, source=each.foreign) for each in candidates)
    baseline = Baseline(variants[0].title, variants[0].graph, variants[0].size, variants[0].source)
    project = Project(baseline=baseline if len(variants) > 1 else None, record=_record(names))
    return project.with_variants(_told_apart(variants), 0)


def _whole_project(name: str) -> Path | None:
    """The project's file that a text means without a word of any of its variants."""
    found = named_file(name) if kind_of(name) is None else None
    return found[0] if found and not found[1] else None


def _record(names: Sequence[str]) -> Record:
    """What the projects' files among the names know."""
    record = Record()
    for name in names:
        if kind_of(name) is None and named_file(name):
            record = record.joined(open_model(name).record)
    return record


def _told_apart(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    titles = told_apart([each.title for each in variants])
    return tuple(replace(each, title=title) for each, title in zip(variants, titles, strict=True))


def _with_runs(project: Project, paths: Sequence[str]) -> Project:
    """The project with these run logs too. Raises FileError where there is nothing at a path."""
    for path in paths:
        if not Path(path).exists():
            raise FileError(path, "there is no such file or folder.")
    return replace(project, logs=project.logs.opened(str(Path(path).absolute()) for path in paths))


def _measured(project: Project, arguments: Namespace) -> Project:
    """The project with all of its candidates measured in turns, in each setup that is asked for."""
    setups = asked_setups(arguments)
    own = [each for each in own_entries(project) if each.graph.nodes]
    named = [open_candidate(name) for name in project.board.models]
    models: list[Entry | Candidate] = [*own, *named]
    subjects = [each.subject(setup) for setup in setups for each in models]
    found = watched(measure_many(subjects, arguments.seconds))
    for each in found:
        if isinstance(each, Unmeasured):
            print(f"slimscope: {each.subject.title} is not measured: {each.error}", file=sys.stderr)
    fresh = [each for each in found if isinstance(each, Latency)]
    return replace(project, record=project.record.with_latencies(*fresh))


def _check_free(path: Path, force: bool) -> None:
    """A report may be written anew; anything else at its path is not ours to write over. Raises ExportError."""
    if not path.exists() or force:
        return
    try:
        read_report(path)
    except ZooError:
        raise ExportError(str(path), "is there already and is no report. Add --force to write over it.") from None


def _pages(content: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(content)).pages)
