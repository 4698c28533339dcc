"""A report as a value: sections of tables, sentences and pictures, which each form of output draws in its own way.

Nothing in it is of a file's form: texts are plain, figures in tables are written out, and pictures are what they show.
"""

from dataclasses import dataclass, field
from typing import Literal

from modelzoo.graph import Graph, Size
from modelzoo.measurements import Layout
from modelzoo.runs.logs import Logs
from modelzoo.tabular import titled

Axis = Literal["x", "y"]
State = Literal["chosen", "front", "dominated", "missing a limit"]
"""What a candidate is in a scatter. A dominated one that also misses a limit is "missing a limit"."""
Pair = tuple[float, float]


@dataclass(frozen=True)
class Column:
    """A column's head. numeric: whether its cells are figures, which stand to the right."""

    title: str
    unit: str = ""
    numeric: bool = False

    @property
    def head(self) -> str:
        """The title with its unit."""
        return titled(self.title, self.unit)


@dataclass(frozen=True)
class Table:
    """Rows of texts. marked: which of them stand out, as the chosen candidate does. key: names the table in CSV."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    marked: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str
    kind: Literal["text", "note", "warning"] = "text"


@dataclass(frozen=True)
class Facts:
    """Things and what they are, as ("Threads", "1")."""

    pairs: tuple[tuple[str, str], ...]
    caption: str = ""


@dataclass(frozen=True)
class Point:
    """A candidate in a scatter. x_range, y_range: within what its figures are, where that is known."""

    label: str
    x: float
    y: float
    x_range: Pair | None = None
    y_range: Pair | None = None
    state: State = "front"


@dataclass(frozen=True)
class Limit:
    """A limit of one of a scatter's figures. below: whether it is kept by what is no more than it, or by no less."""

    axis: Axis
    value: float
    below: bool = True


@dataclass(frozen=True)
class Scatter:
    """Candidates by two figures. front: the corners of the Pareto front by x."""

    title: str
    x_title: str
    y_title: str
    x_log: bool
    y_log: bool
    points: tuple[Point, ...]
    front: tuple[Pair, ...] = ()
    limits: tuple[Limit, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Curve:
    """A line through points. lows, highs: within what they are, as long as xs, or empty. faint: drawn behind others."""

    name: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    lows: tuple[float, ...] = ()
    highs: tuple[float, ...] = ()
    faint: bool = False


@dataclass(frozen=True)
class Span:
    """A stretch of the x axis with its name, as that in which two curves cross."""

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Curves:
    """Lines over one axis."""

    title: str
    x_title: str
    y_title: str
    x_log: bool
    y_log: bool
    curves: tuple[Curve, ...]
    spans: tuple[Span, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Bar:
    """A figure with its name. low, high: within what it is, or None. text: the figure as written."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    text: str = ""


@dataclass(frozen=True)
class Bars:
    """Figures of one unit side by side."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    caption: str = ""


@dataclass(frozen=True)
class Box:
    """A block of a model where it stands: x, y is its upper left corner, y grows downwards. family: its colour's."""

    id: str
    title: str
    subtitle: str
    x: float
    y: float
    width: float
    height: float
    family: str = ""


@dataclass(frozen=True)
class Wire:
    """A tensor's way through these points, in the boxes' coordinates. label: its shape, or empty."""

    points: tuple[Pair, ...]
    label: str = ""


@dataclass(frozen=True)
class Drawing:
    """A model's graph."""

    title: str
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    caption: str = ""


Part = Table | Paragraph | Facts | Scatter | Curves | Bars | Drawing


@dataclass(frozen=True)
class Section:
    """A part of the report under its own heading. key: by what it is switched on and off."""

    key: str
    title: str
    parts: tuple[Part, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Statement:
    """A figure that the report states of a model, in full precision, and how it came about, to be found again.

    candidate: the title of one of the report's models, or of a run. what: as `macs` or `p50_s`, the names that the
    command line gives to the figures. source: how it was found; "read": in the logs of a training; "claimed": whether
    a claim of a text holds, 1 or 0. runtime, threads, batch, layout: of a measured one. low, high: within what it is.
    n: of how many passes. machine: on which it was measured. shown: the figure as it is printed, where it is. doubtful:
    whether something spoke against it when it was stated.
    """

    candidate: str
    what: str
    value: float
    unit: str
    source: Literal["counted", "measured", "read", "claimed"]
    runtime: str = ""
    threads: int = 0
    low: float | None = None
    high: float | None = None
    n: int = 0
    machine: str = ""
    date: str = ""
    batch: int = 1
    layout: Layout = "contiguous"
    shown: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class Stated:
    """A model that figures are stated of.

    source: the file that it came from, where the graph is not all of it; digest: of what that file held.
    """

    candidate: str
    graph: Graph
    size: Size
    source: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Report:
    """What is printed. subtitle: one line under the title. author, date: empty where nothing is known of them.

    logs: the run logs that figures were read from, and what was said of them.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...] = ()
    models: tuple[Stated, ...] = field(default=())
    author: str = ""
    date: str = ""
    logs: Logs = field(default=Logs())
