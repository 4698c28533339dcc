"""The values of a sweep as a person writes them: a list, a range with its step, sizes, words."""

import re
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite, sqrt

from modelzoo.errors import ParamError
from modelzoo.graph import Value
from modelzoo.params import value_text

MOST_VALUES = 512
"""The most values that one sweep goes through."""

_HOW = "write a list (4,8,16), a range with its step (32-512:32, 0.25-1.0:0.25), sizes (64x96) or words (relu,silu)"
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_RANGE = re.compile(rf"{_NUMBER}\s*-\s*{_NUMBER}(?:\s*:\s*{_NUMBER})?")
_PAIR = re.compile(r"(\d{1,9})\s*[x×]\s*(\d{1,9})", re.IGNORECASE)


def parse_values(text: str) -> tuple[Value, ...]:
    """ "4,8,16", "32-512:32" (both ends in it), "64x96" or words: each value once, in order. Raises ParamError."""
    found: dict[Value, None] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        ends = _RANGE.fullmatch(part)
        found |= dict.fromkeys(_range(part, *ends.groups()) if ends else [_value(part)])
    if not found:
        raise ParamError("values", f"cannot be '{text}': {_HOW}.")
    if len(found) > MOST_VALUES:
        raise ParamError("values", f"cannot be {len(found):,}: a sweep takes {MOST_VALUES} at most.")
    return tuple(found)


def values_text(values: tuple[Value, ...]) -> str:
    """Values as a person writes them; `parse_values` reads them back."""
    return ",".join(map(value_text, values))


def position(value: Value) -> float | None:
    """Where a value stands on an axis; height x width as the side of the square of equal area, a word nowhere."""
    match value:
        case bool() | str():
            return None
        case tuple():
            return sqrt(value[0] * value[1])
    return float(value)


def _range(text: str, first: str, last: str, step: str | None) -> Iterator[Value]:
    whole = all("." not in each for each in (first, last, step or "1"))
    if step is None and not whole:
        raise ParamError("values", f"cannot be '{text}': say the step too, such as {text}:0.25.")
    start, end, by = Fraction(first), Fraction(last), Fraction(step or 1)
    if start > end or not by:
        raise ParamError("values", f"cannot be '{text}': a range goes up, by a step above 0.")
    count = (end - start) // by + 1
    if count > MOST_VALUES:
        raise ParamError(
            "values", f"cannot be '{text}': that makes {count:,}, and a sweep takes {MOST_VALUES} at most."
        )
    for at in range(count):
        value = start + at * by
        yield int(value) if whole else float(value)


def _value(text: str) -> Value:
    if sides := _PAIR.fullmatch(text):
        height, width = map(int, sides.groups())
        return height if height == width else (height, width)
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if isfinite(number):
            return number
    return text
