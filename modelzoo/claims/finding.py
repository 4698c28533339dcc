"""What became of a claim, as plain data that crosses processes: no torch here."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["holds", "does not hold", "the source contradicts itself"]
VERDICTS: tuple[Verdict, ...] = ("holds", "does not hold", "the source contradicts itself")


@dataclass(frozen=True)
class Finding:
    """A text's claim beside what a count or a formula gives, and what decides between them.

    models: the published names of the models that it is about.
    """

    id: str
    claim: str
    source: str
    published: str
    ours: str
    verdict: Verdict
    reason: str
    models: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the claim stands as it was made."""
        return self.verdict == "holds"
