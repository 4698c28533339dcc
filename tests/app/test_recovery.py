"""The recovery file: always there after an edit, offered only when its owner is dead."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app.recovery import Recovery
from modelzoo.builder import Builder
from modelzoo.project import Project
from modelzoo.record import Record
from tests.zoo.timing import timed


def work() -> Project:
    b = Builder()
    b("output", b("conv", b("input")))
    return Project("work", b.graph, places={"conv1": (1.0, 2.0)}, record=measured(1.0))


def measured(seconds: float) -> Record:
    return Record().with_latencies(timed([seconds, seconds]))


CRASH = """
import os, sys
from pathlib import Path
import modelzoo.zoo
from app.recovery import Recovery
from tests.app.test_recovery import work
Recovery(Path(sys.argv[1])).write(work(), Path("/home/someone/a.slimscope"))()
os._exit(9)
"""


def test_work_of_a_crashed_process_is_found_whole(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], check=False)
    assert done.returncode == 9
    recovery = Recovery(tmp_path)
    (leftover,) = recovery.leftovers()
    assert leftover.project == work() and leftover.path == Path("/home/someone/a.slimscope")
    assert leftover.project.record == work().record
    recovery.close()


def test_work_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    other, mine = Recovery(tmp_path), Recovery(tmp_path)
    other.write(work(), None)
    assert list(mine.leftovers()) == []
    other.close()
    mine.close()


def test_closing_leaves_nothing(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path)
    recovery.write(work(), None)()
    recovery.close()
    assert list(tmp_path.iterdir()) == []


def test_a_torn_recovery_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "torn.json").write_text('{"path": "", "proj')
    recovery = Recovery(tmp_path)
    assert list(recovery.leftovers()) == []
    recovery.close()


def left_by_a_crash(folder: Path, *states: Project) -> Recovery:
    """A new process's recovery, after another one kept these states and was killed."""
    dead = Recovery(folder)
    for state in states:
        dead.write(state, None)()
    dead.close(keep=True)
    return Recovery(folder)


def test_an_edit_does_not_write_again_what_was_measured(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path)
    recovery.write(work(), None)()
    (beside,) = tmp_path.glob("*.measured")
    beside.unlink()
    recovery.write(replace(work(), title="edited"), None)()
    assert not beside.exists()
    recovery.write(replace(work(), record=measured(2.0)), None)()
    assert beside.exists()
    recovery.close()
    assert list(tmp_path.iterdir()) == []


def test_the_newest_measurements_come_with_the_newest_edit(tmp_path: Path) -> None:
    edited = replace(work(), title="edited", record=measured(2.0))
    recovery = left_by_a_crash(tmp_path, work(), edited, replace(edited, title="once more"))
    (leftover,) = recovery.leftovers()
    assert leftover.project.title == "once more" and leftover.project.record == measured(2.0)
    recovery.close()


def test_another_project_has_nothing_of_the_last_ones_measurements(tmp_path: Path) -> None:
    recovery = left_by_a_crash(tmp_path, work(), Project("another"))
    (leftover,) = recovery.leftovers()
    assert leftover.project.record == Record()
    recovery.close()


def test_what_was_taken_up_leaves_nothing(tmp_path: Path) -> None:
    recovery = left_by_a_crash(tmp_path, work())
    (leftover,) = recovery.leftovers()
    leftover.forget()
    recovery.close()
    assert list(tmp_path.iterdir()) == []


def test_work_whose_measurements_are_torn_is_found_and_they_are_told_and_stay(tmp_path: Path) -> None:
    recovery = left_by_a_crash(tmp_path, work())
    (beside,) = tmp_path.glob("*.measured")
    beside.write_text('{"format": "slimsc')
    (leftover,) = recovery.leftovers()
    assert leftover.project == work() and leftover.project.record == Record()
    assert [str(beside) in told for told in recovery.unreadable] == [True]
    leftover.forget()
    recovery.close()
    assert list(tmp_path.iterdir()) == [beside]
