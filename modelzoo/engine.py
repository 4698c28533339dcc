"""The far side of an engine: loads torch and the zoo, then runs one job after another and tells how each goes."""

import contextlib
import gc
import signal
import time
import traceback
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection
from typing import Any

import torch

from modelzoo import zoo
from modelzoo.analysis.compare import compare_pairs
from modelzoo.analysis.cost import cost, examine
from modelzoo.analysis.latency import measure_against, measure_many
from modelzoo.analysis.layer_times import measure_layers
from modelzoo.analysis.load import wait_until_quiet
from modelzoo.analysis.memory import is_out_of_memory
from modelzoo.analysis.named import identify, measure_named
from modelzoo.analysis.preview import preview
from modelzoo.analysis.roofline import measure_roofs
from modelzoo.analysis.sides import open_sides
from modelzoo.analysis.sweep import measure_value, paper_sweep
from modelzoo.analysis.within import examine_within
from modelzoo.arrivals import bring_in, file_foreign_attachment, import_weights, outline_foreign, read_again
from modelzoo.catalog import CATALOG
from modelzoo.claims.checking import claims
from modelzoo.diff import diff
from modelzoo.engine_client import Answer, Cancel, Failure, Ready, Report, Request
from modelzoo.errors import ZooError
from modelzoo.export.code.writing import write_code
from modelzoo.export.opsets import opsets
from modelzoo.export.outline import outline
from modelzoo.filing import file_attachment, file_int8, file_onnx
from modelzoo.fixes.finding import fixes
from modelzoo.jobs import HandOver
from modelzoo.project import Project
from modelzoo.report.making import report
from modelzoo.results import Appraisal, Examination
from modelzoo.ungroup import ungroup
from modelzoo.verifying.verifying import verify_project
from modelzoo.weights import fit_weights


def open_examined(text: str) -> tuple[Project, Examination]:
    """The model that a person names, and what it costs."""
    project = zoo.open_model(text)
    return project, examine(project.graph, project.size)


def open_several(texts: Sequence[str], input: str = "") -> tuple[tuple[Project, Examination], ...]:
    """The models that a person names, each with what it costs."""
    projects = [zoo.open_model(text, input) for text in texts]
    return tuple((project, examine(project.graph, project.size)) for project in projects)


def appraise(text: str, input: str = "") -> Appraisal:
    """What the model that a person names costs at its own input, or at another."""
    project = zoo.open_model(text, input)
    found = cost(project.graph, project.size)
    return Appraisal.of(found, next(layer.output[1:] for layer in found.layers if layer.block == "input"))


REPORT_EVERY = 0.3
"""Seconds between two reports: a window that repaints for each would disturb what is being measured. What a job hands
over is told in any case."""

JOBS: dict[str, Callable[..., Any]] = {
    "open": open_examined,
    "open_several": open_several,
    "import": bring_in,
    "read_again": read_again,
    "import_weights": import_weights,
    "outline_foreign": outline_foreign,
    "file_foreign_attachment": file_foreign_attachment,
    "appraise": appraise,
    "examine": examine,
    "examine_within": examine_within,
    "fixes": fixes,
    "measure": measure_against,
    "measure_many": measure_many,
    "identify": identify,
    "measure_named": measure_named,
    "compare_pairs": compare_pairs,
    "wait_until_quiet": wait_until_quiet,
    "layers": measure_layers,
    "roofs": measure_roofs,
    "sweep": paper_sweep,
    "sweep_value": measure_value,
    "claims": claims,
    "report": report,
    "verify": verify_project,
    "ungroup": ungroup,
    "preview": preview,
    "open_sides": open_sides,
    "diff": diff,
    "outline": outline,
    "code": write_code,
    "opsets": opsets,
    "fit_weights": fit_weights,
    "file_onnx": file_onnx,
    "file_int8": file_int8,
    "file_attachment": file_attachment,
}
"""What an engine can be asked for: functions, or generators that yield their progress."""


def serve(connection: "Connection[Any, Any]") -> None:
    """Answer requests until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(Ready(CATALOG.to_json()))
        while True:
            message = connection.recv()
            if isinstance(message, Request):
                connection.send(_run(connection, message))


def _run(connection: "Connection[Any, Any]", request: Request) -> Answer | Failure:
    try:
        result = JOBS[request.job](*request.args)
        if not isinstance(result, Generator):
            return Answer(request.number, result)
        return _drive(connection, request.number, result)
    except ZooError as error:
        return Failure(request.number, error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        if is_out_of_memory(error):
            return Failure(request.number, ZooError(f"The engine ran out of memory at its task ({request.job})."))
        return Failure(request.number, RuntimeError(f"{type(error).__name__}: {error}"), traceback.format_exc())


def _drive(connection: "Connection[Any, Any]", number: int, job: "Generator[Any, None, Any]") -> Answer | Failure:
    told = -REPORT_EVERY
    while True:
        try:
            progress = next(job)
        except StopIteration as end:
            return Answer(number, end.value)
        if isinstance(progress, HandOver) or time.monotonic() - told > REPORT_EVERY:
            told = time.monotonic()
            connection.send(Report(number, progress))
        while connection.poll():
            if connection.recv() == Cancel(number):
                job.close()
                return Failure(number)
