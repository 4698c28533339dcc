"""The pictures of a report as figures in points of print, whatever they are then drawn on."""

from collections.abc import Iterator

from matplotlib.figure import Figure

from modelzoo.report.document import Bars, Curves, Drawing, Scatter
from modelzoo.report.pictures.bars import bars_figures
from modelzoo.report.pictures.curves import curves_figure
from modelzoo.report.pictures.graph import drawing_figures
from modelzoo.report.pictures.scatter import scatter_figure

Picture = Scatter | Curves | Bars | Drawing

_SHARE = 0.56
"""The height of a plot by its width."""


def figures(picture: Picture, width: float, height: float) -> Iterator[Figure]:
    """The picture so wide, in as many figures as are needed where it would be higher than this."""
    match picture:
        case Scatter():
            yield scatter_figure(picture, width, min(height, width * _SHARE))
        case Curves():
            yield curves_figure(picture, width, min(height, width * _SHARE))
        case Bars():
            yield from bars_figures(picture, width, height)
        case Drawing():
            yield from drawing_figures(picture, width, height)


def spoken(picture: Picture) -> str:
    """What the picture shows, for those who cannot see it."""
    match picture:
        case Scatter():
            points = "; ".join(f"{each.label} ({each.state})" for each in picture.points)
            return f"{picture.title}: {picture.y_title} over {picture.x_title}. {points}"
        case Curves():
            names = ", ".join(dict.fromkeys(curve.name for curve in picture.curves))
            return f"{picture.title}: {picture.y_title} over {picture.x_title} of {names}"
        case Bars():
            bars = "; ".join(f"{bar.label} {bar.text or bar.value}" for bar in picture.bars)
            return f"{picture.title}, {picture.unit}: {bars}"
        case Drawing():
            return f"{picture.title}: {len(picture.boxes)} blocks and {len(picture.wires)} wires"
