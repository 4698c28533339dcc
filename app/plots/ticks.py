"""Where an axis has its marks, and what stands there."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

Tick = tuple[float, str]
"""A place on the axis as it is drawn (a logarithm on a log axis), and its text."""

_ROUND = (1, 2, 5)


def value_ticks(places: Sequence[float], texts: Sequence[str], most: int) -> list[Tick]:
    """Marks at the values themselves, every second or third where there are more than fit; the first always."""
    step = max(1, ceil(len(places) / max(1, most)))
    return list(zip(places[::step], texts[::step], strict=True))


def log_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Marks at round numbers between two values above 0, their texts plain where they are short."""
    every = list(_round_numbers(low, high, range(1, 10)))
    for among in (every, list(_round_numbers(low, high, _ROUND)), list(_round_numbers(low, high, (1,)))):
        if len(among) <= most:
            return [(log10(value), f"{value:,.6g}") for value in among]
    return [(log10(value), f"{value:.0e}") for value in among[:: ceil(len(among) / most)]]


def _round_numbers(low: float, high: float, digits: Sequence[int]) -> Iterator[float]:
    for exponent in range(floor(log10(low)), ceil(log10(high)) + 1):
        for digit in digits:
            value = float(f"{digit}e{exponent}")
            if low <= value <= high:
                yield value
