"""A small report with every kind of part, as those who print it get it."""

from modelzoo.report.document import (
    Bar,
    Bars,
    Box,
    Column,
    Curve,
    Curves,
    Drawing,
    Facts,
    Limit,
    Paragraph,
    Point,
    Report,
    Scatter,
    Section,
    Span,
    Statement,
    Table,
    Wire,
)

COLUMNS = (Column("Layer"), Column("Output"), Column("Mult-adds (torchinfo)", "M", numeric=True))


def long_table(rows: int = 120) -> Table:
    cells = tuple((f"stage_{row}", "64×56×56", f"{row / 7:,.2f}") for row in range(rows))
    return Table(COLUMNS, cells, "All layers", "Counted on paper.", marked=(1,))


def wide_table(columns: int) -> Table:
    heads = (Column("Candidate"), *(Column(f"Figure{at}", "ms", numeric=True) for at in range(columns)))
    rows = tuple((f"Candidate {row}", *(f"{1000 + row + at:,.3f}" for at in range(columns))) for row in range(4))
    return Table(heads, rows, "All figures")


def scatter(*labels: str, log: bool = True) -> Scatter:
    points = tuple(
        Point(label, 1.5**at, 50.0 + at, (1.5**at * 0.9, 1.5**at * 1.1), None, "chosen" if at == 2 else "front")
        for at, label in enumerate(labels)
    )
    front = tuple((point.x, point.y) for point in points)
    return Scatter(
        "Accuracy over time", "p50 (ms)", "Accuracy (%)", log, False, points, front, (Limit("x", 4.0),), "Whiskers."
    )


def curves(*names: str, points: int = 5) -> Curves:
    xs = tuple(float(64 * (at + 1)) for at in range(points))
    lines = tuple(
        Curve(
            name,
            xs,
            tuple(x * (1 + at) for x in xs),
            tuple(x * (0.9 + at) for x in xs),
            tuple(x * (1.1 + at) for x in xs),
        )
        for at, name in enumerate(names)
    )
    return Curves(
        "Time over size", "size (px)", "p50 (ms)", True, True, lines, (Span(100.0, 140.0, "A meets B"),), "Bands."
    )


def bars(count: int) -> Bars:
    return Bars(
        "Time per block",
        "ms",
        tuple(Bar(f"block_{at}", 1.0 + at, 0.9 + at, 1.2 + at, f"{1 + at:.2f}") for at in range(count)),
    )


def chain(length: int) -> Drawing:
    boxes = tuple(
        Box(f"b{at}", f"block_{at}", "convolution 3×3", 0, at * 90, 210, 54, "Convolutions") for at in range(length)
    )
    wires = tuple(Wire(((105, at * 90 + 54), (105, at * 90 + 90)), f"{at + 1}×56×56") for at in range(length - 1))
    return Drawing("Graph", boxes, wires, "Blocks and wires.")


def sample() -> Report:
    model = Section(
        "model", "EdgeSegNet & <Co>", (Facts((("Parameters", "651,617"),)), chain(12), long_table(), bars(6))
    )
    sections = (
        Section("summary", "Summary", (Paragraph("Ωmega ≤ 5 µs → chosen."), Paragraph("Busy machine.", "warning"))),
        Section("pareto", "Trade-off", (scatter("one", "two", "three"), curves("A", "B"))),
        Section("models", "Models", (), (model, Section("model", "Other", (Paragraph("Nothing is known.", "note"),)))),
    )
    figures = (Statement("EdgeSegNet & <Co>", "parameters", 651617.0, "", "counted"),)
    return Report("A choice: 5 < 7", "Two candidates", sections, figures, author="Ann Author", date="2026-03-04")
