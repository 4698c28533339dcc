"""Where an axis has its marks, and what stands there."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

Tick = tuple[float, str]
"""A place on the axis as it is drawn (a logarithm on a log axis), and its text."""

_DIGITS = ((1, 2, 5, 3, 7, 4, 6, 8, 9), [half + 0.5 for half in range(1, 10)], [tenth / 10 for tenth in range(10, 100)])
"""What a mark's text begins with on a logarithmic axis, the more welcome first; the finer only where marks are few."""

_FEW = 2


def value_ticks(places: Sequence[float], texts: Sequence[str], most: int) -> list[Tick]:
    """Marks at the values themselves, every second or third where there are more than fit; the first always."""
    step = max(1, ceil(len(places) / max(1, most)))
    return list(zip(places[::step], texts[::step], strict=True))


def log_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Marks at round numbers between two values above 0.

    No two stand closer than as many as fit would if they were spread evenly.
    """
    apart, found = log10(high / low) / max(1, most - 1), list[float]()
    for digits in _DIGITS:
        for value in _round_numbers(low, high, digits):
            if all(abs(log10(value / other)) >= apart for other in found):
                found.append(value)
        if len(found) > _FEW:
            break
    return [(log10(value), f"{value:,.6g}") for value in sorted(found)]


def _round_numbers(low: float, high: float, digits: Sequence[float]) -> Iterator[float]:
    """All with the first of the digits, then all with the second, and so on."""
    for digit in digits:
        for exponent in range(floor(log10(low)), ceil(log10(high)) + 1):
            value = float(f"{digit}e{exponent}")
            if low <= value <= high:
                yield value
