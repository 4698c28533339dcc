"""A project's file: JSON with names only, so that opening one runs no code."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from modelzoo.board_json import EMPTY
from modelzoo.errors import ProjectError, ZooError
from modelzoo.files import DAMAGE, Held, brief, parse, read_whole, why_unwritten, write_whole
from modelzoo.project import Project
from modelzoo.project_json import Part, Reading, project_from_json, project_to_json
from modelzoo.runs.logs_json import NONE

FORMAT = "slimscope project"
VERSION = 3


def dumps(project: Project, indent: int | None = 1) -> str:
    """The project as the text of its file; without an indent it is written ten times as fast."""
    data = {"format": FORMAT, "version": VERSION, **project_to_json(project)}
    text = json.dumps(data, indent=indent).removesuffix("}").rstrip()
    return f'{text},\n "record": {project.record.text}\n}}\n'


def loads(text: str, path: str = "project") -> Project:
    """The project that a file's text holds. Raises ProjectError, naming `path`, on anything else."""
    return _parsed(text, path, _all_or_nothing)


def salvage(text: str, path: str = "project") -> tuple[Project, tuple[str, ...]]:
    """What can be read of a damaged file's text, and what is left out. Raises ProjectError where nothing can."""
    lost: list[str] = []

    def spare(what: str, read: Callable[[], Part], otherwise: Part) -> Part:
        try:
            return read()
        except (*DAMAGE, ZooError) as error:
            if what:
                lost.append(f"{what}: {brief(error)}")
            return otherwise

    project = _parsed(text, path, spare)
    return project, tuple(lost)


def save(project: Project, path: Path) -> Held:
    """Write the file in one step: what was there stays whole until the new one is. Raises ProjectError."""
    try:
        return write_whole(path, dumps(replace(project, logs=project.logs.beside(path.parent))))
    except OSError as error:
        raise ProjectError(str(path), why_unwritten(error)) from error


def load(path: Path) -> Project:
    """Read a project's file. Raises ProjectError."""
    return read(path)[0]


def read(path: Path) -> tuple[Project, Held]:
    """Read a project's file, and tell what it held. Raises ProjectError."""
    text, held = _text_of(path)
    return _found_from(path, loads(text, str(path))), held


def read_what_can_be(path: Path) -> tuple[Project, tuple[str, ...]]:
    """What can be read of a damaged file, and what is left out. Raises ProjectError where nothing can."""
    project, lost = salvage(_text_of(path)[0], str(path))
    return _found_from(path, project), lost


def _found_from(path: Path, project: Project) -> Project:
    """The project as read from this file, where its run logs are found from there."""
    return replace(project, logs=project.logs.found_from(path.parent))


def _text_of(path: Path) -> tuple[str, Held]:
    try:
        content, held = read_whole(path)
        return content.decode("utf-8-sig"), held
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise ProjectError(str(path), f"cannot be read: {reason}.") from error


def _parsed(text: str, path: str, part: Reading) -> Project:
    form = "a Slimscope project"
    return parse(text, path, FORMAT, form, lambda data: project_from_json(_migrated(data, path), part))


def _all_or_nothing(_what: str, read: Callable[[], Part], _otherwise: Part) -> Part:
    """How a file is read that must be whole."""
    return read()


def _with_variants(data: dict[str, Any]) -> dict[str, Any]:
    """The model of old is the only variant."""
    only = {name: data[name] for name in ("title", "size", "nodes", "places")}
    only |= {"notes": {}, "origin": "", "acts": [], "made": ""}
    return data | {"variants": [only], "shown": 0, "blocks": {}, "runs": NONE, "board": EMPTY}


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda data: {"record": {"latencies": [], "layers": [], "sweeps": []}} | data,
    2: _with_variants,
}
"""For each old version, what turns its data into the next version's."""


def _migrated(data: dict[str, Any], path: str) -> dict[str, Any]:
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise ProjectError(path, "is damaged: it has no version.")
    if version > VERSION:
        raise ProjectError(
            path, f"was written by a newer Slimscope (file version {version}, this one reads {VERSION})."
        )
    for old in range(version, VERSION):
        data = _MIGRATIONS[old](data)
    return data
