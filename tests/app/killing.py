"""A process that edits until it is killed, many times over: each is a fork of one in which all is loaded.

Run as `python -m tests.app.killing FOLDER SEED TIMES`. For each kill it writes a line: how many acts had come back.
"""

import gc
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from select import select

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

import app.lane
from app.document import Document
from app.session import Session
from modelzoo.catalog import Catalog, install
from modelzoo.edits import set_param
from modelzoo.files import SUFFIX
from modelzoo.project import Project

AT_ONCE = 4
LONGEST = 0.12
"""Seconds after the first act within which the kill comes."""

CATALOG = "catalog.json"
MODEL = f"model{SUFFIX}"
SAVED = f"saved{SUFFIX}"


def acts(document: Document, seed: int) -> Iterator[None]:
    """Edits, and steps back and forth, for ever; the same for the same seed."""
    chance = random.Random(seed)
    ids = [node.id for node in document.project.graph.of_block("conv")]
    while True:
        match chance.randrange(5):
            case 0:
                document.undo.undo()
            case 1:
                document.undo.redo()
            case 2:
                place = {chance.choice(ids): (chance.random(), chance.random())}
                document.edit("move", lambda now, place=place: replace(now, places={**now.places, **place}))
            case _:
                id, out = chance.choice(ids), chance.randrange(1, 999)
                document.edit("widen", lambda now, id=id, out=out: widened(now, id, out))
        yield


def widened(project: Project, id: str, out: int) -> Project:
    return replace(project, graph=set_param(project.graph, id, "out", out))


class NoEngine:
    """The acts need none, and loading torch a hundred times takes minutes."""

    def __init__(self, name: str) -> None:
        raise OSError("no process left")


def edit_until_killed(folder: Path, project: Project, seed: int, told: int) -> None:
    """The whole program with its window, without its engines and a full palette, whose script never ends."""
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(store, folder / "data", folder / "cache")
    document, application = session.document, QApplication.instance()
    assert application is not None
    document.open(project, modified=True)
    document.path = folder / SAVED
    os.write(told, b"!")
    for number, _ in enumerate(acts(document, seed), 1):
        os.write(told, b"!")
        if number % 3 == 0:
            session.files.save()
        if number % 2 == 0:
            application.processEvents()


def run(folder: Path, seed: int, times: int) -> None:
    """Fork, let it edit, kill it; as many at once as are quickest."""
    app.lane.Engine = NoEngine  # type: ignore[assignment, misc]
    install(Catalog.from_json((folder / CATALOG).read_text(encoding="utf-8")))
    from modelzoo.project_file import load

    project = load(folder / MODEL)
    _application = QApplication([])
    gc.freeze()
    chance = random.Random(seed)
    for first in range(0, times, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, times))
        children = [begin(lambda told, number=number: child(folder, project, number, told)) for number in numbers]
        waits = sorted(zip([chance.uniform(0, LONGEST) for _ in numbers], children, numbers, strict=True))
        for _, (_, told), _ in waits:
            os.read(told, 1)
        began = time.monotonic()
        for wait, (pid, told), number in waits:
            select((), (), (), max(0.0, began + wait - time.monotonic()))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            print(number, read_all(told), flush=True)


def child(folder: Path, project: Project, number: int, told: int) -> None:
    own = folder / str(number)
    own.mkdir()
    edit_until_killed(own, project, number, told)


def begin(act: Callable[[int], None]) -> tuple[int, int]:
    """A forked process that does this; its id, and where it tells of its acts."""
    told, telling = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(told)
        try:
            act(telling)
        except Exception:
            traceback.print_exc()
        os._exit(1)
    os.close(telling)
    return pid, told


def read_all(told: int) -> int:
    """How many acts were told of until the end."""
    count = 0
    while part := os.read(told, 65536):
        count += len(part)
    os.close(told)
    return count


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
