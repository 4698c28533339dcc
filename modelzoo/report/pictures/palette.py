"""What a report is coloured in: on paper, and on a dark screen, where each colour has its counterpart."""

from collections.abc import Mapping

from modelzoo.hues import HUES
from modelzoo.report.document import State

PAPER, INK, FAINT_INK, GRID = "#ffffff", "#1c2430", "#566071", "#d9dde4"
ACCENT, CHOSEN, WARNING, GREY = "#1f63d6", "#c2410c", "#a15700", "#7f8894"
LINES = ("#1a3cf0", "#e8350a", "#1d9a76", "#9f4e9c", "#721300", "#20242c")
"""Found by a search: as far apart as can be in normal sight and in each of the three kinds of colour-blindness."""

STATES: Mapping[State, str] = {"chosen": CHOSEN, "front": ACCENT, "dominated": FAINT_INK, "missing a limit": GREY}

DARK: Mapping[str, str] = {
    PAPER: "#171a1f",
    INK: "#e6e9ee",
    FAINT_INK: "#a5aebb",
    GRID: "#3c434e",
    ACCENT: "#6aa5ff",
    CHOSEN: "#ff9d5c",
    WARNING: "#f0ad4e",
    GREY: "#8791a0",
    **dict(zip(LINES, ("#00c3ff", "#f0743a", "#12b389", "#c65cf0", "#ffce28", "#f2f2f2"), strict=True)),
    **dict(HUES.values()),
}
"""What a colour becomes on a dark screen."""
