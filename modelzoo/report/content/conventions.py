"""What each figure means and where it comes from, so that it can be held against those of others."""

from collections.abc import Iterator

from modelzoo.report.content.knowing import Known
from modelzoo.report.document import Column, Paragraph, Section, Table
from modelzoo.report.options import SECTIONS

_COLUMNS = (Column("Figure"), Column("Unit"), Column("What it is"), Column("Source"), Column("Better is"))
_TIMES = (
    ("min", "ms", "the fastest of all timed runs", "measured", "lower"),
    ("first", "ms", "the first call of all, before any warm-up", "measured", "lower"),
    ("p10 to p90", "ms", "how far apart eight of ten runs lie", "measured", "lower"),
    ("n", "runs", "how many runs were timed, each on its own", "measured", ""),
)


def conventions(known: Known) -> Section:
    """A row a figure; setups of one figure share a row."""
    rows = dict.fromkeys((*_rows(known), *(_TIMES if known.latencies else ())))
    told = Paragraph(
        "Models are run at batch 1 in fp32 unless the setup says otherwise. A figure that others published is marked "
        "†; nothing else here is quoted. What stands as – was not measured or is not known."
    )
    table = Table(_COLUMNS, tuple(rows), "What the figures mean", key="conventions")
    return Section("conventions", SECTIONS["conventions"], (told, table))


def _rows(known: Known) -> Iterator[tuple[str, str, str, str, str]]:
    for each in known.figures:
        title = each.title.partition(",")[0] if each.timed else each.title
        yield title, each.unit or "–", each.convention, each.kind, "lower" if each.goal == "min" else "higher"
