"""Results as text for a terminal: aligned columns, figures with their units and conventions."""

from collections.abc import Iterable, Sequence

from modelzoo.analysis.trust import doubts
from modelzoo.measurements import Comparison, Environment, Latency
from modelzoo.results import Cost, LayerCost

_CONVENTION = "fp32, or as a file holds its numbers; warmed up before; all take turns"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns under their names."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    return _aligned([header, ["-" * width for width in widths], *rows], rows)


def facts(rows: Sequence[Sequence[str]]) -> str:
    """Names and what they are, one a line."""
    return _aligned(rows, rows)


def _aligned(lines: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need; those that hold nothing but numbers in `rows` stand to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    right = [
        all(cell.lstrip("+-")[:1].isdigit() or cell == "-" for cell in column) for column in zip(*rows, strict=True)
    ]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def millions(count: float) -> str:
    """A count, or bytes, in millions."""
    return f"{count / 1e6:,.2f}"


def milliseconds(seconds: float) -> str:
    """A time as short as its size allows."""
    return f"{seconds * 1e3:,.3f}"


def cost_text(cost: Cost, layered: bool = True) -> str:
    """A model's cost, each figure with its convention. layered: whether it is made of torch's layers."""
    uncounted = ", ".join(f"{name} ({times}x)" for name, times in cost.uncounted)
    stored = "fp32" if layered else "as they are stored"
    figures = facts(
        [
            ("Parameters", f"{cost.parameters:,}", "trainable"),
            ("MACs (M)", millions(cost.macs), "exact, of conv, transposed conv, linear and matmul"),
            *(_torchinfo_rows(cost) if layered else ()),
            ("Weights (MB)", millions(cost.parameter_bytes), f"{stored}; 1 MB is 10^6 bytes"),
            ("Activations (MB)", millions(cost.activation_bytes), "every tensor that is written"),
            ("Peak activations (MB)", millions(cost.peak_activation_bytes), "the most alive at once"),
            ("Intensity (FLOP/byte)", f"{cost.intensity:.2f}", "of what the MACs count, caches cold"),
        ]
    )
    return f"{figures}\nOperations that no rule counts: {uncounted or 'none'}"


def _torchinfo_rows(cost: Cost) -> list[tuple[str, str, str]]:
    return [
        ("Mult-adds (torchinfo, M)", millions(cost.mult_adds), why_mult_adds_differ(cost)),
        ("Pass size (torchinfo, MB)", millions(cost.pass_bytes), "twice the outputs of layers with weights"),
    ]


def why_mult_adds_differ(cost: Cost) -> str:
    """Why torchinfo's figure is not the number of MACs; empty where it is."""
    if cost.mult_adds == cost.macs:
        return ""
    return (
        "torchinfo counts biases and norms, and transposed convolutions by their output pixels"
        if cost.mult_adds > cost.macs
        else "torchinfo misses what no layer of its own computes, such as matmul"
    )


def layers_text(layers: Sequence[LayerCost], layered: bool = True) -> str:
    """Each block's share of a model's cost. layered: whether it is made of torch's layers."""
    return table(
        [
            "Node",
            "Block",
            "Output",
            "Parameters",
            "MACs (M)",
            "Mult-adds (torchinfo, M)",
            "Activations (MB)",
            "FLOP/byte",
        ],
        [
            [
                each.node,
                each.block,
                "x".join(map(str, each.output[1:])),
                f"{each.parameters:,}",
                millions(each.macs),
                millions(each.mult_adds) if layered else "-",
                millions(each.activation_bytes),
                f"{each.intensity:.2f}",
            ]
            for each in layers
        ],
    )


def latencies_text(results: Sequence[tuple[str, Latency]]) -> str:
    """What models took, by their names."""
    header = ["Model", "Runtime", "Threads", "Batch", "Layout", "Input"]
    figures = ["p50 (ms)", "p90 (ms)", "min (ms)", "first (ms)", "Runs", "Others' load (cores)", "Prepared in (ms)"]
    rows = [
        [
            model,
            each.setup.runtime,
            str(each.setup.threads),
            str(each.setup.batch),
            each.setup.layout,
            "x".join(map(str, each.input)),
            milliseconds(each.p50),
            milliseconds(each.p90),
            milliseconds(each.minimum),
            milliseconds(each.first),
            f"{each.n:,}",
            f"{each.load.foreign_cores:.2f}",
            ", ".join(f"{step} {1e3 * seconds:,.0f}" for step, seconds in each.preparation),
        ]
        for model, each in results
    ]
    return table([*header, *figures], rows)


def doubts_text(found: Iterable[tuple[str, Latency]]) -> str:
    """Each doubt once, with the names of the figures that it is about, a line each; empty where there is none."""
    about: dict[str, dict[str, None]] = {}
    for name, latency in found:
        for doubt in doubts(latency):
            about.setdefault(doubt, {})[name] = None
    return "\n".join(f"Not to be trusted ({'; '.join(names)}): {doubt}" for doubt, names in about.items())


def environment_text(environment: Environment) -> str:
    """Where and when something was measured, and by what convention."""
    versions = f"Python {environment.python}, torch {environment.torch}, onnxruntime {environment.onnxruntime}"
    cores = f"{environment.physical_cores or 'unknown'} cores, {environment.cores} logical"
    governor = f", governor {environment.governor}" if environment.governor else ""
    return facts(
        [
            ("CPU", f"{environment.cpu}, {cores}, {environment.memory / 2**30:,.1f} GiB of memory{governor}"),
            ("System", environment.os),
            ("Versions", f"{versions}, numpy {environment.numpy}"),
            ("Date", environment.date),
            ("Convention", f"{_CONVENTION}, kept to as many cores as threads where possible"),
        ]
    )


def comparison_text(a: str, b: str, found: Comparison) -> str:
    """What may be said of a against b, with the ratio of their medians."""
    said = f"{found.verdict} than" if found.verdict in ("faster", "slower") else "no difference shown against"
    interval = f"95 % interval {found.low:.3f} to {found.high:.3f}"
    apart = "" if found.in_turns else "; measured apart"
    return f"{a}: {said} {b} ({found.ratio:.3f} of its time; {interval}{apart})"
