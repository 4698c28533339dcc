"""Numbers as a person reads them: three digits that matter, a unit, and what changed."""

from collections.abc import Callable

_STEPS = ((1e9, "G"), (1e6, "M"), (1e3, "k"))
_MINUS = "−"

Show = Callable[[float], str]


def count(number: float) -> str:
    """A count in short: 950, 12.3 k, 1.25 M."""
    rounded = float(f"{number:.3g}")
    for step, prefix in _STEPS:
        if abs(rounded) >= step:
            return f"{_three_digits(number / step)} {prefix}"
    return f"{number:.0f}"


def exact(number: int) -> str:
    """Every digit, in groups of three: 1,234,567."""
    return f"{number:,}"


def size(number: float) -> str:
    """Bytes in MB of 10^6, as torchinfo prints them; in kB of 10^3 below a tenth of that."""
    if abs(number) >= 1e5:
        return f"{number / 1e6:,.2f} MB"
    return f"{number / 1e3:,.2f} kB" if number else "0 MB"


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
    number = count(per_second)
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


def _three_digits(number: float) -> str:
    """Three digits that matter, zeros at the end kept: 1.20, 12.0, 120, 1,200."""
    rounded = abs(float(f"{number:.3g}"))
    decimals = 2 if rounded < 10 else 1 if rounded < 100 else 0
    return f"{number:,.{decimals}f}"
