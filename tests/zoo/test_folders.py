"""Temporary folders bear the number of their process, so that what a killed one left can be told and taken away."""

import os
import subprocess
import sys
import tempfile

import pytest

from modelzoo.files import own_folder

HOURS = 2 * 3600.0


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def gone():
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    return ended.pid


def left(place, owner, hours=HOURS):
    folder = place / f"mine-{owner}-abc"
    folder.mkdir()
    (folder / "weights").write_text("1")
    then = folder.stat().st_mtime - hours
    os.utime(folder, (then, then))
    return folder


def test_what_a_killed_process_left_goes_when_the_next_one_comes(place, gone):
    old = left(place, gone)
    assert own_folder("mine").is_dir()
    assert not old.exists()


def test_what_is_in_use_or_new_or_of_another_purpose_stays(place, gone):
    used, new, odd = left(place, os.getpid()), left(place, gone, hours=0.0), left(place, "x")
    other = own_folder("other")
    own_folder("mine")
    assert all(each.is_dir() for each in (used, new, odd, other))
