"""How figures and lists are written in a report."""

from collections.abc import Sequence

NOTHING = "–"
"""What stands where there is no figure."""
PUBLISHED = "†"
"""What stands behind a figure that others printed."""
_MOST_LISTED = 8
MISSING = "– : not measured, or not known."


def figure_text(value: float, decimals: int) -> str:
    """A figure in groups of three; one too small for its decimals with the digits that matter."""
    if value and abs(value) < 10.0**-decimals:
        return _signed(f"{value:.2g}")
    return _signed(f"{value:,.{decimals}f}")


def _signed(text: str) -> str:
    """With a minus where the keyboard has a dash."""
    return f"−{text[1:]}" if text.startswith("-") else text


def printed_decimals(value: float) -> int:
    """With how many decimals a figure must have been printed, of six digits at most."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def milliseconds(seconds: float) -> str:
    """A time in milliseconds, without the unit."""
    return figure_text(1e3 * seconds, 3)


def millions(count: float) -> str:
    """A count, or bytes, in millions, without the unit."""
    return figure_text(count / 1e6, 2)


def percent(share: float) -> str:
    """A share of 1 in percent."""
    return _signed(f"{100 * share:.1f} %")


def change(value: float, decimals: int = 0) -> str:
    """How much more or less something is."""
    return _signed(f"{value:+,.{decimals}f}") if round(value, decimals) else "0"


def number(value: float | None) -> str:
    """A figure of training, with four digits that matter."""
    return NOTHING if value is None else _signed(f"{value:#.4g}".rstrip("."))


def listed(words: Sequence[str], joint: str = "and") -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def counted(count: int, one: str, many: str = "") -> str:
    """1 model, 3 models."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def few(names: Sequence[str]) -> str:
    """The names, or the first of many."""
    if len(names) <= _MOST_LISTED:
        return listed(names)
    return f"{', '.join(names[:_MOST_LISTED])} and {len(names) - _MOST_LISTED} more"
