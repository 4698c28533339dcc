"""What every format of run logs gives: how it is told from others, and a reader that can be asked again and again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from modelzoo.runs.run import Series, Setting

HEAD = 4096
"""How many bytes of a file are looked at to tell its format."""


class Certainty(IntEnum):
    """How sure a format is of a file. In a tree of folders, what is only possible is passed over."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, eq=False)
class Batch:
    """What was newly read of one run. run: its name inside the file, where a file holds several."""

    run: str = ""
    title: str = ""
    series: Sequence[Series] = ()
    hyperparameters: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class News:
    """What was read since the last time. afresh: forget all that was told before, the files were written anew.

    problems: all that stand now, not only the new ones.
    """

    batches: Sequence[Batch] = ()
    problems: tuple[str, ...] = ()
    afresh: bool = False


class Reader(Protocol):
    """Reads the files of one run, or of the several that one file holds."""

    def news(self, files: Sequence[Path]) -> News | None:
        """What these files tell since the last time; None for nothing. Raises OSError."""


@dataclass(frozen=True)
class Format:
    """A way to write runs down.

    sniff: by a file's path and the first bytes of it. home: the file or folder that is the run; all files of a format
    with one home go to one reader. reader: for a home, and how many seconds a file must have rested before a last line
    without an end counts as whole.
    """

    name: str
    sniff: Callable[[Path, bytes], Certainty]
    home: Callable[[Path], Path]
    reader: Callable[[Path, float], Reader]


def same(path: Path) -> Path:
    """The home of a file that is a run by itself."""
    return path


def folder(path: Path) -> Path:
    """The home of a file that shares its folder with others of the run."""
    return path.parent
