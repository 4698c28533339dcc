"""What tests of the board look at: three candidates that are counted, two of them timed, and the page's cells."""

from dataclasses import replace

from PySide6.QtCore import Qt

from modelzoo.analysis.cost import cost
from modelzoo.entries import Entry, Result, Timed
from modelzoo.measurements import Setup
from tests.app.desk import small
from tests.app.looking import a_latency

SIZE = (32, 32)
HERE = Timed(Setup(), "this")
THERE = Timed(Setup(), "other", "Another CPU")
P50, P90 = "p50 eager 1 1 contiguous this", "p90 eager 1 1 contiguous this"


def entry(title, out, p50=None, kind="variant", **changes):
    graph = small(out)
    timed = a_latency(p50 or 1.0)
    times = {HERE: replace(timed, samples=timed.samples * 4)} if p50 else {}
    return replace(Entry(kind, title, graph, SIZE, paper=cost(graph, SIZE), times=times), **changes)


def entries():
    """The narrowest is the slowest; "wide" is beaten by nothing in accuracy, "middle" by "wide" in all but its cost."""
    return (
        entry("wide", 16, 0.002, results={"accuracy": Result(0.8, 0.02, 3, "wide seeds")}),
        entry("middle", 8, 0.003, results={"accuracy": Result(0.7, source="middle run", published=True)}),
        entry("narrow", 4, None, "zoo", model="narrow:width=0.5"),
    )


def headings(page):
    model = page.table.model()
    across = (model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount()))
    return [" ".join(heading.split()) for heading in across]


def column(page, heading, role=Qt.ItemDataRole.DisplayRole):
    model, at = page.table.model(), headings(page).index(heading)
    return [model.index(row, at).data(role) for row in range(model.rowCount())]
