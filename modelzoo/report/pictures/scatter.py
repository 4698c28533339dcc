"""Candidates by two figures: the front that no other beats, the limits, and each candidate's name at its mark."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from modelzoo.report.document import Axis, Point, Scatter, State
from modelzoo.report.pictures import labelling
from modelzoo.report.pictures.labelling import Rect, Spot
from modelzoo.report.pictures.palette import ACCENT, FAINT_INK, GREY, INK, PAPER, STATES, WARNING
from modelzoo.report.pictures.sheet import NORMAL, SMALL, figure, plot, scale, settle, shortened, shown

_MARKS = {"chosen": "*", "front": "o", "dominated": "o", "missing a limit": "X"}
_SIZES = {"chosen": 11.0, "front": 5.5, "dominated": 4.5, "missing a limit": 5.0}
_NAMES = {
    "chosen": "chosen",
    "front": "on the Pareto front",
    "dominated": "dominated",
    "missing a limit": "misses a limit",
}
_ORDER: tuple[State, ...] = ("chosen", "front", "dominated", "missing a limit")
_FEW = 12
"""With more candidates the beaten ones go without a name where there is no room for it near their marks."""
_BEST = ("chosen", "front")
_DASHED, _LEADER = (0, (5, 3)), (0, (1, 1.5))
"""The lines of limits, and those from marks to names that stand aside: unlike whiskers."""
_FAR = 3.0
"""A limit so many times as far from the candidates as they are from one another is left out of the picture."""


def scatter_figure(scatter: Scatter, width: float, height: float) -> Figure:
    """The plot, in points of print."""
    drawn = figure(width, height)
    axes = plot(drawn, scatter.x_title, scatter.y_title)
    points = sorted(_visible(scatter), key=lambda point: _ORDER.index(point.state))
    if points:
        _set_out(axes, scatter, points)
        _draw_front(axes, scatter)
        for point in points:
            _draw_point(axes, point)
        _draw_limits(axes, scatter)
        _draw_legend(axes, scatter, points)
    settle(drawn)
    _name_points(axes, scatter, points)
    return drawn


def _visible(scatter: Scatter) -> list[Point]:
    across = shown(scatter.x_log, [point.x for point in scatter.points])
    up = shown(scatter.y_log, [point.y for point in scatter.points])
    return [point for point, x, y in zip(scatter.points, across, up, strict=True) if x and y]


def _set_out(axes: Axes, scatter: Scatter, points: Sequence[Point]) -> None:
    across = [value for point in points for value in (point.x, *(point.x_range or ()))]
    up = [value for point in points for value in (point.y, *(point.y_range or ()))]
    across += [limit for limit in _limits(scatter, "x") if _near(limit, across)]
    up += [limit for limit in _limits(scatter, "y") if _near(limit, up)]
    scale(axes, "x", _on_axis(across, scatter.x_log), scatter.x_log)
    scale(axes, "y", _on_axis(up, scatter.y_log), scatter.y_log)


def _on_axis(values: Sequence[float], log: bool) -> list[float]:
    return [value for value, fits in zip(values, shown(log, values), strict=True) if fits]


def _limits(scatter: Scatter, axis: Axis) -> list[float]:
    return [each.value for each in scatter.limits if each.axis == axis]


def _near(limit: float, values: Sequence[float]) -> bool:
    low, high = min(values), max(values)
    room = _FAR * (high - low or abs(high))
    return low - room <= limit <= high + room


def _draw_front(axes: Axes, scatter: Scatter) -> None:
    if len(scatter.front) > 1:
        axes.plot(*zip(*scatter.front, strict=True), color=ACCENT, linewidth=1.0, alpha=0.55, zorder=2)


def _draw_point(axes: Axes, point: Point) -> None:
    colour = STATES[point.state]
    faded = 1.0 if point.state in _BEST else 0.7
    for low_high, flat in ((point.x_range, True), (point.y_range, False)):
        if low_high is not None:
            ends = (low_high, (point.y, point.y)) if flat else ((point.x, point.x), low_high)
            axes.plot(*ends, color=colour, linewidth=0.8, alpha=faded, zorder=3, solid_capstyle="butt")
    axes.plot(
        [point.x],
        [point.y],
        linestyle="none",
        zorder=5 if point.state == "chosen" else 4,
        **_look(point.state),
    )


def _look(state: State) -> dict[str, Any]:
    return {
        "marker": _MARKS[state],
        "markersize": _SIZES[state],
        "markerfacecolor": PAPER if state == "dominated" else STATES[state],
        "markeredgecolor": PAPER if state in ("chosen", "missing a limit") else STATES[state],
        "markeredgewidth": 0.9 if state == "dominated" else 0.5,
    }


def _draw_limits(axes: Axes, scatter: Scatter) -> None:
    """A line at each limit, and a shade over what misses it."""
    for limit in scatter.limits:
        low, high = axes.get_xlim() if limit.axis == "x" else axes.get_ylim()
        if not low <= limit.value <= high:
            continue
        line, area = (axes.axvline, axes.axvspan) if limit.axis == "x" else (axes.axhline, axes.axhspan)
        beyond = (limit.value, high) if limit.below else (low, limit.value)
        area(*beyond, color=GREY, alpha=0.10, linewidth=0, zorder=0)
        line(limit.value, color=WARNING, linewidth=0.9, linestyle=_DASHED, zorder=1)


def _draw_legend(axes: Axes, scatter: Scatter, points: Sequence[Point]) -> None:
    states = [state for state in _ORDER if any(point.state == state for point in points)]
    entries = [Line2D([], [], linestyle="none", label=_NAMES[state], **_look(state)) for state in states]
    if scatter.limits:
        entries.append(Line2D([], [], color=WARNING, linewidth=0.9, linestyle=_DASHED, label="limit"))
    axes.legend(
        handles=entries, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(entries), columnspacing=1.4,
        handletextpad=0.4, handlelength=1.6, borderaxespad=0.3,
    )  # fmt: skip


def _name_points(axes: Axes, scatter: Scatter, points: Sequence[Point]) -> None:
    texts = [_written(axes, point) for point in points]
    marks = [_spot(axes, point.x, point.y) for point in points]
    boxes = [text.get_window_extent() for text in texts]
    obstacles = list(_obstacles(axes, scatter, points))
    sizes = [(box.width, box.height) for box in boxes]
    firm = [len(points) <= _FEW or point.state in _BEST for point in points]
    places = labelling.place(marks, sizes, firm, axes.bbox.extents, obstacles)
    for text, mark, spot in zip(texts, marks, places, strict=True):
        if spot is None:
            text.remove()
            continue
        text.set_position((spot[0], spot[1]))
        line = labelling.leader(mark, spot)
        if line is not None:
            (x, y), (end_x, end_y) = line
            look: Any = {"color": FAINT_INK, "linewidth": 0.6, "linestyle": _LEADER, "transform": None}
            axes.add_artist(Line2D([x, end_x], [y, end_y], **look))


def _written(axes: Axes, point: Point) -> Text:
    strong = point.state in _BEST
    return axes.text(
        0, 0, shortened(point.label, 34), transform=None, fontsize=NORMAL if strong else SMALL,
        verticalalignment="bottom",
        color=INK if strong else FAINT_INK, fontweight="bold" if point.state == "chosen" else "normal", zorder=6,
    )  # fmt: skip


def _spot(axes: Axes, x: float, y: float) -> Spot:
    across, up = axes.transData.transform((x, y))
    return float(across), float(up)


def _obstacles(axes: Axes, scatter: Scatter, points: Sequence[Point]) -> Iterator[Rect]:
    """What names had better not cover: the front, the whiskers, the limits."""
    stretches = list(pairwise(scatter.front))
    stretches += [((point.x_range[0], point.y), (point.x_range[1], point.y)) for point in points if point.x_range]
    stretches += [((point.x, point.y_range[0]), (point.x, point.y_range[1])) for point in points if point.y_range]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    stretches += [((at, low), (at, high)) for at in _limits(scatter, "x")]
    stretches += [((left, at), (right, at)) for at in _limits(scatter, "y")]
    for start, end in stretches:
        (x, y), (end_x, end_y) = _spot(axes, *start), _spot(axes, *end)
        steps = int(max(abs(end_x - x), abs(end_y - y)) // 4) + 1
        for step in range(steps + 1):
            across, up = x + (end_x - x) * step / steps, y + (end_y - y) * step / steps
            yield across - 1, up - 1, across + 1, up + 1
