"""On what machine, when and how quietly all that is told here was measured: without it a time says nothing."""

from collections.abc import Iterator, Sequence

from modelzoo.analysis.trust import doubts
from modelzoo.measurements import Environment, Latency
from modelzoo.report.content.knowing import Known
from modelzoo.report.content.writing import counted, listed
from modelzoo.report.document import Facts, Paragraph, Part, Section
from modelzoo.report.options import SECTIONS


def stamp(known: Known) -> Section:
    """The facts of each machine."""
    title = SECTIONS["environment"]
    machines = dict.fromkeys(each.machine for each in known.environments)
    if not machines:
        return Section(
            "environment", title, (Paragraph("Nothing was measured: there is no machine to tell of.", "note"),)
        )
    parts = [part for machine in machines for part in _machine(known, machine)]
    return Section("environment", title, tuple(parts))


def _machine(known: Known, machine: str) -> Iterator[Part]:
    where = [each for each in known.environments if each.machine == machine]
    latencies = [each for each in known.measured if each.environment.machine == machine]
    yield Facts((*_hardware(where), *_software(where), *_measured(latencies)), where[-1].cpu)


def _hardware(where: Sequence[Environment]) -> Iterator[tuple[str, str]]:
    newest = where[-1]
    governors = dict.fromkeys(each.governor or "not readable" for each in where)
    yield "CPU", newest.cpu
    yield "Cores", f"{newest.physical_cores or 'unknown'} physical, {newest.cores} logical"
    yield "Memory", f"{newest.memory / 2**30:,.1f} GiB" if newest.memory else "not known"
    yield "Frequency governor", ", ".join(governors)
    yield "Machine", newest.machine


def _software(where: Sequence[Environment]) -> Iterator[tuple[str, str]]:
    for title, name in (
        ("System", "os"),
        ("Python", "python"),
        ("PyTorch", "torch"),
        ("ONNX Runtime", "onnxruntime"),
        ("NumPy", "numpy"),
    ):
        yield title, ", ".join(dict.fromkeys(getattr(each, name) or "not known" for each in where))
    first, last = where[0].date, where[-1].date
    yield "Measured", first if first == last else f"from {first} to {last}"


def _measured(latencies: Sequence[Latency]) -> Iterator[tuple[str, str]]:
    """How the times were taken, and what else the machine did."""
    setups = {each.setup for each in latencies}
    runs = [each.n for each in latencies]
    loads = [each.load for each in latencies]
    doubtful = sum(bool(doubts(each)) for each in latencies)
    yield "Threads", listed([str(each) for each in sorted({each.threads for each in setups})])
    yield "Runtimes", listed(sorted({each.runtime for each in setups}))
    yield "Measurements", counted(len(latencies), "latency", "latencies")
    yield "Timed runs each (n)", f"{min(runs):,}" if min(runs) == max(runs) else f"{min(runs):,} to {max(runs):,}"
    yield "Percentiles", "p10, p50 (median) and p90 of the timed runs, interpolated between neighbouring ones"
    yield "Others' load", f"up to {max(each.foreign_cores for each in loads):.2f} cores busy with other processes"
    yield "Taken by the host", f"up to {max(each.steal_share for each in loads):.1%} of the machine's time"
    verdict = f"{doubtful:,} of {len(latencies):,} latencies are in doubt" if doubtful else "no latency is in doubt"
    yield "Was the machine busy", verdict
