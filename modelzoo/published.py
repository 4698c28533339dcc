"""A published model as the zoo and a comparison show it: what the catalog says of it, and what it was found to cost."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from modelzoo.catalog import CATALOG, ArchitectureInfo, Fact, Variant
from modelzoo.entries import Entry, Result
from modelzoo.graph import Size, Value
from modelzoo.params import value_text
from modelzoo.results import Appraisal
from modelzoo.sizes import parse_size

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


def table3_names() -> tuple[str, ...]:
    """The models of the article's Table 3, in its order."""
    return tuple(each["name"] for each in _table3()["models"])


def table3_input() -> str:
    """What the models of the article's Table 3 are run on, as it prints it."""
    return str(_table3()["input"])


def with_published_runtimes(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with the runtimes that the article's Table 3 prints of them, unedited and at its size."""
    return tuple(replace(each, runtime=_published_runtime(each.model or each.plan, each.size)) for each in entries)


def _published_runtime(name: str, size: Size) -> Result | None:
    printed, (_, *at) = _table3(), parse_size(table3_input())
    rows = printed["models"] if list(size) == at else ()
    found = next((each["runtime"] for each in rows if each["name"] == name), None)
    told = f"{printed['source'].partition('. Counts')[0]}. {printed['runtime_of']}"
    return None if found is None else Result(found, source=told, published=True)


@cache
def _table3() -> dict[str, Any]:
    text = files("assets").joinpath("published.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["table3"]
    return found


def leading_number(text: str) -> float | None:
    """The first number of a text as somebody printed it."""
    found = re.search(r"\d+(?:\.\d+)?", text)
    return float(found.group()) if found else None
