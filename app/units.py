"""Numbers as a person reads them: three digits that matter, a unit, and what changed. Memory and counts are written
in the units that the person chose; views that show some hear of another choice by `CHOSEN.changed`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

Memory = Literal["MB", "MiB"]
Counts = Literal["short", "full"]

_STEPS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))
_BYTES: dict[Memory, tuple[float, str]] = {"MB": (1e3, "kB"), "MiB": (2**10, "KiB")}
"""The bytes of the thousand or 1,024 from which each is made, and what that is called."""
_MINUS = "−"

Show = Callable[[float], str]


@dataclass(frozen=True)
class Scale:
    """How the figures of a column are written: in this unit, which is `factor` of the plain one, so many decimals."""

    unit: str
    factor: float = 1.0
    decimals: int = 0

    def text(self, value: float) -> str:
        """A figure without its unit, which the heading names."""
        return f"{value / self.factor:,.{self.decimals}f}"


@dataclass(frozen=True)
class Units:
    """How memory and counts are written.

    memory: in MB of 10^6 bytes, as torchinfo prints it, or in MiB of 2^20. counts: in short, or with every digit.
    """

    memory: Memory = "MB"
    counts: Counts = "short"

    def count(self, number: float) -> str:
        """A count: 12.3 M, or 12,345,678."""
        return _in_short(number) if self.counts == "short" else f"{number:,.0f}"

    def size(self, number: float) -> str:
        """Bytes in MB or MiB; below a tenth of that in kB or KiB."""
        small = abs(number) < self.megabytes().factor / 10
        scale = self.kilobytes(2) if small and number else self.megabytes()
        return f"{scale.text(number)} {scale.unit}" if number else f"0 {scale.unit}"

    def megabytes(self) -> Scale:
        """For a column of memory."""
        return Scale(self.memory, _BYTES[self.memory][0] ** 2, 2)

    def kilobytes(self, decimals: int = 1) -> Scale:
        """For a column of little memory."""
        factor, unit = _BYTES[self.memory]
        return Scale(unit, factor, decimals)

    def millions(self, decimals: int = 2) -> Scale:
        """For a column of counts."""
        return Scale("M", 1e6, decimals) if self.counts == "short" else Scale("")


PUBLISHED = Units()
"""As published tables print them: what stands beside such a table is written like it."""


class Chosen(QObject):
    """The units in force: one choice for the whole program."""

    changed = Signal()
    """All figures are to be written anew."""

    def __init__(self) -> None:
        super().__init__()
        self.units = Units()

    def choose(self, units: Units) -> None:
        """Write everything like this from now on."""
        if units != self.units:
            self.units = units
            self.changed.emit()


CHOSEN = Chosen()


def count(number: float) -> str:
    """A count in the chosen form: 950, 12.3 k, 1.25 M, or every digit."""
    return CHOSEN.units.count(number)


def exact(number: int) -> str:
    """Every digit, in groups of three: 1,234,567."""
    return f"{number:,}"


def size(number: float) -> str:
    """Bytes in the chosen unit."""
    return CHOSEN.units.size(number)


def duration(seconds: float) -> str:
    """A time in µs, ms or s."""
    rounded = float(f"{seconds:.3g}")
    if rounded >= 1:
        return f"{_three_digits(seconds)} s"
    return f"{_three_digits(seconds * 1e3)} ms" if rounded >= 1e-3 else f"{_three_digits(seconds * 1e6)} µs"


def intensity(flops_per_byte: float) -> str:
    """Arithmetic intensity."""
    return f"{_three_digits(flops_per_byte)} FLOP/B"


def rate(per_second: float, unit: str) -> str:
    """A speed or a bandwidth: 44.8 GFLOP/s, 930 MB/s."""
    number = _in_short(per_second)
    return f"{number}{unit}" if number[-1].isalpha() else f"{number} {unit}"


def percent(share: float) -> str:
    """A share of 1 in percent: 0.123 is 12.3 %."""
    return f"{100 * share:.1f} %"


def moment(date: str) -> str:
    """A date and time of ISO 8601, to the minute."""
    return date[:16].replace("T", " ")


def change(now: float, before: float, show: Show) -> str:
    """What became of a figure, absolute and in percent: −0.10 M (−7.4 %)."""
    difference = now - before
    if not difference:
        return "no change"
    sign = "+" if difference > 0 else _MINUS
    share = f" ({sign}{percent(abs(difference / before))})" if before else ""
    return f"{sign}{show(abs(difference))}{share}"


def share(now: float, before: float, show: Show) -> str:
    """The same in short: −7.4 %, or the difference where there is nothing to take a share of."""
    difference = now - before
    if not before:
        return change(now, before, show)
    return f"{'+' if difference > 0 else _MINUS if difference else '±'}{percent(abs(difference / before))}"


def _in_short(number: float) -> str:
    rounded = float(f"{number:.3g}")
    for step, prefix in _STEPS:
        if abs(rounded) >= step:
            return f"{_three_digits(number / step)} {prefix}"
    return f"{number:.0f}"


def _three_digits(number: float) -> str:
    """Three digits that matter, zeros at the end kept: 1.20, 12.0, 120, 1,200."""
    rounded = abs(float(f"{number:.3g}"))
    decimals = 2 if rounded < 10 else 1 if rounded < 100 else 0
    return f"{number:,.{decimals}f}"
