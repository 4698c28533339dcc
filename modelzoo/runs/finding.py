"""Which files below some paths are run logs, and of which format: told by what they hold, not by their names."""

import importlib
import os
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from modelzoo.runs import formats
from modelzoo.runs.reading import HEAD, Certainty, Format

MOST_FILES = 100_000
"""How many files of a tree are looked at."""
_PASSED_OVER = frozenset("__pycache__ node_modules site-packages latest-run".split())
"""Folders without logs; W&B's `latest-run` is a link, or a copy of it, to a run that lies beside it."""


@cache
def all_formats() -> tuple[Format, ...]:
    """Every format there is: one a module of the package `formats`."""
    names = sorted(each.name for each in pkgutil.iter_modules(formats.__path__))
    return tuple(importlib.import_module(f"{formats.__name__}.{name}").FORMAT for name in names)


@dataclass(frozen=True)
class Group:
    """The files of one format that are one run, or that hold several. root: what was opened to find them."""

    home: Path
    format: Format
    certainty: Certainty
    root: Path
    files: tuple[Path, ...]


class Finder:
    """Looks below paths again and again; a file is opened only as long as it is not known what it is."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._known: dict[Path, tuple[int, tuple[Certainty, Format | None]]] = {}
        self.problems: tuple[str, ...] = ()

    def groups(self) -> list[Group]:
        """All that is there now, in the order of names, numbers counted as such."""
        problems: list[str] = []
        found: dict[tuple[Path, str], Group] = {}
        taken: set[Path] = set()
        for root in self._paths:
            for path in self._files(root, problems):
                certainty, format = self._sniffed(path, problems)
                if format is None or certainty < (Certainty.LIKELY if path != root else Certainty.POSSIBLE):
                    if path == root:
                        problems.append(f"{path}: is no run log of a format that is known")
                    continue
                if (real := path.resolve()) not in taken:
                    taken.add(real)
                    _add(found, path, root, certainty, format)
        self.problems = tuple(problems)
        return list(found.values())

    def _files(self, root: Path, problems: list[str]) -> Iterator[Path]:
        if root.is_file():
            yield root
        elif not root.is_dir():
            problems.append(f"{root}: there is no such file or folder")
        else:
            for count, path in enumerate(_below(root, problems)):
                if count == MOST_FILES:
                    problems.append(f"{root}: only the first {MOST_FILES:,} files were looked at")
                    return
                yield path

    def _sniffed(self, path: Path, problems: list[str]) -> tuple[Certainty, Format | None]:
        try:
            size = min(path.stat().st_size, HEAD)
            if path not in self._known or self._known[path][0] != size:
                with path.open("rb") as file:
                    self._known[path] = size, _sniff(path, file.read(HEAD))
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror or error}")
            return Certainty.NO, None
        return self._known[path][1]


def _sniff(path: Path, head: bytes) -> tuple[Certainty, Format | None]:
    certainties = ((each.sniff(path, head), each) for each in all_formats())
    return max(certainties, key=lambda found: found[0], default=(Certainty.NO, None))


def _add(found: dict[tuple[Path, str], Group], path: Path, root: Path, certainty: Certainty, format: Format) -> None:
    home = format.home(path)
    key = home, format.name
    files = found[key].files if key in found else ()
    found[key] = Group(home, format, certainty, root, (*files, path))


def _below(root: Path, problems: list[str]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        problems.append(f"{error.filename}: cannot be read: {error.strerror}")

    for folder, inner, names in os.walk(root, onerror=refused):
        inner[:] = sorted((each for each in inner if each[0] != "." and each not in _PASSED_OVER), key=counted)
        for name in sorted(names, key=counted):
            path = Path(folder, name)
            if name[0] != "." and path.is_file():
                yield path


def counted(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort names by that counts: version_2 comes before version_10."""
    parts: list[str] = []
    for letter in name:
        if parts and parts[-1][-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return tuple((0, int(part), "") if part.isdecimal() and len(part) < 20 else (1, 0, part) for part in parts)
