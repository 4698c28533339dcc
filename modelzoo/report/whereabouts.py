"""How a report names files: from the project's folder on, so that its reader learns nothing of the author's folders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from modelzoo.origins import factory_parts, kind_of
from modelzoo.runs.logs import PUBLISHED, Logs


def told(text: str, folder: str) -> str:
    """A file, or a factory in one, from the folder on if it lies in it, else by its own name; anything else as it is.

    A printed result, a module and a file that is named from somewhere already are told as they are.
    """
    where, function = _parts(text)
    path = Path(where)
    if not path.is_absolute():
        return text
    within = bool(folder) and path.is_relative_to(folder) and path != Path(folder)
    return (path.relative_to(folder).as_posix() if within else path.name or where) + function


def logs_told(logs: Logs, folder: str) -> Logs:
    """The logs with their paths so told."""
    return replace(logs, paths=tuple(told(path, folder) for path in logs.paths))


def sentence_told(text: str, paths: Iterable[str], folder: str) -> str:
    """A sentence in which these paths are so told."""
    for path in sorted(filter(None, map(_file, paths)), key=len, reverse=True):
        text = text.replace(path, told(path, folder))
    return text


def sought(text: str, folders: Sequence[Path]) -> str:
    """What was told, in the first of the folders where it is; as it was told where it is in none."""
    where, function = _parts(text)
    found = next((folder / where for folder in folders if where and (folder / where).exists()), None)
    return text if found is None else f"{found}{function}"


def logs_sought(logs: Logs, folders: Sequence[Path]) -> Logs:
    """The logs whose paths were told so, where they are now."""
    paths = (path if path.startswith(PUBLISHED) else sought(path, folders) for path in logs.paths)
    return replace(logs, paths=tuple(paths))


def _parts(text: str) -> tuple[str, str]:
    """The file, and the function that is behind its name in a factory's."""
    if kind_of(text) != "factory":
        return text, ""
    where, function = factory_parts(text)
    return where, f":{function}"


def _file(text: str) -> str:
    where, _ = _parts(text)
    return where if Path(where).is_absolute() else ""
