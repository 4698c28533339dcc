"""A model's graph as the canvas shows it: boxes in the colours of their families, and wires with shapes."""

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, pi, sin
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle

from modelzoo.hues import hue
from modelzoo.report.document import Box, Drawing, Pair, Wire
from modelzoo.report.pictures.palette import FAINT_INK, GREY, INK, PAPER
from modelzoo.report.pictures.shapes import SHAPE, Label, wire_labels
from modelzoo.report.pictures.sheet import figure, text_width
from modelzoo.report.pictures.strips import GAP, MARGIN, Cutting, Strip, cut
from modelzoo.report.pictures.tightening import tight

_TITLE, _SUBTITLE = 13.5, 12.0
"""Letters, in units of the drawing."""
_BAR, _ROUND, _PAD = 7.0, 6.0, 8.0
_HEAD = 9.0
"""The length of an arrow's head, in units of the drawing."""
_LINES: Mapping[int, tuple[float, ...]] = {1: (0.0,), 2: (-0.19, 0.19), 3: (-0.29, 0.04, 0.3)}
"""The middles of so many lines in a box, by its height and from its own middle."""


def drawing_figures(drawing: Drawing, width: float, height: float) -> Iterator[Figure]:
    """The drawing, in as many pictures as are needed to read it, in points of print."""
    if drawing.boxes:
        drawing = tight(drawing)
        cutting, labels = cut(drawing, width, height), wire_labels(drawing)
        for strips in cutting.pictures:
            yield _picture(drawing, labels, cutting, strips, width)


def _picture(
    drawing: Drawing, labels: Sequence[Label], cutting: Cutting, strips: Sequence[Strip], width: float
) -> Figure:
    widths, heights = [each.width * cutting.scale for each in strips], [each.height * cutting.scale for each in strips]
    total = GAP * (len(strips) - 1) + sum(widths if cutting.upright else heights)
    tallest = max(heights) if cutting.upright else total
    drawn = figure(width, tallest)
    drawn.set_layout_engine("none")
    at = max(0.0, (width - total) / 2) if cutting.upright else 0.0
    for strip, wide, high in zip(strips, widths, heights, strict=True):
        left, top = (at, 0.0) if cutting.upright else ((width - wide) / 2, at)
        place = (left / width, 1 - (top + high) / tallest, wide / width, high / tallest)
        _draw_strip(drawn.add_axes(place), drawing, labels, strip, cutting.scale)
        at += GAP + (wide if cutting.upright else high)
    return drawn


def _draw_strip(axes: Axes, drawing: Drawing, labels: Sequence[Label], strip: Strip, scale: float) -> None:
    axes.set_axis_off()
    axes.set(xlim=(strip.left - MARGIN, strip.right + MARGIN), ylim=(strip.bottom + MARGIN, strip.top - MARGIN))
    for wire in drawing.wires:
        if strip.touches(wire):
            _draw_wire(axes, wire, strip)
    for box in drawing.boxes:
        if strip.holds(box):
            _draw_box(axes, box, scale)
    for label in labels:
        if strip.has((label.left, label.middle)):
            axes.text(
                label.left, label.middle, label.text, fontsize=SHAPE * scale, color=FAINT_INK, zorder=2,
                verticalalignment="center_baseline",
            )  # fmt: skip


def _draw_box(axes: Axes, box: Box, scale: float) -> None:
    body = FancyBboxPatch(
        (box.x, box.y), box.width, box.height, boxstyle=f"round,pad=0,rounding_size={_ROUND}", facecolor=PAPER,
        edgecolor=GREY, linewidth=0.6, zorder=3,
    )  # fmt: skip
    axes.add_patch(body)
    axes.add_patch(Rectangle((box.x, box.y), _BAR, box.height, facecolor=hue(box.family), linewidth=0, zorder=4))
    room = box.width - _BAR - 2 * _PAD
    title, size = fitted(box.title, _TITLE, room, "bold")
    below = broken(box.subtitle, _SUBTITLE, room)
    middles = _LINES[1 + len(below)]
    _write(axes, box, middles[0], title, fontsize=size * scale, color=INK, fontweight="bold")
    for middle, line in zip(middles[1:], below, strict=True):
        _write(axes, box, middle, line, fontsize=_SUBTITLE * scale, color=FAINT_INK)


def _write(axes: Axes, box: Box, middle: float, text: str, **look: Any) -> None:
    place = box.x + _BAR + _PAD, box.y + box.height * (0.5 + middle)
    axes.text(*place, text, verticalalignment="center_baseline", zorder=5, **look)


def broken(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in a line, or in two where it is too long, the end of the second left out if need be."""
    if not text or text_width(text, size) <= room:
        return (text,) if text else ()
    words = text.split()
    first = max((at for at in range(1, len(words)) if text_width(" ".join(words[:at]), size) <= room), default=0)
    if not first:
        return (_shortened(text, size, room, "normal"),)
    return " ".join(words[:first]), _shortened(" ".join(words[first:]), size, room, "normal")


def fitted(text: str, size: float, room: float, weight: str) -> tuple[str, float]:
    """The text and the size of its letters: smaller where it is too long, but never too small, and cut off then."""
    wide = text_width(text, size, weight)
    if wide <= room:
        return text, size
    size = max(_SUBTITLE, size * room / wide)
    return _shortened(text, size, room, weight), size


def _shortened(text: str, size: float, room: float, weight: str) -> str:
    written = text
    while len(text) > 1 and text_width(written, size, weight) > room:
        text = text[:-1]
        written = f"{text.rstrip(' ,')}…"
    return written


def _draw_wire(axes: Axes, wire: Wire, strip: Strip) -> None:
    axes.plot(*zip(*wire.points, strict=True), color=GREY, linewidth=0.8, zorder=1, solid_joinstyle="round")
    if strip.has(wire.points[-1]):
        axes.add_patch(_head(wire.points[-2], wire.points[-1]))


def _head(before: Pair, end: Pair) -> Polygon:
    angle = atan2(end[1] - before[1], end[0] - before[0])
    sides = [(end[0] - _HEAD * cos(angle + turn), end[1] - _HEAD * sin(angle + turn)) for turn in (-pi / 8, pi / 8)]
    return Polygon([end, *sides], closed=True, facecolor=GREY, linewidth=0, zorder=2)
