"""What became of stated figures when they were found again, as plain data that crosses processes: no torch here."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["holds", "differs", "doubtful", "measured elsewhere", "not checked"]
"""Doubtful: the machine was too busy to tell. Measured elsewhere: on another machine than this, where it may hold."""


@dataclass(frozen=True)
class Check:
    """A stated figure beside what was found now, both as they are written, and why it is so."""

    candidate: str
    what: str
    stated: str
    found: str
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True)
class Verified:
    """All that was stated somewhere, in order. skipped: how many times nobody wanted to have measured."""

    path: str
    checks: tuple[Check, ...] = ()
    skipped: int = 0

    def of(self, verdict: Verdict) -> tuple[Check, ...]:
        """The checks that came to this."""
        return tuple(each for each in self.checks if each.verdict == verdict)

    @property
    def checked(self) -> int:
        """How many figures were found again here."""
        return sum(each.verdict in ("holds", "differs", "doubtful") for each in self.checks)

    @property
    def text(self) -> str:
        """What came of it, in a sentence or two."""
        if not self.checks and not self.skipped:
            return "Nothing is stated here that could be checked."
        told = [f"{len(found):,} {word}" for verdict, word in _WORDS if (found := self.of(verdict))]
        told += [f"{self.skipped:,} not measured"] if self.skipped else []
        text = f"{len(self.checks) + self.skipped:,} stated: {', '.join(told)}."
        return f"{text} The machine was busy: verify again when it is quiet." if self.of("doubtful") else text


_WORDS: tuple[tuple[Verdict, str], ...] = (
    ("holds", "found as stated"),
    ("differs", "found otherwise"),
    ("doubtful", "in doubt"),
    ("measured elsewhere", "measured on another machine (which is nothing against them)"),
    ("not checked", "not to be checked"),
)
