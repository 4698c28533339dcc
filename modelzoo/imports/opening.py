"""Networks from outside as a person names them: read apart from here once for each size, and made into blocks."""

import atexit
import hashlib
import json
import os
import shutil
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import onnx
from safetensors.torch import load_file

from modelzoo.errors import FileError
from modelzoo.files import own_folder, write_whole
from modelzoo.foreign import Foreign
from modelzoo.graph_json import graph_of
from modelzoo.imports.child import read_apart
from modelzoo.imports.editable import Editable
from modelzoo.imports.mapping import map_onnx
from modelzoo.jobs import Job, finish
from modelzoo.origins import SHELF, factory_parts, kind_of, runs_code
from modelzoo.plain import from_plain, to_plain

_allowed: set[str] = set()
_known: dict[tuple[object, ...], Foreign] = {}


def allow_code(origin: str) -> None:
    """A person asks for this network and knows that reading it runs its code: for all processes of a session."""
    _allowed.add(origin)
    if shelf := os.environ.get(SHELF):
        write_whole(_consent(shelf, origin), origin, lasting=False)


def read_foreign(origin: str, input: str = "") -> Job[Foreign]:
    """A job: the network that `origin` names, at the size that a person writes; kept for the next time.

    Raises ZooError where there is none, or where its code would run and nobody allowed it.
    """
    if runs_code(origin) and not _is_allowed(origin):
        raise FileError(
            origin,
            "holds code that would run: allow it in the notice above the page, import it from the menu File, or "
            "name it in a command.",
        )
    key = (origin, input, _stamp(origin))
    if key not in _known:
        found = yield from read_apart(origin, input, session_folder())
        _put_on_shelf(found)
        _known[key] = found
    return _known[key]


def open_foreign(origin: str, input: str = "") -> Foreign:
    """The same at once."""
    return finish(read_foreign(origin, input))


def reread(foreign: Foreign, input: str = "") -> Job[Foreign]:
    """A job: the same network at the size that a person writes, or (empty) at its own.

    Raises ZooError where it is gone, is another by now, or holds code that nobody has allowed to run.
    """
    known = None if input else _from_shelf(foreign)
    if known:
        return known
    if not _place(foreign.origin):
        raise FileError(foreign.origin, "is not there any more. Put it back, or import it from where it is now.")
    found = yield from read_foreign(foreign.origin, input or foreign.input)
    if found.digest != foreign.digest and (kind_of(foreign.origin) != "factory" or not input):
        raise FileError(foreign.origin, "is another network than the one that was imported. Import it again.")
    return found


def located(foreign: Foreign) -> Foreign:
    """The network with the files that run it: read in this process, in another of this session, or else anew.

    Raises ZooError where it is gone, is another by now, or holds code that nobody has allowed to run.
    """
    return foreign if Path(foreign.onnx).is_file() else finish(reread(foreign))


@lru_cache(maxsize=16)
def as_editable(foreign: Foreign) -> Editable:
    """The network as a graph of our blocks, with its numbers. Raises GraphError or BuildError where it is none."""
    foreign = located(foreign)
    if foreign.recorded:
        return Editable(graph_of(foreign.recorded), foreign.size, load_file(foreign.weights))
    return map_onnx(foreign, onnx.load(foreign.onnx))


def _place(origin: str) -> bool:
    """Whether what a text names may be there; of a module only Python knows."""
    path = _path(origin)
    return path.exists() or path.suffix not in (".onnx", ".pt2", ".py")


def _path(origin: str) -> Path:
    return Path(origin if kind_of(origin) != "factory" else factory_parts(origin)[0])


def _is_allowed(origin: str) -> bool:
    shelf = os.environ.get(SHELF)
    return origin in _allowed or bool(shelf and _consent(shelf, origin).is_file())


def _consent(shelf: str, origin: str) -> Path:
    return Path(shelf) / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.allowed"


def _put_on_shelf(found: Foreign) -> None:
    """Let the other processes of this session know where its files are."""
    if shelf := os.environ.get(SHELF):
        write_whole(_entry(shelf, found), json.dumps(to_plain(found)), lasting=False)


def _from_shelf(foreign: Foreign) -> Foreign | None:
    """The network with its files as a process of this session has read it."""
    shelf = os.environ.get(SHELF)
    if not shelf:
        return None
    with suppress(OSError, ValueError):
        found = from_plain(Foreign, json.loads(_entry(shelf, foreign).read_bytes()))
        return found if Path(found.onnx).is_file() else None
    return None


def _entry(shelf: str, foreign: Foreign) -> Path:
    height, width = foreign.size
    return Path(shelf) / f"{foreign.digest}-{height}x{width}.json"


def _stamp(origin: str) -> tuple[int, int]:
    path = _path(origin)
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return 0, 0


def session_folder() -> Path:
    """A new folder, which goes when this process does, or when its session ends."""
    if shelf := os.environ.get(SHELF):
        return Path(mkdtemp(dir=shelf))
    folder = own_folder("slimscope-import")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
