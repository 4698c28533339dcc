"""A page a model: its graph, what it costs, what it takes on each machine, and where in it that goes."""

from collections.abc import Iterator, Mapping

from modelzoo.analysis.trust import reservations
from modelzoo.board import OWN
from modelzoo.entries import Entry
from modelzoo.graph import shape_text
from modelzoo.measurements import Comparison
from modelzoo.project import Place
from modelzoo.report.content.blocks import block_times
from modelzoo.report.content.drawing import drawing
from modelzoo.report.content.figure import Figure
from modelzoo.report.content.figures import timed_words
from modelzoo.report.content.knowing import Known, input_text
from modelzoo.report.content.writing import NOTHING, millions, milliseconds, percent
from modelzoo.report.document import Column, Facts, Paragraph, Part, Section, Table
from modelzoo.report.options import SECTIONS
from modelzoo.report.whereabouts import told
from modelzoo.results import Cost
from modelzoo.variants import history_text


def models(known: Known) -> Section:
    """Every candidate by itself."""
    pages = tuple(
        Section(f"model_{at}", known.name(each), tuple(_page(known, each)))
        for at, each in enumerate(known.entries, 1)
        if each.graph.nodes
    )
    return Section("models", SECTIONS["models"], (), pages)


def _page(known: Known, entry: Entry) -> Iterator[Part]:
    yield Facts(tuple(_what(known, entry)))
    if entry.problem:
        yield Paragraph(f"It cannot be counted: {entry.problem}", "warning")
    cost = entry.paper if isinstance(entry.paper, Cost) else None
    shapes = {each.node: each.output for each in cost.layers} if cost else {}
    yield drawing(known.name(entry), entry.graph, _places(known, entry), shapes)
    yield from _figures(known, entry)
    yield from _latencies(known, entry)
    yield from block_times(known, entry)
    if cost:
        yield _layers(known, entry, cost)


def _what(known: Known, entry: Entry) -> Iterator[tuple[str, str]]:
    """What it is and where it comes from."""
    yield "Kind", ", ".join((entry.kind, *entry.others))
    variant = next((each for each in known.project.variants if entry.kind in OWN and entry.title == each.title), None)
    if variant and variant.origin and history_text(variant) != entry.title:
        yield "Made from", history_text(variant)
    if entry.model and entry.model != entry.title:
        yield "Named", _named(entry.model, known.folder)
    if entry.source:
        yield "File", f"{entry.source.name}, {entry.source.file_bytes:,} bytes as ONNX, opset {entry.source.opset}"
        yield "Digest", entry.source.digest
    yield "Input", f"{input_text(entry)}, batch 1"
    yield "Blocks", f"{len(entry.graph):,}"
    yield "Fingerprint", entry.graph.fingerprint


def _named(name: str, folder: str) -> str:
    """A model's name, or a project's file and the variant in it."""
    where, mark, variant = name.partition("#")
    return f"{told(where, folder)}{mark}{variant}"


def _places(known: Known, entry: Entry) -> Mapping[str, Place]:
    """Where a person has placed the blocks of one of the project's variants."""
    found = (each.places for each in known.project.variants if each.graph == entry.graph)
    return next(found, {})


def _figures(known: Known, entry: Entry) -> Iterator[Part]:
    """All that is known of it but times, every digit of what was counted."""
    if entry.paper is None:
        return
    rows = []
    for figure in known.figures:
        value = figure.read(entry)
        if figure.timed is None and value is not None:
            rows.append((figure.head, figure.cell(entry), _exact(figure, value), figure.source(entry)))
    columns = (Column("Figure"), Column("Value", numeric=True), Column("Exact", numeric=True), Column("Source"))
    uncounted = entry.paper.uncounted if isinstance(entry.paper, Cost) else ()
    ops = ", ".join(f"{name} ({times}x)" for name, times in uncounted) or "none"
    yield Table(
        columns, tuple(rows), "Figures", f"Operations that no rule counts: {ops}.", key=f"figures, {known.name(entry)}"
    )


def _exact(figure: Figure, value: float) -> str:
    """A count to the last digit, in its plain unit."""
    if figure.kind != "counted" or value != int(value):
        return ""
    return f"{value:,.0f}{' B' if figure.unit.endswith('B') else ''}"


def _latencies(known: Known, entry: Entry) -> Iterator[Part]:
    if not entry.times:
        yield Paragraph("Time: not measured.", "note")
        return
    several = len({each.machine for each in entry.times}) > 1
    columns = (
        Column("Run by"),
        *(Column(name, "ms", numeric=True) for name in ("p50", "p90", "min", "first", "p10 to p90")),
        Column("n", numeric=True),
        Column("Against the baseline"),
    )
    rows: list[tuple[str, ...]] = []
    told: dict[str, list[str]] = {}
    for timed, each in entry.times.items():
        rows.append(
            (
                timed_words(timed, several),
                *map(milliseconds, (each.p50, each.p90, each.minimum, each.first, each.p90 - each.p10)),
                f"{each.n:,}",
                _verdict(known, entry, known.comparisons.get((entry.key, timed))),
            )
        )
        for doubt in reservations(each):
            told.setdefault(doubt, []).append(timed_words(timed, several))
    note = (
        "p50 is the median of n timed runs after a warm-up, p90 what nine of ten stayed within; first is the first "
        "call of all. A ratio is of medians, with its 95 % interval; it says slower or faster only where that "
        "interval stays clear of 1."
    )
    yield Table(columns, tuple(rows), "Latency", note, key=f"latency, {known.name(entry)}")
    for doubt, how in told.items():
        yield Paragraph(f"In doubt ({'; '.join(how)}): {doubt}", "warning")


def _verdict(known: Known, entry: Entry, found: Comparison | None) -> str:
    if known.baseline is None:
        return "no baseline is pinned"
    if known.baseline.key == entry.key:
        return "is the baseline"
    if found is None:
        return "baseline not measured so"
    apart = "" if found.in_turns else ", measured apart"
    return f"{found.verdict}: {found.ratio:.2f} ({found.low:.2f} to {found.high:.2f}){apart}"


def _layers(known: Known, entry: Entry, cost: Cost) -> Table:
    columns = (
        Column("Node"),
        Column("Block"),
        Column("Output"),
        Column("Parameters", numeric=True),
        Column("MACs", "M", numeric=True),
        Column("MACs' share", numeric=True),
        Column("Mult-adds (torchinfo)", "M", numeric=True),
        Column("Activations", "MB", numeric=True),
    )
    rows = tuple(
        (
            each.node,
            each.block,
            shape_text(each.output),
            f"{each.parameters:,}",
            millions(each.macs),
            percent(each.macs / cost.macs) if cost.macs else NOTHING,
            millions(each.mult_adds) if cost.as_torchinfo else NOTHING,
            millions(each.activation_bytes),
        )
        for each in cost.layers
    )
    return Table(columns, rows, "Layers", "Counted on paper, block by block.", key=f"layers, {known.name(entry)}")
