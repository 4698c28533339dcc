"""The process is killed while it edits: the work comes back as it was after the last act, or the one under way."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

from app.document import Document
from app.recovery import Recovery
from modelzoo.catalog import CATALOG
from modelzoo.project import Project
from modelzoo.project_file import load, save
from modelzoo.zoo import open_model
from tests.app.killing import CATALOG as CATALOG_FILE
from tests.app.killing import MODEL, SAVED, acts

TIMES = 100


def states(project: Project, seed: int, count: int) -> list[Project]:
    """The project after each of so many acts of a script."""
    document = Document()
    document.open(project)
    return [project, *(document.project for _ in islice(acts(document, seed), count))]


def found(folder: Path) -> Project:
    """What a new start finds: what was left behind, else the file."""
    recovery = Recovery(folder / "data" / "recovery")
    leftovers = [*recovery.leftovers()]
    assert not recovery.unreadable and len(leftovers) <= 1
    recovery.close()
    return leftovers[0].project if leftovers else load(folder / SAVED)


def test_whenever_the_process_is_killed_the_work_comes_back_up_to_the_last_act(qapp: object, tmp_path: Path) -> None:
    project = Project("killed", open_model("Squeeze U-Net").graph)
    save(project, tmp_path / MODEL)
    (tmp_path / CATALOG_FILE).write_text(CATALOG.to_json(), encoding="utf-8")
    command = [sys.executable, "-m", "tests.app.killing", str(tmp_path), "1", str(TIMES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(kills) == TIMES and len({count for _, count in kills}) > TIMES // 10
    for number, told in kills:
        after = states(project, number, told + 1)
        assert found(tmp_path / str(number)) in after[told:], f"kill {number}, after {told} acts"
        if (file := tmp_path / str(number) / SAVED).exists():
            assert load(file) in after
