"""A published model as the zoo and a comparison show it: what the catalog says of it, and what it was found to cost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modelzoo.catalog import CATALOG, ArchitectureInfo, Fact, Variant
from modelzoo.entries import Result
from modelzoo.graph import Value
from modelzoo.params import value_text
from modelzoo.results import Appraisal

WAITING, FAILED = "…", "!"
"""What stands in place of a figure that is still being counted, or cannot be."""


@dataclass(frozen=True)
class Published:
    """One published name. Without an appraisal it is still to be counted, or `problem` says why it cannot be."""

    info: ArchitectureInfo
    variant: Variant
    appraisal: Appraisal | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        """The published name."""
        return self.variant.name

    @property
    def missing(self) -> str:
        """What stands in place of a figure."""
        return FAILED if self.problem else WAITING

    @property
    def accuracy(self) -> Fact | None:
        """The published top-1 accuracy, if one is known; none where the figures are those of another input."""
        if self.appraisal is not None and self.appraisal.input != self.variant.input:
            return None
        return next((fact for fact in self.variant.facts if fact.name.lower().startswith("top-1 accuracy")), None)

    @property
    def preset(self) -> dict[str, Value]:
        """Every parameter of the architecture as this name has it."""
        return {param.name: param.default for param in self.info.params} | dict(self.variant.values)

    def wish(self, values: Mapping[str, Value]) -> str:
        """The model with these parameters as `open_model` reads it: only what differs is named."""
        preset = self.preset
        changed = {key: value for key, value in values.items() if value != preset[key]}
        knobs = ",".join(f"{key}={value_text(value)}" for key, value in changed.items())
        return f"{self.name}:{knobs}" if knobs else self.name


def published(infos: Iterable[ArchitectureInfo]) -> list[Published]:
    """Every published name of these architectures."""
    return [Published(info, each) for info in infos for each in info.variants or (info.itself,)]


def published_accuracy(name: str) -> Result | None:
    """The published top-1 accuracy of a model at its published input; None where its name is no published one."""
    found = next((each.accuracy for each in published(CATALOG.architectures.values()) if each.name == name), None)
    value = leading_number(found.value) if found else None
    return Result(value, source=f"{found.name}, {found.source}", published=True) if found and value else None


def leading_number(text: str) -> float | None:
    """The first number of a text as somebody printed it."""
    found = re.search(r"\d+(?:\.\d+)?", text)
    return float(found.group()) if found else None
