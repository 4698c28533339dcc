"""What all our files have in common: JSON that says its format, checked when read and written in one step."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from modelzoo.errors import ProjectError, ZooError

SUFFIX = ".slimscope"

Found = TypeVar("Found")


def parse(text: str, path: str, form: str, what: str, read: Callable[[dict[str, Any]], Found]) -> Found:
    """What `read` makes of a JSON object of the format `form`. Raises ProjectError, naming `path`, on anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(path, f"is not {what}: {error}.") from None
    if not isinstance(data, dict) or data.get("format") != form:
        raise ProjectError(path, f"is not {what}.")
    try:
        return read(data)
    except ProjectError:
        raise
    except ZooError as error:
        raise ProjectError(path, str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise ProjectError(path, f"is damaged: {type(error).__name__} at {error}.") from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write to a side file on the same disk, then put it in the place of `path`, with the rights that one had."""
    path = path.resolve()
    side = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with side.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, side)
        side.replace(path)
    except BaseException:
        side.unlink(missing_ok=True)
        raise


def is_project_file(text: str) -> bool:
    """Whether a text that a person wrote means a project's file and not a model's name."""
    try:
        return Path(text).suffix == SUFFIX or Path(text).is_file()
    except OSError:  # too long for a path
        return False
