"""A disk that is really full: nothing is lost, and what to do is said, once."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import modelzoo.zoo  # noqa: F401  fills the catalog
from app.claim import Claim
from app.document import Document
from app.files import Files
from app.keeping import Keeping
from app.recovery import Recovery
from app.worker import Worker
from modelzoo.builder import Builder
from modelzoo.project import Project
from modelzoo.project_file import load, save

ROOM = 16 * 1024
SMALL = Project("small")


def large() -> Project:
    b = Builder()
    x = b("input")
    for _ in range(300):
        x = b("conv", x)
    b("output", x)
    return Project("large", b.graph)


LARGE = large()


@contextmanager
def limited(_folder: Path) -> Iterator[None]:
    """The kernel lets this process write no file beyond a few pages."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def tiny(folder: Path) -> Iterator[None]:
    """The folder is a disk of its own with a few pages."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def can_mount() -> bool:
    """Whether this is root, and of a machine that allows it."""
    return (
        subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0
    )


WAYS = [limited, tiny] if can_mount() else [limited]
Way = Callable[[Path], "contextmanager[None]"]


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def files(document: Document, worker: Worker, qtbot: QtBot, tmp_path: Path) -> Iterator[Files]:
    window = QWidget()
    qtbot.addWidget(window)
    files = Files(document, worker, window, Claim(tmp_path / "open"))
    yield files
    files.close()


@pytest.mark.parametrize("full", WAYS)
def test_a_save_to_a_full_disk_changes_nothing_and_says_what_to_do(
    files: Files, document: Document, worker: Worker, qtbot: QtBot, tmp_path: Path, full: Way
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "a.slimscope"
    with ExitStack() as stack:
        stack.enter_context(full(folder))
        stack.callback(files.disk.expect, None, None)
        save(SMALL, path)
        with qtbot.waitSignal(files.used):
            files.open(path)
        before = path.read_bytes()
        document.put("open the large one", replace(LARGE, lineage=document.project.lineage))
        with qtbot.waitSignal(files.failed) as told:
            files.save()
        assert path.read_bytes() == before and [*folder.iterdir()] == [path]
        assert document.project.title == "large" and document.modified
        (said,) = told.args or ()
        assert said.startswith(f"{path}: cannot be written: ")
        assert said.endswith("Make room there and save again, or save to another place: your work is still here.")
        document.open(Project())
    save(LARGE, tmp_path / "elsewhere.slimscope")
    assert load(tmp_path / "elsewhere.slimscope") == LARGE


def test_that_nothing_can_be_kept_for_recovery_is_told_once_until_it_can_again(
    files: Files, document: Document, worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    recovery = Recovery(tmp_path / "recovery")
    keeping = Keeping(document, worker, files, recovery, document)
    told: list[str] = []
    keeping.failed.connect(told.append)
    for _ in range(2):
        document.put("edit", SMALL)
        kept = recovery.file.read_text()
        with limited(tmp_path):
            for side in (32, 48, 96):
                document.put("edit", replace(LARGE, size=(side, side)))
                assert document.project.size == (side, side) and recovery.file.read_text() == kept
        with qtbot.waitSignal(keeping.mended):
            document.put("edit", LARGE)
        assert recovery.file.read_text() != kept
    assert len(told) == 2 and "the recovery copy cannot be written" in told[0]
    recovery.close()
    assert [*(tmp_path / "recovery").iterdir()] == []


def test_an_edit_is_on_the_disk_when_it_returns_and_gone_from_there_when_it_is_undone(
    files: Files, document: Document, worker: Worker, tmp_path: Path
) -> None:
    worker.stop()
    recovery = Recovery(tmp_path / "recovery")
    Keeping(document, worker, files, recovery, document)
    for side in (32, 48):
        document.edit("resize", lambda now, side=side: replace(now, size=(side, side)))
        assert f'"size\\": [{side}, {side}]' in recovery.file.read_text()
    document.undo.undo()
    assert '"size\\": [32, 32]' in recovery.file.read_text()
    document.undo.undo()
    assert not recovery.file.exists()
    recovery.close()
