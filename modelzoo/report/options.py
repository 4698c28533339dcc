"""What a person decides about a report: its title, its paper, and which sections it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from modelzoo.errors import ParamError

Paper = Literal["A4", "Letter"]

SECTIONS: Mapping[str, str] = {
    "summary": "Summary and choice",
    "candidates": "Candidates",
    "pareto": "Trade-off",
    "models": "Models",
    "sweeps": "Sweeps",
    "runs": "Training runs",
    "diff": "Changes to the baseline",
    "claims": "Published claims",
    "environment": "Environment",
    "conventions": "Conventions",
}
"""The sections by the keys that switch them, in the order in which they stand in a report."""
SPECIAL = ("claims",)
"""Those that are left out unless they are asked for: they are the same in every report."""


@dataclass(frozen=True)
class Options:
    """sections: by key, in any order. title: empty for the project's own. author: a line under it, if any.

    folder: from where files are told of, which is where the project's own file lies.
    """

    title: str = ""
    author: str = ""
    paper: Paper = "A4"
    sections: tuple[str, ...] = tuple(key for key in SECTIONS if key not in SPECIAL)
    folder: str = ""

    def has(self, key: str) -> bool:
        """Whether the report has this section."""
        return key in self.sections


def chosen_sections(wanted: Iterable[str] = (), without: Iterable[str] = ()) -> tuple[str, ...]:
    """The wanted sections, or the usual ones, less those that are not wanted. Raises ParamError on an unknown key."""
    named, dropped = tuple(wanted), tuple(without)
    for key in (*named, *dropped):
        if key not in SECTIONS:
            raise ParamError("sections", f"has no '{key}': there are {', '.join(SECTIONS)}.")
    return tuple(key for key in SECTIONS if key in (named or Options().sections) and key not in dropped)
