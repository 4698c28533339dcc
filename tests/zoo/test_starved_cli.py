"""A command that runs out of memory says so in one line and fails; it neither crashes nor shows its insides."""

import subprocess
import sys

import pytest

STARVED = """
import resource, sys
from pathlib import Path
from modelzoo.cli import main
from modelzoo.commands import answers
main(["measure", "block/conv:out=4", "--size", "8", "--seconds", "0.001", *sys.argv[3:]])
most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + 2**28
resource.setrlimit(resource.RLIMIT_AS, (most, most))
sys.exit(main(["measure", *sys.argv[1:]]))
"""
"""Measures once, so that all is loaded, and then with a quarter of a gigabyte left."""


@pytest.mark.parametrize("runtime", ["eager", "onnxruntime"])
def test_a_measurement_that_runs_out_of_memory_fails_with_one_line(runtime):
    arguments = ["block/conv:out=64", "--size=3x2048x2048", "--runtime", runtime]
    done = subprocess.run([sys.executable, "-c", STARVED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "slimscope: The measurement of block/conv:out=64 was stopped: out of memory at 2048 px, batch 1."
    )
    assert "Traceback" not in done.stderr


def test_one_model_that_runs_out_of_memory_leaves_the_others_their_figures():
    arguments = ["block/conv:out=64", "block/conv:out=512,kernel=1", "--size=3x512x512", "--seconds=0.001"]
    done = subprocess.run([sys.executable, "-c", STARVED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "was stopped: out of memory at 512 px, batch 1." in done.stdout and "p50" in done.stdout


def test_a_run_that_no_memory_would_hold_is_not_begun():
    command = [sys.executable, "-m", "app", "measure", "block/conv:out=65536", "--size", "8192"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("slimscope: The measurement of block/conv:out=65536 at 8192 px, batch 1, would take ")
    assert "GB of memory, and " in line
