"""Figures of one unit side by side: a lying bar for each, with its name before it and the figure behind it."""

from collections.abc import Iterator, Sequence

from matplotlib.figure import Figure

from modelzoo.report.document import Bar, Bars
from modelzoo.report.pictures.palette import ACCENT, FAINT_INK, INK
from modelzoo.report.pictures.sheet import NORMAL, SMALL, figure, number, plot, scale, settle, shortened

_ROW, _ENDS = 13.0, 42.0
"""The height of a bar with its gap, and of what stands above and below all bars."""
_FEWEST = 3


def bars_figures(bars: Bars, width: float, height: float) -> Iterator[Figure]:
    """One plot; more of the same scale where not all bars fit the height, in points of print."""
    most = max(_FEWEST, int((height - _ENDS) // _ROW))
    count = -(-len(bars.bars) // most)
    each = -(-len(bars.bars) // max(1, count))
    for start in range(0, len(bars.bars), each or 1):
        yield _plot(bars, bars.bars[start : start + each], width)


def _plot(bars: Bars, some: Sequence[Bar], width: float) -> Figure:
    drawn = figure(width, _ENDS + _ROW * len(some))
    axes = plot(drawn, bars.unit, "")
    top = max(max(bar.value, bar.high or bar.value) for bar in bars.bars)
    scale(axes, "x", (0.0, (top or 1.0) * 1.14), log=False, start=0.0)
    axes.grid(visible=False, axis="y")
    rows = range(len(some))
    axes.barh(rows, [bar.value for bar in some], height=0.62, color=ACCENT, alpha=0.75, linewidth=0)
    for row, bar in zip(rows, some, strict=True):
        if bar.low is not None and bar.high is not None:
            axes.plot([bar.low, bar.high], [row, row], color=INK, linewidth=0.9, solid_capstyle="butt")
        axes.annotate(
            bar.text or number(bar.value), (max(bar.value, bar.high or bar.value), row), (4, 0),
            textcoords="offset points", verticalalignment="center_baseline", fontsize=SMALL, color=FAINT_INK,
        )  # fmt: skip
    axes.set_yticks(
        list(rows), [shortened(bar.label, 40) for bar in some], fontsize=NORMAL if len(some) < 25 else SMALL
    )
    axes.set_ylim(len(some) - 0.4, -0.6)
    return settle(drawn)
