"""The recovery file: always there after an edit, offered only when its owner is dead."""

import subprocess
import sys
from pathlib import Path

from app.recovery import Recovery
from modelzoo.builder import Builder
from modelzoo.project import Project


def work() -> Project:
    b = Builder()
    b("output", b("conv", b("input")))
    return Project("work", b.graph, places={"conv1": (1.0, 2.0)})


CRASH = """
import os, sys
from pathlib import Path
import modelzoo.zoo
from app.recovery import Recovery
from tests.app.test_recovery import work
Recovery(Path(sys.argv[1])).write(work(), Path("/home/someone/a.slimscope"))
os._exit(9)
"""


def test_work_of_a_crashed_process_is_found_whole(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], check=False)
    assert done.returncode == 9
    recovery = Recovery(tmp_path)
    (leftover,) = recovery.leftovers()
    assert leftover.project == work() and leftover.path == Path("/home/someone/a.slimscope")
    recovery.close()


def test_work_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    other, mine = Recovery(tmp_path), Recovery(tmp_path)
    other.write(work(), None)
    assert list(mine.leftovers()) == []
    other.close()
    mine.close()


def test_closing_leaves_nothing(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path)
    recovery.write(work(), None)
    recovery.close()
    assert list(tmp_path.iterdir()) == []


def test_a_torn_recovery_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "torn.json").write_text('{"path": "", "proj')
    recovery = Recovery(tmp_path)
    assert list(recovery.leftovers()) == []
    recovery.close()
