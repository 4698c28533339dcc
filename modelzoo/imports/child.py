"""Networks from outside are read in a process of their own: it may crash, hang or eat memory, and only it ends.

Run as a program it answers one request, with a JSON file in the folder that it was given. It ends with the process that
started it, however that one ends: the pipe between them breaks then.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from modelzoo.errors import FileError, ParamError, ZooError
from modelzoo.foreign import Foreign
from modelzoo.jobs import Job, Progress
from modelzoo.plain import from_plain, to_plain

SECONDS = 300.0
"""How long a network may take to be read; a large one is exported within a minute."""

MOST_MEMORY = 24 * 2**30
"""Bytes of addresses that the process may have; torch alone takes some of the first."""

_ANSWER = "answer.json"
_POLL = 0.05
_TOLD = 300


def read_apart(origin: str, input: str, folder: Path, seconds: float = SECONDS) -> Job[Foreign]:
    """A job: what `origin` names, read by a child; what runs it lies in the folder afterwards.

    origin: the path of a file, or a factory, whose code then runs in the child. Raises ZooError where there is no such
    network, or the child came to no good end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    request = json.dumps({"origin": origin, "input": input, "folder": str(folder)})
    told = folder / "told.txt"
    with told.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "modelzoo.imports.child", request],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        begin = time.monotonic()
        while child.poll() is None:
            spent = time.monotonic() - begin
            if spent > seconds:
                raise FileError(origin, f"was given up: it was not read within {seconds:.0f} seconds.")
            yield Progress(spent / seconds, "reading the network in a process of its own")
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_POLL)
    finally:
        child.kill()
        child.communicate()
    return _answer(origin, child.returncode, folder)


def _answer(origin: str, status: int, folder: Path) -> Foreign:
    """What the child left. Raises ZooError where that is a mistake, or nothing."""
    if status < 0:
        how = signal.strsignal(-status) or f"signal {-status}"
        raise FileError(origin, f"cannot be read: the process that read it crashed ({how}).")
    try:
        data = json.loads((folder / _ANSWER).read_text(encoding="utf-8"))
        if "error" in data:
            raise _error(data)
        return from_plain(Foreign, data["found"])
    except (OSError, ValueError, KeyError, TypeError):
        said = (folder / "told.txt").read_text(encoding="utf-8", errors="replace").strip()
        last = said.splitlines()[-1][:_TOLD] if said else f"the process that read it ended with status {status}"
        raise FileError(origin, f"cannot be imported: {last}") from None


def _error(data: dict[str, Any]) -> ZooError:
    kinds = {"FileError": FileError, "ParamError": ParamError}
    kind = kinds.get(data["error"])
    return kind(*data["args"]) if kind else ZooError(data["text"])


def main(request: dict[str, str]) -> None:
    """Answer one request."""
    threading.Thread(target=_end_with_parent, args=(_own_pipe(),), daemon=True).start()
    _limit()
    from modelzoo.imports.kinds import read_here

    folder = Path(request["folder"])
    try:
        data: dict[str, Any] = {"found": to_plain(read_here(request["origin"], request["input"], folder))}
    except ZooError as error:
        data = {"error": type(error).__name__, "args": list(error.args), "text": str(error)}
    (folder / _ANSWER).write_text(json.dumps(data), encoding="utf-8")


def _own_pipe() -> int:
    """The pipe from the parent, which code that is imported finds empty in its place."""
    pipe = os.dup(0)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return pipe


def _end_with_parent(pipe: int) -> None:
    """Nothing ever comes through the pipe: it ends when nobody holds its other end any more."""
    os.read(pipe, 1)
    os._exit(1)


def _limit() -> None:
    """Keep this process to its memory and its time, should nobody be left to end it."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY if most < 0 else min(MOST_MEMORY, most), most))
    cores = os.cpu_count() or 1
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) * cores, int(SECONDS) * cores))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
