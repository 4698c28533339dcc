"""What all our files have in common: JSON that says its format, checked when read and written in one step."""

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, TypeVar

from modelzoo.errors import ProjectError, ZooError

SUFFIX = ".slimscope"

Found = TypeVar("Found")

DAMAGE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What reading a damaged JSON document raises."""
_LONGEST = 300
"""Characters of an error that a person is shown."""
_FORGOTTEN = 3600.0
"""Seconds after which a folder of a process that is gone belongs to nobody."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Held:
    """What a file held when it was read or written: equal for equal contents.

    stat: its inode, size and time of change, which spare another look as long as they stay the same.
    """

    digest: str
    stat: tuple[int, ...] = field(default=(), compare=False)


def parse(text: str, path: str, form: str, what: str, read: Callable[[dict[str, Any]], Found]) -> Found:
    """What `read` makes of a JSON object of the format `form`. Raises ProjectError, naming `path`, on anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(path, f"is not {what}: {brief(error)}.") from None
    if not isinstance(data, dict) or data.get("format") != form:
        raise ProjectError(path, f"is not {what}.")
    try:
        return read(data)
    except ProjectError:
        raise
    except ZooError as error:
        raise ProjectError(path, brief(error)) from error
    except DAMAGE as error:
        raise ProjectError(path, f"is damaged: {type(error).__name__} at {brief(error)}.") from error


def read_whole(path: Path) -> tuple[bytes, Held]:
    """All that is in a file. Raises OSError."""
    with path.open("rb") as file:
        stat = _signs(os.fstat(file.fileno()))
        content = file.read()
    return content, Held(_digest(content), stat)


def look(path: Path, before: Held | None = None) -> Held | None:
    """What a file holds now, None where there is none; what it held before, if it has not been touched since."""
    try:
        if before and before.stat == _signs(path.stat()):
            return before
        return read_whole(path)[1]
    except OSError:
        return None


def write_whole(path: Path, content: str | bytes, lasting: bool = True) -> Held:
    """Write to a side file on the same disk, then put it in the place of `path`, with the rights that one had.

    lasting: wait until the disk has it, so that a loss of power takes nothing of it away; the end of a process never
    does. Raises OSError, and then leaves all as it was.
    """
    path = path.resolve()
    side = path.with_name(f".{path.name}.{os.getpid()}")
    data = content.encode() if isinstance(content, str) else content
    try:
        with side.open("wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, side)
        held = Held(_digest(data), _signs(side.stat()))
        side.replace(path)
    except BaseException:
        side.unlink(missing_ok=True)
        raise
    return held


def own_folder(purpose: str) -> Path:
    """A new temporary folder that bears the number of this process; what killed ones left for this purpose goes.

    Nothing goes that was used within the hour: a number that means nothing here may mean a process elsewhere.
    """
    for left in Path(gettempdir()).glob(f"{purpose}-*-*"):
        owner = left.name.removeprefix(f"{purpose}-").partition("-")[0]
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN and owner.isdigit() and not _runs(int(owner)):
                shutil.rmtree(left, ignore_errors=True)
    return Path(mkdtemp(prefix=f"{purpose}-{os.getpid()}-"))


def why_unwritten(error: OSError) -> str:
    """Why a file could not be written, and what to do about it."""
    remedy = "Make room there and save again, or save" if error.errno in _FULL else "Save"
    return f"cannot be written: {error.strerror or error}. {remedy} to another place: your work is still here."


def brief(error: Exception) -> str:
    """What an error says; whatever stands in a file may stand in it too, however long."""
    text = str(error)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _runs(process: int) -> bool:
    import psutil  # takes a moment, and a start seldom needs it

    return bool(psutil.pid_exists(process))


def _signs(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def named_file(text: str) -> tuple[Path, str] | None:
    """The project's file that a text means, and the title behind "#" of a variant in it; None for a model's name."""
    ends = (len(text), *(at for at, sign in enumerate(text) if sign == "#"))
    return next(((Path(text[:end]), text[end + 1 :]) for end in ends if _is_file(text[:end])), None)


def is_project_file(text: str) -> bool:
    """Whether a text that a person wrote means a project's file and not a model's name."""
    return named_file(text) is not None


def _is_file(text: str) -> bool:
    try:
        return Path(text).suffix == SUFFIX or Path(text).is_file()
    except OSError:  # too long for a path
        return False
