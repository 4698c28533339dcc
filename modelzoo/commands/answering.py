"""What every command gives, what those that measure are asked, and how one that takes long is watched."""

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any, TypeVar

from modelzoo.catalog import find_runtime
from modelzoo.jobs import Job
from modelzoo.measurements import Environment, Setup
from modelzoo.project import Project
from modelzoo.results import Examination

Answer = tuple[Any, str]
"""A JSON document, and the same as text."""

Draw = Callable[[Project, Examination], bytes]
"""What makes an SVG picture of a project's network, of which this is known."""

T = TypeVar("T")


def watched(job: Job[T]) -> T:
    """Run a job to its end, its progress on standard error where a person watches."""
    shown = ""
    try:
        while True:
            progress = next(job)
            line = f"{progress.text} {progress.share:.0%}"
            if line != shown and sys.stderr.isatty():
                print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
                shown = line
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def asked_setups(arguments: Namespace) -> tuple[Setup, ...]:
    """How models are to be run, by each runtime that is named. Raises UnknownNameError where there is none such."""
    runtimes = dict.fromkeys(find_runtime(name).name for name in arguments.runtimes or ("eager",))
    return tuple(Setup(runtime, arguments.threads, arguments.batch, arguments.layout) for runtime in runtimes)


def environment_row(environment: Environment, threads: int | None) -> dict[str, Any]:
    """Where and when something was measured, by JSON keys; threads are None where they vary."""
    return {
        "cpu": environment.cpu,
        "threads": threads,
        "os": environment.os,
        "python": environment.python,
        "torch": environment.torch,
        "onnxruntime": environment.onnxruntime,
        "date": environment.date,
        "numpy": environment.numpy,
        "cores": environment.cores,
        "physical_cores": environment.physical_cores,
        "memory_bytes": environment.memory,
        "governor": environment.governor,
        "machine": environment.machine,
    }
