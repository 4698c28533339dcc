"""The texts whose claims are worked out anew, and how a check announces itself with the claim that it decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from modelzoo.claims.finding import Verdict

Published = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a check found: our figure beside the published one, the verdict, and what decides it."""

    ours: str
    verdict: Verdict
    reason: str


Check = Callable[..., Outcome]


@dataclass(frozen=True)
class Claim:
    """A claim, what its text prints for it, the models it is about, and the check that takes those in this order."""

    id: str
    source: str
    words: str
    published: str
    models: Published
    check: Check


class Text:
    """A text and the claims in it that counts or formulas decide."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.claims: list[Claim] = []

    def claim(self, id: str, published: str, *models: str) -> Callable[[Check], Check]:
        """Register a check. Its docstring is the claim, its arguments are the models of these published names."""

        def register(check: Check) -> Check:
            if any(each.id == id for each in self.claims):
                raise ValueError(f"two claims are numbered {id}")
            words = re.sub(r"\s+", " ", check.__doc__ or "").strip()
            self.claims.append(Claim(id, self.title, words, published, models, check))
            return check

        return register


SQUEEZENEXT = Text("Reading: SqueezeNext – Hardware-Aware Neural Network Design")
STUDY = Text("Study on Efficient Models")
SQUEEZE_UNET = Text("Model Compression Part 8 (Lightweight variations of Squeeze U-Net)")
TEXTS = (SQUEEZENEXT, STUDY, SQUEEZE_UNET)


def holds(it_does: bool) -> Verdict:
    """The verdict on a claim that a figure of ours decides."""
    return "holds" if it_does else "does not hold"


def contradicts(itself: bool) -> Verdict:
    """The verdict on a claim that another sentence or table of the same text decides."""
    return "the source contradicts itself" if itself else "holds"


def percent(share: float, decimals: int = 1) -> str:
    """A share of 1 in percent."""
    return f"{100 * share:.{decimals}f} %"
