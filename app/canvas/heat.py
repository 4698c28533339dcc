"""Heat: how boxes are coloured by a quantity of their blocks.

The scale is cividis, whose lightness rises evenly and which people see alike whether or not they tell red from green.
Source: J. R. Nuñez, C. R. Anderton, R. S. Renslow, "Optimizing colormaps with consideration for color vision
deficiency to enable accurate interpretation of scientific data", PLOS ONE 13(7), e0199239 (2018); its colours at
every eighth, with straight lines between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QColor

STOPS = ("#00204d", "#05366e", "#414d6b", "#61646f", "#7d7c78", "#9b9477", "#bdaf6f", "#e0cb5e", "#ffea46")


@dataclass(frozen=True)
class Warmth:
    """One block's value in words, and its share of the greatest; None where it has no value."""

    share: float | None
    text: str


@dataclass(frozen=True)
class Heat:
    """What boxes are coloured by: its title, the texts at the ends of the scale, and every block's warmth.

    missing: what is said of blocks without a value.
    """

    title: str
    least: str
    most: str
    missing: str
    warmths: Mapping[str, Warmth] = field(default_factory=dict)

    @property
    def incomplete(self) -> bool:
        """Whether some block has no value."""
        return any(each.share is None for each in self.warmths.values())

    def of(self, node: str) -> Warmth:
        """A block's warmth; that of one which is not known is without a value."""
        return self.warmths.get(node, Warmth(None, self.missing))


def colour(share: float) -> QColor:
    """The colour of a share from 0 to 1, from dark blue to yellow, in both themes."""
    place = share * (len(STOPS) - 1)
    at = min(int(place), len(STOPS) - 2)
    low, high = QColor(STOPS[at]), QColor(STOPS[at + 1])
    channels = zip(_channels(low), _channels(high), strict=True)
    return QColor.fromRgbF(*(one + (other - one) * (place - at) for one, other in channels))


def ink(ground: QColor) -> QColor:
    """Black or white, whichever is read better on this ground; the better of them has a contrast of 4.5 on any."""
    return QColor("#000000" if _luminance(ground) > _EVEN else "#ffffff")


_EVEN = (1.05 * 0.05) ** 0.5 - 0.05
"""The relative luminance that black and white contrast with alike, as WCAG 2 defines both."""


def _luminance(ground: QColor) -> float:
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in _channels(ground))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
