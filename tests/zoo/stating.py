"""What tests of `verify` share: a small project that states figures, and reports of it."""

import math
from dataclasses import replace
from pathlib import Path

from modelzoo.analysis.layer_times import measure_layers
from modelzoo.environment import environment
from modelzoo.jobs import finish
from modelzoo.measurements import PROTOCOL, Latency, Load, Setup, Subject
from modelzoo.project import Project
from modelzoo.project_file import save
from modelzoo.report.making import report
from modelzoo.report.options import Options
from modelzoo.sweep_tables import SweepResult
from modelzoo.sweeps import Sweep
from modelzoo.verifying.checks import Check, Verified
from modelzoo.verifying.verifying import verify_file, verify_project
from modelzoo.zoo import open_model

MODEL = "block/fire:squeeze=4,expand=8"


def a_time(project: Project, seconds: float = 0.002, **changes: object) -> Latency:
    """What a project's model took here, in rounds of runs that hardly differ, for as long as is usual."""
    samples = tuple(seconds * (1 + each / 1000) for each in range(-30, 31))
    samples *= math.ceil(PROTOCOL.seconds / sum(samples))
    known = Latency(
        project.graph.fingerprint,
        Setup(),
        (8, *project.size),
        samples,
        seconds,
        True,
        Load(),
        environment(),
        rounds=(1,) * len(samples),
        session="s",
    )
    return replace(known, **changes)


def a_project(*latencies: Latency) -> Project:
    """A model with these times."""
    project = open_model(MODEL, "8x16x16")
    return replace(project, title="Mine", record=project.record.with_latencies(*latencies))


def a_timed_project(seconds: float = 0.002) -> Project:
    """A model with a time in its record."""
    return a_project(a_time(a_project(), seconds))


def swept(project: Project, points: tuple[object, ...]) -> Project:
    """The same with a sweep of two convolutions over the resolution."""
    found = SweepResult(Sweep(("block/conv:out=4", "block/conv:out=8"), "resolution", (8, 16)), points)
    return replace(project, record=project.record.with_sweep(found))


def with_blocks_timed(project: Project) -> Project:
    """The same with the times of its blocks, really measured."""
    found = finish(measure_layers(Subject(project.graph, project.size, Setup(), project.title), 0.001))
    return replace(project, record=project.record.with_layers(found))


def written(project: Project, folder: Path, suffix: str) -> Path:
    """A report of a project, or its own file, in a folder."""
    path = folder / f"mine{suffix}"
    if suffix == ".slimscope":
        save(project, path)
    else:
        path.write_bytes(finish(report(project, Options(folder=str(folder)), suffix)))
    return path


def on_paper(path: Path) -> Verified:
    """What a file states, without measuring anything."""
    return finish(verify_file(path, measure=False))


def timed_again(project: Project) -> Verified:
    """What a project states, measured again as shortly as can be."""
    return finish(verify_project(project, seconds=0.001, patience=0.0))


def check_of(found: Verified, what: str) -> Check:
    """The check of this figure."""
    return next(each for each in found.checks if each.what == what)
