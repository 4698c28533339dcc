"""The colours of the groups of blocks, the same in the window and in a report."""

import zlib
from collections.abc import Mapping

HUES: Mapping[str, tuple[str, str]] = {
    "Ends": ("#4b5565", "#a3adbc"),
    "Convolutions": ("#2563c9", "#6fa8ff"),
    "Normalisation": ("#0d7581", "#4fc3d0"),
    "Activations": ("#b5452c", "#ff9478"),
    "Pooling": ("#17794b", "#5fcf95"),
    "Resizing": ("#7a5b00", "#dcb93f"),
    "Joining": ("#6a4bc4", "#ab93ff"),
    "Channels": ("#a2388f", "#ec85d9"),
    "Squeeze": ("#b3376a", "#ff86b3"),
    "Mobile": ("#0b7671", "#4fcdc5"),
    "Inception": ("#8a4a1c", "#e09c68"),
    "EdgeSegNet": ("#4d7309", "#a4cc55"),
    "Hourglass": ("#9a5200", "#f5a54c"),
    "Residual": ("#3f51b5", "#95a5ff"),
    "Shuffle": ("#00738f", "#5cc6e8"),
    "Dense": ("#8b3fb0", "#d59bf5"),
    "NASNet": ("#5d6b12", "#c3cf62"),
    "My blocks": ("#1c2430", "#e6e9ee"),
}
"""By group: on a light ground and on a dark one, as #rrggbb."""


def hue(group: str, dark: bool = False) -> str:
    """The colour of a group of blocks; groups that were not foreseen get one of the others' by their name."""
    pair = HUES.get(group) or list(HUES.values())[zlib.crc32(group.encode()) % len(HUES)]
    return pair[dark]
