"""Networks from outside as a person names them: read apart from here once for each size, and made into blocks."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import onnx
from safetensors.torch import load_file

from modelzoo.errors import FileError
from modelzoo.foreign import Foreign
from modelzoo.graph_json import graph_of
from modelzoo.imports.child import read_apart
from modelzoo.imports.editable import Editable
from modelzoo.imports.mapping import map_onnx
from modelzoo.jobs import Job
from modelzoo.origins import factory_parts, kind_of, runs_code

_allowed: set[str] = set()
_known: dict[tuple[object, ...], Foreign] = {}


def allow_code(origin: str) -> None:
    """A person asks for this network and knows that reading it runs the code in it."""
    _allowed.add(origin)


def read_foreign(origin: str, input: str = "") -> Job[Foreign]:
    """A job: the network that `origin` names, at the size that a person writes; kept for the next time.

    Raises ZooError where there is none, or where its code would run and nobody allowed it.
    """
    if runs_code(origin) and origin not in _allowed:
        raise FileError(origin, "holds code that would run: import it from the menu File, or name it in a command.")
    key = (origin, input, _stamp(origin))
    if key not in _known:
        _known[key] = yield from read_apart(origin, input, _folder())
    return _known[key]


def open_foreign(origin: str, input: str = "") -> Foreign:
    """The same at once."""
    job: Iterator[object] = read_foreign(origin, input)
    try:
        while True:
            next(job)
    except StopIteration as end:
        found: Foreign = end.value
        return found


@lru_cache(maxsize=16)
def as_editable(foreign: Foreign) -> Editable:
    """The network as a graph of our blocks, with its numbers. Raises GraphError or BuildError where it is none."""
    if foreign.recorded:
        return Editable(graph_of(foreign.recorded), foreign.size, load_file(foreign.weights))
    return map_onnx(foreign, onnx.load(foreign.onnx))


def _stamp(origin: str) -> tuple[int, int]:
    path = Path(origin if kind_of(origin) != "factory" else factory_parts(origin)[0])
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return 0, 0


def _folder() -> Path:
    """A folder that goes when this process does."""
    folder = Path(mkdtemp(prefix="slimscope-import-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
