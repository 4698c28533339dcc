"""Lines over one axis, each with its name where it ends; or below the plot where there are too many for that."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from modelzoo.report.document import Curve, Curves
from modelzoo.report.pictures.labelling import spread
from modelzoo.report.pictures.palette import FAINT_INK, GREY, INK, LINES
from modelzoo.report.pictures.sheet import NORMAL, SMALL, figure, plot, scale, settle, shortened, shown, text_width

Dash = Literal["solid"] | tuple[float, tuple[float, ...]]
"""By matplotlib's conventions: where the dashes begin, and how long dashes and gaps are by turns."""

_DASHES: tuple[Dash, ...] = ("solid", (0, (5, 2)), (0, (1.2, 1.6)), (0, (5, 2, 1, 2)))
_MARKED = 16
"""Lines of no more points have a mark at each."""
_STRETCHES = 400
"""Of a longer line the lowest and the highest point of so many stretches are drawn: more cannot be told apart."""
_NAME = 30
_LEADER = 14.0
"""Letters of a name at most, and how far from the axes names stand."""
_APART, _ABOVE_AND_BELOW = SMALL * 1.35, 60.0
"""From a name to the next, and what of a plot's height has no room for names."""

End = tuple[str, float, float]
"""A line's name and its last point."""
Values = NDArray[np.float64]


def curves_figure(curves: Curves, width: float, height: float) -> Figure:
    """The plot, in points of print."""
    drawn = figure(width, height)
    axes = plot(drawn, curves.x_title, curves.y_title)
    lines = [(curve, _points(curves, curve)) for curve in curves.curves]
    lines = [(curve, values) for curve, values in lines if len(values[0])]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(curve.name for curve, _ in lines))}
    if lines:
        _set_out(axes, curves, [values for _, values in lines])
        for curve, values in lines:
            _draw(axes, curve, values, numbers[curve.name])
        _draw_spans(axes, curves)
    named = [(curve.name, float(xs[-1]), float(ys[-1])) for curve, (xs, ys, *_) in lines if not curve.faint]
    _name(drawn, axes, named, numbers)
    return drawn


def colour(number: int) -> str:
    """The colour of a line of this number, over and over."""
    return LINES[number % len(LINES)]


def _dash(number: int) -> Dash:
    return _DASHES[number // len(LINES) % len(_DASHES)]


def _points(curves: Curves, curve: Curve) -> tuple[Values, Values, Values, Values]:
    """What can be shown of a line, with its bounds: x, y, low, high."""
    values = [np.asarray(each, float) for each in (curve.xs, curve.ys, curve.lows or curve.ys, curve.highs or curve.ys)]
    keep = np.array(shown(curves.x_log, curve.xs), bool) & np.array(shown(curves.y_log, curve.ys), bool)
    xs, ys, lows, highs = (each[keep] for each in values)
    kept = _telling(ys)
    return xs[kept], ys[kept], lows[kept], highs[kept]


def _telling(ys: Values) -> NDArray[np.int64]:
    if len(ys) <= 2 * _STRETCHES:
        return np.arange(len(ys))
    ends = np.linspace(0, len(ys), _STRETCHES + 1).astype(int)
    stretches = [(start, ys[start:end]) for start, end in pairwise(ends)]
    found = {0, len(ys) - 1}
    found |= {int(start + at) for start, part in stretches for at in (part.argmin(), part.argmax())}
    return np.array(sorted(found))


def _set_out(axes: Axes, curves: Curves, lines: Sequence[tuple[Values, ...]]) -> None:
    across = np.concatenate([xs for xs, *_ in lines])
    up = np.concatenate([each for _, *values in lines for each in values])
    fits = np.array(shown(curves.y_log, list(up)), bool)
    up = up[fits]
    from_zero = not curves.y_log and 0 <= up.min() <= 0.4 * up.max()
    scale(axes, "x", list(across), curves.x_log)
    scale(axes, "y", list(up), curves.y_log, 0.0 if from_zero else None)


def _draw(axes: Axes, curve: Curve, values: tuple[Values, Values, Values, Values], number: int) -> None:
    xs, ys, lows, highs = values
    order = 2 if curve.faint else 3
    if curve.lows and not curve.faint:
        axes.fill_between(xs, lows, highs, color=colour(number), alpha=0.14, linewidth=0, zorder=1)
    axes.plot(
        xs,
        ys,
        color=colour(number),
        linestyle=_dash(number),
        linewidth=0.6 if curve.faint else 1.3,
        alpha=0.3 if curve.faint else 1.0,
        marker="o" if len(xs) <= _MARKED and not curve.faint else "none",
        markersize=3,
        zorder=order,
    )


def _draw_spans(axes: Axes, curves: Curves) -> None:
    for number, span in enumerate(curves.spans):
        axes.axvspan(span.low, span.high, color=GREY, alpha=0.18, linewidth=0.6, zorder=0)
        middle = (span.low * span.high) ** 0.5 if curves.x_log else (span.low + span.high) / 2
        axes.annotate(
            span.label, (middle, 1), (3, -8 - 9 * (number % 3)), xycoords=("data", "axes fraction"),
            textcoords="offset points", fontsize=SMALL, color=FAINT_INK, zorder=5,
        )  # fmt: skip


def _name(figure: Figure, axes: Axes, ends: Sequence[End], numbers: dict[str, int]) -> None:
    """Each name where its line ends, if there is more than one and room for all of them."""
    if len(ends) == 1 or len(ends) * _APART > figure.get_size_inches()[1] * figure.dpi - _ABOVE_AND_BELOW:
        _name_below(figure, [name for name, *_ in ends], numbers)
        settle(figure)
        return
    _make_room(figure, [name for name, *_ in ends])
    settle(figure)
    places = [axes.transData.transform((x, y)) for _, x, y in ends]
    heights = spread([float(y) for _, y in places], _APART, axes.bbox.y0, axes.bbox.y1)
    edge = axes.bbox.x1
    for (name, *_), (x, y), at in zip(ends, places, heights, strict=True):
        way = [x + 2, edge + 3, edge + _LEADER], [y, y, at]
        line = Line2D(*way, color=colour(numbers[name]), linewidth=0.5, linestyle=(0, (1, 2)), alpha=0.6)
        line.set_transform(None)
        figure.add_artist(line)
        figure.text(
            edge + _LEADER + 2, at, shortened(name, _NAME), transform=None, fontsize=SMALL, color=INK,
            verticalalignment="center_baseline",
        )  # fmt: skip


def _make_room(figure: Figure, names: Sequence[str]) -> None:
    """Leave a margin at the right that is as wide as the names."""
    room = max((text_width(shortened(name, _NAME), SMALL) for name in names), default=0.0) + _LEADER + 6
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0, 0, 1 - room / (figure.get_size_inches()[0] * figure.dpi), 1))


def _name_below(figure: Figure, names: Sequence[str], numbers: dict[str, int]) -> None:
    entries = [
        Line2D([], [], color=colour(numbers[name]), linestyle=_dash(numbers[name]), label=shortened(name, _NAME))
        for name in dict.fromkeys(names)
    ]
    width = figure.get_size_inches()[0] * figure.dpi
    longest = max((text_width(shortened(name, _NAME), NORMAL) for name in names), default=0.0)
    columns = max(1, int(width // (longest + 40)))
    figure.legend(handles=entries, loc="outside lower left", ncols=columns, handlelength=2.4)
