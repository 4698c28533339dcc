"""A matplotlib figure on a PDF's page as it is: lines as lines and letters as letters of the page's own fonts."""

from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform
from reportlab.pdfgen.canvas import Canvas

from modelzoo.report.printing.fonts import face

_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


class Ink(RendererBase):
    """Draws what matplotlib draws with the operators of a PDF's page, from its origin on, in points."""

    def __init__(self, canvas: Canvas, figure: Figure) -> None:
        super().__init__()
        self._canvas = canvas
        self._size = figure.get_size_inches() * figure.dpi

    def flipy(self) -> bool:
        """A page's y grows upwards."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """How large the picture is, in points."""
        return self._size[0], self._size[1]

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803  matplotlib's name
    ) -> None:
        """A shape, its inside first."""
        self._canvas.saveState()
        self._clip(gc)
        stroke = self._pen(gc)
        if rgbFace is not None:
            opacity = gc.get_alpha() if gc.get_forced_alpha() or len(rgbFace) < 4 else rgbFace[3]
            self._canvas.setFillColorRGB(*rgbFace[:3], alpha=opacity)
        self._canvas.drawPath(self._path(path, transform), stroke=int(stroke), fill=int(rgbFace is not None))
        self._canvas.restoreState()

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Text | None = None,
    ) -> None:
        """A line of text from its left end on the base line."""
        self._canvas.saveState()
        self._clip(gc)
        self._canvas.translate(x, y)
        self._canvas.rotate(angle)
        red, green, blue = gc.get_rgb()[:3]
        self._canvas.setFillColorRGB(red, green, blue, alpha=gc.get_alpha())
        self._canvas.setFont(
            face(prop.get_weight() in ("bold", 700), prop.get_style() != "normal"), prop.get_size_in_points()
        )
        self._canvas.drawString(0, 0, s)
        self._canvas.restoreState()

    def _pen(self, gc: GraphicsContextBase) -> bool:
        """Take up the pen, and tell whether it draws anything."""
        colour, width = gc.get_rgb(), gc.get_linewidth()
        opacity = gc.get_alpha() if gc.get_forced_alpha() else colour[3]
        if not width or not opacity:
            return False
        self._canvas.setStrokeColorRGB(*colour[:3], alpha=opacity)
        self._canvas.setLineWidth(width)
        self._canvas.setLineCap(_CAPS[gc.get_capstyle()])
        self._canvas.setLineJoin(_JOINS[gc.get_joinstyle()])
        offset, dashes = gc.get_dashes()
        self._canvas.setDash([] if dashes is None else np.asarray(dashes, float).tolist(), offset or 0)
        return True

    def _clip(self, gc: GraphicsContextBase) -> None:
        bounds = gc.get_clip_rectangle()
        if bounds is not None:
            window = self._canvas.beginPath()
            window.rect(*bounds.bounds)
            self._canvas.clipPath(window, stroke=0, fill=0)

    def _path(self, path: Path, transform: Transform) -> Any:
        made = self._canvas.beginPath()
        last = (0.0, 0.0)
        for points, code in path.iter_segments(transform, simplify=False):
            places = [float(value) for value in points]
            if code == Path.MOVETO:
                made.moveTo(*places)
            elif code == Path.LINETO:
                made.lineTo(*places)
            elif code == Path.CURVE3:
                made.curveTo(*_cubic(last, places))
            elif code == Path.CURVE4:
                made.curveTo(*places)
            else:
                made.close()
            last = (places[-2], places[-1])
        return made


def _cubic(start: tuple[float, float], places: list[float]) -> list[float]:
    """A curve with one handle as one with two, which is all that a PDF knows."""
    x, y, end_x, end_y = places
    return [
        start[0] + 2 / 3 * (x - start[0]),
        start[1] + 2 / 3 * (y - start[1]),
        end_x + 2 / 3 * (x - end_x),
        end_y + 2 / 3 * (y - end_y),
        end_x,
        end_y,
    ]
