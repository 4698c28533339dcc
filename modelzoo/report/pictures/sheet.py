"""What all pictures of a report have in common: their style, their axes, and how numbers stand there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from math import ceil, isfinite, log10
from typing import Any, Literal
from warnings import catch_warnings, filterwarnings

from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, Locator, LogLocator, MaxNLocator, NullLocator

from modelzoo.report.pictures.palette import FAINT_INK, GRID, INK

POINTS = 72
"""Points of print in an inch; all sizes here are in points."""
SMALL, NORMAL = 6.5, 7.5

_STYLE: dict[Any, Any] = {
    "figure.dpi": POINTS,
    "figure.facecolor": "none",
    "font.family": "DejaVu Sans",
    "font.size": NORMAL,
    "text.color": INK,
    "text.parse_math": False,
    "text.hinting": "no_hinting",
    "axes.facecolor": "none",
    "axes.edgecolor": FAINT_INK,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "xtick.color": FAINT_INK,
    "ytick.color": FAINT_INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": NORMAL,
    "ytick.labelsize": NORMAL,
    "legend.frameon": False,
    "legend.fontsize": NORMAL,
    "lines.linewidth": 1.2,
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
}

_MARGIN = 0.06
_DECADES_OF_STEPS, _DECADES_OF_DIGITS = 0.7, 2.3
"""Up to so many powers of ten a logarithmic axis is marked at even steps, or at 1, 2 and 5 of each power."""


@contextmanager
def styled() -> Iterator[None]:
    """Within this, pictures are made and drawn alike whatever a person has set up for matplotlib."""
    with rc_context(), catch_warnings():
        filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        rcdefaults()
        rcParams.update(_STYLE)
        yield


def figure(width: float, height: float) -> Figure:
    """An empty sheet of so many points, which nobody shows on a screen."""
    made = Figure(figsize=(width / POINTS, height / POINTS), layout="constrained")
    FigureCanvasAgg(made)
    return made


def settle(figure: Figure) -> Figure:
    """Have everything find its place once, so that the picture is the same wherever it is drawn."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def plot(figure: Figure, x_title: str, y_title: str) -> Axes:
    """The axes of a plot; the title of the upright one stands above it, where it reads without a turned head."""
    axes = figure.add_subplot()
    axes.set_xlabel(x_title, labelpad=4)
    axes.set_title(y_title, loc="left", fontsize=NORMAL, color=INK, pad=8)
    axes.tick_params(length=0, pad=4)
    axes.spines["left"].set_visible(False)
    return axes


def scale(axes: Axes, which: Literal["x", "y"], values: Sequence[float], log: bool, start: float | None = None) -> None:
    """Set an axis out for these values, which are above 0 where it is logarithmic. start: where it begins instead."""
    low, high = min(values), max(values)
    if log:
        factor = max((high / low) ** _MARGIN, 1.05)
        axes.set(**{f"{which}scale": "log", f"{which}lim": (low / factor, high * factor)})
    else:
        room = (high - low or abs(high) or 1.0) * _MARGIN
        axes.set(**{f"{which}lim": (low - room if start is None else start, high + room)})
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(_locator(log10(high / low) if log else None))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def _locator(decades: float | None) -> Locator:
    """What marks an axis. decades: how many powers of ten a logarithmic one spans."""
    if decades is None or decades < _DECADES_OF_STEPS:
        return MaxNLocator(6, steps=[1, 2, 2.5, 5, 10])
    return LogLocator(subs=(1, 2, 5) if decades < _DECADES_OF_DIGITS else (1,), numticks=12)


def number(value: float) -> str:
    """A figure at an axis: as short as it can be said."""
    for unit, letter in ((1e9, " G"), (1e6, " M")):
        if abs(value) >= unit:
            return f"{value / unit:,.6g}{letter}".replace("-", "−")
    return f"{value:,.6g}".replace("-", "−")


def shown(log: bool, values: Sequence[float]) -> list[bool]:
    """Which values can stand on the axis: all that are numbers, and above 0 on a logarithmic one."""
    return [isfinite(value) and (value > 0 or not log) for value in values]


def shortened(text: str, length: int) -> str:
    """The text, with its middle left out where it is too long."""
    if len(text) <= length:
        return text
    return f"{text[: ceil(length / 2)].rstrip()}…{text[-(length // 2 - 1) :].lstrip()}"


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """How wide a line of text is."""
    measuring: Any = _measuring()
    return float(measuring.get_text_width_height_descent(text, _letters(size, weight), False)[0])


@cache
def _measuring() -> RendererAgg:
    return RendererAgg(1, 1, POINTS)  # type: ignore[no-untyped-call]


@cache
def _letters(size: float, weight: str) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight=weight)
