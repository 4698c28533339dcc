"""What a report is coloured in: on paper, and on a dark screen, where each colour has its counterpart."""

import zlib
from collections.abc import Mapping

from modelzoo.report.document import State

PAPER, INK, FAINT_INK, GRID = "#ffffff", "#1c2430", "#566071", "#d9dde4"
ACCENT, CHOSEN, WARNING, GREY = "#1f63d6", "#c2410c", "#a15700", "#7f8894"
LINES = ("#1a3cf0", "#e8350a", "#1d9a76", "#9f4e9c", "#721300", "#20242c")
"""Found by a search: as far apart as can be in normal sight and in each of the three kinds of colour-blindness."""

STATES: Mapping[State, str] = {"chosen": CHOSEN, "front": ACCENT, "dominated": FAINT_INK, "missing a limit": GREY}

FAMILIES: Mapping[str, str] = {
    "Ends": "#4b5565",
    "Convolutions": "#2563c9",
    "Normalisation": "#0d7581",
    "Activations": "#b5452c",
    "Pooling": "#17794b",
    "Resizing": "#7a5b00",
    "Joining": "#6a4bc4",
    "Channels": "#a2388f",
    "Squeeze": "#b3376a",
    "Mobile": "#0b7671",
    "Inception": "#8a4a1c",
    "EdgeSegNet": "#4d7309",
    "Hourglass": "#9a5200",
    "Residual": "#3f51b5",
    "Shuffle": "#00738f",
    "Dense": "#8b3fb0",
    "NASNet": "#5d6b12",
    "My blocks": INK,
}
"""The colours that the window gives to the groups of blocks."""

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
    "#4b5565": "#a3adbc",
    "#2563c9": "#6fa8ff",
    "#0d7581": "#4fc3d0",
    "#b5452c": "#ff9478",
    "#17794b": "#5fcf95",
    "#7a5b00": "#dcb93f",
    "#6a4bc4": "#ab93ff",
    "#a2388f": "#ec85d9",
    "#b3376a": "#ff86b3",
    "#0b7671": "#4fcdc5",
    "#8a4a1c": "#e09c68",
    "#4d7309": "#a4cc55",
    "#9a5200": "#f5a54c",
    "#3f51b5": "#95a5ff",
    "#00738f": "#5cc6e8",
    "#8b3fb0": "#d59bf5",
    "#5d6b12": "#c3cf62",
}
"""What a colour becomes on a dark screen."""


def family(name: str) -> str:
    """The colour of a group of blocks; groups that were not foreseen get one of the others' by their name."""
    return FAMILIES.get(name) or list(FAMILIES.values())[zlib.crc32(name.encode()) % len(FAMILIES)]
