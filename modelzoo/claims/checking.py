"""The job that works out every claim: its result is the list that the command line prints and the window shows."""

import re
from functools import cache

from modelzoo.claims import (  # noqa: F401  announce their checks
    inception,
    mobile,
    search,
    squeeze_unet,
    squeezenext,
    squeezenext_sizes,
)
from modelzoo.claims.counting import Model
from modelzoo.claims.finding import Finding
from modelzoo.claims.texts import TEXTS, Claim
from modelzoo.jobs import Job, Progress


def claims() -> Job[tuple[Finding, ...]]:
    """A job: every claim that counts or formulas decide, text by text. Raises UnknownNameError, BuildError."""
    model = cache(Model)
    every = [each for text in TEXTS for each in sorted(text.claims, key=_number)]
    findings: list[Finding] = []
    for each in every:
        yield Progress(len(findings) / len(every), f"claim {each.id}")
        found = each.check(*map(model, each.models))
        findings.append(
            Finding(
                each.id, each.words, each.source, each.published, found.ours, found.verdict, found.reason, each.models
            )
        )
    return tuple(findings)


def _number(claim: Claim) -> int:
    return int(re.sub(r"\D", "", claim.id))
