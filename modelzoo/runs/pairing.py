"""What a run belongs to: its architecture, its teacher, the baseline it is held against; guessed, corrected by hand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelzoo.runs.run import Run

_NAMING = ("model", "arch", "architecture", "net", "network", "backbone", "student", "model_name")
"""Hyperparameters that name a network, the surest first."""
_LONGEST = 200
_WORD = re.compile(r"[a-z]+|[0-9]+")


NONE = "-"


@dataclass(frozen=True)
class Pair:
    """What a person says of a run, by its name; empty where the guess stands. NONE: it has no model or teacher."""

    run: str
    model: str = ""
    teacher: str = ""
    candidate: str = ""


@dataclass(frozen=True)
class Pairing:
    """What was paired by hand; all else is guessed. Small and plain, to be kept with a project."""

    pairs: tuple[Pair, ...] = ()
    baseline: str = ""

    def paired(self, pair: Pair) -> "Pairing":
        """With what a person says of one run."""
        return replace(self, pairs=(*(each for each in self.pairs if each.run != pair.run), pair))

    def held_against(self, run: str) -> "Pairing":
        """With this run as the baseline; empty for none."""
        return replace(self, baseline=run)

    @property
    def candidates(self) -> dict[str, str]:
        """The candidates that were named by hand, by the names of runs."""
        return {pair.run: pair.candidate for pair in self.pairs if pair.candidate}

    def model(self, run: "Run", models: Iterable[str]) -> str | None:
        """A run's architecture among these names, as said or guessed."""
        said = self.of(run).model
        return (None if said == NONE else said) if said else guess_model(run, models)

    def teacher(self, run: "Run", runs: "Sequence[Run]") -> "Run | None":
        """A run's teacher among others, as said or guessed."""
        said = self.of(run).teacher
        if said:
            return next((each for each in runs if each.name == said), None)
        return guess_teacher(run, runs)

    def reference(self, runs: "Sequence[Run]") -> "Run | None":
        """The run that others are held against, if one was chosen."""
        return next((run for run in runs if run.name == self.baseline), None)

    def of(self, run: "Run") -> Pair:
        """What was said of a run."""
        return next((pair for pair in self.pairs if pair.run == run.name), Pair(run.name))


def guess_model(run: "Run", models: Iterable[str]) -> str | None:
    """The network whose name stands in a hyperparameter that names one, else in the run's name; the longest that does.

    Upper and lower case, dashes, dots and spaces do not matter.
    """
    words = {model: _words(model) for model in models}
    settings = {name.rpartition(".")[2].lower(): str(value) for name, value in run.hyperparameters.items()}
    for said in (*(settings[name] for name in _NAMING if name in settings), run.name):
        text = _words(said)
        fitting = [model for model, name in words.items() if name and _stands_in(name, text)]
        if fitting:
            return max(fitting, key=lambda model: (len("".join(words[model])), len(model)))
    return None


def guess_teacher(run: "Run", runs: "Sequence[Run]") -> "Run | None":
    """The run that a hyperparameter `teacher` names, else the only one with `teacher` in its name; never itself."""
    others = [each for each in runs if each is not run]
    told = next((str(value) for name, value in run.hyperparameters.items() if "teacher" in name.lower()), "")
    if told:
        named = [each for each in others if each.name == told or _words(each.name) == _words(told)]
        return named[0] if len(named) == 1 else None
    teachers = [each for each in others if "teacher" in _words(each.name)]
    return teachers[0] if len(teachers) == 1 and "teacher" not in _words(run.name) else None


@dataclass(frozen=True)
class Difference:
    """A value against another's: by how much it is higher, and how many times as high; None where that is 0 or less."""

    difference: float
    ratio: float | None


def against(value: float, other: float) -> Difference:
    """Student minus teacher, or a candidate relative to the baseline."""
    return Difference(value - other, value / other if value > 0 and other > 0 else None)


@lru_cache(4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text[:_LONGEST].lower()))


def _stands_in(name: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Whether a name stands in a text, from the beginning of a word to the end of one."""
    whole = "".join(name)
    return any("".join(text[at:end]) == whole for at in range(len(text)) for end in range(at + 1, len(text) + 1))
