"""The process that reads a network from outside ends with the one that wants it, however that one ends."""

import subprocess
import sys

import psutil
import pytest

from modelzoo.imports.child import read_apart

HANGS = """
import os, sys, time
from pathlib import Path

def model():
    Path({told!r}).write_text(f"{{os.getpid()}} {{sys.stdin.read()!r}}")
    time.sleep(600)
"""
PARENT = """
import sys
from pathlib import Path
from modelzoo.imports.child import read_apart

for _ in read_apart(sys.argv[1], "", Path(sys.argv[2])):
    if Path(sys.argv[3]).is_file() and Path(sys.argv[3]).read_text():
        print("hangs", flush=True)
        input()
"""


@pytest.fixture
def hanging(tmp_path):
    """What is read, and where it tells its process and what it reads from its own input."""
    told = tmp_path / "told.txt"
    (tmp_path / "hangs.py").write_text(HANGS.format(told=str(told)))
    return f"{tmp_path / 'hangs.py'}:model", told


def test_a_killed_parent_takes_the_reading_process_along(hanging, tmp_path):
    origin, told = hanging
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, origin, str(tmp_path / "read"), str(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None and running.stdout.readline() == b"hangs\n"
        child = psutil.Process(int(told.read_text().split()[0]))
        running.kill()
    assert psutil.wait_procs([child], timeout=10)[1] == []


def test_closing_the_job_ends_the_reading_process_which_found_nothing_on_its_input(hanging, tmp_path):
    origin, told = hanging
    job = read_apart(origin, "", tmp_path / "read")
    while not (told.is_file() and told.read_text()):
        next(job)
    process, heard = told.read_text().split()
    child = psutil.Process(int(process))
    job.close()
    assert (child.is_running(), heard) == (False, "''")
